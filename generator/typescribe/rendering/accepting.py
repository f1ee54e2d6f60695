"""A target of somebody else -> one that can be trusted to fail on one line, with their name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass, replace
from functools import wraps
from pathlib import Path, PurePath
from typing import Any, TypeVar

from typescribe.language.errors import PluginError, Problem, TypescribeError
from typescribe.language.model import Model
from typescribe.language.naming import is_module_name
from typescribe.rendering.notations import NOTATIONS
from typescribe.rendering.templates import SUFFIX, built_in_names
from typescribe.runtime.files import runtime_modules
from typescribe.targets.contract import Definitions, Target, flattened
from typescribe.targets.registry import NAMES, built_in_targets

R = TypeVar("R")

RESERVED = frozenset({"__init__.py", "py.typed", *runtime_modules()})
"""Files that every package has, or may have."""


def accepted(target: Target, name: str, owner: str, files: Sequence[Path]) -> Target:
    """Return a target whose functions raise nothing but `PluginError`, in the name of its owner.

    Raises `PluginError` for one that cannot be used beside those of typescribe.
    """
    mistakes = [m for each in flattened(target) for m in _mistakes(each, target, files)]
    if target.name != name:
        mistakes.insert(0, f'is called "{target.name}" in its module; both names must be one')
    if mistakes:
        raise rejected(name, owner, *mistakes)
    return _guarded(target, owner)


def rejected(name: str, owner: str, *mistakes: str) -> PluginError:
    """Return an error with a problem for each reason why a target cannot be used."""
    return PluginError([Problem(owner, f'target "{name}" {mistake}') for mistake in mistakes])


def _mistakes(target: Target, first: Target, files: Sequence[Path]) -> Iterator[str]:
    """Yield what makes a target, or one that comes with the first, one that cannot be used."""
    for needed in target.needs:
        if needed not in NAMES:
            yield f'needs "{needed}", which is no target of typescribe'
    for module in target.carries:
        if module not in runtime_modules():
            yield f'carries "{module}", which is no module of typescribe.runtime'
    if mistake := _file_mistake(target.file):
        yield mistake
    else:
        yield from _template_mistakes(f"{target.file}{SUFFIX}", first.templates, files)


def _file_mistake(file: str) -> str:
    """Return why a package cannot have a file of some name, or nothing."""
    taken = {each.file: each.name for known in built_in_targets() for each in flattened(known)}
    suffix = PurePath(file).suffix
    if PurePath(file).name != file or file.startswith("."):
        return f'makes "{file}", which is no name of a file in the package'
    if file in taken:
        return f'makes {file}, as the target "{taken[file]}" of typescribe does'
    if file in RESERVED:
        return f"makes {file}, which typescribe makes itself"
    if suffix == ".py":
        is_module = is_module_name(file.removesuffix(".py"))
        return "" if is_module else f'makes "{file}", which Python cannot import'
    if suffix not in NOTATIONS:
        known = ", ".join((".py", *NOTATIONS))
        return f"makes {file}, of a kind that cannot be read back; known are {known}"
    return ""


def _template_mistakes(name: str, folder: Path | None, files: Sequence[Path]) -> Iterator[str]:
    if folder is None or not (folder / name).is_file():
        yield f"brings no template {name}" + (f" in {folder}" if folder else "")
    elif (folder / name).resolve() not in {file.resolve() for file in files}:
        yield f"brings templates in {folder}, which is no folder of its package"
    else:
        for clash in sorted({file.name for file in folder.glob(f"*{SUFFIX}")} & built_in_names()):
            yield f"brings a template {clash}, as typescribe does"


def _guarded(target: Target, owner: str) -> Target:
    where = f'target "{target.name}"'

    def context(model: Model) -> Mapping[str, Any]:
        found = target.context(model)
        for definitions in found.values():
            if isinstance(definitions, Definitions) and not all(map(is_dataclass, definitions)):
                raise TypeError("what is in Definitions must be dataclasses")
        return found

    def exports(model: Model) -> list[str]:
        names = target.exports(model)
        for name in names:
            if not is_module_name(name):
                raise ValueError(f"an exported name must be one of Python, and {name!r} is not")
        return names

    return replace(
        target,
        context=_told(context, owner, f"{where}, context"),
        exports=_told(exports, owner, f"{where}, exports"),
        also=tuple(_guarded(each, owner) for each in target.also),
    )


def _told(function: Callable[[Model], R], owner: str, where: str) -> Callable[[Model], R]:
    @wraps(function)
    def wrapped(model: Model) -> R:
        try:
            return function(model)
        except TypescribeError:
            raise
        except Exception as error:  # whatever the code of somebody else may raise
            message = f"{where}: {type(error).__name__}: {error}"
            raise PluginError([Problem(owner, message)]) from error

    return wrapped
