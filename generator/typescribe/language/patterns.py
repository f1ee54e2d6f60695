"""Template literal types with open holes -> regular expressions for the strings they accept.

TypeScript fills the holes from left to right. A hole gets the text up to the first occurrence of
the fixed text after it; directly before another hole, it gets one character, and the last hole gets
the rest. A hole for a number accepts texts that JavaScript parses as a finite number. See the
handbook, page Template Literal Types, and inferFromLiteralPartsToTemplateLiteral in the compiler.
"""

from __future__ import annotations

import re
from typing import Final

from typescribe.language.declared import Keyword, TemplateOf, TypeExpression
from typescribe.language.errors import NOWHERE
from typescribe.language.model import PatternType

# The expressions mean the same in JSON Schema (ECMA-262) and in Python.
_SPECIAL: Final = re.compile(r"[\\^$.*+?()\[\]{}|]")
_ANY: Final = r"[\s\S]"
_END: Final = rf"(?!{_ANY})"
# The white space that JavaScript allows around a number; Python's `\s` has five more characters.
_SPACE: Final = r"[^\S\x1c-\x1f\x85]"
_ESCAPES: Final = {"\\": "\\\\", "`": "\\`", "\n": "\\n", "\r": "\\r"}


_DIGITS: Final = "[1-9](?:[0-9]{0,13}[1-9])?"
_FRACTION: Final = rf"(?=[0-9.]{{3,16}}{_END})[1-9][0-9]*\.[0-9]*[1-9]"
_EXPONENT: Final = (
    r"e(?:\+(?:2[1-9]|[3-9][0-9])|-(?:[7-9]|[1-9][0-9])|[+-](?:[12][0-9]{2}|30[0-7]))"
)
_NUMBERS: Final = (
    f"(?![0-9]{{22}})[1-9][0-9]{{0,14}}0*|[1-8][0-9]{{15}}|{_FRACTION}|0\\.0{{0,5}}{_DIGITS}"
    rf"|[1-9](?:\.[0-9]{{0,13}}[1-9])?{_EXPONENT}|Infinity"
)
NUMBER_KEYS: Final = PatternType("number", f"^(?:NaN|0|-?(?:{_NUMBERS})){_END}")
"""The keys of `[key: number]`: the texts that JavaScript makes of numbers (`isNumericLiteralName`).

Beyond 15 significant digits, or outside 1e-307 to 1e+308, a text is only accepted if it is a whole
number below 9e15: which other texts are those of numbers depends on how a number is stored.
"""


def pattern(template: TemplateOf) -> PatternType:
    """Return the pattern of a template literal type whose holes are all `string` or `number`."""
    first, *others = template.texts
    pieces = ["^", _quoted(first)]
    for hole, following, is_last in zip(
        template.types, others, [*[False] * (len(others) - 1), True], strict=True
    ):
        is_number = isinstance(hole, Keyword) and hole.name == "number"
        pieces.append(_hole(is_number, following, is_last))
        pieces.append(_quoted(following))
    return PatternType(_shown(template), "".join([*pieces, _END]))


def _hole(is_number: bool, following: str, is_last: bool) -> str:
    if is_last:
        return _number("") if is_number else f"{_ANY}*"
    if not following:
        return f"(?:[0-9]|{_SPACE})" if is_number else _ANY
    return _number(following) if is_number else f"{_before(following, _ANY)}*"


def _before(following: str, atom: str) -> str:
    """Return an expression for a character at which the text after the hole does not begin."""
    if not following or not re.match(atom, following):
        return atom
    return f"(?:(?!{_quoted(following)}){atom})"


def _number(following: str) -> str:
    """Return the expression for a number that ends where a text begins.

    No part of it can match characters that the part before it could also match. So the time for a
    string that does not match is linear in its length.
    """

    def atom(text: str) -> str:
        return _before(following, text)

    digits, point, sign = f"{atom('[0-9]')}+", atom(r"\."), atom("[+-]")
    decimal = f"{sign}?(?:{digits}(?:{point}{atom('[0-9]')}*)?|{point}{digits})"
    exponent = f"(?:{atom('[eE]')}{sign}?{digits})?"
    based = "|".join(
        f"{atom('0')}{atom(f'[{letters}]')}{atom(f'[{allowed}]')}+"
        for letters, allowed in (("xX", "0-9a-fA-F"), ("bB", "01"), ("oO", "0-7"))
    )
    space = atom(_SPACE)
    return f"(?:{space}*(?:{based}|{decimal}{exponent}){space}*|{space}+)"


def _quoted(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _shown(template: TemplateOf) -> str:
    first, *others = (_escaped(text) for text in template.texts)
    names = [hole.name for hole in template.types if isinstance(hole, Keyword)]
    holes = zip(names, others, strict=True)
    return f"`{first}{''.join(f'${{{name}}}{text}' for name, text in holes)}`"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in text).replace("${", "\\${")


_PIECES: Final = re.compile(r"((?:\\.|[^$\\]|\$(?!\{))+)|\$\{(\w+)\}", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_EXAMPLES: Final = ("ab", "12")
"""Texts that fill a hole for a string, and one for a number."""
_UNESCAPED: Final = {"n": "\n", "r": "\r"}


def pieces(pattern_: PatternType) -> list[tuple[str, str]]:
    """Return the texts and holes of a pattern in order: pairs in which one of the two is empty."""
    found: list[tuple[str, str]] = _PIECES.findall(pattern_.template[1:-1])
    return [(_ESCAPED.sub(_unescaped, text), hole) for text, hole in found]


def template_of(pattern_: PatternType) -> TemplateOf:
    """Return the template literal type of a pattern, without its position."""
    texts, holes = [""], list[TypeExpression]()
    for text, hole in pieces(pattern_):
        texts[-1] += text
        if hole:
            holes.append(Keyword("number" if hole == "number" else "string", NOWHERE))
            texts.append("")
    return TemplateOf(tuple(texts), tuple(holes), NOWHERE)


def example(pattern_: PatternType) -> str:
    """Return a string that a pattern accepts: a letter or a digit in each hole.

    It is none with which the text after the hole begins, so that the hole ends before that text.

    >>> example(PatternType("`x-${number}1${string}`", ""))
    'x-21a'
    """
    found = pieces(pattern_)
    filled = []
    for place, (text, hole) in enumerate(found):
        following = found[place + 1][0] if found[place + 1 :] else ""
        choices = _EXAMPLES[hole == "number"]
        filled.append(text or next(one for one in choices if not following.startswith(one)))
    return "".join(filled)


def keys_of(keys: PatternType) -> TypeExpression:
    """Return the type of the keys of an index signature, without its position."""
    return Keyword("number", NOWHERE) if keys == NUMBER_KEYS else template_of(keys)


def _unescaped(escape: re.Match[str]) -> str:
    return _UNESCAPED.get(escape[1], escape[1])


def accepts(pattern_: PatternType, text: str) -> bool:
    """Return whether a pattern accepts a text."""
    return re.match(pattern_.regex, text) is not None
