"""Makes unions and intersections of types of the model, and words for a type in class names."""

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
    children,
)
from typescribe.language.patterns import accepts

_UNKNOWN = Primitive("unknown")
_BOOLEAN = Primitive("boolean")
_BOTH = frozenset({LiteralType(True), LiteralType(False)})
_PRIMITIVE_OF = {str: "string", bool: "boolean", int: "number", float: "number"}


def union(members: Iterable[Type]) -> Type:
    """Return the union of types: flat, without repeats; `any` and `unknown` absorb the others.

    `true | false` becomes `boolean` (handbook, Everyday Types).
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
    """Return the intersection of two scalar types, or `None` if no type expresses it.

    The caller handles objects and unions.
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
    """Return the words for a type in a class name: `string[]` -> `StringArray`."""
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
        case TupleType():
            return f"{''.join(map(type_words, children(type_)))}Tuple"
        case UnionType(members=members):
            return "Or".join(map(type_words, members))


def type_depth(type_: Type, named: Mapping[str, int]) -> int:
    """Return the nesting depth of a type; `named` has the depths inside named types."""

    if isinstance(type_, Reference):
        return 1 + named.get(type_.name, 0)
    return 1 + max((type_depth(child, named) for child in children(type_)), default=0)
