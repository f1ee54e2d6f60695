"""Text of a spec -> TypeScript that can only be a string or a comment."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from typescribe.language.declared import LiteralValue
from typescribe.language.identifiers import is_typescript_identifier
from typescribe.language.visible import UNPRINTABLE, code_point_escape, json_escape, visible
from typescribe.text.quoting import Code

LINE_LENGTH = 80
"""Prettier's own."""

_FENCE = "```"
_CLOSING = re.compile(r"\*(\\*)/")
# A backslash takes its meaning from what it precedes (TSDoc, "Escape sequences").
CLOSING_ESCAPED = re.compile(r"\*\\(\\*)/")
_MARKUP = re.compile(r"(?<![^\s{])(?=\\*(?:@|```))")
"""Where a tag, a link or a fence would begin; a backslash there makes it text."""
MARKUP_ESCAPED = re.compile(r"(?<![^\s{])\\(?=\\*(?:@|```))")
_CODE_POINT = r"u(?:[0-9a-f]{4}|\{[0-9a-f]{5,6}\})"
_SPELLED = re.compile(rf"(?<!\\)(\\+)({_CODE_POINT})")
_TO_SPELL = re.compile(rf"(?<!\\)(\\*)({UNPRINTABLE.pattern})|{_SPELLED.pattern}")
_NEEDS_ESCAPE = re.compile(rf"[\\`]|\$(?=\{{)|{UNPRINTABLE.pattern}")
# The one word that tree-sitter takes for a modifier where it is a name.
_QUOTED_NAMES = {"abstract"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What a JSDoc comment says: a description, and block tags with their texts."""

    description: str = ""
    tags: tuple[tuple[Code, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.description or self.tags)


def typescript_literal(value: LiteralValue | None) -> Code:
    """Return a value as a literal of TypeScript; what cannot be seen is escaped.

    >>> print(typescript_literal('say "hi"'), typescript_literal("\\u2028"))
    "say \\"hi\\"" "\\u2028"
    """
    dumped = json.dumps(value, ensure_ascii=False)
    return Code(visible(dumped, escape=json_escape))


def template_literal(parts: Iterable[tuple[str, str]]) -> Code:
    """Return a template literal type, of texts each with the hole that follows it, or with "".

    A text that needs an escape stands in a hole, as a literal. TypeScript makes one text of
    `a${"`"}`; tree-sitter knows no escapes between the holes.
    """
    written = []
    for text, hole in parts:
        is_plain = is_plain_in_template(text)
        written.append(text if is_plain else f"${{{typescript_literal(text)}}}")
        written.append(f"${{{hole}}}" if hole else "")
    return Code(f"`{''.join(written)}`")


def is_plain_in_template(text: str) -> bool:
    """Whether a text can stand in a template literal type as it is."""
    return _NEEDS_ESCAPE.search(text) is None


def property_name(wire_name: str, *, is_parsed: bool = True) -> Code:
    """Return the name of a property, in quotes where it needs them.

    Args:
        wire_name: what messages call the property.
        is_parsed: whether parsers have to read the name. Names with letters that only some
            versions of Unicode allow are quoted for them.
    """
    is_plain = is_typescript_identifier(wire_name)
    if is_parsed:
        is_plain = is_plain and wire_name.isascii() and wire_name not in _QUOTED_NAMES
    return Code(wire_name) if is_plain else typescript_literal(wire_name)


def jsdoc(comment: Comment, indent: int = 0) -> Code:
    """Return a comment for the line at an indentation, wrapped, without the end of that line.

    What would end it early, or begin a tag, has a backslash before it, as TSDoc has it
    (https://tsdoc.org/pages/spec/overview/); what cannot be seen is spelled as `\\u202e`.
    """
    width = LINE_LENGTH - indent - len(" * ")
    lines = list(_lines(comment.description, width))
    for tag, text in comment.tags:
        tagged = f"@{tag} {_escaped(_as_text(' '.join(text.split())))}"
        lines += ["", *_wrapped(tagged, width)] if lines else _wrapped(tagged, width)
    if len(lines) == 1 and len(lines[0]) + 4 <= width and not lines[0].startswith("*"):
        return Code(f"/** {lines[0]} */")
    margin = " " * indent
    body = "".join(f"{margin} * {line}".rstrip() + "\n" for line in lines)
    return Code(f"/**\n{body}{margin} */")


def comment_text(comment: str) -> str:
    """Return what was said in a JSDoc comment that `jsdoc` wrote."""
    lines: list[str] = []
    fenced = False
    for raw in comment.removeprefix("/**").removesuffix("*/").split("\n"):
        line = re.sub(r"^\s*\*? ?", "", raw, count=1)
        fences = line.strip().startswith(_FENCE)
        line = _SPELLED.sub(_unspelled, CLOSING_ESCAPED.sub(r"*\1/", line))
        lines.append(line if fenced or fences else MARKUP_ESCAPED.sub("", line))
        fenced ^= fences
    return "\n".join(lines)


def _lines(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a description; what stands between fences is not wrapped."""
    lines = text.strip().split("\n") if text.strip() else []
    fences = [n for n, line in enumerate(lines) if line.strip().startswith(_FENCE)]
    ends = dict(zip(fences[::2], fences[1::2], strict=False))
    fenced_until = -1
    for number, line in enumerate(lines):
        fenced_until = max(fenced_until, ends.get(number, -1))
        if number <= fenced_until:
            yield _escaped(line.rstrip())
        else:
            yield from _wrapped(_escaped(_as_text(line)), width) or [""]


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)


def _as_text(line: str) -> str:
    return _MARKUP.sub(r"\\", line)


def _escaped(line: str) -> str:
    return _CLOSING.sub(r"*\\\1/", _TO_SPELL.sub(_spelled, line))


def _spelled(found: re.Match[str]) -> str:
    """Spell an invisible character; where it is spelled already, its backslashes are doubled."""
    if found[2] is None:
        return found[3] * 2 + found[4]
    return found[1] * 2 + code_point_escape(found[2])


def _unspelled(found: re.Match[str]) -> str:
    pairs, alone = divmod(len(found[1]), 2)
    return "\\" * pairs + (chr(int(found[2].strip("u{}"), 16)) if alone else found[2])
