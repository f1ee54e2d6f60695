"""Adds a line for a generated package to `.gitattributes`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

FILE = ".gitattributes"


def attributes(output: PurePosixPath) -> str:
    """Return the line of `.gitattributes` for the folder of a package.

    `eol=lf` keeps git from writing CRLF on Windows (https://git-scm.com/docs/gitattributes);
    `linguist-generated` makes GitHub collapse the files in diffs.
    """
    return f"{_pattern(output)} text eol=lf linguist-generated"


def with_attributes(text: str, output: PurePosixPath) -> str:
    """Return the text of a `.gitattributes` with a line for a package, added if there is none."""
    pattern = _pattern(output)
    if any(line.startswith((pattern, pattern.replace("/", "", 1))) for line in text.split("\n")):
        return text
    if text and not text.endswith("\n"):
        text += "\n"
    return f"{text}{attributes(output)}\n"


def _pattern(output: PurePosixPath) -> str:
    """Return the pattern for all files in a folder, quoted as in C if git would split it."""
    # In a pattern, these characters have a meaning of their own.
    pattern = re.sub(r"([\\*?\[\]])", r"\\\1", f"/{output}/") + "**"
    if re.fullmatch(r"[\w./*\\?\[\]-]+", pattern):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'
