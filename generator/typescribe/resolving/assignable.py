"""Whether every value of one type is of another: what `Exclude`, `Extract` and `extends` ask.

The rules are those of the TypeScript handbook, page Type Compatibility. Types that hold
themselves are compared to a depth at which they would have differed by then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from typescribe.language.declared import (
    ArrayOf,
    IntersectionOf,
    Keyword,
    LiteralOf,
    LiteralValue,
    TemplateOf,
    TupleOf,
    TypeExpression,
)
from typescribe.language.patterns import accepts, pattern
from typescribe.resolving.closures import (
    Closure,
    Joined,
    Shape,
    all_of,
    any_of,
    literal,
    operands,
    refuse,
)
from typescribe.resolving.keys import values_of

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

MAX_COMPARISONS = 20_000
"""How many comparisons of parts one question may take."""

_DEEPEST = 12
_KEYWORD_OF = {str: "string", bool: "boolean", int: "number", float: "number"}


def is_assignable(expander: Expander, source: Closure, target: Closure) -> bool:
    """Return the answer of TypeScript's `source extends target`, for types that JSON can carry.

    Raises `SpecError` where the types are too large to compare.
    """
    return _Comparison(expander, source).holds(source, target, 0)


def is_within(expander: Expander, target: Closure) -> Callable[[Closure], bool]:
    """Return `is_assignable` for one target, for many sources: its literals are looked up."""
    members = [unit for m in expander.alternatives(target) for unit in units(expander, m)]
    literals = {key(m.expression) for m in members if isinstance(m.expression, LiteralOf)}
    others = any_of(
        tuple(m for m in members if not isinstance(m.expression, LiteralOf)), target.position
    )

    def answer(source: Closure) -> bool:
        if not isinstance(source.expression, LiteralOf):
            return is_assignable(expander, source, target)
        return key(source.expression) in literals or is_assignable(expander, source, others)

    return answer


def key(expression: LiteralOf) -> tuple[bool, LiteralValue]:
    """Return what tells a literal from others."""
    # To Python, `True` is 1.
    return isinstance(expression.value, bool), expression.value


def units(expander: Expander, closure: Closure) -> list[Closure]:
    """Return the literals that one alternative of a union stands for; of anything else, itself."""
    expression = closure.expression
    if isinstance(expression, Keyword) and expression.name == "boolean":
        return [literal(value, expression.position) for value in (True, False)]
    values = values_of(expander, closure)
    if values is None:
        return [closure]
    found = [
        (
            Closure(Keyword("null", value.position), {})
            if value.value is None
            else literal(value.value, value.position)
        )
        for value in values.values
    ]
    if values.open:
        found.append(Closure(Keyword("string", closure.position), {}))
    return found


def literals(expander: Expander, closure: Closure) -> frozenset[tuple[bool, LiteralValue]] | None:
    """Return what tells the literals of a type apart, if it is made of nothing else."""
    found: set[tuple[bool, LiteralValue]] = set()
    for member in expander.alternatives(closure):
        for unit in units(expander, member):
            if not isinstance(unit.expression, LiteralOf):
                return None
            found.add(key(unit.expression))
    return frozenset(found)


class _Comparison:
    """One question, and how many parts it has led to so far."""

    def __init__(self, expander: Expander, whole: Closure) -> None:
        self._expander = expander
        self._whole = whole
        self._count = 0
        self._named: dict[tuple[str, str], bool] = {}
        """What is known of pairs of declared types; of those under way, that they may well do."""

    def holds(self, source: Closure, target: Closure, depth: int) -> bool:
        """Whether every member of the one is of some member of the other."""
        if depth > _DEEPEST:
            return True
        sources = self._members(source)
        targets = self._members(target)
        self._count += len(sources) * len(targets)
        if self._count > MAX_COMPARISONS:
            raise refuse(self._whole.position, "these types are too large to be compared")
        return all(any(self._one(s, t, depth) for t in targets) for s in sources)

    def _members(self, closure: Closure) -> list[Closure]:
        return [
            unit
            for member in self._expander.alternatives(closure)
            for unit in units(self._expander, member)
        ]

    def _one(self, source: Closure, target: Closure, depth: int) -> bool:
        """Compare types neither of which is a union."""
        answer = _without_parts(source.expression, target.expression)
        return self._with_parts(source, target, depth) if answer is None else answer

    def _with_parts(self, source: Closure, target: Closure, depth: int) -> bool:
        own, other = map(self._expander.declaration, (source, target))
        if own is None or other is None or own.parameters or other.parameters:
            return self._compare(source, target, depth)
        pair = own.name, other.name
        if pair not in self._named:
            self._named[pair] = True
            self._named[pair] = self._compare(source, target, depth)
        return self._named[pair]

    def _compare(self, source: Closure, target: Closure, depth: int) -> bool:
        for_source = self._expander.shape(source)
        for_target = self._expander.shape(target)
        if for_target is not None:
            if for_source is None:
                return self._to_object(source, target, for_target, depth)
            return self._objects(for_source, for_target, depth)
        if isinstance(target.expression, (IntersectionOf, Joined)):
            return all(self.holds(source, t, depth + 1) for t in operands(target))
        if isinstance(source.expression, (IntersectionOf, Joined)):
            return any(self.holds(s, target, depth + 1) for s in operands(source))
        return self._arrays(source, target, depth)

    def _to_object(self, source: Closure, target: Closure, wanted: Shape, depth: int) -> bool:
        """Compare what is no object; `{}` takes everything but null and undefined."""
        match source.expression:
            case Keyword(name="null" | "undefined" | "unknown"):
                return False
            case IntersectionOf() | Joined():
                return any(self.holds(part, target, depth + 1) for part in operands(source))
            case _:
                return not wanted.members and not wanted.index

    def _objects(self, found: Shape, wanted: Shape, depth: int) -> bool:
        common = wanted.members.keys() & found.members.keys()
        is_weak = (
            wanted.members
            and not wanted.index
            and all(member.optional for member in wanted.members.values())
        )
        if is_weak and found.members and not common:
            return False
        for name, member in wanted.members.items():
            own = found.members.get(name)
            if own is None:
                if not member.optional:
                    return False
                continue
            if own.optional and not member.optional:
                return False
            own_type = all_of(own.types, own.declared.position)
            own_type = self._expander.defined(own_type) if member.optional else own_type
            wanted_type = all_of(member.types, member.declared.position)
            if not self.holds(own_type, wanted_type, depth + 1):
                return False
        if not wanted.index:
            return True
        allowed = all_of(wanted.index, wanted.index[0].position)
        types = [all_of(m.types, m.declared.position) for m in found.members.values()]
        types += [all_of(found.index, found.index[0].position)] if found.index else []
        return all(self.holds(type_, allowed, depth + 1) for type_ in types)

    def _arrays(self, source: Closure, target: Closure, depth: int) -> bool:
        match source.expression, target.expression:
            case ArrayOf(item=left), ArrayOf(item=right):
                return self.holds(source.of(left), target.of(right), depth + 1)
            case TupleOf(elements=elements), ArrayOf(item=right):
                return all(
                    self.holds(source.of(e.type), target.of(right), depth + 1) for e in elements
                )
            case ArrayOf(item=left), TupleOf(elements=elements):
                # Of the elements the compiler compares the first alone.
                may_be_empty = all(e.optional or e.rest for e in elements)
                is_open = any(e.rest for e in elements)
                return (
                    may_be_empty
                    and is_open
                    and self.holds(source.of(left), target.of(elements[0].type), depth + 1)
                )
            case TupleOf(), TupleOf():
                return self._tuples(source, target, depth)
            case _:
                return False

    def _tuples(self, source: Closure, target: Closure, depth: int) -> bool:
        assert isinstance(source.expression, TupleOf)
        assert isinstance(target.expression, TupleOf)
        left, right = source.expression.elements, target.expression.elements
        wanted_rest = next((e for e in right if e.rest), None)
        fixed = [e for e in right if not e.rest]
        for place, element in enumerate(left):
            wanted = fixed[place] if place < len(fixed) else wanted_rest
            if wanted is None or (element.rest and wanted_rest is None):
                return False
            if element.optional and not wanted.optional and not wanted.rest:
                return False
            if not self.holds(source.of(element.type), target.of(wanted.type), depth + 1):
                return False
        return all(e.optional for e in fixed[len([e for e in left if not e.rest]) :])


def _without_parts(source: TypeExpression | Joined, target: TypeExpression | Joined) -> bool | None:
    """Compare types of which one has no parts; `None` where that does not decide it."""
    match source, target:
        case (Keyword(name="never"), _) | (_, Keyword(name="any" | "unknown")):
            return True
        case (Keyword(name="any"), Keyword(name=name)):
            return name != "never"
        case (Keyword(name="any"), _):
            return True
        case Keyword(name=left), Keyword(name=right):
            return left == right
        case LiteralOf(value=left), LiteralOf(value=right):
            return isinstance(left, bool) == isinstance(right, bool) and left == right
        case LiteralOf(value=value), Keyword(name=name):
            return _KEYWORD_OF[type(value)] == name
        case TemplateOf(), Keyword(name=name):
            return name == "string"
        case (LiteralOf(value=str() as text), TemplateOf() as template):
            return accepts(pattern(template), text)
        case TemplateOf(), TemplateOf():
            return source == target
        case _:
            return None
