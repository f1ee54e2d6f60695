"""A view of types for the relation "fits", common to declared types and types of the model.

A `Node` stands for one type. Its content is computed when it is first needed, and only once, so
types may contain themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from typescribe.language.declared import KeywordName
from typescribe.language.model import LiteralType, PatternType
from typescribe.language.patterns import accepts

MAX_MEMBERS = 20_000
"""The most members of a union, with those of the names in it."""

FEW_OBJECTS = 8
"""The most objects of a union that are tried one by one; more are looked up by a literal."""

Key: TypeAlias = str | int
"""The name of a property, or the index of an item of a tuple."""

_BOOLEANS = (LiteralType(True), LiteralType(False))


class UndecidedError(Exception):
    """Whether one type fits the other is not known; the message says why."""

    def __init__(self, reason: str = "these types are too large to compare") -> None:
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Plain:
    """A type that a keyword names, `undefined` included."""

    name: KeywordName


@dataclass(frozen=True, slots=True)
class Property:
    """The type of a property, and whether it may be absent."""

    type: Node
    optional: bool
    signature: Node | None = None
    """The type of the index signatures that its values match as well, but not `T["name"]`."""


@dataclass(frozen=True, slots=True)
class Properties:
    """An object type: its properties, and the types of its index signatures.

    `index` is that for all strings, which a property has if its name matches none of `patterns`.
    """

    members: Mapping[str, Property]
    index: Node | None = None
    patterns: Mapping[PatternType, Node] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """Whether there is no index signature."""
        return self.index is None and not self.patterns

    def undeclared(self, name: str) -> Sequence[Node]:
        """Return the types of a property that is not declared; none if it may have any type."""
        of_all = () if self.index is None else (self.index,)
        return [type_ for keys, type_ in self.patterns.items() if accepts(keys, name)] or of_all

    def parts(self) -> dict[Key, Property]:
        """Return the properties by name."""
        return dict(self.members.items())

    def replaced(self, parts: Mapping[Key, Property]) -> Properties:
        """Return the object type with other types of some properties."""
        members = {n: parts.get(n, p) for n, p in self.members.items()}
        return Properties(members, self.index, self.patterns)


@dataclass(frozen=True, slots=True)
class Items:
    """An array or a tuple; the first `required` items must be there."""

    items: tuple[Node, ...]
    required: int
    rest: Node | None
    ending: tuple[Node, ...] = ()
    """Items that stand after all those of the rest, if there is one."""

    def parts(self) -> dict[Key, Property]:
        """Return the items of the tuple by index."""
        return {n: Property(item, n >= self.required) for n, item in enumerate(self.items)}

    def replaced(self, parts: Mapping[Key, Property]) -> Items:
        """Return the tuple with other types of some items."""
        items = (parts[n].type if n in parts else item for n, item in enumerate(self.items))
        return Items(tuple(items), self.required, self.rest, self.ending)

    def at(self, place: int) -> tuple[Node | None, bool]:
        """Return the type of the item at an index, and whether it is optional."""
        if place < len(self.items):
            return self.items[place], place >= self.required
        return self.rest, False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A union, or a name for another type: a union of one."""

    members: Sequence[Node]
    has_named_values: bool = False
    """Whether it lists values that have names, as those of an enum do."""
    is_object: bool = False
    """Whether it is the keyword `object`, which has no properties for the compiler."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """An intersection that cannot be merged into one object type."""

    members: Sequence[Node]


Leaf: TypeAlias = Plain | LiteralType | PatternType
View: TypeAlias = Leaf | Properties | Items | OneOf | AllOf


class Node:
    """One type. Nodes are compared by identity, so there must be exactly one for each type."""

    def __init__(self, look: Callable[[], View]) -> None:
        self._look = look

    @cached_property
    def view(self) -> View:
        """The content of the type; computing it may raise an error of the adapter."""
        return self._look()

    @cached_property
    def members(self) -> Members:
        """The members of a union, flat; any other type has itself as its only member.

        Raises `UndecidedError` if there are more than `MAX_MEMBERS`.
        """
        return Members(self)


class Members:
    """The members of a union by kind, indexed for fast look-up."""

    def __init__(self, union: Node) -> None:
        found = list(_flat(union))
        self.nodes = frozenset(found)
        """The members, the union itself, and the unions inside it."""
        self.atoms = tuple(n for n in found if not isinstance(n.view, OneOf) and not _is_never(n))
        views = [node.view for node in self.atoms]
        keywords = {view.name for view in views if isinstance(view, Plain)}
        literals = {view for view in views if isinstance(view, LiteralType)}
        self.are_literals = bool(views) and all(isinstance(v, LiteralType) for v in views)
        if "boolean" in keywords:
            literals.update(_BOOLEANS)
        elif literals.issuperset(_BOOLEANS):
            keywords.add("boolean")
        self.keywords: frozenset[KeywordName] = frozenset(keywords)
        self.literals = frozenset(literals)
        self.accepts_everything = "any" in keywords or "unknown" in keywords
        self.may_be_enum = any(isinstance(n.view, OneOf) and n.view.has_named_values for n in found)
        self.patterns = tuple(view for view in views if isinstance(view, PatternType))
        self.objects = tuple(view for view in views if isinstance(view, Properties))
        self.lists = tuple(view for view in views if isinstance(view, Items))
        self.intersections = tuple(view for view in views if isinstance(view, AllOf))

    def like(self, source: Properties | Items) -> Sequence[Properties | Items]:
        """Return the members that a source can fit: those with the same discriminator value."""
        if isinstance(source, Items):
            return self.lists
        if self._discriminator is None:
            return self.objects
        name, by_literal, others = self._discriminator
        part = source.members.get(name)
        if part is None or not part.type.members.are_literals:
            return self.objects
        return (*by_literal.get(next(iter(part.type.members.literals)), ()), *others)

    @cached_property
    def discriminants(self) -> frozenset[Key]:
        """The properties and items that can distinguish the members.

        Some members give them different types, one of which consists of literals
        (`isDiscriminantProperty` in TypeScript 5.9).
        """
        found: set[Key] = set()
        for members in (self.objects, self.lists):
            parts: dict[Key, list[Property]] = {}
            for view in members if len(members) > 1 else ():
                for key, part in view.parts().items():
                    parts.setdefault(key, []).append(part)
            found.update(key for key, same in parts.items() if _distinguishes(same))
        return frozenset(found)

    @cached_property
    def _discriminator(self) -> _Discriminator | None:
        """The property whose literals distinguish the most members."""
        if len(self.objects) <= FEW_OBJECTS:
            return None
        by_name: dict[str, dict[LiteralType, list[Properties]]] = {}
        for view in self.objects:
            for name, part in view.members.items():
                if is_of_units(part.type) and part.type.members.are_literals:
                    for literal in part.type.members.literals:
                        by_name.setdefault(name, {}).setdefault(literal, []).append(view)
        if not by_name:
            return None
        name = max(by_name, key=lambda name: len(by_name[name]))
        known = {id(view) for views in by_name[name].values() for view in views}
        return name, by_name[name], tuple(v for v in self.objects if id(v) not in known)


_Discriminator: TypeAlias = tuple[
    str, Mapping[LiteralType, Sequence[Properties]], Sequence[Properties]
]
"""A property, the members by its literals, and the members without literals for it."""


def _flat(union: Node) -> Iterator[Node]:
    seen = {union}
    waiting = [union]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node.view, OneOf):
            new = [member for member in node.view.members if member not in seen]
            seen.update(new)
            waiting += reversed(new)
        if len(seen) > MAX_MEMBERS:
            raise UndecidedError


def _is_never(node: Node) -> bool:
    return node.view == Plain("never")


def _distinguishes(parts: Sequence[Property]) -> bool:
    if len(parts) < 2 or not any(is_of_units(part.type) for part in parts):
        return False
    return len({_compared(part) for part in parts}) > 1


def _compared(part: Property) -> Hashable:
    """Return a key that is equal for equal types of units; any other type equals itself only."""
    if not is_of_units(part.type):
        return id(part.type), part.optional
    members = part.type.members
    keywords = members.keywords | ({"undefined"} if part.optional else set())
    return keywords, members.literals, frozenset(members.patterns)


def is_of_units(node: Node) -> bool:
    """Return whether a type consists only of literals, templates, `null` and `undefined`."""
    try:
        atoms = node.members.atoms
    except UndecidedError:
        return False
    return bool(atoms) and all(map(_is_unit, atoms))


def _is_unit(node: Node) -> bool:
    view = node.view
    return isinstance(view, (LiteralType, PatternType)) or view in _UNITS


_UNITS = (Plain("null"), Plain("undefined"), Plain("boolean"))


def plain(name: KeywordName) -> Node:
    """Return the node of a keyword."""
    return Node(lambda: Plain(name))


def literals(values: Iterable[bool | int | str]) -> Node:
    """Return the node of a union of literals."""
    nodes = [_literal(value) for value in values]
    return Node(lambda: OneOf(nodes))


def _literal(value: bool | int | str) -> Node:
    view = LiteralType(value)
    return Node(lambda: view)
