"""A page -> its fenced blocks, and the page with some of them replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FENCE = re.compile(
    r"(?P<npm>^<!-- needs npm -->\n\n)?"
    r"^```(?P<language>\w*)(?: title=\"(?P<title>[^\"\n]*)\")?\n(?P<text>.*?)^```$"
    r"|^<!-- \$ (?P<unseen>[^\n]*) -->$"
    r"|^#+ (?P<heading>[^\n]*)$",
    re.MULTILINE | re.DOTALL,
)
EXCERPT = " (excerpt)"
"""The end of the title of a block that is an excerpt of a file."""
UNSEEN = "unseen"
"""The language of a command in a comment, `<!-- $ command -->`, which is run but not shown."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, or a command in a comment, with its position in the page."""

    heading: str
    language: str
    title: str
    text: str
    start: int
    line: int
    """The line on which the text begins, counted from 1."""
    needs_npm: bool = False
    """Whether its commands need the npm registry: it follows the comment `<!-- needs npm -->`."""

    @property
    def file(self) -> str | None:
        """The file that the title names."""
        return self.title.removesuffix(EXCERPT) or None

    @property
    def is_excerpt(self) -> bool:
        return self.title.endswith(EXCERPT)


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page in order; raises `ValueError` if a fence belongs to no block."""
    found: list[Block] = []
    heading = ""
    for match in _FENCE.finditer(page):
        if match["heading"] is not None:
            heading = match["heading"]
            continue
        group = "text" if match["unseen"] is None else "unseen"
        language = match["language"] if match["unseen"] is None else UNSEEN
        start = match.start(group)
        line = page.count("\n", 0, start) + 1
        title, needs_npm = match["title"] or "", match["npm"] is not None
        found.append(Block(heading, language, title, match[group], start, line, needs_npm))
    fences = len(re.findall(r"^\s*```", page, re.MULTILINE))
    if fences != 2 * sum(block.language != UNSEEN for block in found):
        raise ValueError("a fence is indented, not closed, or has more than a language and a title")
    return found


def replaced(page: str, texts: Mapping[Block, str]) -> str:
    """Return a page in which the texts of the given blocks are replaced."""
    for block in sorted(texts, key=lambda block: -block.start):
        page = page[: block.start] + texts[block] + page[block.start + len(block.text) :]
    return page


def matches(shown: str, said: str) -> bool:
    """Whether output matches the shown one, where `...` stands for any lines, or text in a line."""
    pattern = re.escape(shown).replace(re.escape("...\n"), r"(?:.*\n)*?")
    return re.fullmatch(pattern.replace(re.escape("..."), ".*"), said) is not None


def shortened(said: str, shown: str) -> str:
    """Return output whose end is replaced by `...`, if the shown output ends in this way."""
    head, dots, _ = shown.partition("...\n")
    lines = said.splitlines(keepends=True)[: head.count("\n")]
    return f"{''.join(lines)}...\n" if dots and shown == head + dots else said


def stands_in(excerpt: str, text: str) -> bool:
    """Whether a text contains the lines of an excerpt in a row, except where it has `...`."""
    pieces = re.split(r"^\s*\.\.\.\n", excerpt, flags=re.MULTILINE)
    at = 0
    for piece in pieces:
        found = re.compile(rf"^{re.escape(piece)}", re.MULTILINE).search(text, at)
        if found is None:
            return False
        at = found.end()
    return True
