"""Names in expressions -> the keys of what they stand for; what constants give is computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    Alias,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    Keyword,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import UTILITY_TYPES, inner_expressions
from typescribe.language.syntax import quoted
from typescribe.sources.typescript.computing import computed, computed_keys, looked_up
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.not_json import GLOBALS, NARROWED, marked, not_json
from typescribe.sources.typescript.notes import MissingName
from typescribe.sources.typescript.program import Missing
from typescribe.sources.typescript.rebuilding import substituted, with_parts
from typescribe.sources.typescript.symbols import Symbol

if TYPE_CHECKING:
    from typescribe.sources.typescript.conversion import Converter

_BRANDED = ("string", "number", "boolean")


class Linker:
    """Links expressions where they stand; `by_hand` are names that a spec declares already."""

    def __init__(self, converter: Converter, by_hand: frozenset[str]) -> None:
        self._converter = converter
        self._by_hand = by_hand

    def link(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return an expression whose references are type parameters, keys or TypeScript's own."""
        if isinstance(expression, TypeReference) and expression.name[0] not in "#!":
            return self._reference(expression, context)
        if isinstance(expression, MappedOf):
            bound = context.parameters | {expression.parameter}
            context = replace(context, parameters=bound)
            if isinstance(expression.keys, KeyOf):
                # Stays: over `keyof T` a property is optional as it is in T.
                return self._over_keys(expression, expression.keys, context)
        linked = with_parts(expression, lambda part: self.link(part, context))
        match linked:
            case KeyOf(type=type_, position=position):
                return computed_keys(type_, position) or linked
            case IndexedAccess(object=object_, index=index, position=position):
                return looked_up(object_, index, position) or linked
            case IntersectionOf(members=members):
                return self._without_brand(members, context) or linked
            case _:
                return linked

    def _over_keys(self, mapped: MappedOf, keys: KeyOf, context: Context) -> TypeExpression:
        return replace(
            mapped,
            keys=replace(keys, type=self.link(keys.type, context)),
            value=self.link(mapped.value, context),
            renamed=mapped.renamed and self.link(mapped.renamed, context),
        )

    def _without_brand(
        self, members: tuple[TypeExpression, ...], context: Context
    ) -> TypeExpression | None:
        """Return the plain value of `string & {__brand: "Id"}`, None for another intersection."""
        plain = [m for m in members if isinstance(m, Keyword) and m.name in _BRANDED]
        others = [member for member in members if member not in plain]
        if len(plain) != 1 or not all(isinstance(m, ObjectOf) and m.fields for m in others):
            return None
        message = f"a {plain[0].name} travels without its brand"
        self._converter.notes.tell(context.symbol, plain[0].position, "narrowed", message)
        return plain[0]

    def link_base(self, expression: TypeExpression, context: Context) -> TypeExpression:
        """Return what a type extends, linked; a keyword for what is not known."""
        if isinstance(expression, TypeReference) and expression.name[0] not in "#!":
            return self._reference(expression, context, is_base=True)
        return self.link(expression, context)

    def _reference(
        self, reference: TypeReference, context: Context, is_base: bool = False
    ) -> TypeExpression:
        name, position = reference.name, reference.position
        if name in context.parameters:
            return reference
        program = self._converter.program
        outer, _, last = name.rpartition(".")
        if outer and isinstance(enum := program.find(context.scope, outer, "space"), Symbol):
            return self._enum_member(enum, last, context, position)
        arguments = tuple(self.link(argument, context) for argument in reference.arguments)
        linked = replace(reference, arguments=arguments)
        found = program.find(context.scope, name, "type")
        if isinstance(found, Symbol):
            linked = replace(linked, name=found.key)
            return self._instantiated(found, linked) or linked
        assert isinstance(found, Missing), "what is no symbol is missing"
        known = None if found.specifier else self._of_library(linked, context)
        if known is not None:
            return known
        if name in self._by_hand:
            return linked
        self._miss(found, linked, context, is_base)
        return Keyword("unknown", position)

    def _enum_member(
        self, symbol: Symbol, name: str, context: Context, position: Position
    ) -> TypeExpression:
        for member in self._converter.values.enum(symbol):
            if member.name == name:
                if member.value is None:
                    return Keyword("number", position)
                return LiteralOf(member.value, position)
        message = f"the enum {symbol.shown} has no member {quoted(name)}; it becomes unknown"
        self._converter.notes.tell(context.symbol, position, "narrowed", message)
        return Keyword("unknown", position)

    def _of_library(self, reference: TypeReference, context: Context) -> TypeExpression | None:
        """Return what a name of TypeScript's library stands for, None where it is no such name."""
        name, position = reference.name, reference.position
        if name in UTILITY_TYPES:
            return reference
        if name in GLOBALS:
            return not_json(f"{GLOBALS[name]} (`{name}`)", position)
        if name in NARROWED:
            keyword, reason = NARROWED[name]
            message = f"`{name}` becomes {keyword}: {reason}"
            self._converter.notes.tell(context.symbol, position, "narrowed", message)
            return Keyword(keyword, position)
        if symbol := self._converter.program.library().symbols.get(name):
            linked = replace(reference, name=symbol.key)
            return self._instantiated(symbol, linked, always=True) or linked
        return None

    def _instantiated(
        self, symbol: Symbol, reference: TypeReference, *, always: bool = False
    ) -> TypeExpression | None:
        """Return what a generic alias makes of a constant's type, where it computes it away."""
        if not reference.arguments or not (always or any(map(_of_constant, reference.arguments))):
            return None
        declaration = self._converter.declare(symbol)
        if declaration is None or not isinstance(declaration.body, Alias):
            return None
        names = [parameter.name for parameter in declaration.parameters]
        environment = dict(zip(names, reference.arguments, strict=False))
        made = computed(substituted(declaration.body.type, environment))
        return made if always or not _holds_object(made) else None

    def _miss(
        self, missing: Missing, reference: TypeReference, context: Context, is_base: bool
    ) -> None:
        file = context.scope.file
        name = file.restored(reference.name)
        use = file.written(reference.name, reference.position) if reference.arguments else name
        self._converter.notes.missing.append(
            MissingName(
                name.split(".", maxsplit=1)[0],
                file.restored(use),
                reference.position,
                missing.specifier,
                len(reference.arguments),
                any(map(_of_constant, reference.arguments)),
            )
        )
        reason = "it is declared nowhere"
        if missing.specifier:
            does = "does not export it" if missing.is_read else "cannot be resolved"
            reason = f'"{missing.specifier}" {does}'
        what = f"what it extends, `{name}`, is left out" if is_base else f"`{name}` becomes unknown"
        self._converter.notes.tell(
            context.symbol, reference.position, "narrowed", f"{what}: {reason}"
        )


def _of_constant(expression: TypeExpression) -> bool:
    """Tell whether an argument is the type of a constant: an object of literals and keywords."""
    return (
        isinstance(expression, ObjectOf)
        and bool(expression.fields)
        and all(isinstance(field.type, LiteralOf | Keyword) for field in expression.fields)
    )


def _holds_object(expression: TypeExpression) -> bool:
    if isinstance(expression, ObjectOf) or marked(expression) is not None:
        return True
    return any(map(_holds_object, inner_expressions(expression)))
