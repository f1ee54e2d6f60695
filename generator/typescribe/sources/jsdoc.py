"""The text of a JSDoc comment."""

from __future__ import annotations

_OPENING = "/**"
_CLOSING = "*/"


def is_jsdoc(comment: str) -> bool:
    """Tell whether a comment documents what follows it: `/** ... */`, but not `/**/`."""
    return comment.startswith(_OPENING) and len(comment) >= len(_OPENING) + len(_CLOSING)


def jsdoc_text(comment: str) -> str:
    """Return the text of a `/** ... */` comment without its stars.

    The lines of a paragraph are joined with a space; an empty line keeps parting paragraphs.
    """
    lines = comment.removeprefix(_OPENING).removesuffix(_CLOSING).splitlines()
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if text := line.strip().removeprefix("*").strip():
            paragraphs[-1].append(text)
        else:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
