"""Checks the targets of other distributions, and reports errors in their code as problems.

So a mistake in a plugin is reported on one line that names the distribution, without a traceback.
"""

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
from typescribe.targets.contract import PRIVATE, Definitions, Target, flattened
from typescribe.targets.registry import NAMES, built_in_targets

R = TypeVar("R")

RESERVED = frozenset({"__init__.py", "py.typed", f"{PRIVATE.rstrip('/')}.py"})
"""The names of files that typescribe itself puts into packages, or that would hide its folder."""


def accepted(target: Target, name: str, owner: str, files: Sequence[Path]) -> Target:
    """Return the target, checked, with functions that raise only `TypescribeError`.

    Args:
        target: the target that the entry point refers to.
        name: the name of the entry point.
        owner: the name and version of the distribution, for messages.
        files: the files of the Python package that defines the target.

    Raises:
        PluginError: the target cannot be used beside the built-in ones.
    """
    mistakes = [m for each in flattened(target) for m in _mistakes(each, target, files)]
    if target.name != name:
        mistakes.insert(0, f'is named "{target.name}" in its module; both names must be the same')
    if mistakes:
        raise rejected(name, owner, *mistakes)
    return _guarded(target, owner)


def rejected(name: str, owner: str, *mistakes: str) -> PluginError:
    """Return a `PluginError` that lists the reasons why a target cannot be used."""
    return PluginError([Problem(owner, f'target "{name}" {mistake}') for mistake in mistakes])


def _mistakes(target: Target, first: Target, files: Sequence[Path]) -> Iterator[str]:
    """Yield the reasons why a target, or one that is generated with it, cannot be used."""
    for needed in target.needs:
        if needed not in NAMES:
            yield f'needs "{needed}", which is not a target of typescribe'
    for module in target.carries:
        if module not in runtime_modules():
            yield f'carries "{module}", which is not a module of typescribe.runtime'
    if mistake := _file_mistake(target.file):
        yield mistake
    else:
        yield from _template_mistakes(f"{target.file}{SUFFIX}", first.templates, files)


def _file_mistake(file: str) -> str:
    """Return why a target cannot generate a file with this name, or ""."""
    taken = {each.file: each.name for known in built_in_targets() for each in flattened(known)}
    suffix = PurePath(file).suffix
    if PurePath(file).name != file or file.startswith("."):
        return f'makes "{file}", which is not a file name'
    if file in taken:
        return f'makes {file}, and so does the target "{taken[file]}" of typescribe'
    if file in RESERVED:
        return f"makes {file}, which typescribe makes itself"
    if suffix == ".py":
        is_module = is_module_name(file.removesuffix(".py"))
        return "" if is_module else f'makes "{file}", which Python cannot import'
    if suffix not in NOTATIONS:
        known = ", ".join((".py", *NOTATIONS))
        return f"makes {file}, a kind of file that cannot be verified; choose one of {known}"
    return ""


def _template_mistakes(name: str, folder: Path | None, files: Sequence[Path]) -> Iterator[str]:
    """Yield the problems of a target's template, or of the folder that should contain it."""
    if folder is None or not (folder / name).is_file():
        yield f"has no template {name}" + (f" in {folder}" if folder else "")
    elif (folder / name).resolve() not in {file.resolve() for file in files}:
        yield f"has its templates in {folder}, which is outside its package"
    else:
        for clash in sorted({file.name for file in folder.glob(f"*{SUFFIX}")} & built_in_names()):
            yield f"has a template {clash}, and so does typescribe"


def _guarded(target: Target, owner: str) -> Target:
    """Return the target with its functions wrapped, to check results and report errors."""
    where = f'target "{target.name}"'

    def context(model: Model) -> Mapping[str, Any]:
        found = target.context(model)
        for definitions in found.values():
            if isinstance(definitions, Definitions) and not all(map(is_dataclass, definitions)):
                raise TypeError("the items of Definitions must be dataclasses")
        return found

    def exports(model: Model) -> list[str]:
        names = target.exports(model)
        for name in names:
            if not is_module_name(name):
                raise ValueError(f"an exported name must be a Python identifier, not {name!r}")
        return names

    def carries_for(model: Model) -> tuple[str, ...]:
        modules = target.carries_for(model)
        for module in modules:
            if module not in runtime_modules():
                raise ValueError(f"{module!r} is not a module of typescribe.runtime")
        return modules

    return replace(
        target,
        context=_attributed(context, owner, f"{where}, context"),
        exports=_attributed(exports, owner, f"{where}, exports"),
        carries_for=_attributed(carries_for, owner, f"{where}, carries_for"),
        also=tuple(_guarded(each, owner) for each in target.also),
    )


def _attributed(function: Callable[[Model], R], owner: str, where: str) -> Callable[[Model], R]:
    """Return the function wrapped, so that any exception becomes a `PluginError` of the owner."""

    @wraps(function)
    def wrapped(model: Model) -> R:
        try:
            return function(model)
        except TypescribeError:
            raise
        except Exception as error:  # third-party code may raise anything
            message = f"{where}: {type(error).__name__}: {error}"
            raise PluginError([Problem(owner, message)]) from error

    return wrapped
