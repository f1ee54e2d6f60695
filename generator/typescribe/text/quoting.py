"""Text of a spec -> Python source that can only be a string: the one way into generated code."""

from __future__ import annotations

import json
import re
import string
import textwrap
from typing import Any, Self

from markupsafe import Markup

from typescribe.language.visible import json_escape, visible


class Code(Markup):
    """Source that is printed as it is: a name that `naming` made, or text that was quoted.

    Code takes in other code and numbers; plain text has to be quoted first. `+`, `%`, `format`,
    `join` and `replace` raise `TypeError` where `Markup` would escape it as HTML. An f-string
    checks nothing: what stands in the braces of `Code(f"{...}")` has to be code already.

    >>> Code("x: {} = {}").format(Code("str"), Code(python_literal("it's")))
    Code('x: str = "it\'s"')
    >>> Code("x = {}").format("it's")
    Traceback (most recent call last):
    TypeError: "it's" is not code: quote it, for example with python_literal, and pass Code(...)
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: object, /) -> Self:
        """Return code or a number as code; raise `TypeError` for anything else."""
        if hasattr(s, "__html__") or isinstance(s, (int, float)):
            return cls(s)
        shown = python_literal(_cut(s)) if isinstance(s, str) else f"a {type(s).__name__}"
        advice = "quote it, for example with python_literal, and pass Code(...)"
        raise TypeError(f"{shown} is not code: {advice}")

    def format(self, *args: Any, **kwargs: Any) -> Self:
        """Return the code with other code and numbers in the place of its fields."""
        return self.__class__(_CodeFormatter().vformat(self, args, kwargs))

    def format_map(self, mapping: Any, /) -> Self:
        """Return the code with other code and numbers in the place of its fields."""
        return self.__class__(_CodeFormatter().vformat(self, (), mapping))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}…"


class _CodeFormatter(string.Formatter):
    """Formats nothing but code and numbers."""

    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, (int, float)):
            return str(super().format_field(value, format_spec))
        return str(super().format_field(str(Code.escape(value)), format_spec))


CUT = "\x1e"
"""Stands between the pieces of a module; quoting escapes it, so that no text can hold it."""
SECTION = "\x1d"
"""Stands between the definitions of a module and what is around them; escaped as well."""

LINE_LENGTH = 88
"""Black's own, so that a docstring wraps where code does."""

_SHOWN_LENGTH = 40
"""How much of a text a message shows."""

_CLOSING_QUOTES = re.compile(r'"{3,}|"+\Z')


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
    """Return text as a docstring at an indentation, wrapped to the line length.

    What follows a line break stays on a line of its own; the first line is not indented.
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
        lines += textwrap.wrap(safe, width, break_long_words=False, break_on_hyphens=False) or [""]
    return lines


def is_escaped_in_json(text: str) -> bool:
    """Whether a text holds what JSON has to escape (RFC 8259, section 7)."""
    return _ESCAPED_IN_JSON.search(text) is not None


_ESCAPED_IN_JSON = re.compile(r'["\\\x00-\x1f]')


def comment(text: str) -> Code:
    """Return text for the inside of a comment: one line, nothing invisible."""
    return Code(visible(text))


def literal(value: Any) -> Code:
    """Return a value as a Python literal; the filter of the same name."""
    return Code(python_literal(value))


def toml_text(text: str) -> Code:
    """Return text as a string of TOML on one line; invisible characters are escaped.

    >>> print(toml_text('say "hi"'), toml_text("a\\u202eb"))
    "say \\"hi\\"" "a\\u202eb"
    """
    return Code(_HEXADECIMAL.sub(r"\1\\u00\2", python_literal(text)))


# TOML 1.0 has no \x; an escaped backslash before an x is none of these.
_HEXADECIMAL = re.compile(r"((?<!\\)(?:\\\\)*)\\x([0-9a-f]{2})")


def json_text(value: Any) -> Code:
    """Return a value as indented JSON; lone surrogates stay escaped, other letters readable."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return Code(visible(text, _WRITTEN_IN_JSON, json_escape))


_WRITTEN_IN_JSON = "\n\xa0"
"""The line breaks of the layout, and the no-break space."""
