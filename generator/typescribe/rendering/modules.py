"""Rendered definitions -> a module: each one verified, imports without a use left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from typescribe.language import naming
from typescribe.language.errors import Problem, SpecError, TemplateError
from typescribe.language.model import Model
from typescribe.project.cache import Cache
from typescribe.rendering import imports
from typescribe.rendering.definitions import Part, apart
from typescribe.rendering.templates import BUILT_IN, Template, Templates
from typescribe.rendering.verify import Harmless, harmless_of, refuse_text, verify
from typescribe.rendering.wrapping import wrapped
from typescribe.targets.contract import Target
from typescribe.text.quoting import CUT, SECTION

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

    def names(self) -> set[str]:
        """Return the names that the module defines or imports."""
        found: set[str] = set()
        for statement in ast.parse(self.source).body:
            match statement:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.add(name)
                case ast.Import() | ast.ImportFrom():
                    found |= {alias.asname or alias.name for alias in statement.names}
                case _:
                    found |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        return found


def render_module(
    target: Target,
    model: Model,
    remembered: Cache | None = None,
    templates: Templates = BUILT_IN,
) -> Module:
    """Return the module that a target makes of a model, once it says no more than was meant.

    What a definition was made into is remembered: after an edit of a large spec, only what the
    edit changes is rendered, parsed and verified.

    Raises `TemplateError` for a mistake in the template, and where a text would become code;
    `SpecError` for a type that nests deeper than Python does.
    """
    template = Template(f"{target.file}.jinja", templates)
    around, *definitions = _made(template, target, model, remembered)
    pieces: list[str] = []
    for place, section in enumerate(around.sections):
        pieces += section
        for definition in definitions:
            pieces += definition.sections[place]
    used = around.used.union(*(definition.used for definition in definitions))
    if not pieces:
        raise TemplateError([template.problem("the template makes an empty module")])
    return Module((imports.without_unused(pieces[0], used), *pieces[1:]))


@dataclass(frozen=True, slots=True)
class _Made:
    """What a template says of one definition, or around all of them: verified."""

    sections: tuple[tuple[str, ...], ...]
    """Pieces by the section of the template that they stand in."""
    used: frozenset[str]
    """The names that the pieces use."""

    def to_text(self) -> str:
        """Return what is remembered."""
        return SECTION.join((" ".join(sorted(self.used)), *map(CUT.join, self.sections)))

    @classmethod
    def from_text(cls, text: str) -> _Made:
        """Return what was remembered."""
        used, *sections = text.split(SECTION)
        return cls(tuple(map(_pieces, sections)), frozenset(used.split()))


def _made(
    template: Template, target: Target, model: Model, remembered: Cache | None
) -> list[_Made]:
    """Return what stands around the definitions of a template, and then each of them."""
    parts = apart(template, target.context(model))
    known = [remembered.get(part.key) if remembered else None for part in parts]
    harmless = harmless_of(model)
    meant = apart(template, target.context(harmless.model)) if None in known else parts
    made = []
    for part, neutral, text in zip(parts, meant, known, strict=True):
        one = (
            _verified(part, neutral, harmless, target.annotation_calls)
            if text is None
            else _Made.from_text(text)
        )
        if remembered and text is None:
            remembered.put(part.key, one.to_text())
        made.append(one)
        if len(one.sections) != len(made[0].sections):
            message = "{{ SECTION }} is not printed as often as around the definitions"
            raise TemplateError([template.problem(message, part.subject)])
    return made


def _verified(
    part: Part, neutral: Part, harmless: Harmless, annotation_calls: Collection[str]
) -> _Made:
    sections = tuple(tuple(map(wrapped, _pieces(section))) for section in part.sections())
    used: set[str] = set()
    for pieces, others in zip_longest(sections, map(_pieces, neutral.sections()), fillvalue=()):
        for piece, other in zip_longest(pieces, others, fillvalue=""):
            found = _parse(part, piece)
            meant = _parse_harmless(part, other)
            verify(part.template, found, meant, harmless.neutralizer, part.subject)
            if DEEP in piece:
                _assert_compiles(found, harmless.of)
            elif not part.template.is_built_in:
                _compile(part, found)
            used |= imports.used_names(found, annotation_calls)
    return _Made(sections, frozenset(used))


def _pieces(section: str) -> tuple[str, ...]:
    pieces = (piece.strip("\n") for piece in section.split(CUT))
    return tuple(piece for piece in pieces if piece)


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


def _parse(part: Part, source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        line = (error.text or "").strip()
        message = f"the template makes source that Python cannot parse: {error.msg}: {line}"
        raise TemplateError([part.template.problem(message, part.subject)]) from error


def _parse_harmless(part: Part, source: str) -> ast.Module:
    """Parse what harmless texts were made into: where it is no code, the texts became code."""
    try:
        return ast.parse(source)
    except SyntaxError:
        refuse_text(part.template, part.subject)


def _compile(part: Part, found: ast.Module) -> None:
    """Raise `TemplateError` for what parses and is no code all the same, as a lone `return`."""
    try:
        compile(found, "<generated>", "exec")
    except SyntaxError as error:
        message = f"the template makes source that Python cannot compile: {error.msg}"
        raise TemplateError([part.template.problem(message, part.subject)]) from error
