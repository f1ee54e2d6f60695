"""Parses HTML and Markdown pages into trees of elements, attributes and texts, for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from typescribe.language.constraints import json_text
from typescribe.language.model import PatternType
from typescribe.language.patterns import example
from typescribe.rendering.verify import ReadBack
from typescribe.text.closed_types import spelling
from typescribe.text.markup import in_cell, page_line, page_text
from typescribe.text.quoting import python_literal
from typescribe.text.typescript import is_plain_in_template, typescript_literal

if TYPE_CHECKING:
    from markdown_it.token import Token

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
"""Elements without an end tag (HTML standard, 13.1.2)."""


def html_tree(page: str) -> list[Any]:
    """Return the tags, texts and comments of an HTML page, in order.

    Raises `ValueError` if elements are not closed, or not in the right order.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.open:
        raise ValueError(f"<{reader.open[-1]}> is not closed")
    return reader.found


class _Reader(HTMLParser):
    """Collects the parts of a page, with a text, possibly empty, between any two of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = [""]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("<", tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add("</>", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing (line {self.getpos()[0]})")
        self._add(">", tag)

    def handle_data(self, data: str) -> None:
        self.found[-1] += data

    def handle_comment(self, data: str) -> None:
        self._add("comment", data)

    def handle_decl(self, decl: str) -> None:
        self._add("declaration", decl)

    def handle_pi(self, data: str) -> None:
        self._add("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._add("declaration", data)

    def _add(self, *part: Any) -> None:
        self.found += [list(part), ""]


def markdown_tree(page: str) -> list[Any]:
    """Return the blocks of a Markdown page, read as CommonMark with GitHub's tables."""
    from markdown_it import MarkdownIt

    return [_block(token) for token in MarkdownIt("commonmark").enable("table").parse(page)]


def _block(token: Token) -> Any:
    # In other tokens, `info` only says how a text was escaped, which makes no difference.
    info = token.info if token.type == "fence" else ""
    block = [token.type, token.tag, info, dict(token.attrs)]
    if token.children is None:
        return [*block, token.content]
    return [*block, _inline(token.children)]


def _inline(tokens: Sequence[Token]) -> list[Any]:
    """Return the content of a line, with a text, possibly empty, between any two elements."""
    found: list[Any] = [""]
    for token in tokens:
        if token.type == "text":
            found[-1] += token.content
        else:
            found += [_block(token), ""]
    return found


def _in_quotes(text: str) -> str:
    """Return text as it appears between the quotes of a TypeScript literal."""
    return str(typescript_literal(text))[1:-1]


def _in_template(text: str) -> str:
    """Return the inside of a template literal type as TypeScript writes it."""
    if is_plain_in_template(text):
        return text
    return spelling(PatternType(f"`{text}`", ""))[1:-1]


def _as_example(text: str) -> str:
    """Return a string that the template literal type with this inside accepts, in quotes."""
    return _in_quotes(example(PatternType(f"`{text}`", "")))


def _in_python(text: str) -> str:
    """Return text as it appears between the quotes of a Python literal."""
    return python_literal(text)[1:-1]


def _in_code_of_a_cell(text: str) -> str:
    return in_cell(page_line(text))


AS_SHOWN = (
    *(page_text, page_line, _in_quotes, _in_template, _as_example, _in_python),
    _in_code_of_a_cell,
)
"""How a page shows a text: as prose, a name, in TypeScript, in Python, in a table cell."""


def _in_json(shown: ReadBack) -> ReadBack:
    return lambda text: shown(json_text(text)[1:-1])


AS_SHOWN_OR_JSON = (*AS_SHOWN, *map(_in_json, AS_SHOWN))
"""As above, or inside a string of JSON, as in the default of a field."""
