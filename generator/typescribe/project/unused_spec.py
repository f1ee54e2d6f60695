"""Finds out whether a spec folder belongs to a package, and says how to make one of it."""

from __future__ import annotations

from pathlib import Path

from typescribe.language.errors import TypescribeError
from typescribe.language.naming import is_module_name
from typescribe.project.settings import FILE, project_of


def advice(folder: Path) -> str:
    """Return what to do with a spec folder that no package has as its spec; "" if one has it.

    It is also "" if the settings of the project are invalid, which `generate` reports.
    """
    spec = folder.resolve()
    try:
        project = project_of(Path.cwd())
    except TypescribeError:
        return ""
    root = project.root if project else Path.cwd()
    packages = project.packages.values() if project else ()
    if any((root / package.spec).resolve() == spec for package in packages):
        return ""
    unused = f"{folder.as_posix()} is not the spec of a package yet"
    if not spec.is_relative_to(root):
        return f"{unused}, and it is outside of the project"
    if spec.parent == root / "spec" and is_module_name(spec.name) and Path.cwd() == root:
        return f'{unused}; "typescribe init {spec.name}" makes one'
    inside = spec.relative_to(root).as_posix()
    return f'{unused}; in {FILE}, give one the setting spec = "{inside}"'
