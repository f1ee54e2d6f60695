"""The values of `reads_as`: the readings that are built in, and functions of the user's own."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from typescribe.language import naming

BuiltIn: TypeAlias = Literal[
    "boolean",
    "number",
    "integer",
    "epoch_milliseconds",
    "epoch_seconds",
    "date_time",
    "local_date_time",
    "date",
    "time",
    "duration",
    "uuid",
    "decimal",
    "base64",
    "url",
    "json",
]
ReadsAs: TypeAlias = str
"""A `BuiltIn` reading, or a function as `package.module:function`; the schema checks the form."""


@dataclass(frozen=True, slots=True)
class ReadingKind:
    """A built-in reading."""

    suffix: str
    """The end of the name of its property."""
    decodes: tuple[str, ...] = ("string",)
    """The JSON types that it decodes."""


_NUMBERS = ("string", "number")

KINDS: Final[dict[str, ReadingKind]] = {
    "boolean": ReadingKind("as_bool", ("string", "boolean")),
    "number": ReadingKind("as_number", _NUMBERS),
    "integer": ReadingKind("as_int", _NUMBERS),
    "epoch_milliseconds": ReadingKind("as_datetime", _NUMBERS),
    "epoch_seconds": ReadingKind("as_datetime", _NUMBERS),
    "date_time": ReadingKind("as_datetime"),
    "local_date_time": ReadingKind("as_datetime"),
    "date": ReadingKind("as_date"),
    "time": ReadingKind("as_time"),
    "duration": ReadingKind("as_timedelta"),
    "uuid": ReadingKind("as_uuid"),
    "decimal": ReadingKind("as_decimal", _NUMBERS),
    "base64": ReadingKind("as_bytes"),
    "url": ReadingKind("as_url"),
    "json": ReadingKind("as_json"),
}
"""The built-in readings by name."""

_OWN = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):([A-Za-z_]\w*)", re.ASCII)
_VERB = re.compile(r"(as|to|parse|decode|read)_(?=[a-z])")


@dataclass(frozen=True, slots=True)
class OwnFunction:
    """A function of the user's own that decodes a value: `package.module:function`."""

    module: str
    name: str

    @property
    def noun(self) -> str:
        """The name in snake case, without a verb before it.

        >>> OwnFunction("shop.money", "parse_money").noun, OwnFunction("shop", "Money").noun
        ('money', 'money')
        """
        return _VERB.sub("", naming.snake_case(self.name), count=1)

    @property
    def unusable(self) -> str:
        """The first keyword of Python among its names, which cannot be imported; "" for none."""
        names = [*self.module.split("."), self.name]
        return next((name for name in names if keyword.iskeyword(name)), "")


def own_function(reads_as: ReadsAs) -> OwnFunction | None:
    """Return the function that a `reads_as` names; None for a built-in reading."""
    match = _OWN.fullmatch(reads_as)
    return OwnFunction(match[1], match[2]) if match else None


def reading_suffix(reads_as: ReadsAs) -> str:
    """Return the end of the name of the property that `reads_as` adds."""
    own = own_function(reads_as)
    return f"as_{own.noun}" if own else KINDS[reads_as].suffix
