"""The targets of a package -> what it is as a whole, and its public names, loaded lazily."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typescribe.language.model import Model
from typescribe.text.quoting import Code

if TYPE_CHECKING:
    from typescribe.project.settings import PackageSettings
    from typescribe.targets import Target

RUNTIME_NAMES = ("UNSET", "Issue", "Unset", "ValidationError")
RAISING = "_explain.py"
"""What a package carries that says what is wrong by those names."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the package and the public names that come from it."""

    name: Code
    names: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """What has to be installed for one target."""

    name: str
    requires: tuple[str, ...]


def whole(settings: PackageSettings, targets: Sequence[Target]) -> Mapping[str, Any]:
    """Return what documents are rendered with beside their own contexts.

    That is the package's name, the files that are imported or read where it is installed, and what
    those need.
    """
    files = {target.file for target in targets if target.file not in METADATA}
    files |= {module for target in targets for module in target.carries} | {"py.typed"}
    if any(file.endswith(".py") for file in files):
        files.add("__init__.py")
    required = {target.name: target.requires for target in targets}
    if settings.typed_dicts_from != "typing" and "typed_dicts" in required:
        required["typed_dicts"] = ("typing-extensions>=4.6",)
    extras = (Extra(name.replace("_", "-"), found) for name, found in required.items() if found)
    return {"package": Code(settings.name), "files": tuple(sorted(files)), "extras": tuple(extras)}


METADATA = ("pyproject.toml", "README.md")
"""Files that are about the package, and no part of it."""


def context(model: Model, exports: Iterable[tuple[str, list[str]]]) -> Mapping[str, Any]:
    """Return what the template is rendered with, from the names that each file defines."""
    taken: set[str] = set()
    modules: list[Module] = []
    for file, names in exports:
        new = sorted(set(names) - taken)
        taken.update(new)
        if new:
            modules.append(Module(Code(file.removesuffix(".py")), tuple(map(Code, new))))
    return {
        "description": model.description,
        "modules": modules,
        "names": [Code(name) for name in sorted(taken)],
    }
