"""Locates typescribe's own templates and sources, in a clone or an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def template_folder() -> Path:
    """Return the folder of the built-in templates.

    It is inside the package in an installed wheel, and at the top of the repository in a clone.
    """
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def own_files() -> list[Path]:
    """Return every source, schema and template of typescribe; generated output depends on them."""
    sources = [*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.json")]
    return sorted([*sources, *template_folder().glob("*.jinja")])
