"""Divides the text of a module among the modules of a package, one for each file of the spec.

A template is written for a single module. In a package of modules, its relative imports start one
package further out, and each module imports the names that the others define.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from typescribe.rendering.packing import packed
from typescribe.text.quoting import Code


def part_file(file: str, module: str) -> str:
    """Return the file of one module of a package that replaces a single file.

    >>> part_file("private/building.py", "order")
    'private/building/order.py'
    """
    return str(PurePosixPath(file).with_suffix("") / f"{module}.py")


def further_out(source: str) -> str:
    """Return source whose relative imports start one package further out.

    >>> further_out("from .private import x")
    'from ..private import x'
    """
    if "from ." not in source:
        return source
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level:
            line = lines[node.lineno - 1]
            lines[node.lineno - 1] = line.replace("from .", "from ..", 1)
    return "\n".join(lines)


def with_parts(head: str, packages: Collection[str], module: str) -> str:
    """Return a head that imports, in place of some packages, their modules of the same name.

    >>> with_parts("from ..private import checking as c", ["checking"], "order")
    'from ..private.checking import order as c'
    """
    lines = head.split("\n")
    for node in ast.walk(ast.parse(head)):
        if not isinstance(node, ast.ImportFrom) or len(node.names) != 1:
            continue
        (alias,) = node.names
        if alias.name in packages and alias.asname:
            start = f"{'.' * node.level}{f'{node.module}.' if node.module else ''}{alias.name}"
            margin = " " * node.col_offset
            lines[node.lineno - 1] = f"{margin}from {start} import {module} as {alias.asname}"
    return "\n".join(lines)


def importing(head: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return a head with imports of names from modules of the same package, added at its end."""
    added = "\n".join(line for module in names for line in _imports(module, names[module]))
    if not added:
        return head
    lines = head.split("\n")
    found = [n for n in ast.parse(head).body if isinstance(n, (ast.Import, ast.ImportFrom))]
    if not found:
        return f"{head}\n\n{added}"
    last = found[-1]
    is_relative = isinstance(last, ast.ImportFrom) and last.level > 0
    row = last.end_lineno or last.lineno
    return "\n".join([*lines[:row], *([] if is_relative else [""]), added, *lines[row:]])


def _imports(module: str, names: Iterable[str]) -> Iterator[str]:
    yield from packed(f"from .{module} import ", sorted(names))


def all_names(names: Iterable[str]) -> str:
    """Return the statements that list the public names of a module, for type checkers as well."""
    quoted = (f'"{name}"' for name in sorted(names))
    return Code("\n".join(packed("__all__: list[str] = [", quoted, "]", "__all__ += [")))
