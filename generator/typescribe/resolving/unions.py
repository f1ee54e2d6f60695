"""Unions and intersections of closed types, and the words that name a type inside a class name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from typescribe.language import naming
from typescribe.language.model import (
    ANY,
    NEVER,
    ArrayType,
    LiteralType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import accepts

_UNKNOWN = Primitive("unknown")
_BOOLEAN = Primitive("boolean")
_BOTH = frozenset({LiteralType(True), LiteralType(False)})
_PRIMITIVE_OF = {str: "string", bool: "boolean", int: "number", float: "number"}


def union(members: Iterable[Type]) -> Type:
    """Return the union of types: flat, nothing twice; `any` and `unknown` take in all the rest.

    `true | false` is `boolean`, as the handbook says (Everyday Types).
    """
    flat: dict[Type, None] = {}
    for member in members:
        inner = member.members if isinstance(member, UnionType) else (member,)
        flat.update(dict.fromkeys(inner))
    flat.pop(NEVER, None)
    for everything in (ANY, _UNKNOWN):
        if everything in flat:
            return everything
    if flat.keys() >= _BOTH:
        flat = dict.fromkeys(_BOOLEAN if member in _BOTH else member for member in flat)
    kept = tuple(flat)
    if not kept:
        return NEVER
    return kept[0] if len(kept) == 1 else UnionType(kept)


def intersection(left: Type, right: Type) -> Type | None:
    """Return what is of both types, or `None` where that has no simple form.

    Objects and unions are the caller's: this is for the types without parts.
    """
    if NEVER in (left, right):
        return NEVER
    if right in (left, _UNKNOWN):
        return left
    if left == _UNKNOWN:
        return right
    if ANY in (left, right):
        return ANY
    match left, right:
        case (Primitive(), LiteralType()):
            return intersection(right, left)
        case (LiteralType(value=value), Primitive(name=name)):
            return left if _PRIMITIVE_OF[type(value)] == name else NEVER
        case (PatternType(), Primitive(name=name)) | (Primitive(name=name), PatternType()):
            return (left if isinstance(left, PatternType) else right) if name == "string" else NEVER
        case (PatternType(), LiteralType(value=value)) | (LiteralType(value=value), PatternType()):
            pattern = left if isinstance(left, PatternType) else right
            assert isinstance(pattern, PatternType), "one of the two is a pattern"
            is_text = isinstance(value, str) and accepts(pattern, value)
            return LiteralType(value) if is_text else NEVER
        case (Primitive() | LiteralType(), Primitive() | LiteralType()):
            return NEVER
        case _:
            return None


def type_words(type_: Type) -> str:
    """Return how a type reads inside a class name: `string[]` -> `StringArray`."""
    match type_:
        case Primitive(name=name):
            return name.capitalize()
        case LiteralType(value=value):
            return naming.class_name(str(value)).removeprefix("Type") or "Literal"
        case PatternType():
            return "String"
        case Reference(name=name):
            return name
        case ArrayType(item=inner):
            return f"{type_words(inner)}Array"
        case RecordType(value=inner):
            return f"{type_words(inner)}Record"
        case TupleType(items=items, rest=rest):
            inner_types = items if rest is None else (*items, rest)
            return f"{''.join(map(type_words, inner_types))}Tuple"
        case UnionType(members=members):
            return "Or".join(map(type_words, members))


def type_depth(type_: Type, named: Mapping[str, int]) -> int:
    """Return how many types are nested in a type, itself and those inside named ones included."""

    def depth(inner: Type) -> int:
        return type_depth(inner, named)

    match type_:
        case Reference(name=name):
            return 1 + named.get(name, 0)
        case ArrayType(item=inner) | RecordType(value=inner):
            return 1 + depth(inner)
        case TupleType(items=items, rest=rest):
            inner_types = items if rest is None else (*items, rest)
            return 1 + max(map(depth, inner_types), default=0)
        case UnionType(members=members):
            return 1 + max(map(depth, members))
        case _:
            return 1
