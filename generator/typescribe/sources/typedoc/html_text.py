"""The comments on a page -> the text of a doc comment."""

from __future__ import annotations

from collections.abc import Iterator

from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.elements import Element

_BLOCKS = {"p", "div", "li", "ul", "ol", "pre", "h3", "h4", "h5", "dl", "dt", "dd"}
_ELSEWHERE = (
    "tsd-parameters",
    "tsd-member",
    "tsd-type-parameters",
    "tsd-type-parameter-list",
    "tsd-type-parameters-list",
    "tsd-signatures",
    "tsd-descriptions",
)
"""The lists of a page that describe a part of the declaration."""


def description(element: Element) -> str:
    """Return the comments of an element, without those of the members in it."""
    found = [
        part
        for comment in element.outermost("tsd-comment", without=_ELSEWHERE)
        for part in _paragraphs(comment)
    ]
    return "\n\n".join(found)


def _paragraphs(element: Element) -> Iterator[str]:
    """Yield the texts of the blocks below; a heading becomes the tag of the text after it."""
    inline = ""
    heading = ""
    for child in [*element.children, None]:
        is_block = isinstance(child, Element) and child.tag in _BLOCKS
        if child is None or is_block:
            if inline.strip():
                yield heading + " ".join(inline.split())
                heading = ""
            inline = ""
        if child is None:
            break
        if isinstance(child, Chunk):
            inline += child.text
        elif child.tag in ("h3", "h4", "dt"):
            heading = f"@{_tag(child.text())} "
        elif child.tag == "pre":
            yield f"{heading.strip()}\n```\n{child.text().strip()}\n```".lstrip()
            heading = ""
        elif is_block:
            for text in _paragraphs(child):
                yield heading + text
                heading = ""
        else:
            inline += _inline(child)
    if heading:
        yield heading.strip()


def _tag(heading: str) -> str:
    """Return the tag that a heading stands for: `defaultValue` for "Default Value"."""
    first, *others = heading.split() or [""]
    return first[:1].lower() + first[1:] + "".join(word.capitalize() for word in others)


def _inline(element: Element) -> str:
    text = element.text()
    return f"`{text}`" if element.tag == "code" and "`" not in text else text
