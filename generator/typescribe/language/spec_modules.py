"""Divides the types of a model into modules as its spec is divided into files."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from typescribe.language import naming
from typescribe.language.file_names import is_reserved
from typescribe.language.graphs import strong_components
from typescribe.language.last_models import for_last_models
from typescribe.language.model import AliasType, Model
from typescribe.language.public_names import exported_names


@for_last_models
def spec_modules(model: Model) -> Mapping[str, str]:
    """Return the module of each type, by class name; nothing if all types are in one.

    There is a module for each file of the spec, in their order. Files whose types refer to one
    another in a circle share a module, named after the first of them: so modules can import one
    another.
    """
    files = {named.name: named.file for named in model.types}
    graph: dict[str, dict[str, None]] = {file: {} for file in files.values()}
    order = {file: place for place, file in enumerate(graph)}
    for name, file in files.items():
        graph[file].update(dict.fromkeys(files[other] for other in model.refers_to[name]))
    first: dict[str, str] = {}
    for component in strong_components(graph):
        first |= dict.fromkeys(component, min(component, key=order.__getitem__))
    if len(set(first.values())) < 2:
        return {}
    taken = _taken(model)
    names: dict[str, str] = {}
    for file in order:
        if first[file] == file:
            names[file] = _free_name(file, taken)
            taken.add(names[file])
    return {name: names[first[file]] for name, file in files.items()}


def _taken(model: Model) -> set[str]:
    """Return the names that packages of modules define: no module can have one of them."""
    return {
        name
        for named in model.types
        for name in exported_names(
            named, not isinstance(named, AliasType) or model.holds_objects(named.type)
        )
    }


def _free_name(file: str, taken: set[str]) -> str:
    plain = naming.snake_case(re.sub(r"\W", "_", PurePosixPath(file).stem)) or "types"
    if not plain.isidentifier() or is_reserved(plain):
        plain = f"types_{plain}"
    name = f"{plain}_" if keyword.iskeyword(plain) else plain
    while name in taken:
        name += "_"
    return name
