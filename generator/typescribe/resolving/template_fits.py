"""Decides whether one template literal type fits another.

The rule is that of the compiler (`inferFromLiteralPartsToTemplateLiteral` in TypeScript 5.9).
The holes of the target are filled from left to right, each up to the first occurrence of the
target's next text in the source, and each has to accept its filling.
"""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.language.declared import Keyword, TemplateOf
from typescribe.language.errors import NOWHERE
from typescribe.language.model import PatternType
from typescribe.language.patterns import accepts, pattern, template_of

_NUMBER = pattern(TemplateOf(("", ""), (Keyword("number", NOWHERE),), NOWHERE))


@dataclass(frozen=True, slots=True)
class _Template:
    """The types of the holes of a template, and the texts around them."""

    texts: tuple[str, ...]
    holes: tuple[str, ...]


def template_fits(source: PatternType, target: PatternType) -> bool:
    """Return whether every string of the source is a string of the target.

    >>> def template(first, hole, last):
    ...     return pattern(TemplateOf((first, last), (Keyword(hole, NOWHERE),), NOWHERE))
    >>> template_fits(template("a-", "number", ""), template("a", "string", ""))
    True
    >>> template_fits(template("a-", "string", ""), template("a-", "number", ""))
    False
    """
    if source == target:
        return True
    left, right = _template(source), _template(target)
    fillings = _fillings(left, right)
    return fillings is not None and all(
        _accepts(hole, filling) for hole, filling in zip(right.holes, fillings, strict=True)
    )


def _template(pattern_: PatternType) -> _Template:
    template = template_of(pattern_)
    holes = (hole.name for hole in template.types if isinstance(hole, Keyword))
    return _Template(template.texts, tuple(holes))


def _accepts(hole: str, filling: _Template) -> bool:
    if hole == "string":
        return True
    if not filling.holes:
        return accepts(_NUMBER, filling.texts[0])
    return filling == _Template(("", ""), ("number",))


def _fillings(source: _Template, target: _Template) -> list[_Template] | None:
    """Return the filling of each hole of the target; `None` if a text is missing in the source."""
    first, *between, last = target.texts
    if not source.texts[0].startswith(first) or not source.texts[-1].endswith(last):
        return None
    texts = [*source.texts[:-1], source.texts[-1].removesuffix(last)]
    found: list[_Template] = []
    segment, place = 0, len(first)
    for text in between:
        end = _end_of_hole(texts, segment, place, text)
        if end is None:
            return None
        found.append(_cut(source, texts, (segment, place), end))
        segment, place = end[0], end[1] + len(text)
    end = len(texts) - 1, len(texts[-1])
    return [*found, _cut(source, texts, (segment, place), end)]


def _end_of_hole(texts: list[str], segment: int, place: int, text: str) -> tuple[int, int] | None:
    """Return where a hole ends in the source: the number of a fixed text, and an index in it."""
    if text:
        for number in range(segment, len(texts)):
            found = texts[number].find(text, place if number == segment else 0)
            if found >= 0:
                return number, found
        return None
    if place < len(texts[segment]):
        return segment, place + 1
    return (segment + 1, 0) if segment + 1 < len(texts) else None


def _cut(
    source: _Template, texts: list[str], start: tuple[int, int], end: tuple[int, int]
) -> _Template:
    (segment, place), (last, stop) = start, end
    if segment == last:
        return _Template((texts[segment][place:stop],), ())
    inner = texts[segment + 1 : last]
    cut = (texts[segment][place:], *inner, texts[last][:stop])
    return _Template(cut, source.holes[segment:last])
