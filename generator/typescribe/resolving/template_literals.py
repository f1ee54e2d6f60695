"""Template literal types and `Uppercase`, `Capitalize` and the like.

Source: TypeScript handbook, Template Literal Types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from typescribe.language.declared import Keyword, LiteralOf, LiteralValue, TemplateOf
from typescribe.language.errors import Position
from typescribe.language.expressions import inferences
from typescribe.resolving.budget import CHARACTERS
from typescribe.resolving.closures import EMPTY, Closure, any_of, keyword, literal, refuse
from typescribe.resolving.units import units
from typescribe.text.javascript_numbers import javascript_text

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander

MAX_TEXTS = 10_000
"""The most strings that a template of unions may produce."""

CASES: Final[Mapping[str, Callable[[str], str]]] = {
    "Capitalize": lambda text: text[:1].upper() + text[1:],
    "Lowercase": str.lower,
    "Uncapitalize": lambda text: text[:1].lower() + text[1:],
    "Uppercase": str.upper,
}


def written_out(expander: Expander, closure: Closure, template: TemplateOf) -> Closure | None:
    """Return the union of strings and patterns that a template produces; `None` if it is a pattern.

    Holes of type `string` and `number` stay holes. Raises `SpecError` if the type of a hole has no
    text, and for more than `MAX_TEXTS` strings.
    """
    position = template.position
    choices = [_choices(expander, closure.of(type_), position) for type_ in template.types]
    count = prod(map(len, choices))
    if count > MAX_TEXTS:
        message = f"this template produces {count:,} strings; the limit is {MAX_TEXTS:,}"
        raise refuse(position, message)
    made = tuple(_written(expander, template, choices))
    if len(made) == 1 and made[0].expression == template:
        return None
    return any_of(made, position)


def _written(
    expander: Expander, template: TemplateOf, choices: list[list[TemplateOf]]
) -> Iterator[Closure]:
    """Yield a template with every combination of what can fill its holes."""
    for chosen in product(*choices):
        length = sum(len(text) for filling in (template, *chosen) for text in filling.texts)
        expander.budget.spend(1 + length // CHARACTERS)
        yield _made(template, chosen)


def _choices(expander: Expander, hole: Closure, position: Position) -> list[TemplateOf]:
    """Return a template for each text or pattern that can be put into a hole."""
    return [
        _filling(unit, position)
        for member in expander.alternatives(hole)
        for unit in units(expander, member)
        if not (isinstance(unit.expression, Keyword) and unit.expression.name == "never")
    ]


def _filling(unit: Closure, position: Position) -> TemplateOf:
    match unit.expression:
        case LiteralOf(value=value):
            return TemplateOf((text_of(value),), (), position)
        case Keyword(name="null" | "undefined" as name):
            return TemplateOf((name,), (), position)
        case Keyword(name="string" | "number") as hole:
            return TemplateOf(("", ""), (hole,), position)
        case Keyword(name="any"):
            return TemplateOf(("", ""), (Keyword("string", position),), position)
        case TemplateOf() as inner:
            return inner
        case _:
            message = "only strings, numbers, booleans and null can be used in a template"
            raise refuse(position, message)


def _made(template: TemplateOf, chosen: tuple[TemplateOf, ...]) -> Closure:
    texts, holes = [template.texts[0]], list[Keyword]()
    for filling, text in zip(chosen, template.texts[1:], strict=True):
        first, *others = filling.texts
        texts[-1] += first
        texts += others
        texts[-1] += text
        holes += [hole for hole in filling.types if isinstance(hole, Keyword)]
    if not holes:
        return literal(texts[0], template.position)
    if texts == ["", ""] and holes[0].name == "string":
        return keyword("string", template.position)
    return Closure(TemplateOf(tuple(texts), tuple(holes), template.position), EMPTY)


def text_of(value: LiteralValue) -> str:
    """Return the text that JavaScript makes of a literal in a template."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return javascript_text(value)


def filled(
    expander: Expander, closure: Closure, template: TemplateOf
) -> Iterator[tuple[list[str], list[Closure]]]:
    """Yield the texts and holes of a pattern in which holes with literals are texts.

    A hole with several literals gives a pattern for each, as the compiler distributes templates
    over unions. A hole with a name to infer stays one.
    """
    choices = [
        (
            [closure.of(type_)]
            if any(inferences(type_))
            else _texts_or_holes(expander, closure.of(type_))
        )
        for type_ in template.types
    ]
    if prod(map(len, choices)) > MAX_TEXTS:
        raise refuse(template.position, f"this template has more than {MAX_TEXTS:,} patterns")
    for chosen in product(*choices):
        expander.budget.spend(1)
        texts, holes = [template.texts[0]], list[Closure]()
        for one, text in zip(chosen, template.texts[1:], strict=True):
            if isinstance(one, str):
                texts[-1] += one + text
            else:
                holes.append(one)
                texts.append(text)
        yield texts, holes


def _texts_or_holes(expander: Expander, hole: Closure) -> list[str | Closure]:
    """Return what a hole of a pattern may be: the texts of literals, and holes for other types."""
    return [
        text_of(unit.expression.value) if isinstance(unit.expression, LiteralOf) else unit
        for member in expander.alternatives(hole)
        for unit in units(expander, member)
    ] or [hole]


def filling_texts(text: str, texts: Sequence[str]) -> list[str]:
    """Return the texts that fill the holes between given texts; none if they do not match."""
    first, *others = texts
    if not text.startswith(first):
        return []
    last = others[-1]
    if not text.endswith(last) or len(text) < len(first) + len(last):
        return []
    place, found = len(first), list[str]()
    end = len(text) - len(last)
    for number, following in enumerate(others):
        if number == len(others) - 1:
            found.append(text[place:end])
        elif following:
            at = text.find(following, place, end)
            if at < 0:
                return []
            found.append(text[place:at])
            place = at + len(following)
        else:
            if place >= end:
                return []
            found.append(text[place])
            place += 1
    return found


def in_case(expander: Expander, closure: Closure, name: str, position: Position) -> Closure:
    """Return the literals of a union, changed as by `Uppercase` and similar types.

    Raises `SpecError` for `string` and patterns: their results cannot be expressed.
    """
    found: list[Closure] = []
    for member in expander.alternatives(closure):
        for unit in units(expander, member):
            match unit.expression:
                case LiteralOf(value=str() as text):
                    found.append(literal(CASES[name](text), position))
                case Keyword(name="never" | "any"):
                    found.append(unit)
                case _:
                    message = f'{name} needs string literals, such as "a" | "b"'
                    raise refuse(position, message)
    return any_of(tuple(found), position)
