"""Small specs for tests: written inline, loaded through the real reader and resolver."""

from __future__ import annotations

import textwrap
from pathlib import Path, PurePosixPath

from typescribe import pipeline
from typescribe.config import KNOWN_TARGETS, PackageSettings, Project
from typescribe.model import Model

SETTINGS = PackageSettings("p", PurePosixPath("spec"), PurePosixPath("out"), KNOWN_TARGETS)


def load(folder: Path, *files: str) -> Model:
    """Return the model of a package whose files `a.yaml`, `b.yaml`, ... have some texts."""
    spec = folder / "spec"
    spec.mkdir()
    for name, text in zip("abcdef", files, strict=False):
        (spec / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return pipeline.load(Project(folder, {"p": SETTINGS}), SETTINGS)
