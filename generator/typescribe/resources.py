"""Files that come with typescribe: templates, and the modules that generated packages carry."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent

SPEC_SCHEMA = "spec.schema.json"
"""The schema of the spec language."""
OVERLAY_SCHEMA = "overlay.schema.json"
"""The schema of what amends a spec."""


@cache
def template_folder() -> Path:
    """Return the folder of the templates.

    It lies inside the package where that was installed from a wheel, and at the top of the
    repository where it is worked on.
    """
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def schema_source(name: str) -> str:
    """Return the text of one of the two schemas."""
    return (_PACKAGE / name).read_text(encoding="utf-8")


def runtime_source(module: str) -> str:
    """Return the source of a module of `typescribe.runtime`."""
    return (_PACKAGE / "runtime" / module).read_text(encoding="utf-8")


@cache
def runtime_modules() -> frozenset[str]:
    """Return the files of `typescribe.runtime` that a generated package may carry."""
    return frozenset(file.name for file in (_PACKAGE / "runtime").glob("_[a-z]*.py"))


def own_files() -> list[Path]:
    """Return every file that what is generated depends on."""
    sources = [*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.json")]
    return sorted([*sources, *template_folder().glob("*.jinja")])
