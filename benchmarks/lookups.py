"""What no checker written in Python is spared that asks for the keys it knows, one by one.

A function is made that does so and nothing else: it looks up each required property, asks whether
each optional one is there, goes into what is inside, and tests nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typescribe.model import (
    AliasType,
    ArrayType,
    Model,
    ObjectType,
    RecordType,
    Reference,
    Type,
)


def looker(model: Model, name: str) -> Callable[[Any], object]:
    """Return the function for a named type."""
    lines: list[str] = []
    for type_ in model.types:
        if isinstance(type_, ObjectType):
            lines += [f"def look_{type_.name}(v):", *_properties(model, type_), "    return True"]
    namespace: dict[str, Any] = {}
    exec("\n".join(lines), namespace)
    look: Callable[[Any], object] = namespace[f"look_{name}"]
    return look


def _properties(model: Model, object_: ObjectType) -> list[str]:
    lines: list[str] = []
    for field in object_.fields:
        inside = _inside(model, field.type, f"v[{field.wire_name!r}]")
        if field.optional:
            lines += [f"    if {field.wire_name!r} in v:", f"        {inside or 'pass'}"]
        else:
            lines.append(f"    {inside or f'v[{field.wire_name!r}]'}")
    return lines


def _inside(model: Model, type_: Type, value: str) -> str:
    match type_:
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, AliasType):
                return _inside(model, named.type, value)
            return f"look_{name}({value})"
        case RecordType(value=part):
            inside = _inside(model, part, "x")
            return f"for x in {value}.values(): {inside}" if inside else ""
        case ArrayType(item=part):
            inside = _inside(model, part, "x")
            return f"for x in {value}: {inside}" if inside else ""
        case _:
            return ""
