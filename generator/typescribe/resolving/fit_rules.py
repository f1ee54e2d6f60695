"""The rules of the relation "fits" for one pair of types.

There are two sets of rules. `compiler` answers as TypeScript decides `source extends target`
(`structuredTypeRelatedTo` in TypeScript 5.9). `values` answers whether the validators of the
target accept every value of the source that has no undeclared properties. They differ as follows:

- `any` fits every type but `never` by `compiler`, and only `any` and `unknown` by `values`.
- By `compiler`, strings and arrays have properties such as `length`, and may fit an object type.
  By `values`, only JSON objects do.
- By `compiler`, an object does not fit a type that requires nothing and declares none of its
  properties ("weak type detection", release notes of TypeScript 2.4).
- By `compiler`, the rest items of a tuple are compared to one item of the target, and an optional
  item may be `undefined`. By `values`, they are compared to all items from their place on.
- By `compiler`, an index signature of the source is not compared to optional properties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from typescribe.language.model import LiteralType, PatternType
from typescribe.language.patterns import accepts
from typescribe.resolving.apparent_properties import apparent_properties, shares_nothing
from typescribe.resolving.signature_fits import Demand, demands
from typescribe.resolving.template_fits import template_fits
from typescribe.resolving.tuple_fits import items_fit
from typescribe.resolving.type_view import (
    AllOf,
    Items,
    Key,
    Leaf,
    Members,
    Node,
    OneOf,
    Plain,
    Properties,
    Property,
    UndecidedError,
    plain,
)
from typescribe.resolving.variants import variants

if TYPE_CHECKING:
    from typescribe.resolving.fits import Fits

Rules: TypeAlias = Literal["compiler", "values"]
Pair: TypeAlias = tuple[Node, Node]

_KEYWORD_OF: Final = {str: "string", bool: "boolean", int: "number", float: "number"}
_ABSENT: Final = {
    "compiler": Property(plain("undefined"), optional=False),
    "values": Property(plain("never"), optional=True),
}


class Comparison:
    """The comparison of one pair of types; `needed` collects pairs of parts to be decided."""

    def __init__(self, relation: Fits, rules: Rules, allowance: int) -> None:
        self._relation = relation
        self._rules: Rules = rules
        self.by_compiler = rules == "compiler"
        self.needed: list[Pair] = []
        """The undecided pairs that have to fit for this pair to fit."""
        self.allowance = allowance
        """The number of comparisons left."""

    def structural(self, source: Node, target: Node) -> bool:
        """Return whether the source fits if all pairs in `needed` do.

        Raises `UndecidedError` if no comparisons are left.
        """
        self._count()
        if isinstance(source.view, OneOf):
            if self.by_compiler and "any" in source.members.keywords:
                return bool(target.members.atoms)
            if self.by_compiler and source.view.is_object:
                return self._object_fits(source, target.members)
            return all(self.fits(member, target) for member in source.view.members)
        wanted = target.members
        if wanted.accepts_everything or self._is_among(source, wanted):
            return True
        match source.view:
            case Properties() | Items() as view:
                return (
                    self._fits_a_member(view, wanted)
                    or self._fits_an_intersection(source, wanted)
                    or self._fits_split(view, wanted)
                )
            case AllOf(members=parts):
                return self._fits_an_intersection(source, wanted) or any(
                    self._tried(partial(self.fits, part, target)) for part in parts
                )
            case Plain() | LiteralType() | PatternType() as leaf:
                return self._leaf_fits(source, leaf, wanted)

    def fits(self, source: Node, target: Node) -> bool:
        """Return whether a part fits; a pair that is not decided yet is added to `needed`."""
        self._count()
        if source is target or target in self._relation.given(source):
            return True
        view = source.view
        if isinstance(view, (Plain, LiteralType, PatternType)):
            return self._leaf_fits(source, view, target.members)
        pair = source, target
        known = self._relation.is_known(pair)
        if known is None:
            self.needed.append(pair)
        return known is not False

    def _count(self) -> None:
        self.allowance -= 1
        if self.allowance < 0:
            raise UndecidedError

    def _tried(self, attempt: Callable[[], bool]) -> bool:
        """Return the result of an attempt; if it fails, drop the pairs that it needed."""
        before = len(self.needed)
        if attempt():
            return True
        del self.needed[before:]
        return False

    def _object_fits(self, source: Node, wanted: Members) -> bool:
        """Return whether `object` fits: it has no properties, not even those of arrays."""
        is_wanted = any(isinstance(n.view, OneOf) and n.view.is_object for n in wanted.nodes)
        return (
            is_wanted
            or wanted.accepts_everything
            or any(_requires_nothing(view) for view in wanted.objects)
            or self._fits_an_intersection(source, wanted)
        )

    def _is_among(self, source: Node, wanted: Members) -> bool:
        return source in wanted.nodes or not wanted.nodes.isdisjoint(self._relation.given(source))

    def _fits_an_intersection(self, source: Node, wanted: Members) -> bool:
        return any(
            self._tried(partial(self._fits_all, source, intersection.members))
            for intersection in wanted.intersections
        )

    def _fits_all(self, source: Node, parts: Sequence[Node]) -> bool:
        return all(self.fits(source, part) for part in parts)

    # Types without parts.

    def _leaf_fits(self, source: Node, leaf: Leaf, wanted: Members) -> bool:
        if wanted.accepts_everything or leaf == Plain("never"):
            return True
        return (
            self._is_listed(leaf, wanted)
            or self._fits_an_intersection(source, wanted)
            or (self.by_compiler and self._fits_an_object(leaf, wanted))
        )

    def _is_listed(self, leaf: Leaf, wanted: Members) -> bool:
        match leaf:
            case Plain(name="any") if self.by_compiler:
                return bool(wanted.atoms)
            case Plain(name="number") if self.by_compiler and "number" not in wanted.keywords:
                if wanted.may_be_enum and any(isinstance(v.value, int) for v in wanted.literals):
                    raise UndecidedError("a number fits an enum of numbers, but no other union")
                return False
            case Plain(name=name):
                return name in wanted.keywords
            case LiteralType(value=value):
                return (
                    leaf in wanted.literals
                    or _KEYWORD_OF[type(value)] in wanted.keywords
                    or (isinstance(value, str) and any(accepts(p, value) for p in wanted.patterns))
                )
            case PatternType():
                return "string" in wanted.keywords or any(
                    template_fits(leaf, pattern) for pattern in wanted.patterns
                )

    def _fits_an_object(self, view: Leaf | Items, wanted: Members) -> bool:
        """Return whether a type that is not an object fits one by `compiler`: `string` fits `{}`.

        `unknown` fits `{} | null | undefined` (release notes of TypeScript 4.8).
        """
        if view == Plain("unknown"):
            return {"null", "undefined"} <= wanted.keywords and Properties({}) in wanted.objects
        found = apparent_properties(view)
        return found is not None and any(
            self._tried(partial(self._properties, found, target, is_object=False))
            for target in wanted.objects
            if target.index is None or isinstance(view, Items)
        )

    # Objects, arrays and tuples: their items are compared in `tuple_fits`.

    def _fits_a_member(self, source: Properties | Items, wanted: Members) -> bool:
        return any(
            self._tried(partial(self._fits_member, source, member))
            for member in wanted.like(source)
        ) or (
            self.by_compiler and isinstance(source, Items) and self._fits_an_object(source, wanted)
        )

    def _fits_member(self, source: Properties | Items, target: Properties | Items) -> bool:
        self._count()
        match source, target:
            case (Properties(), Properties()):
                return self._properties(source, target)
            case (Items(), Items()):
                return items_fit(self, source, target)
            case _:
                return False

    def _properties(
        self, source: Properties, target: Properties, *, is_object: bool = True
    ) -> bool:
        if self.by_compiler and shares_nothing(source, target, is_object=is_object):
            return False
        return all(
            self._has(source, name, part) for name, part in target.members.items()
        ) and self._fits_signatures(source, target, is_object=is_object)

    def _has(self, source: Properties, name: str, wanted: Property) -> bool:
        found = source.members.get(name)
        if found is not None:
            types = [wanted.type] if wanted.signature is None else [wanted.type, wanted.signature]
            return found.optional <= wanted.optional and all(
                self.fits_place(found.type, type_, may_be_absent=wanted.optional) for type_ in types
            )
        if source.is_closed or self.by_compiler:
            return wanted.optional
        return wanted.optional and self._undeclared_fits(source.undeclared(name), wanted.type)

    def _undeclared_fits(self, types: Sequence[Node], wanted: Node) -> bool:
        return not types or self._meets(Demand(types, wanted))

    def _fits_signatures(self, source: Properties, target: Properties, *, is_object: bool) -> bool:
        return target.is_closed or all(
            map(
                self._meets,
                demands(source, target, by_compiler=self.by_compiler, is_object=is_object),
            )
        )

    def _meets(self, demand: Demand) -> bool:
        return any(
            self._tried(partial(self._fits_signature, source, demand)) for source in demand.sources
        )

    def _fits_signature(self, source: Node, demand: Demand) -> bool:
        """Compare a type with that of a signature.

        `undefined` is ignored in an optional property, but not if it is all that its type allows.
        """
        is_undefined = all(atom.view == Plain("undefined") for atom in source.members.atoms)
        if demand.may_be_absent and is_undefined and self.by_compiler:
            return not demand.target.members.keywords.isdisjoint(("undefined", "any", "unknown"))
        return self._fits_defined(source, demand.target, may_be_absent=demand.may_be_absent)

    def fits_place(self, source: Node, target: Node, *, may_be_absent: bool) -> bool:
        """Compare the types of a property or an item; `any` fits an optional one of any type."""
        is_any = self.by_compiler and "any" in source.members.keywords
        return (is_any and may_be_absent) or self._fits_defined(
            source, target, may_be_absent=may_be_absent
        )

    def _fits_defined(self, source: Node, target: Node, *, may_be_absent: bool) -> bool:
        """Compare types, ignoring `undefined` if the value may be absent."""
        if not (self.by_compiler and may_be_absent and "undefined" in source.members.keywords):
            return self.fits(source, target)
        atoms = (atom for atom in source.members.atoms if atom.view != Plain("undefined"))
        return all(self.fits(atom, target) for atom in atoms)

    def _fits_split(self, source: Properties | Items, wanted: Members) -> bool:
        """Return whether each variant of the source fits."""
        found = variants(source, wanted, _ABSENT[self._rules])
        return bool(found) and all(self._variant_fits(source, parts, wanted) for parts in found)

    def _variant_fits(
        self, source: Properties | Items, chosen: Mapping[Key, Property], wanted: Members
    ) -> bool:
        variant = source.replaced(chosen)
        if not self.by_compiler:
            return self._fits_a_member(variant, wanted)
        matching = [
            member
            for member in wanted.like(variant)
            if all(self._matches(part, member.parts(), key) for key, part in chosen.items())
        ]
        # The variant has to fit all members that its discriminants match.
        return bool(matching) and all(self._fits_member(variant, member) for member in matching)

    def _matches(self, found: Property, parts: Mapping[Key, Property], key: Key) -> bool:
        wanted = parts.get(key)
        return wanted is not None and self._tried(
            lambda: self.fits_place(found.type, wanted.type, may_be_absent=wanted.optional)
        )


def _requires_nothing(target: Properties) -> bool:
    """Return whether an object type has no required properties, and no index but of `any`."""
    has_any = target.index is not None and "any" in target.index.members.keywords
    return (target.is_closed or has_any) and all(p.optional for p in target.members.values())
