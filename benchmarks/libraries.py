"""Imports modules that typescribe generates for libraries; the package of the SDK has none."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly

PACKAGE = "of_libraries"
TARGETS = ("pydantic", "msgspec")


def modules(model: Model) -> tuple[Any, Any]:
    """Return the modules that are generated for pydantic and for msgspec."""
    return imported(PACKAGE, model, TARGETS, ("pydantic_models", "msgspec_structs"))


def checking(name: str, model: Model) -> tuple[Any, Any]:
    """Return the modules with the dataclasses and the validators of a model, by a package name."""
    return imported(name, model, ("dataclasses", "validators"), ("models", "validators"))


def imported(
    package: str, model: Model, targets: tuple[str, ...], wanted: tuple[str, str]
) -> tuple[Any, Any]:
    """Generate a package for some targets, and return two of its modules."""
    place = PurePosixPath(package)
    made = assembly.modules(PackageSettings(package, place, place, targets), model)
    with TemporaryDirectory() as folder:
        for file, written in made.items():
            target = Path(folder) / package / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(written.source, encoding="utf-8")
        sys.path.insert(0, folder)
        try:
            for file in made:  # some are imported only when they are needed
                import_module(_module(f"{package}/{file}"))
            first, second = (import_module(f"{package}.{name}") for name in wanted)
            return first, second
        finally:
            sys.path.remove(folder)


def _module(file: str) -> str:
    """Return the name of the module in a file."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
