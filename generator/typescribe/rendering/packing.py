"""Writes lists of names as few statements, each as long as fits into a line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from typescribe.text.quoting import LINE_LENGTH


def packed(start: str, items: Iterable[str], end: str = "", again: str = "") -> Iterator[str]:
    """Yield statements with items between commas, each as many as fit into a line.

    Args:
        start: the start of the first statement.
        items: the items.
        end: the end of every statement.
        again: the start of every further statement, if it is another.
    """
    line = ""
    for item in items:
        if line and len(line) + len(", ") + len(item) + len(end) > LINE_LENGTH:
            yield line + end
            line, start = "", again or start
        line = f"{line}, {item}" if line else f"{start}{item}"
    if line:
        yield line + end


def with_packed_imports(head: str) -> str:
    """Return the first part of a module with several imports in place of one over several lines.

    >>> with_packed_imports("from .a import (\\n    b,\\n    c,\\n)")
    'from .a import b, c'
    """
    lines = head.split("\n")
    for statement in reversed(ast.parse(head).body):
        if isinstance(statement, ast.ImportFrom) and statement.end_lineno != statement.lineno:
            start = f"from {'.' * statement.level}{statement.module or ''} import "
            names = map(ast.unparse, statement.names)
            lines[statement.lineno - 1 : statement.end_lineno] = packed(start, names)
    return "\n".join(lines)
