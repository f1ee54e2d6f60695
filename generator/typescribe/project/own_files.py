"""Locates typescribe's own templates and sources, in a clone or an installed wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def template_folder() -> Path:
    """Return the folder of the built-in templates.

    In an installed wheel, it is inside the package; in a clone, at the top of the repository.
    """
    packaged = _PACKAGE / "templates"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / "templates"


def own_files() -> list[Path]:
    """Return all sources, schemas and templates of typescribe, on which the output depends."""
    sources = [
        Path(folder, name)
        for folder, _, names in os.walk(_PACKAGE)
        for name in names
        if name.endswith((".py", ".json"))
    ]
    return sorted([*sources, *template_folder().glob("*.jinja")])
