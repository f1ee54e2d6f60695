"""Strategies for property tests of `diff`: a model, and an edited copy of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from strategies import Draw, packages

from typescribe.language.declared import Keyword, TemplateOf
from typescribe.language.errors import NOWHERE
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    KeyPattern,
    LiteralType,
    Model,
    NamedType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.language.patterns import NUMBER_KEYS, accepts, pattern
from typescribe.resolving.unions import union

_LEAVES: tuple[Type, ...] = (
    *(Primitive(name) for name in ("string", "number", "boolean", "null", "any", "never")),
    *(LiteralType(value) for value in ("a", "b", 1, True, False)),
)

_KEYS = (
    NUMBER_KEYS,
    pattern(TemplateOf(("x-", ""), (Keyword("string", NOWHERE),), NOWHERE)),
    pattern(TemplateOf(("", "-x"), (Keyword("string", NOWHERE),), NOWHERE)),
)


def successors() -> st.SearchStrategy[tuple[Model, Model]]:
    """Return pairs of models, the second of which is the first after one to three edits."""
    return st.composite(_successors)()


def _successors(draw: Draw) -> tuple[Model, Model]:
    old = draw(packages())
    new = old
    for _ in range(draw(st.integers(1, 3))):
        new = _edited(draw, new)
    return old, new


def _edited(draw: Draw, model: Model) -> Model:
    place = draw(st.integers(0, len(model.types) - 1))
    named = model.types[place]
    if draw(st.integers(0, 5)) == 5:
        return renamed(model, named.name, f"{named.name}Anew")
    edited = _consistent(_edited_type(draw, named, model))
    return replace(model, types=(*model.types[:place], edited, *model.types[place + 1 :]))


def _consistent(named: NamedType) -> NamedType:
    """Return a type without the patterns that an edit may have made disagree with the rest."""
    if isinstance(named, AliasType) or named.index is not None:
        return named if isinstance(named, AliasType) else replace(named, patterns=())
    names = [field.wire_name for field in named.fields]
    kept = (p for p in named.patterns if not any(accepts(p.keys, name) for name in names))
    return replace(named, patterns=tuple(kept))


def _edited_type(draw: Draw, named: NamedType, model: Model) -> NamedType:
    if isinstance(named, AliasType):
        return replace(named, type=_edited_expression(draw, named.type, model, guarded=False))
    kinds = [
        "add",
        "index",
        "keys",
        *(["drop", "optional", "type", "type"] if named.fields else []),
    ]
    kind = draw(st.sampled_from(kinds))
    place = draw(st.integers(0, max(0, len(named.fields) - 1)))
    fields = list(named.fields)
    match kind:
        case "add":
            name = draw(st.sampled_from(("c", "a", "fresh")))
            if any(field.wire_name == name for field in fields):
                return named
            fields.append(Field(name, name, _leaf(draw, model), draw(st.booleans())))
        case "drop":
            del fields[place]
        case "optional":
            fields[place] = replace(fields[place], optional=not fields[place].optional)
        case "type":
            type_ = _edited_expression(draw, fields[place].type, model)
            fields[place] = replace(fields[place], type=type_)
        case "keys":
            keys = draw(st.sampled_from(_KEYS))
            others = tuple(pattern for pattern in named.patterns if pattern.keys != keys)
            added = (KeyPattern(keys, _leaf(draw, model)),) if draw(st.booleans()) else ()
            return replace(named, patterns=(*others, *added))
        case _:
            return replace(named, index=None if named.index else _leaf(draw, model))
    return replace(named, fields=tuple(fields))


def _edited_expression(draw: Draw, type_: Type, model: Model, *, guarded: bool = True) -> Type:
    """Return another type; unless it is guarded, it is not a reference itself."""
    match draw(st.sampled_from(["replace", "add", "drop", "inside", "inside"])):
        case "add":
            return union([type_, _leaf(draw, model, guarded)])
        case "drop" if isinstance(type_, UnionType):
            gone = draw(st.sampled_from(type_.members))
            return union(member for member in type_.members if member != gone)
        case "inside":
            match type_:
                case ArrayType(item=item):
                    return ArrayType(_edited_expression(draw, item, model))
                case RecordType(value=value):
                    return RecordType(_edited_expression(draw, value, model))
                case TupleType(items=(first, *others)):
                    return replace(type_, items=(_edited_expression(draw, first, model), *others))
                case UnionType(members=(first, *others)):
                    edited = _edited_expression(draw, first, model, guarded=guarded)
                    return union([edited, *others])
    return _leaf(draw, model, guarded)


def _leaf(draw: Draw, model: Model, guarded: bool = True) -> Type:
    leaves = [*_LEAVES, *(Reference(name) for name in model.by_name)] if guarded else [*_LEAVES]
    return draw(st.sampled_from(leaves).flatmap(lambda t: st.sampled_from([t, ArrayType(t)])))


def renamed(model: Model, name: str, new_name: str) -> Model:
    """Return a model in which one type has another name, wherever it is used."""

    def of(type_: Type) -> Type:
        match type_:
            case Reference(name=found) if found == name:
                return Reference(new_name)
            case ArrayType(item=item):
                return ArrayType(of(item))
            case RecordType(value=value):
                return RecordType(of(value))
            case TupleType(items=items, rest=rest):
                closing = None if rest is None else of(rest)
                return replace(type_, items=tuple(map(of, items)), rest=closing)
            case UnionType(members=members):
                return UnionType(tuple(map(of, members)))
            case _:
                return type_

    def of_named(named: NamedType) -> NamedType:
        shown = new_name if named.name == name else named.name
        if isinstance(named, AliasType):
            return replace(named, name=shown, type=of(named.type))
        fields = tuple(replace(field, type=of(field.type)) for field in named.fields)
        index = None if named.index is None else of(named.index)
        patterns = tuple(replace(found, value=of(found.value)) for found in named.patterns)
        return replace(named, name=shown, fields=fields, index=index, patterns=patterns)

    return replace(model, types=tuple(of_named(named) for named in model.types))
