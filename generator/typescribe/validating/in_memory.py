"""Makes the validators of a package in memory; they are the same that `generate` would write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib import import_module
from itertools import count
from typing import Any

from typescribe.language import naming
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.rendering.in_memory import Importer
from typescribe.runtime import Issue

_numbers = count()
"""A process may make the validators of several models of one package."""


class Validators:
    """The validators of all types of a model, made when the first of them is needed."""

    def __init__(self, settings: PackageSettings, model: Model) -> None:
        self._settings = settings
        self.model = model
        self._tests: dict[str, Callable[[object], bool]] = {}

    @cached_property
    def _module(self) -> Any:
        return _load(self._settings, self.model)

    def test(self, class_name: str) -> Callable[[object], bool]:
        """Return the function that tests whether a value matches a type."""
        test = self._tests.get(class_name)
        if test is None:
            test = getattr(self._module, f"is_{naming.snake_case(class_name)}")
            self._tests[class_name] = test
        return test

    def is_valid(self, class_name: str, value: object) -> bool:
        """Whether a value matches a type."""
        return self.test(class_name)(value)

    def check(self, class_name: str) -> Callable[..., list[Issue]]:
        """Return the function that lists every issue of a value with a type."""
        check: Callable[..., list[Issue]] = getattr(
            self._module, f"check_{naming.snake_case(class_name)}"
        )
        return check

    def count_issues(self, class_name: str, value: object) -> int:
        """Return the number of issues of a value with a type."""
        return len(self.check(class_name)(value))


@lru_cache(maxsize=4)
def validators_of(settings: PackageSettings, model: Model) -> Validators:
    """Return the validators of a model, which are made only once in each process."""
    return Validators(settings, model)


def checker(settings: PackageSettings, model: Model, class_name: str) -> Callable[..., list[Issue]]:
    """Return a function that lists every issue of a value with a type of the model.

    Like the generated `check_` functions, it has a parameter `undeclared`. For valid values, it is
    as fast as `is_`.
    """
    validators = validators_of(settings, model)
    is_valid, explain = validators.test(class_name), validators.check(class_name)

    def check(value: object, *, undeclared: bool = False) -> list[Issue]:
        if not undeclared and is_valid(value):
            return []
        return explain(value, undeclared=undeclared)

    return check


def checkers(settings: PackageSettings, model: Model) -> Callable[[str, object], bool]:
    """Return a function that takes a class name and a value, and returns whether it is valid."""
    package = _load(settings, model)

    def is_valid(class_name: str, value: object) -> bool:
        found: bool = getattr(package, f"is_{naming.snake_case(class_name)}")(value)
        return found

    return is_valid


def _load(settings: PackageSettings, model: Model) -> Any:
    """Generate the validators and import them, even if they are not a target of the package."""
    sources = assembly.modules(replace(settings, targets=("validators",)), model)
    root = f"typescribe_in_memory_{settings.name}_{next(_numbers)}"
    texts = {file: source.source for file, source in sources.items()}
    Importer(root, texts).install()
    return import_module(f"{root}.validators")
