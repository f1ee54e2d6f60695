"""Validators of attrs classes for constraints, which concern values of one kind each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .limited import broken_list, broken_number, broken_text
from .plain import plain_list, plain_number, plain_string
from .runtime import Issue, Path, ValidationError


@dataclass(frozen=True, slots=True)
class Within:
    """Constraints on the values of an attribute; a value of another kind is within them."""

    number: Mapping[str, Any] | None = None
    text: Mapping[str, Any] | None = None
    array: Mapping[str, Any] | None = None
    items: Within | None = None

    def __call__(self, instance: object, attribute: Any, value: object) -> None:
        """Raise `ValidationError` if a value violates a constraint."""
        place = attribute.metadata.get("wire_name", attribute.name)
        if issues := list(self.issues(value, (place,))):
            raise ValidationError(type(instance).__name__, issues)

    def issues(self, value: object, path: Path) -> Iterator[Issue]:
        """Yield an issue for a value and for each item that violates a constraint."""
        broken = None
        if self.number and (number := plain_number(value)) is not None:
            broken = broken_number(number, **self.number)
        elif self.text and (text := plain_string(value)) is not None:
            broken = broken_text(text, **self.text)
        elif (self.array or self.items) and (items := plain_list(value)) is not None:
            broken = broken_list(items, **self.array) if self.array else None
            for place, item in enumerate(items) if self.items else ():
                yield from self.items.issues(item, (*path, place)) if self.items else ()
        if broken is not None:
            yield Issue(path, *broken)


def within(
    number: Mapping[str, Any] | None = None,
    text: Mapping[str, Any] | None = None,
    array: Mapping[str, Any] | None = None,
    items: Within | None = None,
) -> Any:
    """Return a `Within`, whose type is not that of the attribute, for type checkers."""
    return Within(number, text, array, items)
