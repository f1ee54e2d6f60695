"""Markdown -> what it says: blocks, and the texts in them, to be held against others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it.token import Token


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
    return [*said, [_block(child) for child in token.children]]
