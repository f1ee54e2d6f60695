"""Messages for amendments that do not apply: each names what can be amended at that place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from typescribe.amending.inline_objects import inline_objects
from typescribe.language.declared import (
    Alias,
    Declaration,
    Fields,
    ObjectOf,
    TypeExpression,
    TypeReference,
    Values,
)
from typescribe.language.errors import nearest, nearest_or_some
from typescribe.language.expressions import inner_expressions, references
from typescribe.language.overlay import INDEX, ObjectAmendment
from typescribe.text.declared_types import signature_text, type_text

_MOST = 5
"""The number of names that a message lists."""

_UNDECLARED = 'write a property that arrives undeclared under "undeclared"'


def no_such_field(
    owner: str,
    wire_name: str,
    declared: ObjectOf,
    around: TypeExpression | None,
    declarations: Mapping[str, Declaration],
) -> str:
    """Return the message for an amendment of a property that an object type does not declare.

    Args:
        owner: the type or the property that is amended.
        wire_name: the property.
        declared: the object type.
        around: the type that the object type is written in, if it is not a declaration itself.
        declarations: all declarations, by name.
    """
    message = f'"{owner}" declares no property "{wire_name}" to amend'
    names = [field.wire_name for field in declared.fields]
    for reference in _around_objects(around):
        if wire_name in _own_properties(declarations.get(reference.name)):
            return (
                f'{message}: it is a property of "{reference.name}"; here, "fields" amends the '
                f"object type inside {reference.name}<...>, which declares {_listed(names)}"
            )
    if found := nearest(wire_name, names):
        return message + found
    advice = nearest_or_some(wire_name, names, _MOST)
    return f"{message}{advice}, or {_UNDECLARED}" if advice else f"{message}; {_UNDECLARED}"


def inherited_field(owner: str, wire_name: str, base: str) -> str:
    """Return the message for an amendment of a property that a type inherits from `base`."""
    message = f'"{owner}" declares no property "{wire_name}" to amend'
    return f'{message}; it is inherited from "{base}": amend it there'


def no_such_index_signature(owner: str, signature: str, declared: ObjectOf) -> str:
    """Return the message for an amendment of an index signature that is not declared."""
    which = "" if signature == INDEX else f" {signature}"
    others = [signature_text(one.keys) for one in declared.signatures]
    others = [INDEX, *others] if declared.index is not None else others
    if others:
        advice = f"it declares {_listed(others)}"
    else:
        advice = 'write one that arrives undeclared under "undeclared"'
    return f'"{owner}" declares no index signature{which} to amend; {advice}'


def no_such_object(
    owner: str, type_: TypeExpression, amendment: ObjectAmendment, known: Iterable[str]
) -> str:
    """Return the message for an amendment of an object type that a type does not contain.

    If it contains several, the amendment has to say which. `known` has the names of all
    declarations.
    """
    found = inline_objects(type_)
    if len(found) > 1 and amendment.place is None:
        objects = ", ".join(
            f"{place} ({_listed([field.wire_name for field in inline.body.fields])})"
            for place, inline in enumerate(found, 1)
        )
        advice = f'choose one under "objects": {objects}'
        return f'"{owner}" contains {len(found)} object types; {advice}'
    if found:
        held = "1 object type" if len(found) == 1 else f"{len(found)} object types"
        return f'"{owner}" contains {held}; there is no number {amendment.place}'
    declared = set(known)
    named = dict.fromkeys(r.name for r in references(type_) if r.name in declared)
    if named:
        instead = " or ".join(f'"{name}"' for name in named)
        return f'"{owner}" contains no inline object type; amend {instead} instead'
    text = " ".join(type_text(type_, one_line=True).split())
    return f'"{owner}" contains no inline object type: it is {_cut(text)}'


def no_fields(owner: str) -> str:
    """Return the message for an amendment of the properties of a union of literals."""
    message = f'"{owner}" is a union of literals: it has no fields to amend'
    return f'{message}; amend its literals under "values"'


def no_values(owner: str, body: Fields | Alias | Values) -> str:
    """Return the message for an amendment of the literals of another type."""
    message = f'"{owner}" is not a union of literals: it has no values to amend'
    has_properties = isinstance(body, Fields) or (
        isinstance(body, Alias) and inline_objects(body.type)
    )
    return f'{message}; amend its properties under "fields"' if has_properties else message


def no_such_value(owner: str, value: object, known: Iterable[object]) -> str:
    """Return the message for an amendment of a literal that a union does not have."""
    message = f'"{owner}" has no value "{_shown(value)}" to amend'
    return message + nearest_or_some(_shown(value), map(_shown, known), _MOST)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _around_objects(type_: TypeExpression | None) -> Iterator[TypeReference]:
    """Yield the references in a type that are not inside an object type, the outermost first."""
    waiting = [type_] if type_ is not None else []
    while waiting:
        expression = waiting.pop(0)
        if isinstance(expression, TypeReference):
            yield expression
        if not isinstance(expression, ObjectOf):
            waiting += inner_expressions(expression)


def _own_properties(declaration: Declaration | None) -> list[str]:
    """Return the properties that a declaration has in its own text; none if it has several."""
    match declaration:
        case Declaration(body=Fields(object=own)):
            return [field.wire_name for field in own.fields]
        case Declaration(body=Alias(type=type_)):
            found = inline_objects(type_)
            return [field.wire_name for field in found[0].body.fields] if len(found) == 1 else []
    return []


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST:,} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + more if names else "no property"


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
