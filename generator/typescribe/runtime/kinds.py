"""The shapes of types without a name: primitives, literals, patterns, arrays and tuples."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from .explain import Parts, Run, Shape, Shapes, Walk, explain_parts, join
from .plain import LIST, is_instance, matches, plain_list, plain_number, plain_string
from .runtime import Issue, Path, describe, describe_text


def each(names: str, shape: Shape) -> dict[str, Shape]:
    """Return properties of the same shape by name; the names are words."""
    return dict.fromkeys(names.split(), shape)


SHOWN_LITERALS: Final = 12
"""A type with more literals than this is described by their number."""


class Anything:
    """`any` and `unknown`."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return ["anything"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return True

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        pass


class Nothing:
    """`never`: a property of this type must be absent."""

    __slots__ = ()

    def expected(self, shapes: Shapes) -> list[str]:
        return ["nothing"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return False

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        run.refuse(self, value, path)


class Scalar:
    """`string`, `number`, `boolean` or `null`."""

    __slots__ = ("name", "plain")

    def __init__(self, name: str, plain: type) -> None:
        self.name = name
        self.plain = plain

    def expected(self, shapes: Shapes) -> list[str]:
        return [self.name]

    def suits(self, value: object, shapes: Shapes) -> bool:
        if type(value) is self.plain:
            return True
        if type(value) is float:
            return self.plain is int and value - value == 0.0
        return type(value) is not str and describe(value) == self.name

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if type(value) is not self.plain:
            received = describe(value)
            if received != self.name:
                run.issues.append(Issue(path, self.name, received))


def plain_type(shape: Shape) -> type | None:
    """Return the Python type whose values are all valid for a shape, if there is one."""
    return shape.plain if isinstance(shape, Scalar) else None


class Literals:
    """A union of literals; `1` and `1.0` are the same number, `true` is not `1`."""

    __slots__ = ("has_strings", "values", "words")

    def __init__(self, *values: str | int | float | bool) -> None:
        self.values = values
        self.has_strings = any(isinstance(value, str) for value in values)
        self.words: list[str] = []

    def expected(self, shapes: Shapes) -> list[str]:
        if not self.words:  # computed for the first fault, not on import
            if len(self.values) > SHOWN_LITERALS:
                self.words = [f"one of {len(self.values)} literals"]
            else:
                self.words = [json.dumps(value) for value in self.values]
        return self.words

    def suits(self, value: object, shapes: Shapes) -> bool:
        if type(value) is str:
            return value in self.values
        if type(value) is bool:
            return any(value is literal for literal in self.values)
        text = plain_string(value)
        plain = plain_number(value) if text is None else text
        return plain is not None and plain in [v for v in self.values if not isinstance(v, bool)]

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if self.suits(value, run.shapes):
            return
        received = describe_text(value) if self.has_strings else describe(value)
        if received in ("number", "boolean"):
            received = f"another {received}"
        run.issues.append(Issue(path, join(self.expected(run.shapes)), received))


class Pattern:
    """The strings that match a template literal type."""

    __slots__ = ("regex", "template")

    def __init__(self, template: str, regex: str) -> None:
        self.template = template
        self.regex = regex

    def expected(self, shapes: Shapes) -> list[str]:
        return [self.template]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return matches(value, self.regex)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> None:
        if self.suits(value, run.shapes):
            return
        run.issues.append(Issue(path, self.template, describe_text(value)))


def is_without_parts(shape: Shape) -> bool:
    """Whether values of a shape have no parts, so that `test_of` decides about them."""
    kinds = (Anything, Nothing, Scalar, Literals, Pattern)
    return all(
        isinstance(member, kinds) or hasattr(member, "holds")
        for member in getattr(shape, "members", (shape,))
    )


def test_of(shape: Shape) -> Callable[[object, Shapes], bool]:
    """Return the test of values without parts: `suits`, or `holds` if there are constraints."""
    members: tuple[Shape, ...] = getattr(shape, "members", (shape,))
    tests = [getattr(member, "holds", member.suits) for member in members]
    if tests == [member.suits for member in members]:
        return shape.suits
    return lambda value, shapes: any(test(value, shapes) for test in tests)


def strings_of(shape: Shape) -> frozenset[str]:
    """Return the strings that are literals of a shape."""
    if not isinstance(shape, Literals):
        return frozenset()
    return frozenset(value for value in shape.values if isinstance(value, str))


class Array:
    """An array whose items all have one shape."""

    __slots__ = ("item",)

    def __init__(self, item: Shape) -> None:
        self.item = item

    def expected(self, shapes: Shapes) -> list[str]:
        return ["array"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, LIST)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        items = plain_list(value)
        if items is None:
            run.refuse(self, value, path)
            return None
        shape, plain = self.item, plain_type(self.item)
        parts = [
            (shape, item, place) for place, item in enumerate(items) if type(item) is not plain
        ]
        return explain_parts(iter(parts), path, depth, run) if parts else None


class Tuple:
    """An array with a shape for each position; further items have the shape `rest`.

    The last items have the shapes of `ending`.
    """

    __slots__ = ("ending", "items", "required", "rest")

    def __init__(
        self,
        *items: Shape,
        required: int,
        rest: Shape | None = None,
        ending: tuple[Shape, ...] = (),
    ) -> None:
        self.items = items
        self.required = required
        self.rest = rest
        self.ending = ending

    def expected(self, shapes: Shapes) -> list[str]:
        least, most = self.required + len(self.ending), len(self.items)
        if self.rest is not None:
            return [f"array of {least} or more"]
        return [f"array of {least}" if least == most else f"array of {least} to {most}"]

    def suits(self, value: object, shapes: Shapes) -> bool:
        return is_instance(value, LIST)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        items = plain_list(value)
        if items is None:
            run.refuse(self, value, path)
            return None
        least = self.required + len(self.ending)
        if len(items) < least or (self.rest is None and len(items) > len(self.items)):
            run.issues.append(Issue(path, join(self.expected({})), f"array of {len(items)}"))
        return explain_parts(self._parts(items), path, depth, run)

    def _parts(self, items: list[Any]) -> Parts:
        end = max(len(items) - len(self.ending), len(self.items))
        for place, item in enumerate(items):
            if place >= end and self.ending:
                yield self.ending[place - end], item, place
                continue
            shape = self.items[place] if place < len(self.items) else self.rest
            if shape is None:
                return
            yield shape, item, place


ANYTHING: Final = Anything()
NOTHING: Final = Nothing()
STRING: Final = Scalar("string", str)
NUMBER: Final = Scalar("number", int)
BOOLEAN: Final = Scalar("boolean", bool)
NULL: Final = Scalar("null", type(None))
