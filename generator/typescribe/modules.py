"""Rendered definitions -> a module: each one verified, imports without a use left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from typescribe import imports, naming, render
from typescribe.errors import Problem, SpecError, TemplateError
from typescribe.model import Model
from typescribe.verify import Neutralizer, verify

Context = Callable[[Model], Mapping[str, Any]]

BETWEEN = "\n\n\n"
"""What stands between two definitions: black wants two empty lines, or leaves them."""


DEEP = " " * 80
"""What stands before a line inside twenty blocks: Python nests no more, and parses them all the
same."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module in pieces that can be formatted one by one; the first holds the imports."""

    pieces: tuple[str, ...]
    heading: str = ""
    """Comments above the first piece, in the style of black already."""

    @property
    def source(self) -> str:
        """The whole module, not formatted."""
        return self.heading + BETWEEN.join(self.pieces) + "\n"


def render_module(file: str, context: Context, model: Model) -> Module:
    """Return the module that a template makes of a model, once it says no more than was meant.

    Raises `TemplateError` for a mistake in the template, and where a text would become code;
    `SpecError` for a type that nests deeper than Python does.
    """
    template = f"{file}.jinja"
    neutralizer = Neutralizer()
    pieces = _split(render.render(template, context(model)))
    neutral = _split(render.render(template, context(neutralizer.model(model))))
    used: set[str] = set()
    for piece, harmless in zip_longest(pieces, neutral, fillvalue=""):
        found = _parse(template, piece)
        verify(template, found, _parse(template, harmless), neutralizer)
        if DEEP in piece:
            _assert_compiles(found, model)
        used |= imports.used_names(found)
    return Module((imports.without_unused(pieces[0], used), *pieces[1:]))


def _assert_compiles(found: ast.Module, model: Model) -> None:
    try:
        compile(found, "<generated>", "exec")
    except SyntaxError as error:
        definitions = [d for d in found.body if isinstance(d, (ast.ClassDef, ast.FunctionDef))]
        words = [definition.name.removeprefix("_") for definition in definitions]
        known = {naming.snake_case(name): name for name in model.by_name}
        names = [known.get(re.sub("^(is|build)_", "", word), word) for word in words]
        where = f"{model.name}.{names[0]}" if names else model.name
        message = (
            f"arrays, records and unions nest deeper than Python compiles ({error.msg}); give one"
            " of those inside a name of its own, as a type in `types:`"
        )
        raise SpecError([Problem(where, message)]) from error


def _split(text: str) -> list[str]:
    pieces = (piece.strip("\n") for piece in text.split(render.CUT))
    return [piece for piece in pieces if piece]


def _parse(template: str, source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        line = source.splitlines()[(error.lineno or 1) - 1].strip()
        message = f"the template makes source that Python cannot parse: {error.msg}: {line}"
        raise TemplateError([Problem(f"templates/{template}", message)]) from error
