"""The names that the modules of a package export, by file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.rendering.module_texts import Module, Names
from typescribe.rendering.templates import Template, Templates
from typescribe.targets.contract import Target
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Exports:
    """The exports of a target, with the file that defines each of its names, in their order."""

    target: Target
    files: tuple[str, ...]

    def of(self, model: Model) -> list[tuple[str, list[str]]]:
        """Return the names by file, where a copy of the model may have others."""
        found: dict[str, list[str]] = {file: [] for file in self.files}
        for name, file in zip(self.target.exports(model), self.files, strict=True):
            found[file].append(name)
        return list(found.items())


def exports_of(target: Target, model: Model, made: Mapping[str, Module]) -> Exports:
    """Return what a target exports, given the modules that it has made of a model."""
    defined = {name: file for file, module in made.items() for name in module.public}
    first = next(iter(made), target.file)
    return Exports(target, tuple(defined.get(name, first) for name in target.exports(model)))


def assert_exported(
    made: Mapping[str, Module], exports: Iterable[Exports], model: Model, templates: Templates
) -> None:
    """Raise `TemplateError` if a module does not define a name that `__init__.py` imports."""
    problems = [
        Template(each.target.template, templates).problem(
            f'the template defines no "{name}", which __init__.py imports'
        )
        for each in exports
        for file, names in each.of(model)
        if file in made
        for name in sorted(set(names) - made[file].names())
    ]
    if problems:
        raise TemplateError(problems)


def context(
    model: Model, exports: Iterable[tuple[str, list[str]]], packages: Iterable[str]
) -> Mapping[str, Any]:
    """Return the context of `__init__.py`.

    Args:
        model: the closed model.
        exports: for each file, the names that it exports; the first file with a name wins.
        packages: the public packages of modules, whose modules have an `__all__`.
    """
    taken: set[str] = set()
    modules: list[Names] = []
    parts: list[Names] = []
    alone: list[Names] = []
    for file, names in exports:
        module = Code(file.removesuffix(".py").replace("/", "."))
        is_part = module.split(".")[0] in packages
        free = set(names) - taken
        own = sorted(set(names) if is_part else free)
        # With classes of enum, a name of two modules can have two types, which `*` would mix.
        is_whole = not model.enum_classes or len(free) == len(own)
        taken.update(own)
        if not own:
            continue
        modules.append(Names(module, tuple(map(Code, own))))
        if not is_part:
            alone.append(modules[-1])
        elif is_whole or free:
            parts.append(Names(module, () if is_whole else tuple(map(Code, sorted(free)))))
    return {
        "description": model.description,
        "modules": modules,
        "parts": parts,
        "alone": alone,
        "names": [Code(name) for name in sorted(taken)],
    }
