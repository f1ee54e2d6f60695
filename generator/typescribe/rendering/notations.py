"""How comments are written in generated files of each kind, and how these files are parsed."""

from __future__ import annotations

import html
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeAlias

from typescribe.rendering.verify import ReadBack
from typescribe.text.quoting import Code, comment

Tree: TypeAlias = Any
"""A parsed file: strings, numbers, booleans and `None` in lists, tuples and dicts."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The notation of one kind of file."""

    comment: str
    """The form of a comment, with `{}` for its text; only `{}` if the text becomes a property."""
    tree: Callable[[str], Tree]
    """Parses a file into a tree in which texts of the spec are strings; raises `ValueError`."""
    forms: Callable[[], Sequence[ReadBack]] = lambda: (str,)
    """Returns the forms in which the tree may contain a text; by default, only unchanged."""


# The modules for HTML, Markdown and TypeScript are imported when there is such a file.


def _html(text: str) -> Tree:
    from typescribe.rendering.pages import html_tree

    return html_tree(text)


def _markdown(text: str) -> Tree:
    from typescribe.rendering.pages import markdown_tree

    return markdown_tree(text)


def _as_on_a_page() -> Sequence[ReadBack]:
    from typescribe.rendering.pages import AS_SHOWN_OR_JSON

    return AS_SHOWN_OR_JSON


def _typescript(text: str) -> Tree:
    from typescribe.rendering.typescript_tree import tree

    return tree(text)


def _as_in_typescript() -> Sequence[ReadBack]:
    from typescribe.text.constraints import as_in_a_pattern, as_in_a_value

    return str, as_in_a_pattern, as_in_a_value


NOTATIONS: Mapping[str, Notation] = {
    ".json": Notation("{}", json.loads),
    ".toml": Notation("# {}", tomllib.loads),
    ".html": Notation("<!-- {} -->", _html, _as_on_a_page),
    ".md": Notation("<!-- {} -->", _markdown, _as_on_a_page),
    ".ts": Notation("// {}", _typescript, _as_in_typescript),
}
"""The notation for each suffix of a file name."""


def commented(file: str, text: str) -> Code:
    """Return text as a one-line comment for a file; `# ...` if its notation is unknown."""
    notation = NOTATIONS.get(PurePath(file).suffix)
    around = notation.comment if notation else "# {}"
    line = str(comment(text))
    if around.startswith("<!--"):  # a `>` must not end it early (HTML standard, 13.1.6)
        line = html.escape(line, quote=False)
    return Code(around.format(line))
