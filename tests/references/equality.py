"""Whether two imports mean the same: each type of the one is compared with that of the other.

The types are paired by their names in TypeScript. Not compared are

- the order of properties, of members of a union, and of types: TypeDoc sorts them;
- the names of classes for object types without a name, and whether an alias stands in the place
  of the type that it names: TypeDoc shows some types as the compiler resolves them;
- Markdown in descriptions; and a description that TypeDoc adds, such as that of a base type or of
  a tag `@property`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.model import (
    AliasType,
    ArrayType,
    Field,
    Model,
    NamedType,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.resolving.resolve import resolve

_Pairs: TypeAlias = frozenset[tuple[Type, Type]]

_RENAMED = re.compile(r'is called "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: its model, its notes, and its types by their names in TypeScript."""

    read: ReadTypes
    model: Model
    types: Mapping[str, tuple[NamedType, ...]]

    @property
    def reported(self) -> set[str]:
        """The names in TypeScript of the types that are not exact."""
        paths = (
            note.name.split(".")
            for note in self.read.notes
            if note.kind in ("approximated", "left out")
        )
        return {"".join(path[:end]) for path in paths for end in range(1, len(path) + 1)}


def imported(source: str, preludes: tuple[str, ...] = ()) -> Imported:
    """Import a file or a folder."""
    read = import_types(Source(source), Wanted(), preludes)
    model = resolve(as_package(read))
    shown = {
        found[1]: note.name.replace(".", "")
        for note in read.notes
        if note.kind == "renamed" and (found := _RENAMED.match(note.message))
    }
    types: dict[str, list[NamedType]] = {}
    for declarations in read.files.values():
        for declaration in declarations:
            if named := model.by_name.get(declaration.name):
                types.setdefault(shown.get(named.name, named.name), []).append(named)
    return Imported(read, model, {name: tuple(found) for name, found in types.items()})


def different(source: Imported, reference: Imported, *, is_page: bool) -> set[str]:
    """Return the names of the types that are not the same in both, or in one alone.

    A page does not show the descriptions of object types inside others.
    """
    named = {named.name for types in source.types.values() for named in types}
    inner = source.model.by_name.keys() - named if is_page else set()
    comparison = _Comparison(source.model, reference.model, frozenset(inner))
    names = source.types.keys() | reference.types.keys()
    return {
        name
        for name in names
        if not comparison.same_types(source.types.get(name, ()), reference.types.get(name, ()))
    }


@dataclass(frozen=True, slots=True)
class _Comparison:
    left: Model
    right: Model
    undescribed: frozenset[str]
    """The object types of the left whose descriptions may be missing."""

    def same_types(self, left: tuple[NamedType, ...], right: tuple[NamedType, ...]) -> bool:
        """Return whether the types of one name, in any order, are the same."""
        waiting = list(right)
        for one in left:
            found = next((other for other in waiting if self._same_named(one, other)), None)
            if found is None:
                return False
            waiting.remove(found)
        return not waiting

    def _same_named(self, left: NamedType, right: NamedType) -> bool:
        if not _is_said(left.description, right.description) or left.deprecated != right.deprecated:
            return False
        if isinstance(left, AliasType) and isinstance(right, AliasType):
            values = [
                {(repr(value.value), _words(value.description)) for value in alias.values}
                for alias in (left, right)
            ]
            if values[0] != values[1]:
                return False
        return self.same(Reference(left.name), Reference(right.name), frozenset())

    def same(self, left: Type, right: Type, assumed: _Pairs) -> bool:
        """Return whether two types mean the same, if the pairs that are assumed do."""
        if (left, right) in assumed:
            return True
        assumed |= {(left, right)}
        lefts = list(_members(self.left, left))
        rights = list(_members(self.right, right))
        return all(any(self._alike(one, other, assumed) for other in rights) for one in lefts) and (
            all(any(self._alike(one, other, assumed) for one in lefts) for other in rights)
        )

    def _alike(self, left: Type, right: Type, assumed: _Pairs) -> bool:
        match left, right:
            case Reference(name=one), Reference(name=other):
                here, there = self.left.by_name[one], self.right.by_name[other]
                assert isinstance(here, ObjectType), "an alias is expanded"
                assert isinstance(there, ObjectType), "an alias is expanded"
                return self._same_objects(here, there, assumed)
            case ArrayType(item=one), ArrayType(item=other):
                return self.same(one, other, assumed)
            case RecordType(value=one), RecordType(value=other):
                return self.same(one, other, assumed)
            case TupleType(), TupleType():
                return (
                    (len(left.items), left.required) == (len(right.items), right.required)
                    and all(
                        self.same(one, other, assumed)
                        for one, other in zip(left.items, right.items, strict=True)
                    )
                    and self._same_optional(left.rest, right.rest, assumed)
                )
            case _:
                return left == right

    def _same_optional(self, left: Type | None, right: Type | None, assumed: _Pairs) -> bool:
        if left is None or right is None:
            return left is right
        return self.same(left, right, assumed)

    def _same_objects(self, left: ObjectType, right: ObjectType, assumed: _Pairs) -> bool:
        fields = {field.wire_name: field for field in right.fields}
        return (
            {field.wire_name for field in left.fields} == fields.keys()
            and self._same_optional(left.index, right.index, assumed)
            and all(
                _same_but_for_type(field, fields[field.wire_name])
                and (left.name in self.undescribed or _is_described(field, fields))
                and self.same(field.type, fields[field.wire_name].type, assumed)
                for field in left.fields
            )
        )


def _same_but_for_type(left: Field, right: Field) -> bool:
    return (left.attribute, left.optional, left.reads_as) == (
        right.attribute,
        right.optional,
        right.reads_as,
    )


def _is_described(field: Field, others: Mapping[str, Field]) -> bool:
    other = others[field.wire_name]
    return field.deprecated == other.deprecated and _is_said(field.description, other.description)


def _members(model: Model, type_: Type) -> Iterator[Type]:
    """Yield the members of a union at any depth, or a type that is none, without aliases."""
    expanded = model.expand(type_)
    if isinstance(expanded, UnionType):
        for member in expanded.members:
            yield from _members(model, member)
    else:
        yield expanded


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", re.sub(r"```\w*", "", text)))


def _is_said(description: str, shown: str) -> bool:
    """Return whether all words of a description are shown, in their order."""
    words = iter(_words(shown))
    return all(word in words for word in _words(description))
