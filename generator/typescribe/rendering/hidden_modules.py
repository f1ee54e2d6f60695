"""Rejects a package that would hide a module that others need: of Python, or of its own targets."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable

from typescribe.language.errors import ConfigError, Problem
from typescribe.project.settings import FILE, PackageSettings


def assert_hides_no_module(settings: PackageSettings, sources: Iterable[str]) -> None:
    """Raise `ConfigError` if a package has the name of a module of Python, or of one it imports.

    Python finds `generated/typing` in place of its own module, if `generated` is where it looks for
    modules. A folder inside another package has a longer name, and hides nothing.

    Args:
        settings: the settings of the package.
        sources: the texts of its modules.
    """
    name = settings.output.name
    if settings.is_inside_package:
        return
    where = f"[tool.typescribe.packages.{settings.name}] output"
    if name in sys.builtin_module_names:
        problem = f'Python has a module "{name}" of its own, and would never find this one'
    elif name in sys.stdlib_module_names:
        problem = f'the package would hide the module "{name}" of Python\'s standard library'
    elif any(_imports(source, name) for source in sources):
        problem = f'the package would hide the module "{name}", which it imports'
    else:
        return
    raise ConfigError([Problem(FILE, f"{where}: {problem}; choose another name")])


def _imports(source: str, name: str) -> bool:
    if not re.search(rf"^\s*(?:import|from)\s+{name}\b", source, re.MULTILINE):
        return False
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), level=0):
                found = [module]
            case _:
                continue
        if any(each.partition(".")[0] == name for each in found):
            return True
    return False
