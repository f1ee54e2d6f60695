"""The places where a program declares its types, for somebody who asks the compiler about them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from typescribe.sources.typescript.program import LIBRARY, PackageImport, Program
from typescribe.sources.typescript.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and under which name a type is declared.

    `path` is relative to the folder of the source, and None for standard input and for pages of a
    reference. A type of a `declare module "..."` has that module as its `specifier`; a global one
    can be referred to from everywhere, and so can those of TypeScript's own library.
    """

    shown: str
    """The name with its namespaces, as TypeScript writes it."""
    path: str | None
    specifier: str | None = None
    is_global: bool = False


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """The files that an import has read, and the origin of each type by its name in the spec."""

    paths: tuple[str, ...]
    """The paths of all files, relative to the folder of the source."""
    origins: Mapping[str, Origin]
    imports: tuple[PackageImport, ...]
    """The imports of packages in these files."""


def read_files(program: Program, symbols: Iterable[tuple[str, Symbol]]) -> ReadFiles:
    """Return the files of a program, and the origins of some symbols by their names in the spec."""
    modules = {id(m.space): m for m in program.modules.values() if not m.is_script}
    ambient = {id(m.space): specifier for specifier, m in program.scanner.ambient.items()}
    origins: dict[str, Origin] = {}
    for name, symbol in symbols:
        scope = symbol.first.scope
        while scope.space.qualifier and scope.parent is not None:
            scope = scope.parent
        declared_in = id(scope.space)
        module = modules.get(declared_in)
        path = module.path if module else scope.module.path
        is_global = declared_in == id(program.scanner.globals)
        if symbol.file.name == LIBRARY:
            origins[name] = Origin(symbol.shown, LIBRARY, is_global=True)
        else:
            place = _relative(program, path)
            origins[name] = Origin(symbol.shown, place, ambient.get(declared_in), is_global)
    paths = (_relative(program, module.path) for module in program.modules.values())
    found = tuple(path for path in paths if path is not None)
    return ReadFiles(found, origins, tuple(program.imports()))


def _relative(program: Program, path: str | None) -> str | None:
    return None if path is None else os.path.relpath(path, program.root).replace(os.sep, "/")
