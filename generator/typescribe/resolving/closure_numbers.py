"""Numbers that closures share if they mean the same: equal expressions with equal arguments."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from typescribe.language.declared import (
    InferOf,
    Keyword,
    LiteralOf,
    MappedOf,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeReference,
)
from typescribe.language.expressions import inner_expressions
from typescribe.resolving.closures import Closure, Joined
from typescribe.resolving.type_view import UndecidedError

MAX_DEPTH = 200
"""The deepest nesting of arguments of a generic; a deeper one counts as infinite."""


class ClosureNumbers:
    """The numbers of the closures of one expander."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._depths: list[int] = []
        """The depth to which the closures of each number nest."""
        self._known: dict[int, tuple[Closure, int]] = {}
        """The number of each closure by id; closures are kept alive, so ids are not reused."""

    def of(self, closure: Closure) -> int:
        """Return a number that closures share if their expressions and arguments are equal.

        A generic that contains itself with the same arguments leads back to the same number.
        Raises `UndecidedError` for one that contains itself with ever larger arguments.
        """
        stack = [(closure, list(_parts(closure)))]
        while True:
            current, parts = stack[-1]
            unknown = [part for part in parts if id(part) not in self._known]
            if unknown:
                stack += [(part, list(_parts(part))) for part in unknown]
                continue
            stack.pop()
            numbers = tuple(self._known[id(part)][1] for part in parts)
            number = numbers[0] if _is_parameter(current) else self._new(_own(current), numbers)
            self._known[id(current)] = current, number
            if not stack:
                return number

    def _new(self, own: Hashable, parts: tuple[int, ...]) -> int:
        number = self._numbers.setdefault((own, parts), len(self._numbers))
        if number == len(self._depths):
            depth = 1 + max((self._depths[part] for part in parts), default=0)
            self._depths.append(depth)
        if self._depths[number] > MAX_DEPTH:
            raise UndecidedError
        return number


def _is_parameter(closure: Closure) -> bool:
    match closure.expression:
        case TypeReference(name=name) | InferOf(name=name):
            return name in closure.environment
        case _:
            return False


def _parts(closure: Closure) -> Iterator[Closure]:
    """Yield the argument that a type parameter stands for, or the parts of an expression."""
    expression = closure.expression
    match expression:
        case TypeReference(name=name) | InferOf(name=name) if name in closure.environment:
            yield closure.environment[name]
            return
        case Joined(members=members):
            yield from members
        case MappedOf(parameter=parameter, keys=keys):
            environment = {n: c for n, c in closure.environment.items() if n != parameter}
            for inner in inner_expressions(expression):
                yield closure.of(inner) if inner is keys else Closure(inner, environment)
        case _:
            for inner in inner_expressions(expression):
                yield closure.of(inner)
    if closure.keys_of is not None:
        yield closure.keys_of


def _own(closure: Closure) -> Hashable:
    """Return the content of an expression except its parts: its kind, names and modifiers."""
    own: Hashable
    match closure.expression:
        case Keyword(name=name) | TypeReference(name=name) | InferOf(name=name):
            own = name
        case LiteralOf(value=value):
            own = isinstance(value, bool), value
        case TupleOf(elements=elements):
            own = tuple((element.optional, element.rest, element.spread) for element in elements)
        case ObjectOf(fields=fields, index=index, signatures=signatures):
            names = tuple((f.wire_name, f.optional) for f in fields)
            own = names, index is None, len(signatures)
        case MappedOf() as mapped:
            own = mapped.parameter, mapped.optional, mapped.renamed is None
        case TemplateOf(texts=texts):
            own = texts
        case Joined(intersection=intersection):
            own = intersection
        case _:
            own = None
    return type(closure.expression), own, closure.keys_of is None
