"""Quotes text of a spec for TypeScript, as a literal, a name or a comment and never as code."""

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
"""Prettier's line length."""

_FENCE = "```"
_CLOSING = re.compile(r"\*(\\*)/")
# A backslash before one of these removes its meaning (TSDoc, "Escape sequences").
CLOSING_ESCAPED = re.compile(r"\*\\(\\*)/")
_MARKUP = re.compile(r"(?<![^\s{])(?=\\*(?:@|```))")
"""The place where a tag, a link or a fence would begin without a backslash."""
MARKUP_ESCAPED = re.compile(r"(?<![^\s{])\\(?=\\*(?:@|```))")
_CODE_POINT = r"u(?:[0-9a-f]{4}|\{[0-9a-f]{5,6}\})"
_ESCAPE_LIKE = re.compile(rf"(?<!\\)(\\+)({_CODE_POINT})")
_TO_ESCAPE = re.compile(rf"(?<!\\)(\\*)({UNPRINTABLE.pattern})|{_ESCAPE_LIKE.pattern}")
_NEEDS_ESCAPE = re.compile(rf"[\\`]|\$(?=\{{)|{UNPRINTABLE.pattern}")
# tree-sitter parses this word as a modifier even where it is a name.
_QUOTED_NAMES = {"abstract"}


@dataclass(frozen=True, slots=True)
class Comment:
    """The contents of a JSDoc comment: a description, and block tags with their texts."""

    description: str = ""
    tags: tuple[tuple[Code, str], ...] = ()
    constraints: tuple[str, ...] = ()
    """The tags of constraints as `text.constraints.jsdoc_tags` writes them, a line for each."""

    def __bool__(self) -> bool:
        return bool(self.description or self.tags or self.constraints)


def typescript_literal(value: LiteralValue | None) -> Code:
    """Return a value as a TypeScript literal; invisible characters are escaped.

    >>> print(typescript_literal('say "hi"'), typescript_literal("\\u2028"))
    "say \\"hi\\"" "\\u2028"
    """
    dumped = json.dumps(value, ensure_ascii=False)
    return Code(visible(dumped, escape=json_escape))


def template_literal(parts: Iterable[tuple[str, str]], kept: str = "") -> Code:
    """Return a template literal type.

    A text that needs an escape becomes a hole with a string literal, as in `a${"`"}`, which means
    the same to TypeScript: tree-sitter cannot parse escapes in the text between holes.

    Args:
        parts: each text with the type in the hole after it, or with "" if there is no hole.
        kept: invisible characters that need no escape.
    """
    written = []
    for text, hole in parts:
        is_plain = is_plain_in_template(text, kept)
        written.append(text if is_plain else f"${{{typescript_literal(text)}}}")
        written.append(f"${{{hole}}}" if hole else "")
    return Code(f"`{''.join(written)}`")


def is_plain_in_template(text: str, kept: str = "") -> bool:
    """Return whether a text needs no escape in a template literal type."""
    return all(found[0] in kept for found in _NEEDS_ESCAPE.finditer(text))


RESERVED_WORDS = frozenset(
    [
        "arguments",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "package",
        "private",
        "protected",
        "public",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)
"""The names that no variable of a module can have: ECMA-262, 12.7.2 and 13.1.1."""


def property_name(wire_name: str, *, is_parsed: bool = True) -> Code:
    """Return the name of a property, in quotes where it needs them.

    Args:
        wire_name: the name of the property in messages.
        is_parsed: whether a parser reads the result. If so, names with other characters than ASCII
            are quoted, since a parser may have another version of Unicode.
    """
    is_plain = is_typescript_identifier(wire_name) and not UNPRINTABLE.search(wire_name)
    if is_parsed:
        is_plain = is_plain and wire_name.isascii() and wire_name not in _QUOTED_NAMES
    return Code(wire_name) if is_plain else typescript_literal(wire_name)


def jsdoc(comment: Comment, indent: int = 0) -> Code:
    """Return a JSDoc comment, wrapped and indented, without a line break at its end.

    Text that would end the comment or begin a tag gets a backslash, as in TSDoc
    (https://tsdoc.org/pages/spec/overview/). Invisible characters become escapes like `\\u202e`.
    """
    width = LINE_LENGTH - indent - len(" * ")
    lines = list(_lines(comment.description, width))
    for tag, text in comment.tags:
        tagged = f"@{tag} {_escaped(_as_text(' '.join(text.split())))}"
        lines += ["", *_wrapped(tagged, width)] if lines else _wrapped(tagged, width)
    lines += ["", *comment.constraints] if lines and comment.constraints else comment.constraints
    if len(lines) == 1 and len(lines[0]) + 4 <= width and not lines[0].startswith("*"):
        return Code(f"/** {lines[0]} */")
    margin = " " * indent
    body = "".join(f"{margin} * {line}".rstrip() + "\n" for line in lines)
    return Code(f"/**\n{body}{margin} */")


def comment_text(comment: str) -> str:
    """Return the text of a JSDoc comment that `jsdoc` returned."""
    lines: list[str] = []
    fenced = False
    for raw in comment.removeprefix("/**").removesuffix("*/").split("\n"):
        line = re.sub(r"^\s*\*? ?", "", raw, count=1)
        fences = line.strip().startswith(_FENCE)
        line = _ESCAPE_LIKE.sub(_unescape, CLOSING_ESCAPED.sub(r"*\1/", line))
        lines.append(line if fenced or fences else MARKUP_ESCAPED.sub("", line))
        fenced ^= fences
    return "\n".join(lines)


def _lines(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a description, wrapped except for code between fences."""
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
    return escape_closing(_TO_ESCAPE.sub(_escape, line))


def escape_closing(line: str) -> str:
    """Return a line that does not end the comment around it."""
    return _CLOSING.sub(r"*\\\1/", line)


def _escape(found: re.Match[str]) -> str:
    """Escape an invisible character; double the backslashes of text that looks like an escape."""
    if found[2] is None:
        return found[3] * 2 + found[4]
    return found[1] * 2 + code_point_escape(found[2])


def _unescape(found: re.Match[str]) -> str:
    pairs, alone = divmod(len(found[1]), 2)
    return "\\" * pairs + (chr(int(found[2].strip("u{}"), 16)) if alone else found[2])
