"""Small specs for tests: written inline, loaded through the real reader and resolver."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path, PurePosixPath

from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.language.overlay import TypeBasis
from typescribe.project.settings import PackageSettings, Project
from typescribe.targets.registry import SELECTABLE

SETTINGS = PackageSettings("p", PurePosixPath("spec"), PurePosixPath("out"), SELECTABLE)


def load(
    folder: Path,
    *files: str,
    overlay: str | None = None,
    types: TypeBasis = "declared",
    functions_from: tuple[str, ...] = (),
) -> Model:
    """Return the model of a package whose files `a.yaml`, `b.yaml`, ... contain the given texts."""
    spec = folder / "spec"
    spec.mkdir()
    for name, text in zip("abcdef", files, strict=False):
        (spec / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    if overlay is not None:
        (spec / "overlay.yaml").write_text(textwrap.dedent(overlay), encoding="utf-8")
    settings = replace(SETTINGS, types=types, functions_from=functions_from)
    return pipeline.load(Project(folder, {"p": settings}), settings)
