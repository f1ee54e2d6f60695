"""Text of a spec -> Markdown that can only be text: the one way into a page."""

from __future__ import annotations

import re

from typescribe.quoting import Code, comment

_MARKUP = re.compile(
    r"[\\`*_\[\]<>&|~$#]"
    r"|^[+=:-]|(?<=\d)[.)](?= |$)"  # a list, or what makes a heading of a line
    r"|:(?=//)|(?<=www)\.",  # a bare address becomes a link on GitHub (GFM 0.29, 6.9)
    re.IGNORECASE,
)


def markdown_text(text: str) -> Code:
    """Return text for a paragraph of Markdown: one line, in which nothing is markup.

    >>> print(markdown_text("1. *a* [b](c) <i>"))
    1\\. \\*a\\* \\[b\\](c) \\<i\\>
    """
    line = str(comment(" ".join(text.split())))
    return Code(_MARKUP.sub(lambda found: f"\\{found[0]}", line))
