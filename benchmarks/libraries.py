"""Imports modules that typescribe generates for libraries; the package of the SDK has none."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings

PACKAGE = "of_libraries"
TARGETS = ("pydantic", "msgspec")


def modules(model: Model) -> tuple[Any, Any]:
    """Return the modules that are generated for pydantic and for msgspec."""
    path = PurePosixPath(PACKAGE)
    made = pipeline.modules(PackageSettings(PACKAGE, path, path, TARGETS), model)
    with TemporaryDirectory() as folder:
        (Path(folder) / PACKAGE).mkdir()
        for file, written in made.items():
            (Path(folder) / PACKAGE / file).write_text(written.source, encoding="utf-8")
        sys.path.insert(0, folder)
        try:
            return (
                import_module(f"{PACKAGE}.pydantic_models"),
                import_module(f"{PACKAGE}.msgspec_structs"),
            )
        finally:
            sys.path.remove(folder)
