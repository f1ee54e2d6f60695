"""What generated files are written in, beside Python: how each marks a comment and is read back."""

from __future__ import annotations

import html
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeAlias

from typescribe.rendering.pages import AS_SHOWN, html_tree, markdown_tree
from typescribe.rendering.verify import ReadBack
from typescribe.text.quoting import Code, comment

Tree: TypeAlias = Any
"""What a file says: strings, numbers, booleans and `None` in lists, tuples and dicts."""


@dataclass(frozen=True, slots=True)
class Notation:
    """One kind of file that is no Python."""

    comment: str
    """What stands around the text of a comment; `{}` alone where that goes into a property."""
    tree: Callable[[str], Tree]
    """Read a file back: what is text of the spec stands in strings, what is not around them.

    Raises `ValueError` for what is not of the notation.
    """
    read_back: tuple[ReadBack, ...] = (str,)
    """The ways in which a text of the spec may be read back; unchanged, where there is one."""


def _typescript(text: str) -> Tree:
    from typescribe.rendering.typescript_tree import tree

    return tree(text)


NOTATIONS: Mapping[str, Notation] = {
    ".json": Notation("{}", json.loads),
    ".toml": Notation("# {}", tomllib.loads),
    ".html": Notation("<!-- {} -->", html_tree, AS_SHOWN),
    ".md": Notation("<!-- {} -->", markdown_tree, AS_SHOWN),
    ".ts": Notation("// {}", _typescript),
}
"""By the suffix of a file."""


def commented(file: str, text: str) -> Code:
    """Return one line of text as a comment in the notation of a file; `#` where it has none."""
    notation = NOTATIONS.get(PurePath(file).suffix)
    around = notation.comment if notation else "# {}"
    line = str(comment(text))
    if around.startswith("<!--"):  # no `>` may end it early (HTML standard, 13.1.6)
        line = html.escape(line, quote=False)
    return Code(around.format(line))
