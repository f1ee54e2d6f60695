"""Where typescribe's own files are, in a clone and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def template_folder() -> Path:
    """Return the folder of the templates.

    In an installed wheel it lies inside the package, in a clone at the top of the repository.
    """
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def own_files() -> list[Path]:
    """Return every file of typescribe that the generated output depends on."""
    sources = [*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.json")]
    return sorted([*sources, *template_folder().glob("*.jinja")])
