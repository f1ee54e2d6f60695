"""Quotes text of a spec for HTML and Markdown, so that it is shown as text and never is markup.

All text of a spec on a page is quoted here. Characters that are invisible, or change the direction
of text, are escaped as in generated Python.
"""

from __future__ import annotations

import html
import re

from typescribe.language.visible import visible
from typescribe.text.quoting import Code

# Invisible characters that texts need: no-break and wide spaces, joiners, emoji variants.
_WRITTEN_WITH = "\xa0\u200c\u200d\u3000\ufe0e\ufe0f"
_HIDING = re.compile("(?<=[\x00-\u058f])(?!(?<=[0-9#*])\ufe0f\u20e3)[\u200c\u200d\ufe0e\ufe0f]+")
"""Joiners and variants after a letter or sign that has none, such as Latin or Cyrillic ones."""

_SPACE = re.compile(r"[^\S\n\xa0\u3000]")
"""White space other than line breaks, no-break spaces and ideographic spaces."""

_MARKDOWN = re.compile(
    r"[\\`*\[\]<>&|~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # no emphasis inside a word (CommonMark 0.31, 6.2)
    r"|:(?=//)|(?<=www)\.",  # a bare address becomes a link on GitHub (GFM 0.29, 6.9)
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\d+[.)]|[#+=:-]")
"""Characters that may begin a list, a heading or another block (CommonMark 0.31, 4 and 5)."""

_BLANK = "&#32;"
"""Replaces text that is only white space, which would otherwise not be a paragraph."""


def page_text(text: str) -> str:
    """Return text as a page shows it: line breaks stay, other invisible characters are escaped.

    >>> page_text("a\\u202eb\\n\\tc")
    'a\\\\u202eb\\n    c'
    """
    spaced = _SPACE.sub(" ", str(text).replace("\t", "    "))
    return visible(_without_hiding(spaced), f"{_WRITTEN_WITH}\n")


def page_line(text: str) -> str:
    """Return text as a page shows it on one line: line breaks are escaped as well."""
    return visible(_without_hiding(text), _WRITTEN_WITH)


def _without_hiding(text: str) -> str:
    """Escape the characters that change nothing in what is seen, and so could hide a difference."""
    return _HIDING.sub(lambda found: visible(found[0]), text)


def html_text(text: str) -> Code:
    """Return text for an HTML element or a quoted attribute; line breaks stay."""
    return Code(html.escape(page_text(text)))


def html_line(text: str) -> Code:
    """Return text for an HTML element or a quoted attribute, on one line."""
    return Code(html.escape(page_line(text)))


def markdown_text(text: str) -> Code:
    """Return text for a paragraph or a table cell of Markdown: one line without markup.

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
    """Return text of one line as a code span for a table cell.

    >>> code_span("a | b"), code_span("`")
    ('`a \\\\| b`', '`` ` ``')
    """
    shown = text or " "
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    if shown[0] in "` " or shown[-1] in "` ":
        shown = f" {shown} "
    # Even in code, an unescaped `|` ends the cell.
    cell = in_cell(shown).replace("|", "\\|")
    return f"{fence}{cell}{fence}"


def in_cell(text: str) -> str:
    """Return text for a code span in a table, with an even number of backslashes before a `|`.

    cmark-gfm reads backslashes there in pairs; a single one would undo the escape of the `|`.
    """
    return _BEFORE_PIPE.sub(lambda found: found[0] + "\\" * (len(found[0]) % 2), text)


def markdown_code(text: str) -> Code:
    """Return text as a code span for a table cell, on one line."""
    return Code(code_span(page_line(text)))


_BEFORE_PIPE = re.compile(r"\\+(?=\|)")
