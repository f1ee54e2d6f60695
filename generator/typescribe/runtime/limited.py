"""The shapes of numbers, strings and arrays within constraints."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from .explain import Run, Shape, Shapes, Walk, join
from .kinds import Array
from .limits import are_unique, is_multiple, is_whole
from .plain import plain_list, plain_number, plain_string
from .runtime import Issue, Path, describe
from .within import searching

Broken: TypeAlias = tuple[str, str]
"""The words of an issue: what is expected, and what was found."""


class Limited:
    """Numbers or strings within constraints; the arguments are those of the tests of values."""

    __slots__ = ("base", "limits")

    def __init__(self, base: Shape, **limits: Any) -> None:
        self.base = base
        self.limits: Final = limits

    def expected(self, shapes: Shapes) -> list[str]:
        return ["integer"] if "integer" in self.limits else self.base.expected(shapes)

    def suits(self, value: object, shapes: Shapes) -> bool:
        return self.base.suits(value, shapes)

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        if not self.base.suits(value, run.shapes):
            run.issues.append(Issue(path, join(self.expected(run.shapes)), describe(value)))
            return None
        broken = self._broken(value)
        if broken is not None:
            run.issues.append(Issue(path, *broken))
        return None

    def holds(self, value: object, shapes: Shapes) -> bool:
        """Whether a value is of the type, and within the constraints."""
        return self.base.suits(value, shapes) and self._broken(value) is None

    def _broken(self, value: object) -> Broken | None:
        number = plain_number(value)
        if number is not None:
            return broken_number(number, **self.limits)
        text = plain_string(value)
        return None if text is None else broken_text(text, **self.limits)


def broken_number(  # noqa: PLR0913 - an argument for each constraint
    number: float,
    *,
    minimum: float | None = None,
    maximum: float | None = None,
    above: float | None = None,
    below: float | None = None,
    step: float | None = None,
    integer: bool = False,
) -> Broken | None:
    """Return the words for the constraint that a number violates, None if it violates none."""
    if integer and not is_whole(number):
        return "integer", "number with a fraction"
    if minimum is not None and number < minimum:
        return f"at least {minimum}", "a smaller number"
    if above is not None and number <= above:
        return f"more than {above}", "a number that is not"
    if maximum is not None and number > maximum:
        return f"at most {maximum}", "a larger number"
    if below is not None and number >= below:
        return f"less than {below}", "a number that is not"
    if step is not None and not is_multiple(number, step):
        return f"a multiple of {step}", "another number"
    return None


def broken_text(
    text: str,
    min_length: int = 0,
    max_length: int | None = None,
    regex: str = "",
    pattern: str = "",
) -> Broken | None:
    """Return the words for the constraint that a string violates, None if it violates none."""
    received = f"string of length {len(text)}"
    if len(text) < min_length:
        return f"at least {_counted(min_length, 'character')}", received
    if max_length is not None and len(text) > max_length:
        return f"at most {_counted(max_length, 'character')}", received
    if regex and searching(regex)(text) is None:
        return f"a match of {pattern or regex}", received
    return None


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


class LimitedArray(Array):
    """An array with a number of items within limits, or without equal items."""

    __slots__ = ("least", "most", "unique")

    def __init__(
        self, item: Shape, *, least: int = 0, most: int | None = None, unique: bool = False
    ) -> None:
        super().__init__(item)
        self.least = least
        self.most = most
        self.unique = unique

    def explain(self, value: object, path: Path, depth: int, run: Run) -> Walk | None:
        items = plain_list(value)
        if items is not None:
            broken = broken_list(items, least=self.least, most=self.most, unique=self.unique)
            if broken is not None:
                run.issues.append(Issue(path, *broken))
        return super().explain(value, path, depth, run)


def broken_list(
    items: list[Any], *, least: int = 0, most: int | None = None, unique: bool = False
) -> Broken | None:
    """Return the words for the constraint that an array violates, None if it violates none."""
    received = f"array of {len(items)}"
    if len(items) < least:
        return f"at least {_counted(least, 'item')}", received
    if most is not None and len(items) > most:
        return f"at most {_counted(most, 'item')}", received
    if unique and not are_unique(items):
        return "no two items equal", "equal items"
    return None
