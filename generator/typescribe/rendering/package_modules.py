"""The packages of modules, one for each file of the spec, that some targets make of large specs."""

from __future__ import annotations

from typescribe.language.model import Model
from typescribe.language.spec_modules import spec_modules
from typescribe.rendering.module_texts import Module, Names
from typescribe.rendering.render import render
from typescribe.rendering.splitting import part_file
from typescribe.rendering.templates import Template, Templates
from typescribe.targets.contract import Target
from typescribe.text.quoting import Code


def is_split(target: Target, model: Model) -> bool:
    """Whether a target makes a package of modules of the model, one for each file of its spec."""
    return bool(target.package and spec_modules(model))


def init_of(target: Target) -> str:
    """Return the `__init__.py` of the package of modules that a target makes."""
    return part_file(target.file, "__init__")


def files_of(target: Target, model: Model) -> list[str]:
    """Return all files that a target makes from a model."""
    if not is_split(target, model):
        return [target.file]
    modules = dict.fromkeys(spec_modules(model).values())
    return [init_of(target), *(part_file(target.file, module) for module in modules)]


def init_module(target: Target, model: Model, mark: Code, templates: Templates) -> Module:
    """Return the `__init__.py` of the package of modules that a target makes."""
    homes = spec_modules(model)
    modules = [
        Names(Code(home), tuple(Code(name) for name in homes if homes[name] == home))
        for home in dict.fromkeys(homes.values())
    ]
    text = render(
        Template("package.py.jinja", templates),
        {
            "mark": mark,
            "about": Code(target.package),
            "modules": modules,
            "is_public": target.is_public,
            "table": Code(target.table),
        },
    )
    return Module((text.strip("\n"),))
