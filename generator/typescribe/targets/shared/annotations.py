"""Closed types -> Python annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.declared import LiteralValue
from typescribe.language.model import (
    NULL,
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
    references,
)
from typescribe.text.quoting import python_literal

_PRIMITIVES = {
    "string": "str",
    "boolean": "bool",
    "null": "None",
    "any": "Any",
    "unknown": "object",
    "never": "Never",
}

Naming = Callable[[str], str]
"""Returns the name of a type in a module, given its class name."""


def evaluable(model: Model, named: Naming) -> Naming:
    """Return the names of types for annotations that Python evaluates.

    An alias of `null` is called `None`, since Python cannot evaluate a union of two of these.
    """

    def name_of(name: str) -> str:
        return "None" if model.expand(Reference(name)) == NULL else named(name)

    return name_of


def annotation(type_: Type, named: Naming, limits: Constraints = NONE) -> str:
    """Return the annotation of a type. In a union, literals are joined and `None` comes last.

    Of constraints, it shows which numbers are integers.

    Python annotations need no brackets for precedence, so this is simpler than writing TypeScript.
    """
    return " | ".join(_members(type_, named, limits))


def _members(type_: Type, named: Naming, limits: Constraints) -> list[str]:
    if not isinstance(type_, (UnionType, LiteralType)):
        return _simple(type_, named, limits)
    flat = type_.members if isinstance(type_, UnionType) else (type_,)
    literals = literal_annotations([m.value for m in flat if isinstance(m, LiteralType)])
    found: dict[str, None] = {}
    for member in flat:
        if not isinstance(member, LiteralType):
            found.update(dict.fromkeys(_simple(member, named, limits)))
        elif literals[0].startswith("Literal["):
            found[literals[0]] = None
    found.update(dict.fromkeys(literals))
    if "None" in found:
        del found["None"]
        found["None"] = None
    return list(found)


def literal_annotations(values: Iterable[LiteralValue]) -> list[str]:
    """Return the annotations of literals: one `Literal`, and types for those it cannot hold.

    `Literal` accepts no floats (PEP 586), and type checkers take no integers of more than 64 bits.
    """
    exact: list[str] = []
    wider: set[str] = set()
    for value in values:
        if isinstance(value, float):
            wider.add("float")
        elif is_literal_integer(value) or isinstance(value, (str, bool)):
            exact.append(python_literal(value))
        else:
            wider.add("int")
    joined = [f"Literal[{', '.join(exact)}]"] if exact else []
    return [*joined, *sorted(wider, reverse=True)]


def is_literal_integer(value: LiteralValue) -> bool:
    """Whether a literal is an integer that `Literal` can hold.

    The sign is not part of a number in Python, so the lowest integer of 64 bits has too many.
    """
    return type(value) is int and abs(value) < 2**63


def _simple(type_: Type, named: Naming, limits: Constraints) -> list[str]:
    match type_:
        case Primitive(name="number") if limits.integer:
            return ["int"]
        case Primitive(name="number"):
            return ["int", "float"]
        case Primitive(name=name):
            return [_PRIMITIVES[name]]
        case PatternType():
            return ["str"]
        case Reference(name=name):
            return [named(name)]
        case ArrayType(item=item):
            return [f"list[{annotation(item, named, limits.items or NONE)}]"]
        case RecordType(value=value):
            return [f"dict[str, {annotation(value, named)}]"]
        case TupleType():
            items = children(type_)
            texts = dict.fromkeys(text for item in items for text in _members(item, named, NONE))
            return [f"list[{' | '.join(texts) or 'Never'}]"]
        case LiteralType() | UnionType():
            return _members(type_, named, limits)


def attribute_annotation(model: Model, field: Field, named: Naming) -> str:
    """Return the annotation of an attribute, with `Unset` if it is optional and nullable."""
    written = annotation(field.type, named, field.constraints)
    if not field.optional:
        return written
    if written == "Never":
        return "None"
    return f"{written} | {'Unset' if model.accepts_null(field.type) else 'None'}"


def absent_value(model: Model, field: Field) -> str:
    """Return the value of an attribute whose property is absent: `UNSET` if `None` is null."""
    return "UNSET" if model.accepts_null(field.type) else "None"


def is_defined(type_: Type, defined: set[str]) -> bool:
    """Whether the annotation of a type can be evaluated, as all types in it are defined above.

    An alias whose annotation is quoted does not count as defined, since its value is a string.
    """
    return defined.issuperset(references(type_))


def quote_forward(written: str, type_: Type, defined: set[str]) -> str:
    """Return an annotation, quoted if it refers to types that are not defined yet."""
    return written if is_defined(type_, defined) else python_literal(written)


def typed_dict_name(model: Model, name: str) -> str:
    """Return the name of a type in `typed_dicts.py`; only types with objects have another name."""
    named = model.by_name[name]
    if isinstance(named, AliasType) and not model.holds_objects(named.type):
        return name
    return f"{name}Dict"
