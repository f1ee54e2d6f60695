"""The validators of a package, run from memory: what `generate` would write, without writing it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from typescribe import pipeline
from typescribe.language import naming
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings
from typescribe.runtime import Issue

IMPORT_ORDER = (
    "_runtime.py",
    "_explain.py",
    "_kinds.py",
    "_objects.py",
    "_unions.py",
    "_suspects.py",
    "_strings.py",
    "_shapes.py",
    "typed_dicts.py",
    "validators.py",
)


def checker(settings: PackageSettings, model: Model, class_name: str) -> Callable[..., list[Issue]]:
    """Return a function that gives every issue of a value with a type of the model.

    It takes `undeclared=True` like the generated `check_` functions, and is as fast as `is_`
    where there is nothing to tell.
    """
    package = _load(settings, model)
    function = naming.snake_case(class_name)
    is_valid = getattr(package, f"is_{function}")
    explain = getattr(package, f"check_{function}")

    def check(value: object, *, undeclared: bool = False) -> list[Issue]:
        if not undeclared and is_valid(value):
            return []
        issues: list[Issue] = explain(value, undeclared=undeclared)
        return issues

    return check


def checkers(settings: PackageSettings, model: Model) -> Callable[[str, object], bool]:
    """Return a function that takes a class name and a value, and returns whether it is valid."""
    package = _load(settings, model)

    def is_valid(class_name: str, value: object) -> bool:
        found: bool = getattr(package, f"is_{naming.snake_case(class_name)}")(value)
        return found

    return is_valid


def _load(settings: PackageSettings, model: Model) -> Any:
    """Import the validators, whatever targets the package is generated with."""
    sources = pipeline.modules(replace(settings, targets=("validators",)), model)
    root = f"typescribe_in_memory_{settings.name}"
    package = ModuleType(root)
    package.__path__ = []
    sys.modules[root] = package
    module = package
    for file in IMPORT_ORDER:
        name = f"{root}.{file.removesuffix('.py')}"
        module = ModuleType(name)
        module.__package__ = root
        sys.modules[name] = module
        setattr(package, file.removesuffix(".py"), module)
        code = compile(sources[file].source, f"<{name}>", "exec")
        # Verified: no text of a spec is anything but a string in it.
        exec(code, module.__dict__)  # noqa: S102 - our own code
    return module
