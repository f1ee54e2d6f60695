"""`reads_as` -> properties that decode attributes, in every target that generates classes."""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.language.model import Field, ObjectType
from typescribe.language.public_names import reading_property
from typescribe.text.quoting import Code

READINGS = {
    "boolean": ("bool", "as_bool", "a boolean"),
    "number": ("int | float", "as_number", "a number"),
    "integer": ("int", "as_int", "an integer"),
    "epoch_milliseconds": ("datetime", "as_datetime", "a datetime in UTC"),
    "json": ("Any", "as_json", "decoded JSON"),
}
"""For each `reads_as`: the annotation, the decoding function, and words for docstrings."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A property that returns the decoded value of an attribute."""

    name: Code
    annotation: Code
    decode: Code
    documentation: str
    field: str
    """The name of the field in errors: class and wire name."""


def nothing_to_decode(field: Field, absent: str | None, nullable: bool) -> Code | None:
    """Return the condition under which a reading is `None`; `None` if it never is.

    Args:
        field: the field of the reading.
        absent: the value of the attribute if the property is absent; `None` if it is required.
        nullable: whether the type of the property includes null.
    """
    values = ([absent] if absent else []) + (["None"] if nullable else [])
    tests = (f"self.{field.attribute} is {value}" for value in values)
    return Code(" or ".join(tests)) if values else None


def reading(owner: ObjectType, field: Field, maybe_absent: bool) -> Reading | None:
    """Return the reading of a field, if it has one; for null or an absent value, it is `None`."""
    if field.reads_as is None:
        return None
    returned, decode, meaning = READINGS[field.reads_as]
    documentation = f"`{field.attribute}` as {meaning}"
    if maybe_absent:
        documentation += "; `None` if there is nothing to decode"
        returned = returned if returned == "Any" else f"{returned} | None"
    return Reading(
        Code(reading_property(field.attribute, field.reads_as)),
        Code(returned),
        Code(decode),
        f"{documentation}.",
        f"{owner.name}.{field.wire_name}",
    )
