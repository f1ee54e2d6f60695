"""The relation "fits" between declared types, decided by `fits` on a node for each closure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    IntersectionOf,
    Keyword,
    LiteralOf,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeReference,
    UnionOf,
)
from typescribe.language.model import LiteralType
from typescribe.language.patterns import pattern
from typescribe.resolving.closure_numbers import ClosureNumbers
from typescribe.resolving.closures import (
    Closure,
    Joined,
    Member,
    ObjectParts,
    all_of,
    operands,
    refuse,
)
from typescribe.resolving.fit_rules import Rules
from typescribe.resolving.fits import Fits
from typescribe.resolving.keys import values_of
from typescribe.resolving.type_view import (
    AllOf,
    Items,
    Node,
    OneOf,
    Plain,
    Properties,
    Property,
    UndecidedError,
    View,
    is_of_units,
)
from typescribe.resolving.undefined import defined
from typescribe.resolving.units import units

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


class DeclaredFits:
    """The relation for the closures of one expander."""

    def __init__(self, expander: Expander, rules: Rules) -> None:
        self._expander = expander
        self._rules = rules
        self._fits = Fits(rules)
        self._nodes: dict[int, Node] = {}
        self._numbers = ClosureNumbers()

    def holds(self, source: Closure, target: Closure) -> bool:
        """Return whether a type of JSON fits another by the rules.

        Raises `SpecError` if the types are too large to compare.
        """
        try:
            return self._fits.holds(self._node(source), self._node(target))
        except UndecidedError as error:
            raise refuse(source.position, str(error)) from None
        except RecursionError:
            raise refuse(source.position, str(UndecidedError())) from None

    def _node(self, closure: Closure) -> Node:
        number = self._numbers.of(closure)
        if number not in self._nodes:
            self._nodes[number] = Node(lambda: self._view(closure))
        return self._nodes[number]

    def _view(self, closure: Closure) -> View:
        head = self._expander.head(closure)
        parts = self._expander.object_parts(head)
        if parts is not None:
            return self._properties(parts)
        match head.expression:
            case Keyword(name=name):
                return Plain(name)
            case LiteralOf(value=value):
                is_whole = isinstance(value, float) and value.is_integer()
                return LiteralType(int(value) if is_whole else value)
            case TemplateOf() as template:
                return pattern(template)
            case ArrayOf(item=item):
                return Items((), 0, self._node(head.of(item)))
            case TupleOf() as tuple_:
                return self._items(head, tuple_)
            case UnionOf(is_object=is_object):
                return OneOf([self._node(m) for m in operands(head)], is_object=is_object)
            case Joined(intersection=False):
                return OneOf([self._node(member) for member in operands(head)])
            case IntersectionOf() | Joined():
                self._refuse_a_length(head)
                return AllOf([self._node(member) for member in operands(head)])
            case TypeReference(name=name) if self._expander.declaration(head) is None:
                raise refuse(head.position, f"{name} needs a type with fields")
            case _:
                found = [self._node(unit) for unit in units(self._expander, head)]
                is_named = values_of(self._expander, head) is not None
                return OneOf(found, has_named_values=is_named)

    def _refuse_a_length(self, closure: Closure) -> None:
        """Raise `SpecError` for an intersection of a text with an object that has its length."""
        if not self._is_text(closure):
            return
        for member in operands(closure):
            parts = self._expander.object_parts(member)
            if parts is not None and "length" in parts.members:
                raise refuse(closure.position, "a text with a length of its own is not compared")

    def _is_text(self, closure: Closure) -> bool:
        """Return whether a type is one of texts, or has one among its members."""
        head = self._expander.head(closure)
        match head.expression:
            case Keyword(name=name):
                return name == "string"
            case LiteralOf(value=value):
                return isinstance(value, str)
            case TemplateOf():
                return True
            case UnionOf() | IntersectionOf() | Joined():
                return any(map(self._is_text, operands(head)))
            case _:
                return False

    def _properties(self, parts: ObjectParts) -> Properties | Plain:
        if any(map(self._excludes_itself, parts.members.values())):
            return Plain("never")
        members = {name: self._property(member) for name, member in parts.members.items()}
        index = self._node(all_of(parts.index, parts.index[0].position)) if parts.index else None
        patterns = {
            keys: self._node(all_of(types, types[0].position))
            for keys, types in parts.patterns.items()
        }
        return Properties(members, index, patterns)

    def _excludes_itself(self, member: Member) -> bool:
        """Return whether an intersection gives a property types that no value matches.

        If one of them is a literal type, the whole object type is `never` for the compiler
        (release notes of TypeScript 3.9, Intersections Reduced By Discriminant Properties).
        """
        types = self._types(member)
        if len(types) == 1 or member.optional:
            return False
        if not any(map(self._may_be_of_units, types)):
            return False
        nodes = [self._node(type_) for type_ in types]
        if not any(map(is_of_units, nodes)):
            return False
        if not all(node.members.atoms for node in nodes):  # it is declared as `never`
            return False
        whole = self._node(all_of(types, member.declared.position))
        return not whole.members.atoms or _only_some_are_null(nodes)

    def _may_be_of_units(self, closure: Closure) -> bool:
        """Return `False` for a type that certainly is not one of units, without expanding it."""
        head = self._expander.head(closure)
        if isinstance(head.expression, UnionOf):
            return all(self._may_be_unit(self._expander.head(each)) for each in operands(head))
        return self._may_be_unit(head)

    def _may_be_unit(self, head: Closure) -> bool:
        match head.expression:
            case Keyword(name=name):
                return name in {"null", "undefined", "boolean"}
            case TypeReference():
                return values_of(self._expander, head) is not None
            case ArrayOf() | TupleOf() | ObjectOf():
                return False
            case _:
                return True

    def _types(self, member: Member) -> tuple[Closure, ...]:
        return member.types if self._rules == "compiler" else member.of_values

    def _property(self, member: Member) -> Property:
        type_ = all_of(self._types(member), member.declared.position)
        type_ = defined(self._expander, type_) if member.defined else type_
        signature = None
        if member.signatures and self._rules == "compiler":
            signature = self._node(all_of(member.signatures, member.declared.position))
        return Property(self._node(type_), member.optional, signature)

    def _items(self, closure: Closure, tuple_: TupleOf) -> Items:
        nodes = [self._node(closure.of(element.type)) for element in tuple_.elements]
        optional = sum(element.optional for element in tuple_.elements)
        place = next((n for n, e in enumerate(tuple_.elements) if e.rest), None)
        if place is None:
            return Items(tuple(nodes), len(nodes) - optional, None)
        before, after = tuple(nodes[:place]), tuple(nodes[place + 1 :])
        return Items(before, place - optional, nodes[place], after)


def _only_some_are_null(nodes: Sequence[Node]) -> bool:
    """Whether one type has no value but `null` and `undefined`, and another one has neither."""
    null = {"null", "undefined"}
    of_null = any(
        all(atom.view in (Plain("null"), Plain("undefined")) for atom in node.members.atoms)
        for node in nodes
    )
    return of_null and any(
        not node.members.accepts_everything
        and not node.members.intersections
        and node.members.keywords.isdisjoint(null)
        for node in nodes
    )
