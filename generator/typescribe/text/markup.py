"""Text of a spec -> HTML and Markdown that can only be text: the one way into a page.

What cannot be seen, or turns the reading direction, is shown by its escape, as in generated Python.
"""

from __future__ import annotations

import html
import re

from typescribe.language.visible import visible
from typescribe.text.quoting import Code

# Letters are written with these: no-break and wide spaces, joiners, the variation of an emoji.
_WRITTEN_WITH = "\xa0\u200c\u200d\u3000\ufe0e\ufe0f"

_SPACE = re.compile(r"[^\S\n\xa0\u3000]")
"""White space between words, of whatever width, and what separates lines in no page."""

_MARKDOWN = re.compile(
    r"[\\`*\[\]<>&|~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word it is no emphasis (CommonMark 0.31, 6.2)
    r"|:(?=//)|(?<=www)\.",  # a bare address becomes a link on GitHub (GFM 0.29, 6.9)
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\d+[.)]|[#+=:-]")
"""What begins a list, a heading or the like (CommonMark 0.31, 4 and 5)."""


_BLANK = "&#32;"
"""What keeps a paragraph there whose text is white space."""


def page_text(text: str) -> str:
    """Return text as a page shows it: its lines stay, other invisible characters are escaped.

    >>> page_text("a\\u202eb\\n\\tc")
    'a\\\\u202eb\\n    c'
    """
    spaced = _SPACE.sub(" ", str(text).replace("\t", "    "))
    return visible(spaced, f"{_WRITTEN_WITH}\n")


def page_line(text: str) -> str:
    """Return text as a page shows it on one line, with escapes for its line breaks."""
    return visible(text, _WRITTEN_WITH)


def html_text(text: str) -> Code:
    """Return text for an element or a quoted attribute of HTML; its line breaks stay."""
    return Code(html.escape(page_text(text)))


def html_line(text: str) -> Code:
    """Return text for an element or a quoted attribute of HTML, on one line."""
    return Code(html.escape(page_line(text)))


def markdown_text(text: str) -> Code:
    """Return text for a paragraph or a cell of Markdown: one line, in which nothing is markup.

    >>> print(markdown_text("1. *a* [b](c) | snake_case <i>"))
    1\\. \\*a\\* \\[b\\](c) \\| snake_case \\<i\\>
    """
    line = " ".join(page_text(text).split())
    shown = _MARKDOWN.sub(lambda found: f"\\{found[0]}", line)
    if beginning := _BLOCK.match(shown):
        place = beginning.end() - 1
        shown = f"{shown[:place]}\\{shown[place:]}"
    return Code(shown or (text and _BLANK))


def code_span(text: str) -> str:
    """Return text on one line as a code span that a cell of a table can hold.

    >>> code_span("a | b"), code_span("`")
    ('`a \\\\| b`', '`` ` ``')
    """
    shown = text or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    if shown[0] in "` " or shown[-1] in "` ":
        shown = f" {shown} "
    # A sign of a cell's end is escaped even in code.
    cell = in_cell(shown).replace("|", "\\|")
    return f"{fence}{cell}{fence}"


def in_cell(text: str) -> str:
    """Return text as a code span of a table says it: before a `|` it has no odd backslash.

    One would undo the escape of the `|` (cmark-gfm takes backslashes by twos there).
    """
    return _BEFORE_PIPE.sub(lambda found: found[0] + "\\" * (len(found[0]) % 2), text)


def markdown_code(text: str) -> Code:
    """Return text as a code span for a cell of a table, on one line."""
    return Code(code_span(page_line(text)))


_BEFORE_PIPE = re.compile(r"\\+(?=\|)")
