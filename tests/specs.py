"""Small specs for tests: written inline, loaded through the real reader and resolver."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path, PurePosixPath

from typescribe import pipeline
from typescribe.config import KNOWN_TARGETS, PackageSettings, Project
from typescribe.model import Model
from typescribe.overlay import Reading

SETTINGS = PackageSettings("p", PurePosixPath("spec"), PurePosixPath("out"), KNOWN_TARGETS)


def load(
    folder: Path, *files: str, overlay: str | None = None, types: Reading = "declared"
) -> Model:
    """Return the model of a package whose files `a.yaml`, `b.yaml`, ... have some texts."""
    spec = folder / "spec"
    spec.mkdir()
    for name, text in zip("abcdef", files, strict=False):
        (spec / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    if overlay is not None:
        (spec / "overlay.yaml").write_text(textwrap.dedent(overlay), encoding="utf-8")
    settings = replace(SETTINGS, types=types)
    return pipeline.load(Project(folder, {"p": settings}), settings)
