"""Matches a type with the pattern of a conditional type, to find candidates for inferred names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    Alias,
    ArrayOf,
    InferOf,
    IntersectionOf,
    Keyword,
    LiteralOf,
    MappedOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.expressions import inferences, inner_expressions
from typescribe.language.model import PatternType
from typescribe.language.patterns import NUMBER_KEYS, accepts
from typescribe.resolving.closures import (
    Closure,
    Joined,
    Member,
    ObjectParts,
    all_of,
    any_of,
    keyword,
    literal,
    operands,
    refuse,
)
from typescribe.resolving.indexing import apparent
from typescribe.resolving.key_patterns import keys_fit
from typescribe.resolving.keys import is_never
from typescribe.resolving.template_literals import filled, filling_texts, text_of
from typescribe.resolving.undefined import defined

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

_MAPPED = {"Omit", "Partial", "Pick", "Record", "Required"}
_FOLLOWED = (ArrayOf, IntersectionOf, TemplateOf, TupleOf, TypeReference, UnionOf)
_DEEPEST = 40
"""The depth to which a pattern is followed into types that contain themselves."""


class Matching:
    """Matches one source with one pattern, and collects the candidates for each name."""

    def __init__(self, expander: Expander) -> None:
        self._expander = expander
        self._candidates: dict[bool, dict[str, list[Closure]]] = {True: {}, False: {}}
        """Those of mapped types, which count if there are no others, and all others."""
        self._is_mapped = False

    def candidates(self, name: str) -> list[Closure]:
        """Return the candidates for a name."""
        return self._candidates[False].get(name) or self._candidates[True].get(name, [])

    def match(self, source: Closure, pattern: Closure, depth: int) -> None:
        """Collect the candidates that a source offers for the names in a pattern."""
        if depth > _DEEPEST or not _infers(pattern):
            return
        expression = pattern.expression
        match expression:
            case InferOf(name=name) if name not in pattern.environment:
                self._offer(name, source)
            case UnionOf(members=members):
                self._match_union(source, [pattern.of(member) for member in members], depth)
            case IntersectionOf(members=members):
                for member in members:
                    self.match(source, pattern.of(member), depth + 1)
            case TypeReference(name=name) if name in pattern.environment:
                self.match(source, pattern.environment[name], depth + 1)
            case TypeReference() if (followed := self._followed(pattern)) is not None:
                self.match(source, followed, depth + 1)
            case _:
                never = keyword("never", source.position)
                for one in self._expander.alternatives(source) or [never]:
                    known = never if is_never(self._expander, one) else one
                    self._match_one(known, pattern, depth)

    def _followed(self, pattern: Closure) -> Closure | None:
        """Return the type that an alias in a pattern stands for, None if that has properties."""
        body = getattr(self._expander.declaration(pattern), "body", None)
        follows = isinstance(body, Alias) and isinstance(body.type, _FOLLOWED)
        return self._expander.step(pattern) if follows else None

    def _offer(self, name: str, source: Closure) -> None:
        candidates = self._candidates[self._is_mapped]
        known = candidates.setdefault(name, [])
        # What is already covered adds nothing: the union is reduced by subtypes.
        if not any(self._expander.fits(source, other) for other in known):
            candidates[name] = [o for o in known if not self._expander.fits(o, source)]
            candidates[name].append(source)

    def _match_union(self, source: Closure, patterns: list[Closure], depth: int) -> None:
        """Match the members that no plain pattern accepts against the patterns with names."""
        plain = [pattern for pattern in patterns if not _infers(pattern)]
        inferring = [pattern for pattern in patterns if _infers(pattern)]
        left = [
            member
            for member in self._expander.alternatives(source)
            if not any(self._is_taken(member, pattern) for pattern in plain)
        ]
        # If the plain patterns take everything, the compiler infers from all of it once more.
        rest = any_of(tuple(left), source.position) if left else source
        for pattern in inferring:
            self.match(rest, pattern, depth + 1)

    def _is_taken(self, member: Closure, pattern: Closure) -> bool:
        """Return whether a plain pattern equals a type, or is the keyword type of a literal."""
        return self._expander.fits(member, pattern) and (
            isinstance(member.expression, LiteralOf) or self._expander.fits(pattern, member)
        )

    def _match_one(self, source: Closure, pattern: Closure, depth: int) -> None:
        """Match a source that is not a union against a pattern with parts."""
        match pattern.expression:
            case ArrayOf(item=item):
                self._match_items(source, pattern.of(item), depth)
            case TupleOf(elements=(element,)) if element.rest:  # the same as an array
                self._match_items(source, pattern.of(element.type), depth)
            case TupleOf():
                self._match_tuple(source, pattern, depth)
            case TemplateOf() as template:
                for texts, holes in filled(self._expander, pattern, template):
                    self._match_template(source, texts, holes, depth)
            case _:
                self._match_object(source, pattern, depth)

    def _match_items(self, source: Closure, item: Closure, depth: int) -> None:
        match source.expression:
            case ArrayOf(item=own):
                self.match(source.of(own), item, depth + 1)
            case TupleOf(elements=elements):
                types = [source.of(element.type) for element in elements]
                if any(element.optional for element in elements):
                    types.append(keyword("undefined", source.position))
                self.match(any_of(tuple(types), source.position), item, depth + 1)

    def _match_tuple(self, source: Closure, pattern: Closure, depth: int) -> None:
        """Match items from both ends; the rest or spread of the pattern takes those in between."""
        assert isinstance(pattern.expression, TupleOf)
        wanted = pattern.expression.elements
        open_at = next((n for n, e in enumerate(wanted) if e.rest or e.spread), None)
        if isinstance(source.expression, ArrayOf):
            if open_at is not None:
                element = wanted[open_at]
                item = source if element.spread else source.of(source.expression.item)
                self.match(item, pattern.of(element.type), depth + 1)
            return
        if not isinstance(source.expression, TupleOf):
            return
        own = source.expression.elements
        if open_at is None:
            for mine, theirs in zip(own, wanted, strict=False):
                self.match(source.of(mine.type), pattern.of(theirs.type), depth + 1)
            return
        after = wanted[open_at + 1 :]
        rest_at = next((n for n, e in enumerate(own) if e.rest), None)
        before = min(open_at, len(own) if rest_at is None else rest_at)
        ending = min(
            len(after), len(own) - before, len(own) if rest_at is None else len(own) - 1 - rest_at
        )
        for mine, theirs in zip(own[:before], wanted[:before], strict=True):
            self.match(source.of(mine.type), pattern.of(theirs.type), depth + 1)
        if ending:
            for mine, theirs in zip(own[-ending:], after[-ending:], strict=True):
                self.match(source.of(mine.type), pattern.of(theirs.type), depth + 1)
        if before < open_at or ending < len(after):
            return
        middle = own[before : len(own) - ending]
        element = wanted[open_at]
        if element.spread:
            between = Closure(TupleOf(middle, source.position), source.environment)
            self.match(between, pattern.of(element.type), depth + 1)
        else:
            for mine in middle:
                self.match(source.of(mine.type), pattern.of(element.type), depth + 1)

    def _match_template(
        self, source: Closure, texts: Sequence[str], holes: Sequence[Closure], depth: int
    ) -> None:
        """Split a text as TypeScript does: each hole takes the shortest text that matches."""
        match source.expression:
            case LiteralOf(value=value):
                text = text_of(value)
            case Keyword(name="string"):
                for hole in holes:
                    self.match(source, hole, depth + 1)
                return
            case Keyword(name="never" | "any", position=position) if not any(texts):
                for hole in holes:
                    self.match(keyword("never", position), hole, depth + 1)
                return
            case TemplateOf():
                raise refuse(source.position, "a template cannot be matched with another one")
            case _:
                return
        for hole, part in zip(holes, filling_texts(text, texts), strict=False):
            self.match(literal(part, source.position), hole, depth + 1)

    def _match_object(self, source: Closure, pattern: Closure, depth: int) -> None:
        wanted = self._expander.object_parts(pattern)
        if wanted is None:
            raise refuse(pattern.position, "nothing can be inferred from this kind of type")
        found = self._expander.object_parts(source)
        if found is None:
            self._match_apparent(source, pattern, wanted, depth)
            return
        for name, member in wanted.members.items():
            own = found.members.get(name)
            if own is None:
                continue
            type_ = all_of(own.types, own.declared.position)
            if own.optional and not member.optional:
                type_ = any_of((type_, keyword("undefined", type_.position)), type_.position)
            elif own.optional or own.defined:
                type_ = defined(self._expander, type_)
            for other in member.types:
                self.match(type_, other, depth + 1)
        was_mapped = self._is_mapped
        mapped = _mapped(source), _mapped(self._expander.head(pattern))
        # The arguments of two uses of `Record` are matched as they are.
        self._is_mapped |= all(mapped) and mapped != ("Record", "Record")
        for keys, others in ((None, wanted.index), *wanted.patterns.items()):
            types = _of_keys(self._expander, found, keys) if others else []
            for other in others if types else ():
                self.match(any_of(tuple(types), source.position), other, depth + 1)
        self._is_mapped = was_mapped

    def _match_apparent(
        self, source: Closure, pattern: Closure, wanted: ObjectParts, depth: int
    ) -> None:
        """Match what the compiler sees in strings and arrays, and in each part of a brand."""
        if isinstance(source.expression, IntersectionOf | Joined):
            for part in operands(source):
                self._match_object(part, pattern, depth + 1)
            return
        if isinstance(source.expression, TemplateOf):  # the compiler infers nothing from one
            return
        for name, member in wanted.members.items():
            own = apparent(self._expander, source, name)
            if own is not None:
                for other in member.types:
                    self.match(own, other, depth + 1)
        for item in wanted.patterns.get(NUMBER_KEYS, ()):
            match source.expression:
                case Keyword(name="string") | LiteralOf(value=str()):
                    self.match(keyword("string", source.position), item, depth + 1)
                case _:
                    self._match_items(source, item, depth)


def _mapped(closure: Closure) -> str:
    """Return the name of a mapped type, as `Partial` is one; "" for any other type."""
    match closure.expression:
        case MappedOf():
            return "[in]"
        case TypeReference(name=name) if name in _MAPPED:
            return name
        case _:
            return ""


def _sent_type(expander: Expander, member: Member) -> Closure:
    """Return the type of a property that is there."""
    type_ = all_of(member.types, member.declared.position)
    return defined(expander, type_) if member.optional or member.defined else type_


def _of_keys(expander: Expander, parts: ObjectParts, keys: PatternType | None) -> list[Closure]:
    """Return the types of the properties with the given keys; without keys, of all properties."""
    members = [m for n, m in parts.members.items() if keys is None or accepts(keys, n)]
    patterns = [t for own, t in parts.patterns.items() if keys is None or keys_fit(own, keys)]
    found = [_sent_type(expander, member) for member in members]
    found += [t for types in patterns for t in types]
    return found if found and keys is not None else [*found, *parts.index]


def _infers(pattern: Closure) -> bool:
    """Return whether a pattern, or a type that it refers to, contains names to infer."""
    if isinstance(pattern.expression, Joined):
        return any(map(_infers, pattern.expression.members))
    if next(inferences(pattern.expression), None) is not None:
        return True
    waiting: list[TypeExpression] = [pattern.expression]
    while waiting:
        current = waiting.pop()
        if isinstance(current, TypeReference) and current.name in pattern.environment:
            argument = pattern.environment[current.name]
            if argument is not pattern and _infers(argument):
                return True
        waiting.extend(inner_expressions(current))
    return False
