"""The contexts of files about a whole package: `pyproject.toml`, `README.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from typescribe.language.model import Model
from typescribe.rendering.package_modules import files_of
from typescribe.targets.contract import PRIVATE, carried
from typescribe.text.quoting import Code

if TYPE_CHECKING:
    from typescribe.project.settings import PackageSettings
    from typescribe.targets import Target

RUNTIME = f"{PRIVATE}runtime.py"
RUNTIME_NAMES = ("UNSET", "Issue", "Unset", "ValidationError")
"""The public names of that module."""
RAISING = f"{PRIVATE}explain.py"
"""A package that carries this module uses and exports `RUNTIME_NAMES`."""


@dataclass(frozen=True, slots=True)
class Extra:
    """An optional dependency of the distribution: the requirements of one target."""

    name: str
    requires: tuple[str, ...]


def whole(settings: PackageSettings, targets: Sequence[Target], model: Model) -> Mapping[str, Any]:
    """Return the entries that the contexts of all documents share.

    These are the name of the package, the files to install and those to compile, the file with
    which the build does so, and the optional dependencies.
    """
    files = {
        file
        for target in targets
        if target.file not in METADATA
        for file in files_of(target, model)
    }
    files |= {*(f"{PRIVATE}{name}" for name in carried(targets, model)), "py.typed"}
    if any(file.endswith(".py") for file in files):
        files.add("__init__.py")
    if any(file.startswith(PRIVATE) for file in files):
        files.add(f"{PRIVATE}__init__.py")
    required = {target.name: target.requires for target in targets}
    if settings.typed_dicts_from != "typing" and "typed_dicts" in required:
        required["typed_dicts"] = ("typing-extensions>=4.10",)
    native = NATIVE in files
    compiled = [f for f in sorted(files) if _is_compiled(f, native)] if settings.compiled else ()
    extras = (Extra(name.replace("_", "-"), found) for name, found in required.items() if found)
    return {
        "package": Code(settings.name),
        "files": tuple(sorted(files)),
        "compiled": tuple(compiled),
        "compiling": COMPILING,
        "extras": tuple(extras),
    }


COMPILING = f"{PRIVATE}compiling.py"
"""The module that compiles others while a wheel is built."""
_COMPILED = (
    "validators",
    *(f"{PRIVATE}{n}" for n in ("checking", "instances", "plain", "strings")),
)
"""The modules that are compiled."""
NATIVE = f"{PRIVATE}native.py"
"""The module that makes dataclasses of compiled classes."""
_COMPILED_WITH_CLASSES = ("models", *(f"{PRIVATE}{n}" for n in ("building", "message")))
"""The modules that are compiled where the classes are.

Otherwise, what they do most is to set and get attributes of classes that stay plain Python, which
CPython does faster.
"""
ABOUT_PRIVATE = '''"""Modules for the public ones; they may change with any release."""'''
"""The content of `private/__init__.py`."""
METADATA = ("pyproject.toml", "README.md")
"""Files about the package, which are not installed with it."""


def _is_compiled(file: str, native: bool) -> bool:
    path = PurePosixPath(file)
    compiled = _COMPILED + (_COMPILED_WITH_CLASSES if native else ())
    return str(path.with_suffix("")) in compiled or (
        str(path.parent) in compiled and path.name != "__init__.py"
    )
