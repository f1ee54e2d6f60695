"""Whether a JSON value has the type of the model and the constraints of a declaration."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import assert_never

from typescribe.language.constraints import Constraints, Json, Number, is_integer, json_text
from typescribe.language.model import (
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import accepts
from typescribe.language.python_regexes import python_regex


def has_type(model: Model, type_: Type, value: Json) -> bool:
    """Return whether a JSON value is one of a type, without regard to constraints."""
    match type_:
        case Primitive(name=name):
            return _is_primitive(name, value)
        case LiteralType(value=literal):
            if isinstance(literal, bool) or isinstance(value, bool):
                return literal is value
            return literal == value
        case PatternType():
            return isinstance(value, str) and accepts(type_, value)
        case ArrayType(item=item):
            return isinstance(value, list) and all(has_type(model, item, one) for one in value)
        case RecordType(value=held):
            if not isinstance(value, dict):
                return False
            return all(has_type(model, held, one) for one in value.values())
        case TupleType():
            return isinstance(value, list) and _is_tuple(model, type_, value)
        case UnionType(members=members):
            return any(has_type(model, member, value) for member in members)
        case Reference(name=name):
            named = model.by_name[name]
            if isinstance(named, ObjectType):
                return isinstance(value, dict) and _is_object(model, named, value)
            return has_type(model, named.type, value)
        case _:
            assert_never(type_)


def _is_primitive(name: str, value: Json) -> bool:
    match name:
        case "string":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case _:
            return name != "never"


def _is_tuple(model: Model, tuple_: TupleType, values: list[Json]) -> bool:
    first, last = tuple_.items, tuple_.ending
    middle = values[len(first) : len(values) - len(last)]
    if len(values) < tuple_.required + len(last) or (middle and tuple_.rest is None):
        return False
    places = [*zip(first, values, strict=False)]
    places += zip(last, values[len(values) - len(last) :], strict=True) if last else ()
    places += [(tuple_.rest, value) for value in middle if tuple_.rest is not None]
    return all(has_type(model, type_, value) for type_, value in places)


def _is_object(model: Model, object_: ObjectType, value: dict[str, Json]) -> bool:
    fields = {field.wire_name: field for field in object_.fields}
    for name, field in fields.items():
        if name in value:
            if not has_type(model, field.type, value[name]):
                return False
        elif not field.optional:
            return False
    for name in value.keys() - fields.keys():
        types = [each.value for each in object_.patterns if accepts(each.keys, name)]
        types = types or ([] if object_.index is None else [object_.index])
        if not all(has_type(model, type_, value[name]) for type_ in types):
            return False
    return True


def violated(constraints: Constraints, value: Json) -> str | None:
    """Return the first word that a value violates, None if it violates none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number_violates(constraints, value)
    if isinstance(value, str):
        return _text_violates(constraints, value)
    return _array_violates(constraints, value) if isinstance(value, list) else None


def _number_violates(limits: Constraints, value: Number) -> str | None:
    if limits.integer and not is_integer(value):
        return "integer"
    if limits.minimum is not None and value < limits.minimum:
        return "minimum"
    if limits.exclusive_minimum is not None and value <= limits.exclusive_minimum:
        return "exclusiveMinimum"
    if limits.maximum is not None and value > limits.maximum:
        return "maximum"
    if limits.exclusive_maximum is not None and value >= limits.exclusive_maximum:
        return "exclusiveMaximum"
    if limits.multiple_of is not None and not is_multiple(value, limits.multiple_of):
        return "multipleOf"
    return None


def is_multiple(value: Number, step: Number) -> bool:
    """Return whether a number is a multiple of another, as they are written in decimals.

    So `0.3` is a multiple of `0.1`, although their quotient as floats is no integer.
    """
    return exact(value) % exact(step) == 0


def exact(number: Number) -> Fraction:
    """Return the value of a number as it is written in decimals."""
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def _text_violates(limits: Constraints, value: str) -> str | None:
    if limits.min_length is not None and len(value) < limits.min_length:
        return "minLength"
    if limits.max_length is not None and len(value) > limits.max_length:
        return "maxLength"
    if limits.pattern is not None and not re.search(python_regex(limits.pattern), value):
        return "pattern"
    return None


def _array_violates(limits: Constraints, value: list[Json]) -> str | None:
    if limits.min_items is not None and len(value) < limits.min_items:
        return "minItems"
    if limits.max_items is not None and len(value) > limits.max_items:
        return "maxItems"
    if limits.unique_items and not _are_unique(value):
        return "uniqueItems"
    if limits.items:
        found = (violated(limits.items, item) for item in value)
        return next((word for word in found if word), None)
    return None


def _are_unique(values: list[Json]) -> bool:
    keys = {json_text(_normal(value)) for value in values}
    return len(keys) == len(values)


def _normal(value: Json) -> Json:
    """Return a value in a form that is equal as text exactly if it is equal as JSON."""
    match value:
        case float() if value.is_integer():
            return int(value)
        case list():
            return [_normal(item) for item in value]
        case dict():
            return {key: _normal(value[key]) for key in sorted(value)}
        case _:
            return value
