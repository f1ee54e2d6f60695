"""HTML and Markdown -> what they say: elements, attributes and texts, to be held against others."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from typescribe.language.model import PatternType
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
"""Elements that are never closed (HTML standard, 13.1.2)."""


def html_tree(page: str) -> list[Any]:
    """Return the tags, texts and comments of a page, in order.

    Raises `ValueError` where an element is not closed in its turn.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.open:
        raise ValueError(f"<{reader.open[-1]}> is not closed")
    return reader.found


class _Reader(HTMLParser):
    """Collects what a page says; where it says nothing between two tags, that is a text too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Any] = [""]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._say("<", tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._say("</>", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing (line {self.getpos()[0]})")
        self._say(">", tag)

    def handle_data(self, data: str) -> None:
        self.found[-1] += data

    def handle_comment(self, data: str) -> None:
        self._say("comment", data)

    def handle_decl(self, decl: str) -> None:
        self._say("declaration", decl)

    def handle_pi(self, data: str) -> None:
        self._say("instruction", data)

    def unknown_decl(self, data: str) -> None:
        self._say("declaration", data)

    def _say(self, *said: Any) -> None:
        self.found += [list(said), ""]


def markdown_tree(page: str) -> list[Any]:
    """Return the blocks of a page and what stands in them: CommonMark with GitHub's tables."""
    from markdown_it import MarkdownIt

    return [_block(token) for token in MarkdownIt("commonmark").enable("table").parse(page)]


def _block(token: Token) -> Any:
    # That a text begins with an escaped sign is told as well, and no difference in what it says.
    info = token.info if token.type == "fence" else ""
    said = [token.type, token.tag, info, dict(token.attrs)]
    if token.children is None:
        return [*said, token.content]
    return [*said, _inline(token.children)]


def _inline(tokens: Sequence[Token]) -> list[Any]:
    """Return what stands in a line: between any two marks there is a text, if an empty one."""
    found: list[Any] = [""]
    for token in tokens:
        if token.type == "text":
            found[-1] += token.content
        else:
            found += [_block(token), ""]
    return found


def _in_quotes(text: str) -> str:
    """Return text as it stands between the quotes of a literal of TypeScript."""
    return str(typescript_literal(text))[1:-1]


def _in_template(text: str) -> str:
    """Return the inside of a template literal type as TypeScript writes it."""
    if is_plain_in_template(text):
        return text
    return spelling(PatternType(f"`{text}`", ""))[1:-1]


def _in_python(text: str) -> str:
    return python_literal(text)[1:-1]


def _in_code_of_a_cell(text: str) -> str:
    return in_cell(page_line(text))


AS_SHOWN = (page_text, page_line, _in_quotes, _in_template, _in_python, _in_code_of_a_cell)
"""How a page spells a text of the spec: as prose, a name, in TypeScript, in Python, in a cell."""
