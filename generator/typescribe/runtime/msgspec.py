"""Decodes unions of Structs that a literal distinguishes where msgspec's tags cannot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec

T = TypeVar("T")
LiteralValue: TypeAlias = str | int | float | bool


class Variants(Generic[T]):
    """Reads values as the Structs that a literal selects, or else as one of some other types.

    A Struct with nothing but the path to the literal is decoded first, which skips the rest of the
    message. What it takes to decode is prepared when the first message is read.
    """

    def __init__(
        self,
        *path: str,
        variants: Mapping[LiteralValue, Sequence[type[msgspec.Struct]]],
        rest: Sequence[Any],
    ) -> None:
        """Make a reader.

        Args:
            path: the properties that lead to the literal.
            variants: the Structs of each literal.
            rest: the types to try in order after these.
        """
        self.path = path
        self.variants = variants
        self.rest = rest

    def decode(self, raw: bytes | str) -> T:
        """Return the value of a JSON text; raises `msgspec.DecodeError` or `ValidationError`."""

        def read(type_: Any) -> Any:
            decoder = self._decoders.get(type_)
            if decoder is None:
                decoder = self._decoders[type_] = msgspec.json.Decoder(type_)
            return decoder.decode(raw)

        return self._read(read)

    def convert(self, value: object) -> T:
        """Return a value that was decoded before; raises `msgspec.ValidationError`."""
        return self._read(lambda type_: msgspec.convert(value, type_))

    @cached_property
    def _decoders(self) -> dict[Any, msgspec.json.Decoder[Any]]:
        return {}

    @cached_property
    def _outline(self) -> Any:
        """The type of an object with nothing but the literal."""
        held: Any = Any
        for key in reversed(self.path):
            held = msgspec.defstruct("Outline", [("held", held, None)], rename={"held": key})
        return held

    def _read(self, read: Callable[[Any], Any]) -> T:
        nearest: msgspec.ValidationError | None = None
        for types in self._meant(read):
            failed: msgspec.ValidationError | None = None
            for type_ in types:
                try:
                    found: T = read(type_)
                except msgspec.ValidationError as error:
                    failed = failed or error
                else:
                    return found
            nearest = nearest or failed
        raise nearest or self._unknown()

    def _meant(self, read: Callable[[Any], Any]) -> Iterator[Sequence[Any]]:
        """Yield the types that a value is meant to be, and those to try afterwards."""
        try:
            found = read(self._outline)
            for _ in self.path:
                found = found.held
        except (msgspec.ValidationError, AttributeError):
            found = None
        if isinstance(found, (str, int, float)):
            yield self.variants.get(found, ())
        yield self.rest

    def _unknown(self) -> msgspec.ValidationError:
        expected = " or ".join(map(json.dumps, self.variants))
        return msgspec.ValidationError(f"Expected {expected} - at `$.{'.'.join(self.path)}`")
