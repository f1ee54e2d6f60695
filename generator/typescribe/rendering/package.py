"""The contexts of files about a whole package: `__init__.py`, `pyproject.toml`, `README.md`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from typescribe.language.model import Model
from typescribe.targets.contract import PRIVATE, carried
from typescribe.text.quoting import LINE_LENGTH, Code

if TYPE_CHECKING:
    from typescribe.project.settings import PackageSettings
    from typescribe.targets import Target

RUNTIME = f"{PRIVATE}runtime.py"
RUNTIME_NAMES = ("UNSET", "Issue", "Unset", "ValidationError")
"""The public names of that module."""
RAISING = f"{PRIVATE}explain.py"
"""A package that carries this module uses and exports `RUNTIME_NAMES`."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the package, and the public names that `__init__.py` imports from it."""

    name: Code
    names: tuple[Code, ...]

    @property
    def lines(self) -> list[Code]:
        """The names, separated by spaces, in lines of the usual length."""
        width = LINE_LENGTH - len(" " * 12)
        lines = wrap(" ".join(self.names), width, break_long_words=False, break_on_hyphens=False)
        return list(map(Code, lines))


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
    files = {target.file for target in targets if target.file not in METADATA}
    files |= {*(f"{PRIVATE}{name}" for name in carried(targets, model)), "py.typed"}
    if any(file.endswith(".py") for file in files):
        files.add("__init__.py")
    if any(file.startswith(PRIVATE) for file in files):
        files.add(f"{PRIVATE}__init__.py")
    required = {target.name: target.requires for target in targets}
    if settings.typed_dicts_from != "typing" and "typed_dicts" in required:
        required["typed_dicts"] = ("typing-extensions>=4.10",)
    compiled = sorted(file for file in files if file in COMPILED) if settings.compiled else ()
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
COMPILED = frozenset(
    {
        *(f"{PRIVATE}{name}.py" for name in ("checking", "instances", "plain", "strings")),
        "validators.py",
    }
)
"""The modules that are compiled. Building and dumping are not: what they do most is to set and get
attributes of classes that stay plain Python, which CPython does faster.
"""
ABOUT_PRIVATE = '''"""What the public modules use; it may change with any release."""'''
"""The content of `private/__init__.py`."""
METADATA = ("pyproject.toml", "README.md")
"""Files about the package, which are not installed with it."""


def context(model: Model, exports: Iterable[tuple[str, list[str]]]) -> Mapping[str, Any]:
    """Return the context of `__init__.py`.

    Args:
        model: the closed model.
        exports: for each file, the names that it exports; the first file with a name wins.
    """
    taken: set[str] = set()
    modules: list[Module] = []
    for file, names in exports:
        new = sorted(set(names) - taken)
        taken.update(new)
        if new:
            name = Code(file.removesuffix(".py").replace("/", "."))
            modules.append(Module(name, tuple(map(Code, new))))
    return {
        "description": model.description,
        "modules": modules,
        "names": [Code(name) for name in sorted(taken)],
    }
