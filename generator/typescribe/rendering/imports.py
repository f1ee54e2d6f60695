"""Removes the imports of a rendered module that it does not use."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Set

from typescribe.text.quoting import LINE_LENGTH


def without_unused(source: str, used: Set[str], rest: str = "") -> str:
    """Return the first part of a module without the imports of names that are not in `used`.

    An `if TYPE_CHECKING:` that becomes empty is removed, and so is the import of `TYPE_CHECKING`,
    unless `rest`, the rest of the module, uses it.
    """
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    for statement in reversed(list(_imports(tree))):
        kept = [
            alias
            for alias in statement.names
            if (alias.asname or alias.name).split(".")[0] in used
            or alias.name in ("*", alias.asname)
        ]
        if len(kept) == len(statement.names):
            continue
        statement.names = kept
        lines[statement.lineno - 1 : statement.end_lineno] = [_written(statement) if kept else ""]
    kept_source = "".join(lines)
    unguarded = _EMPTY_GUARD.sub("", kept_source)
    if unguarded == kept_source:
        return kept_source
    if "TYPE_CHECKING" in rest:
        return unguarded
    return without_unused(unguarded, used - {"TYPE_CHECKING"})


def _written(statement: ast.Import | ast.ImportFrom) -> str:
    """Return the source of an import statement, in the style of black."""
    margin = " " * statement.col_offset
    text = f"{margin}{ast.unparse(statement)}\n"
    if len(text) <= LINE_LENGTH + 1 or isinstance(statement, ast.Import):
        return text
    head, _, _ = text.partition(" import ")
    names = "".join(f"{margin}    {ast.unparse(alias)},\n" for alias in statement.names)
    return f"{head} import (\n{names}{margin})\n"


_EMPTY_GUARD = re.compile(r"^if TYPE_CHECKING:\n(?=\s*(?:^\S|\Z))", re.MULTILINE)


def _imports(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """Return the imports of a module, and of its `TYPE_CHECKING` blocks, in order."""
    found: list[ast.Import | ast.ImportFrom] = []
    for statement in tree.body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            found.append(statement)
        elif isinstance(statement, ast.If):
            found += [s for s in statement.body if isinstance(s, (ast.Import, ast.ImportFrom))]
    return [s for s in found if not (isinstance(s, ast.ImportFrom) and s.module == "__future__")]


def used_names(tree: ast.AST, annotation_calls: Collection[str] = ()) -> set[str]:
    """Return the names that code uses, including those in quoted annotations.

    These are strings as annotations, as the value of a `TypeAlias`, inside `NotRequired[...]`, as
    values of a `TypedDict` that is written as a call, and as arguments of the functions named in
    `annotation_calls`.
    """
    used: set[str] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name):
            used.add(node.id)
            continue
        if isinstance(node, (ast.AnnAssign, ast.Subscript, ast.Call)):
            waiting += [ast.parse(text, mode="eval") for text in _quoted(node, annotation_calls)]
        for name in node._fields:
            part = getattr(node, name, None)
            if isinstance(part, list):
                waiting += [item for item in part if isinstance(item, ast.AST)]
            elif isinstance(part, ast.AST):
                waiting.append(part)
    return used


def _quoted(node: ast.AST, annotation_calls: Collection[str]) -> Iterator[str]:
    """Yield the quoted annotations directly in a syntax node."""
    match node:
        case ast.AnnAssign(
            annotation=ast.Name(id="TypeAlias"), value=ast.Constant(value=str() as quoted)
        ):
            yield quoted
        case ast.AnnAssign(annotation=ast.Constant(value=str() as quoted)):
            yield quoted
        case ast.Call(func=ast.Name(id="TypedDict"), args=[_, ast.Dict(values=values)]):
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value
        case ast.Subscript(
            value=ast.Name(id="NotRequired"), slice=ast.Constant(value=str() as quoted)
        ):
            yield quoted
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if (
            name in annotation_calls
        ):
            passed = [*arguments, *(keyword.value for keyword in keywords)]
            for argument in passed:
                items = argument.elts if isinstance(argument, ast.List) else [argument]
                for item in items:
                    if isinstance(item, ast.Constant) and isinstance(item.value, str):
                        yield item.value
