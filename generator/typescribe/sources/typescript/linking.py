"""Names in expressions -> the keys of the symbols they refer to.

Operators on the types of constants are evaluated on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.constraints import NONE, both
from typescribe.language.declared import (
    ConditionalOf,
    DeclaredField,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LinkedReference,
    LiteralOf,
    MappedOf,
    NotJson,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inferences
from typescribe.language.syntax import quoted
from typescribe.sources.expressions.object_nodes import TO_JSON
from typescribe.sources.expressions.operator_nodes import object_keyword
from typescribe.sources.typescript.brands import branded, without_brand
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.enums import reason_unknown
from typescribe.sources.typescript.function_patterns import FunctionPatterns
from typescribe.sources.typescript.functions import ClassOf, Functions
from typescribe.sources.typescript.heritage import tuple_of
from typescribe.sources.typescript.implied_readings import with_reading
from typescribe.sources.typescript.inline_operators import keys_of, property_of
from typescribe.sources.typescript.instantiation import instantiated, is_of_constant
from typescribe.sources.typescript.library_types import type_of_library
from typescribe.sources.typescript.lookup import GLOBAL_THIS, Missing
from typescribe.sources.typescript.notes import MissingName
from typescribe.sources.typescript.pattern_parts import names_in_functions
from typescribe.sources.typescript.rewriting import with_parts
from typescribe.sources.typescript.symbols import Space, Symbol
from typescribe.sources.typescript.typia_tags import constraints_of_tag, tag_of, with_said
from typescribe.sources.typescript.values import enum_member_type, is_enum

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter


class Linker:
    """Links expressions in their context.

    `by_hand` names types that the spec already declares, `excluded` has the keys of those that
    become unknown.
    """

    def __init__(
        self, converter: Converter, by_hand: frozenset[str], excluded: frozenset[str]
    ) -> None:
        self._converter = converter
        self._by_hand = by_hand
        self._excluded = excluded
        self._functions = Functions(converter)
        self._patterns = FunctionPatterns(converter, self._functions)

    def link(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return an expression whose references are linked, type parameters or utility types."""
        if isinstance(expression, TypeReference):
            return self._reference(expression, context)
        if isinstance(expression, UnionOf):
            return self._converter.tagged.union(expression, lambda part: self.link(part, context))
        if isinstance(expression, IntersectionOf) and (
            untagged := self._without_tags(expression, context)
        ):
            return untagged
        if isinstance(expression, MappedOf):
            bound = context.parameters | {expression.parameter}
            context = replace(context, parameters=bound)
            if isinstance(expression.keys, KeyOf):
                # Not evaluated: a property over `keyof T` is optional if it is so in T.
                return self._over_keys(expression, expression.keys, context)
        if isinstance(expression, ConditionalOf):
            return self._condition(expression, context)
        linked = with_parts(expression, lambda part: self.link(part, context))
        match linked:
            case KeyOf(type=type_, position=position):
                return keys_of(type_, position) or linked
            case IndexedAccess(
                object=NotJson(origin=ClassOf(symbol=symbol)), index=LiteralOf(value=v)
            ):
                return self._converter.values.static(symbol, str(v), context.symbol) or linked
            case IndexedAccess(object=object_, index=index, position=position):
                return property_of(object_, index, position) or linked
            case ObjectOf() if isinstance(expression, ObjectOf):
                return self._object(expression, linked, context)
            case IntersectionOf(members=members) if not context.compares:
                return (
                    without_brand(self._converter, members, context) or _tuple_of(members) or linked
                )
            case _:
                return linked

    def _condition(self, conditional: ConditionalOf, context: Context) -> TypeExpression:
        names = {clause.name for clause in inferences(conditional.extends)}
        names |= set(names_in_functions(conditional.extends))
        outer = replace(context, parameters=context.parameters | names)
        inner = replace(outer, compares=True)
        compared = {id(conditional.checked), id(conditional.extends)}
        return with_parts(
            conditional, lambda part: self.link(part, inner if id(part) in compared else outer)
        )

    def _object(self, written: ObjectOf, linked: ObjectOf, context: Context) -> TypeExpression:
        """Return the linked type of an object, with what its types and tags imply for values."""
        for field in linked.fields:
            if field.wire_name == TO_JSON:
                return field.type
        fields = (
            with_reading(self._constrained(field), before.type, self._is_of_library(context))
            for field, before in zip(linked.fields, written.fields, strict=True)
        )
        return replace(linked, fields=tuple(fields))

    def _is_of_library(self, context: Context) -> Callable[[str], bool]:
        """Return whether a name is that of a type of TypeScript's library."""

        def is_of_library(name: str) -> bool:
            found = self._converter.program.find(context.scope, name, "type")
            return isinstance(found, Missing) and not found.specifier and name not in self._by_hand

        return is_of_library

    def _constrained(self, field: DeclaredField) -> DeclaredField:
        said = self._converter.tagged.take(field.type)
        return replace(field, constraints=both(field.constraints, said)) if said else field

    def _without_tags(
        self, intersection: IntersectionOf, context: Context
    ) -> TypeExpression | None:
        """Return the linked type without typia's tags, None if there are none."""
        tags: list[tuple[TypeReference, str]] = []
        others: list[TypeExpression] = []
        for member in intersection.members:
            if isinstance(member, TypeReference) and (name := self._tag_of(member, context)):
                tags.append((member, name))
            else:
                others.append(member)
        if not tags or not others:
            return None
        constraints = NONE
        for tag, name in tags:
            arguments = [self.link(argument, context) for argument in tag.arguments]
            try:
                constraints = with_said(constraints, constraints_of_tag(name, arguments))
            except ValueError as error:
                message = f"`{tag.name}` is not kept: {error}"
                self._converter.notes.not_kept(context.symbol, "", tag.position, message)
        alone = others[0] if len(others) == 1 else replace(intersection, members=tuple(others))
        linked = self.link(alone, context)
        self._converter.tagged.add(linked, constraints, context.symbol)
        return linked

    def _tag_of(self, reference: TypeReference, context: Context) -> str | None:
        if reference.name in context.parameters or reference.name in context.bound:
            return None
        found = self._converter.program.find(context.scope, reference.name, "type")
        return tag_of(found) if isinstance(found, Symbol | Missing) else None

    def _over_keys(self, mapped: MappedOf, keys: KeyOf, context: Context) -> TypeExpression:
        return replace(
            mapped,
            keys=replace(keys, type=self.link(keys.type, context)),
            value=self.link(mapped.value, context),
            renamed=mapped.renamed and self.link(mapped.renamed, context),
        )

    def link_base(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return a linked base type; a keyword if it is unknown."""
        if isinstance(expression, TypeReference):
            return self._reference(expression, context, is_base=True)
        return self.link(expression, context)

    def _reference(
        self, reference: TypeReference, context: Context, is_base: bool = False
    ) -> TypeExpression:
        name, position = reference.name, reference.position
        if name in context.parameters:
            return reference
        if name in context.bound:
            return context.bound[name]
        program = self._converter.program
        outer, _, last = name.rpartition(".")
        if outer and (member := self._enum_member(outer, last, context, position)):
            return member
        inner = replace(context, is_argument=True) if reference.arguments else context
        arguments = tuple(self.link(argument, inner) for argument in reference.arguments)
        linked = replace(reference, arguments=arguments)
        found = program.find(context.scope, name, "type")
        if isinstance(found, Symbol):
            if found.key in self._excluded:
                file = context.scope.file
                self._approximate(file.restored(name), "it is excluded", linked, context, is_base)
                return Keyword("unknown", position)
            return (
                self._patterns.evaluated(found, arguments, context, position)
                or instantiated(self._converter, found, arguments)
                or branded(self._converter, found, arguments, context, position)
                or LinkedReference(found.key, arguments, position)
            )
        assert isinstance(found, Missing), "a type is a symbol or missing"
        if name.startswith(GLOBAL_THIS):
            linked = replace(linked, name=name.removeprefix(GLOBAL_THIS))
        known = None if found.specifier else self._of_library(linked, context, is_base)
        if known is not None:
            return known
        if name in self._by_hand:
            return linked
        self._report_missing(found, linked, context, is_base)
        return Keyword("unknown", position)

    def _of_library(
        self, linked: TypeReference, context: Context, is_base: bool
    ) -> TypeExpression | None:
        if is_base and linked.name == "Object":
            return object_keyword(linked.position)  # each object extends it
        return type_of_library(self._converter, self._functions, linked, context)

    def _enum_member(
        self, outer: str, name: str, context: Context, position: Position
    ) -> TypeExpression | None:
        """Return the type of an enum's member, None if `outer` names no enum.

        A namespace that is merged with the enum may hold the name instead.
        """
        program = self._converter.program
        symbol = program.find(context.scope, outer, "type")
        if not isinstance(symbol, Symbol) or not is_enum(symbol):
            return None
        for member in self._converter.values.enum(symbol):
            if member.name == name:
                if not member.is_shown:
                    reason = reason_unknown(member)
                    self._converter.notes.approximate(context.symbol, position, reason)
                return enum_member_type(member, position)
        if isinstance(program.find(context.scope, outer, "space"), Space):
            return None
        message = f"the enum {symbol.shown} has no member {quoted(name)}; it becomes unknown"
        self._converter.notes.approximate(context.symbol, position, message)
        return Keyword("unknown", position)

    def _report_missing(
        self, missing: Missing, reference: TypeReference, context: Context, is_base: bool
    ) -> None:
        file = context.scope.file
        name = file.restored(reference.name)
        if not missing.specifier and name in self._converter.program.unreadable:
            reason = "its declaration has a syntax error"
            self._approximate(name, reason, reference, context, is_base)
            return
        use = file.written(reference.name, reference.position) if reference.arguments else name
        self._converter.notes.missing.append(
            MissingName(
                name.split(".", maxsplit=1)[0],
                file.restored(use),
                reference.position,
                missing.specifier,
                len(reference.arguments),
                any(map(is_of_constant, reference.arguments)),
            )
        )
        reason = "no file declares it"
        if missing.specifier:
            does = "does not export it" if missing.is_read else "cannot be resolved"
            reason = f'"{missing.specifier}" {does}'
            if missing.is_read and file.imported(reference.name) is not None:
                reason = "a module is not a type"
        self._approximate(name, reason, reference, context, is_base)

    def _approximate(
        self, name: str, reason: str, reference: TypeReference, context: Context, is_base: bool
    ) -> None:
        what = f"its base type `{name}` is left out" if is_base else f"`{name}` becomes unknown"
        self._converter.notes.approximate(context.symbol, reference.position, f"{what}: {reason}")


def _tuple_of(members: tuple[TypeExpression, ...]) -> TypeExpression | None:
    """Return the tuple that the intersection of an array and its declared items is."""
    if len(members) != 2:
        return None
    one, other = members
    return tuple_of(one, other) or tuple_of(other, one)
