"""Reads the sources of the runtime modules, of which generated packages carry copies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def runtime_source(module: str) -> str:
    """Return the source of a runtime module by its file name."""
    return (_FOLDER / module).read_text(encoding="utf-8")


@cache
def runtime_modules() -> frozenset[str]:
    """Return the file names of the modules that a generated package may carry."""
    return frozenset(file.name for file in _FOLDER.glob("*.py")) - {"__init__.py", "files.py"}
