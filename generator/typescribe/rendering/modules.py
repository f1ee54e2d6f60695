"""Renders a Python module: verifies each definition, and leaves out unused imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from typescribe.language import naming
from typescribe.language.errors import Problem, SpecError, TemplateError
from typescribe.language.model import Model
from typescribe.language.spec_modules import spec_modules
from typescribe.project.cache import Cache
from typescribe.rendering import imports, own_names, splitting
from typescribe.rendering.definitions import Part, apart, keys
from typescribe.rendering.module_texts import BETWEEN, Module
from typescribe.rendering.packing import with_packed_imports
from typescribe.rendering.templates import BUILT_IN, Template, Templates
from typescribe.rendering.verify import Harmless, harmless_of, refuse_text, verify
from typescribe.rendering.wrapping import wrapped
from typescribe.targets.contract import Target
from typescribe.text.quoting import CUT, SECTION

Context = Callable[[Model], Mapping[str, Any]]

DEEP = " " * 80
"""The indentation inside twenty blocks; Python can parse deeper blocks, but not compile them."""


def render_modules(
    target: Target,
    model: Model,
    remembered: Cache | None = None,
    templates: Templates = BUILT_IN,
) -> dict[str, Module]:
    """Return the modules of a target by file, after verifying that no text has become code.

    There is one, or if the target is split as the spec is, one for each module of the spec.

    Args:
        target: the target of the module.
        model: the closed model.
        remembered: the cache of verified definitions; only those that changed are rendered.
        templates: the templates among which this one, and those that it includes, are found.

    Raises:
        TemplateError: the template fails, or lets text of the spec become code.
        SpecError: a type nests deeper than Python can compile.
    """
    template = Template(target.template, templates)
    made = _with_own_names(template, target, model, _made(template, target, model, remembered))
    homes = spec_modules(model) if target.package else {}
    is_written = target.is_written and template.is_original
    if not homes:
        head, *rest = _assembled(template, made)
        head = head if target.is_public else with_packed_imports(head)
        return {target.file: Module((head, *rest), "", is_written, target.is_compact)}
    around, *definitions = made
    parts: dict[str, list[_Made]] = {module: [] for module in homes.values()}
    for each in definitions:
        parts[homes[each.subject]].append(each)
    owners = {name: module for module, own in parts.items() for each in own for name in each.bound}
    public = frozenset(target.exports(model))
    found: dict[str, Module] = {}
    for module, own in parts.items():
        bound = frozenset(name for each in own for name in each.bound)
        head, *rest = map(splitting.further_out, _assembled(template, [around, *own]))
        others: dict[str, list[str]] = {}
        for name in sorted({name for each in own for name in each.used} - bound):
            if name in owners:
                others.setdefault(owners[name], []).append(name)
        head = splitting.with_parts(splitting.importing(head, others), target.parts_of, module)
        head = head if target.is_public else with_packed_imports(head)
        names = bound & public
        rest += [splitting.all_names(names)] if names else []
        file = splitting.part_file(target.file, module)
        found[file] = Module((head, *rest), "", is_written, target.is_compact, names)
    return found


def _assembled(template: Template, made: Sequence[_Made]) -> list[str]:
    """Return the pieces of a module, the first without unused imports."""
    around, *definitions = made
    pieces: list[str] = []
    for place, section in enumerate(around.sections):
        pieces += section
        for definition in definitions:
            pieces += definition.sections[place]
    used = around.used.union(*(definition.used for definition in definitions))
    if not pieces:
        raise TemplateError([template.problem("the template makes an empty module")])
    head, *rest = pieces
    return [imports.without_unused(head, used, BETWEEN.join(rest)), *rest]


@dataclass(frozen=True, slots=True)
class _Made:
    """The verified text of a part: of one definition, or of everything around them."""

    sections: tuple[tuple[str, ...], ...]
    """The pieces of each section of the template."""
    used: frozenset[str]
    """The names that the pieces use, and that therefore have to be imported."""
    bound: tuple[str, ...]
    """The names that the pieces import or define, with repeats."""
    subject: str = field(default="", compare=False)
    """The name of the type that the part defines something for."""

    def to_text(self) -> str:
        """Return the text that the cache keeps for the part."""
        names = " ".join(sorted(self.used)), " ".join(self.bound)
        return SECTION.join((*names, *map(CUT.join, self.sections)))

    @classmethod
    def from_text(cls, text: str) -> _Made:
        """Return the part from the text that the cache keeps for it."""
        used, bound, *sections = text.split(SECTION)
        return cls(tuple(map(_pieces, sections)), frozenset(used.split()), tuple(bound.split()))


def _made(
    template: Template, target: Target, model: Model, remembered: Cache | None
) -> list[_Made]:
    """Return the verified texts: first the one around the definitions, then each definition."""
    parts = apart(template, target.context(model))
    digests = keys(parts)
    known = [remembered.get(key) if remembered else None for key in digests]
    harmless = harmless_of(model)
    meant = apart(template, target.context(harmless.model)) if None in known else parts
    made = []
    for key, part, neutral, text in zip(digests, parts, meant, known, strict=True):
        one = _verified(part, neutral, harmless, target) if text is None else _Made.from_text(text)
        if remembered and text is None:
            remembered.put(key, one.to_text())
        made.append(replace(one, subject=part.subject))
        if len(one.sections) != len(made[0].sections):
            message = "{{ SECTION }} is printed more or less often than around the definitions"
            raise TemplateError([template.problem(message, part.subject)])
    return made


def _verified(part: Part, neutral: Part, harmless: Harmless, target: Target) -> _Made:
    """Render a part with its own texts and with placeholders; compare both syntax trees."""
    sections = tuple(map(_pieces, part.sections()))
    if not (target.is_written and part.template.is_original):
        sections = tuple(tuple(map(wrapped, pieces)) for pieces in sections)
    used: set[str] = set()
    bound: list[str] = []
    for pieces, others in zip_longest(sections, map(_pieces, neutral.sections()), fillvalue=()):
        for piece, other in zip_longest(pieces, others, fillvalue=""):
            found = _parse(part, piece)
            meant = _parse_harmless(part, other)
            verify(part.template, found, meant, harmless.neutralizer, part.subject)
            if DEEP in piece:
                _assert_compiles(found, harmless.of)
            elif not part.template.is_built_in:
                _compile(part, found)
            used |= imports.used_names(found, target.annotation_calls)
            bound += own_names.bound_names(found)
    return _Made(sections, frozenset(used), tuple(bound))


def _with_own_names(
    template: Template, target: Target, model: Model, made: list[_Made]
) -> list[_Made]:
    """Return the parts of a module in which no type has a name that the template uses otherwise."""
    used = frozenset[str]().union(*(one.used for one in made))
    shared = own_names.shared_names([one.bound for one in made], used)
    if shared:  # some modules of a package repeat the same definition
        shared = own_names.shared_names([one.bound for one in dict.fromkeys(made)], used)
    if not shared:
        return made
    taken = used.union(*(one.bound for one in made))
    renames = own_names.replacements(shared, taken)
    try:
        others = apart(template, target.context(own_names.renamed_types(model)))
        parts = [
            _with_own_names_of(one, other, renames, target.annotation_calls)
            for one, other in zip(made, others, strict=True)
        ]
    except ValueError as error:
        names = " or ".join(f'"{name}"' for name in sorted(shared))
        message = f"the template uses {names} for something else than the type of this name"
        raise TemplateError([template.problem(message)]) from error
    used = frozenset[str]().union(*(one.used for one in parts))
    bound = {name for one in parts for name in one.bound}
    missing = {name: new for name, new in renames.items() if new in used and new not in bound}
    first, *rest = parts[0].sections
    head = own_names.import_builtins(first[0], missing)
    return [replace(parts[0], sections=((head, *first[1:]), *rest)), *parts[1:]]


def _with_own_names_of(
    one: _Made, other: Part, renames: Mapping[str, str], annotation_calls: Collection[str]
) -> _Made:
    sections = tuple(
        tuple(
            own_names.with_own_names(piece, same, renames)
            for piece, same in zip(pieces, _pieces(section), strict=True)
        )
        for pieces, section in zip(one.sections, other.sections(), strict=True)
    )
    trees = [ast.parse(piece) for pieces in sections for piece in pieces]
    used = (imports.used_names(tree, annotation_calls) for tree in trees)
    bound = tuple(name for tree in trees for name in own_names.bound_names(tree))
    return _Made(sections, frozenset[str]().union(*used), bound, one.subject)


def _pieces(section: str) -> tuple[str, ...]:
    """Split a section at the marks that a template prints between definitions."""
    pieces = (piece.strip("\n") for piece in section.split(CUT))
    return tuple(piece for piece in pieces if piece)


def _assert_compiles(found: ast.Module, model: Model) -> None:
    """Raise `SpecError` for a definition whose blocks nest too deep for Python."""
    try:
        compile(found, "<generated>", "exec")
    except SyntaxError as error:
        definitions = [d for d in found.body if isinstance(d, (ast.ClassDef, ast.FunctionDef))]
        words = [definition.name.removeprefix("_") for definition in definitions]
        known = {naming.snake_case(name): name for name in model.by_name}
        names = [known.get(re.sub("^(matches|build|dump)_", "", word), word) for word in words]
        where = f"{model.name}.{names[0]}" if names else model.name
        message = (
            f"arrays, records and unions are nested too deep for Python ({error.msg}); declare one"
            " of the inner types in `types:`, under a name of its own"
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
    """Parse source rendered with placeholders; if it is invalid, texts are used as code."""
    try:
        return ast.parse(source)
    except SyntaxError:
        refuse_text(part.template, part.subject)


def _compile(part: Part, found: ast.Module) -> None:
    """Raise `TemplateError` for source that Python parses but rejects, such as a lone `return`."""
    try:
        compile(found, "<generated>", "exec")
    except SyntaxError as error:
        message = f"the template makes source that Python cannot compile: {error.msg}"
        raise TemplateError([part.template.problem(message, part.subject)]) from error
