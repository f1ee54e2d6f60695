"""Quotes text of a spec for Python, TOML and JSON, as a string or a comment and never as code.

All text of a spec in generated files of these notations is quoted here.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Self

from markupsafe import Markup

from typescribe.language.visible import json_escape, visible

CUT = "\x1e"
"""Separates the pieces of a module. Quoted text never contains it, since it is escaped there."""
SECTION = "\x1d"
"""Separates the definitions of a module from the text around them; escaped in the same way."""

LINE_LENGTH = 88
"""The line length of black, so that docstrings wrap where code does."""

_SHOWN_LENGTH = 40
"""The number of characters of a text that a message shows."""

_CLOSING_QUOTES = re.compile(r'"{3,}|"+\Z')


class Code(Markup):
    """Source that templates print without quoting: a name made by `naming`, or quoted text.

    Code can be combined with other code and with numbers; plain text has to be quoted first. For
    plain text, `+`, `%`, `format`, `join` and `replace` raise `TypeError`, where `Markup` would
    escape it as HTML. An f-string checks nothing: in `Code(f"{x}")`, `x` has to be code already.

    >>> print(Code("x: {} = {}").format(Code("str"), Code(python_literal("it's"))))
    x: str = "it's"
    >>> Code("x = {}").format("it's")
    Traceback (most recent call last):
    ...
    TypeError: "it's" is not code: quote it with python_literal, ...
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: object, /) -> Self:
        """Return code or a number as code; raise `TypeError` for anything else."""
        if hasattr(s, "__html__") or isinstance(s, (int, float)):
            return cls(s)
        shown = python_literal(_cut(s)) if isinstance(s, str) else f"a {type(s).__name__}"
        advice = "quote it with python_literal, or in a template with a filter such as literal"
        raise TypeError(f"{shown} is not code: {advice}; pass Code(...) if it is code")

    def format(self, *args: Any, **kwargs: Any) -> Self:
        """Return the code with its fields replaced by other code and numbers, as `str.format`."""
        return self.__class__(_CodeFormatter().vformat(self, args, kwargs))

    def format_map(self, mapping: Any, /) -> Self:
        """Return the code with its fields replaced by values of a mapping, as in `format`."""
        return self.__class__(_CodeFormatter().vformat(self, (), mapping))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"


class _CodeFormatter(string.Formatter):
    """Formats code and numbers, and raises `TypeError` for anything else."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, (int, float)):
            return str(super().format_field(value, format_spec))
        return str(super().format_field(str(Code.escape(value)), format_spec))


def python_literal(value: str | int | float | bool | None) -> str:
    """Return a value as a Python literal on one line; invisible characters are escaped.

    >>> print(python_literal('say "hi"'), python_literal("a\\u202eb"), python_literal(None))
    "say \\"hi\\"" "a\\u202eb" None
    """
    if not isinstance(value, str):
        return repr(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{visible(text)}"'


def docstring(text: str, indent: int = 0) -> Code:
    """Return text as a docstring, wrapped to the line length; its line breaks stay.

    All lines but the first are indented by `indent` spaces.
    """
    doubled = str(text).strip().replace("\\", "\\\\")
    safe = _CLOSING_QUOTES.sub(lambda match: '\\"' * len(match[0]), doubled)
    lines = _wrapped(safe, indent, 3)
    if len(lines) == 1 and len(lines[0]) + indent + 6 > LINE_LENGTH:
        lines = _wrapped(safe, indent, 6)
    margin = " " * indent
    if len(lines) == 1:
        return Code(f'"""{lines[0]}"""')
    body = "\n".join(f"{margin}{line}" if line else "" for line in lines)
    return Code(f'"""{body.lstrip()}\n{margin}"""')


def _wrapped(text: str, indent: int, quotes: int) -> list[str]:
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        width = LINE_LENGTH - indent - (0 if number else quotes)
        safe = visible(line.rstrip())
        lines += wrap(safe, width, break_long_words=False, break_on_hyphens=False) or [""]
    return lines


def is_escaped_in_json(text: str) -> bool:
    """Return whether a text contains a character that JSON escapes (RFC 8259, section 7)."""
    return _ESCAPED_IN_JSON.search(text) is not None


_ESCAPED_IN_JSON = re.compile(r'["\\\x00-\x1f]')


def comment(text: str) -> Code:
    """Return text for a comment: one line, with invisible characters escaped."""
    return Code(visible(text))


def literal(value: Any) -> Code:
    """Return a value as a Python literal; in templates, this is the filter `literal`."""
    return Code(python_literal(value))


def is_word(text: str) -> bool:
    """Return whether a text can stand between spaces in a string of words without being escaped.

    >>> is_word("task:wrap-up"), is_word("two words"), is_word("")
    (True, False, False)
    """
    return _WORD.fullmatch(text) is not None


_WORD = re.compile(r"[A-Za-z0-9_.:/-]+")


def words(texts: Sequence[str], taken: int = LINE_LENGTH, indent: int = 4) -> Code:
    """Return words as a string in which white space separates them.

    It is on one line if there is room beside the `taken` columns of this line. Otherwise, all lines
    but the first are indented by `indent` spaces. Raises `ValueError` if a text is no word.
    """
    if not all(map(is_word, texts)):
        raise ValueError("expected words")
    joined = " ".join(texts)
    if taken + len(f'"{joined}"') <= LINE_LENGTH:
        return Code(f'"{joined}"')
    margin = " " * indent
    width = LINE_LENGTH - indent
    lines = wrap(joined, width, break_long_words=False, break_on_hyphens=False)
    return Code("\n".join(['"""', *(f"{margin}{line}" for line in lines), f'{margin}"""']))


def toml_text(text: str) -> Code:
    """Return text as a TOML string on one line; invisible characters are escaped.

    >>> print(toml_text('say "hi"'), toml_text("a\\u202eb"))
    "say \\"hi\\"" "a\\u202eb"
    """
    return Code(_HEXADECIMAL.sub(r"\1\\u00\2", python_literal(text)))


# TOML 1.0 has no `\x`. An `x` after an escaped backslash is not matched.
_HEXADECIMAL = re.compile(r"((?<!\\)(?:\\\\)*)\\x([0-9a-f]{2})")


def json_text(value: Any) -> Code:
    """Return a value as indented JSON, in which only invisible characters are escaped."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return Code(visible(text, _WRITTEN_IN_JSON, json_escape))


_WRITTEN_IN_JSON = "\n\xa0"
"""Invisible characters that stay: the line breaks of the layout, and the no-break space."""
