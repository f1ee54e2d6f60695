"""Keeps the names of a template apart from those that types have in the same module.

A module imports names, defines some itself, and uses builtins. A type may have any of these names.
Then the template's own name gets an underscore at its end, wherever the template uses it. Which of
the equal names are the template's own is found by rendering the module once more, with other names
for all types: those that stay the same are its own.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import tokenize
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from tokenize import TokenInfo

from typescribe.language.model import Model, NamedType, Reference, Type
from typescribe.language.rebuilding import with_children, with_parts

_BUILTINS = frozenset(vars(builtins))
_WORD = re.compile(r"\w+")


class NoMatchError(ValueError):
    """The two renderings of a module differ in more than the names of types."""


def bound_names(tree: ast.Module) -> list[str]:
    """Return the names that a module binds outside functions and classes, with repeats.

    An `import *` does not say which names it binds.
    """
    found: list[str] = []
    waiting: list[ast.AST] = [*tree.body]
    while waiting:
        statement = waiting.pop()
        match statement:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                found.append(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound = (alias.asname or alias.name.split(".")[0] for alias in names)
                found += [name for name in bound if name != "*"]
            case ast.Assign(targets=targets):
                found += [target.id for target in targets if isinstance(target, ast.Name)]
            case ast.AnnAssign(target=ast.Name(id=name)):
                found.append(name)
            case ast.If(body=body, orelse=others):
                waiting += [*body, *others]
            case _:
                pass
    return found


def shared_names(bound: Iterable[Collection[str]], used: Collection[str]) -> set[str]:
    """Return the names that two parts of a module could both mean: bound twice, or builtins."""
    count = Counter(name for names in bound for name in names)
    return {name for name in count if count[name] > 1 or (name in _BUILTINS and name in used)}


def replacements(shared: Iterable[str], taken: Collection[str]) -> dict[str, str]:
    """Return a free name for each shared one: the name with an underscore at its end."""
    found: dict[str, str] = {}
    for name in sorted(shared):
        free = f"{name}_"
        while free in taken or free in _BUILTINS:
            free += "_"
        found[name] = free
    return found


def renamed_types(model: Model) -> Model:
    """Return a model in which every type has another name, in the same order of the alphabet."""
    zeros = "0"
    while any(zeros in name for name in model.by_name):
        zeros += "0"

    def of(type_: Type) -> Type:
        if isinstance(type_, Reference):
            return Reference(type_.name + zeros)
        return with_children(type_, of)

    def renamed(named: NamedType) -> NamedType:
        return replace(with_parts(named, of), name=named.name + zeros)

    families = tuple(
        replace(family, members=tuple(name + zeros for name in family.members))
        for family in model.families
    )
    return replace(model, types=tuple(map(renamed, model.types)), families=families)


def with_own_names(source: str, other: str, renames: Mapping[str, str]) -> str:
    """Return a piece of a module with other names for what belongs to the template.

    Args:
        source: the piece.
        other: the same piece of a module in which all types have other names.
        renames: the new names, by the names that both a type and the template have.

    Raises:
        NoMatchError: the pieces differ in more than the names of types.
    """
    tokens, others = _tokens(source), _tokens(other)
    if len(tokens) != len(others):
        raise NoMatchError
    imported = _import_lines(source)
    lines = source.splitlines(keepends=True)
    for place in reversed(range(len(tokens))):
        token, same = tokens[place], others[place]
        if token.type != same.type or (token.string != same.string and "0" not in same.string):
            raise NoMatchError
        text = token.string
        if token.type == tokenize.STRING:
            text = _with_own_words(text, same.string, renames)
        elif text == same.string and text in renames and not _is_attribute(lines, token):
            text = renames[text]
            before = tokens[place - 1].string if place else ""
            if token.start[0] in imported and before != "as":
                text = f"{token.string} as {text}"
        row, start = token.start
        if text != token.string and token.end[0] == row:
            line = lines[row - 1]
            lines[row - 1] = line[:start] + text + line[token.end[1] :]
    return "".join(lines)


def import_builtins(head: str, names: Mapping[str, str]) -> str:
    """Return the first piece of a module with imports of builtins under other names."""
    if not names:
        return head
    imported = ", ".join(f"{name} as {new}" for name, new in sorted(names.items()))
    lines = head.splitlines(keepends=True)
    row = len(lines)
    for statement in reversed(ast.parse(head).body):
        if _is_first(statement):
            row = statement.lineno - 1
    return "".join([*lines[:row], f"from builtins import {imported}\n", *lines[row:]])


def is_builtin(name: str) -> bool:
    """Whether Python defines a name in every module."""
    return name in _BUILTINS


def _is_first(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Constant()) | ast.ImportFrom(module="__future__"):
            return False
        case _:
            return True


def _tokens(source: str) -> list[TokenInfo]:
    """Return the names and strings of a source."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token for token in tokens if token.type in (tokenize.NAME, tokenize.STRING)]


def _import_lines(source: str) -> set[int]:
    """Return the numbers of the lines that import statements cover."""
    statements: Iterator[ast.AST] = ast.walk(ast.parse(source))
    return {
        row
        for found in statements
        if isinstance(found, (ast.Import, ast.ImportFrom))
        for row in range(found.lineno, (found.end_lineno or found.lineno) + 1)
    }


def _is_attribute(lines: list[str], token: TokenInfo) -> bool:
    row, start = token.start
    return lines[row - 1][:start].rstrip().endswith(".")


def _with_own_words(quoted: str, other: str, renames: Mapping[str, str]) -> str:
    """Do the same for an annotation in a string; other strings name no type, or nothing else."""
    if quoted == other or quoted.startswith(('"""', "'''")):
        return quoted
    words = _WORD.findall(other)
    if len(words) != len(_WORD.findall(quoted)):
        raise NoMatchError
    same = iter(words)

    def own(match: re.Match[str]) -> str:
        return renames.get(match[0], match[0]) if match[0] == next(same) else match[0]

    return _WORD.sub(own, quoted)
