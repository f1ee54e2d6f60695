"""`reads_as` -> properties that decode attributes, in every target that generates classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from typescribe.language.model import Field, Model, ObjectType
from typescribe.language.public_names import reading_property
from typescribe.language.readings import OwnFunction, ReadsAs, own_function
from typescribe.text.quoting import Code

TIMES: Final = "times.py"
TEXTS: Final = "texts.py"


@dataclass(frozen=True, slots=True)
class _Decoder:
    """The function that decodes a built-in reading."""

    annotation: str
    function: str
    meaning: str
    """Words for docstrings."""
    module: str = "readings.py"


_DECODERS = {
    "boolean": _Decoder("bool", "as_bool", "a boolean"),
    "number": _Decoder("int | float", "as_number", "a number"),
    "integer": _Decoder("int", "as_int", "an integer"),
    "epoch_milliseconds": _Decoder("datetime", "as_datetime", "a datetime in UTC"),
    "epoch_seconds": _Decoder("datetime", "as_epoch_seconds", "a datetime in UTC", TIMES),
    "date_time": _Decoder("datetime", "as_date_time", "an aware datetime", TIMES),
    "local_date_time": _Decoder("datetime", "as_local_date_time", "a naive datetime", TIMES),
    "date": _Decoder("_date", "as_date", "a date", TIMES),
    "time": _Decoder("_time", "as_time", "a time of a day", TIMES),
    "duration": _Decoder("_timedelta", "as_duration", "a timedelta", TIMES),
    "uuid": _Decoder("UUID", "as_uuid", "a UUID", TEXTS),
    "decimal": _Decoder("Decimal", "as_decimal", "a Decimal", TEXTS),
    "base64": _Decoder("bytes", "as_bytes", "bytes", TEXTS),
    "url": _Decoder("SplitResult", "as_url", "the parts of a URL", TEXTS),
    "json": _Decoder("Any", "as_json", "decoded JSON"),
}


def meaning(reads_as: ReadsAs) -> str:
    """Return the type that `reads_as` decodes a value to, in words."""
    own = own_function(reads_as)
    return f"what `{own.name}` of `{own.module}` returns" if own else _DECODERS[reads_as].meaning


def reading_modules(model: Model) -> tuple[str, ...]:
    """Return the modules of `typescribe.runtime` that decode some of the readings of a model.

    `readings.py` is not among them: every target with readings carries it.
    """
    used = {_DECODERS[name].module for name in model.readings if name in _DECODERS}
    return tuple(module for module in (TIMES, TEXTS) if module in used)


@dataclass(frozen=True, slots=True)
class OwnImport:
    """The import of a function of the user's own."""

    module: Code
    name: Code
    shown_as: Code
    """Its name in the generated module, which begins with an underscore."""


def reading_imports(model: Model) -> Mapping[str, Any]:
    """Return the entries of a context about readings: what a module of them imports.

    A module is imported only if it is needed: an attribute may have the name of a function in it.
    """
    imports = [
        OwnImport(Code(function.module), Code(function.name), Code(name))
        for function, name in _own_names(model).items()
    ]
    return {
        "own_readings": sorted(imports, key=lambda each: (each.module, each.name)),
        "reading_modules": reading_modules(model),
    }


def _own_names(model: Model) -> dict[OwnFunction, str]:
    """Return a name for each function of the user's own; no two are equal."""
    found: dict[OwnFunction, str] = {}
    for reads_as in model.readings:
        function = own_function(reads_as)
        if function is not None:
            number, name = 2, f"_read_{function.noun}"
            while name in found.values():
                name, number = f"_read_{function.noun}_{number}", number + 1
            found[function] = name
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """A property that returns the decoded value of an attribute."""

    name: Code
    annotation: Code
    """Empty for a function of the user's own, whose type only a type checker knows."""
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


def reading(model: Model, owner: ObjectType, field: Field, maybe_absent: bool) -> Reading | None:
    """Return the reading of a field, if it has one; for null or an absent value, it is `None`."""
    if field.reads_as is None:
        return None
    own = own_function(field.reads_as)
    returned = "" if own else _DECODERS[field.reads_as].annotation
    documentation = f"`{field.attribute}` as {meaning(field.reads_as)}"
    if maybe_absent:
        documentation += "; `None` if there is nothing to decode"
        returned = returned if returned in ("", "Any") else f"{returned} | None"
    return Reading(
        Code(reading_property(field.attribute, field.reads_as)),
        Code(returned),
        Code(_own_names(model)[own] if own else _DECODERS[field.reads_as].function),
        f"{documentation}.",
        f"{owner.name}.{field.wire_name}",
    )
