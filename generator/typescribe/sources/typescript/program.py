"""The files of a program: resolves specifiers, and reads each file when it is first needed.

See https://www.typescriptlang.org/docs/handbook/modules/theory.html#module-resolution.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.language.text_files import read_text_file
from typescribe.sources.typescript.boundary import Boundary
from typescribe.sources.typescript.json_modules import is_json, read_json_module
from typescribe.sources.typescript.lookup import Lookup, Missing
from typescribe.sources.typescript.module_files import (
    is_declarations,
    package_of_types,
    referenced,
    resolve,
)
from typescribe.sources.typescript.not_json import is_of_host, is_of_language
from typescribe.sources.typescript.recent_trees import RecentTrees
from typescribe.sources.typescript.recovery import Broken, parse_leniently
from typescribe.sources.typescript.scanning import Scanner, declared_names
from typescribe.sources.typescript.source_files import SourceFile, parse_file
from typescribe.sources.typescript.symbols import (
    Augmentation,
    Found,
    Kind,
    Module,
    Piece,
    Scope,
    Space,
    Symbol,
    relative_specifiers,
)

LIBRARY = "lib.d.ts"
"""The declarations of TypeScript's own library that JSON can carry."""

SIZE_LIMIT = 20_000_000
"""How many bytes a file of declarations may have."""


class PackageImport(NamedTuple):
    """An import of a package or of a module in it."""

    importer: str
    """The full path of the file."""
    specifier: str
    is_found: bool


class Program:
    """Modules, each read when it is first needed; positions name files relative to `root`."""

    def __init__(self, root: Path, shown_as: str, boundary: Boundary) -> None:
        self.scanner = Scanner()
        self.modules: dict[str, Module] = {}
        self.broken: list[Broken] = []
        """The declarations that cannot be read."""
        self.boundary = boundary
        self.root = root
        self._shown_as = shown_as
        self._trees = RecentTrees()
        self._library: Space | None = None
        self._unread: list[tuple[str, Path]] = []
        """The packages named by `/// <reference types="..." />`, and the files that name them."""
        self._resolved: dict[tuple[str, str], Path | None] = {}  # by importer and specifier
        self._lookup = Lookup(self)
        self._incomplete: list[Module] = []

    def add(self, path: Path, *, as_global: bool = False, shown_as: str | None = None) -> Module:
        """Return the module of a file, which is read once.

        Raises:
            SpecError: the file cannot be read or has a syntax error.
        """
        key = str(path)
        if key not in self.modules:
            name = shown_as or self._shown(path)
            file = self._managed(self._parsed(path, name))
            self.modules[key] = module = self.scanner.scan(file, key, as_global=as_global)
            self._complete_later(module)
        return self.modules[key]

    def _parsed(self, path: Path, name: str) -> SourceFile:
        if is_json(path):
            return read_json_module(path, name)
        if not is_declarations(path.name):
            raise SpecError([Problem(name, "expected a .ts or .d.ts file")])
        file, broken = parse_leniently(read_text_file(path, name, SIZE_LIMIT), name)
        self.broken += broken
        return file

    @property
    def unreadable(self) -> frozenset[str]:
        """The names of types whose declarations have syntax errors."""
        return frozenset(broken.name for broken in self.broken if broken.is_type)

    def _managed(self, file: SourceFile) -> SourceFile:
        """Return a file whose syntax tree may be dropped."""
        self._trees.add(file.tree)
        return replace(file, use=self._trees.use)

    def _complete_later(self, module: Module) -> None:
        """Complete a module, after those that are being completed: files may form a long chain."""
        self._incomplete.append(module)
        if len(self._incomplete) == 1:
            for waiting in self._incomplete:  # which grows
                self._complete(waiting)
            self._incomplete.clear()

    def _complete(self, module: Module) -> None:
        """Read what a module refers to or imports for its effects; apply its augmentations."""
        for reference in module.references:
            target = module.path and referenced(reference, Path(module.path), self.boundary)
            if target:
                self.add_imported(target)
                module.followed.append(str(target))
        if module.path:
            # What JSON cannot carry of Node.js is known by name, without reading `@types/node`.
            here = Path(module.path)
            self._unread += [(name, here) for name in module.type_packages if name != "node"]
        for specifier in module.side_effects:
            other = self._file(specifier, module)
            if other and specifier.startswith("."):
                module.followed.append(str(other.path))
        for augmentation in module.augmentations:
            space = self._augmented(augmentation, module)
            self.scanner.augment(augmentation, space)

    def _augmented(self, augmentation: Augmentation, module: Module) -> Space:
        """Return the space of the module that an augmentation adds to.

        A name that this module exports from another one is declared again in its own space, so
        that both are one type.
        """
        other = self._file(augmentation.specifier, module)
        if other is None:
            return self.scanner.ambient_space(augmentation.specifier, augmentation.scope)
        space = other.space
        if space.assigned and isinstance(inner := self._lookup.assigned(space, "space"), Space):
            return inner
        for name in declared_names(augmentation.body.node):
            text = augmentation.scope.file.tree.text_of(name)
            if text not in space.symbols:
                found = self.exported(space, text, "type")
                if isinstance(found, Symbol):
                    space.symbols[text] = found
            if text not in space.spaces:
                found_space = self.exported(space, text, "space")
                if isinstance(found_space, Space):
                    space.spaces[text] = found_space
        return space

    def add_parsed(self, file: SourceFile) -> Module:
        """Add a file without a path, whose relative imports cannot be resolved."""
        self.modules[file.name] = module = self.scanner.scan(self._managed(file), None)
        self._complete_later(module)
        return module

    def library(self) -> Space:
        """Return the space of TypeScript's own library."""
        if self._library is None:
            text = files(__package__).joinpath(LIBRARY).read_text(encoding="utf-8")
            separate = Scanner(self.scanner.symbols)
            self._library = separate.scan(parse_file(text, LIBRARY), None).space
        return self._library

    def adds_to_library(self, symbol: Symbol) -> bool:
        """Return whether a global interface adds to one of TypeScript's own library.

        A script may declare a name of browsers or Node.js for itself; `declare global` adds to it.
        """
        name = symbol.name
        if not (is_of_language(name) or is_of_host(name) or name in self.library().symbols):
            return False
        if not all(map(self._is_global, symbol.pieces)) or any(
            piece.kind != "interface_declaration" for piece in symbol.pieces
        ):
            return False
        is_script = any(piece.scope.module.is_script for piece in symbol.pieces)
        return not (is_script and is_of_host(name))

    def _is_global(self, piece: Piece) -> bool:
        """Return whether a declaration is global; a script that is imported itself has its own."""
        space, module = piece.scope.space, piece.scope.module
        return space is self.scanner.globals or (module.is_script and space is module.space)

    def of_library(self, added: Symbol) -> Symbol | None:
        """Return the type of the library with what a global interface adds to it.

        None for a type of which JSON carries nothing, or nothing but a text or number.
        """
        known = self.library().symbols.get(added.name)
        if known is not None:
            known.pieces += [piece for piece in added.pieces if piece not in known.pieces]
        return known

    def follow(self, modules: Iterable[Module]) -> list[Module]:
        """Return modules with all that they import by relative paths, directly or not.

        Modules of JSON declare no types and are left out.
        """
        waiting = list(modules)
        seen = {id(module): module for module in waiting}
        while waiting:
            module = waiting.pop()
            found = [self._file(specifier, module) for specifier in relative_specifiers(module)]
            found += [self.modules[path] for path in module.followed if path in self.modules]
            for other in found:
                if other and id(other) not in seen and not is_json(Path(other.path or "")):
                    seen[id(other)] = other
                    waiting.append(other)
        return sorted(seen.values(), key=lambda module: module.file.name)

    def refused(self) -> Iterator[Broken]:
        """Yield what was not read because it leads outside, where it is named."""
        for mention, reason in self.boundary.refused.items():
            name = self._shown(mention.named_in)
            module = self.modules.get(str(mention.named_in))
            position = module.file.position_of(mention.text) if module else Position(name, 1, 1)
            message = f"{quoted(mention.text)} {reason}"
            yield Broken("(file)", position, message, is_type=False)

    def _shown(self, path: Path) -> str:
        inside = os.path.relpath(path, self.root).replace(os.sep, "/")
        return inside if self._shown_as in ("", ".") else f"{self._shown_as}/{inside}"

    def module_space(self, specifier: str, scope: Scope) -> Space | None:
        """Return the space of a module, None if it cannot be found."""
        if specifier in self.scanner.ambient:
            return self.scanner.ambient[specifier].space
        module = self._file(specifier, scope.module)
        is_bare = not specifier.startswith(".")
        if (module is None or module.is_script) and scope.module.path and is_bare:
            # Node.js declares its modules in scripts: `declare module "fs"`.
            if module is None:
                self._file("@types/node", scope.module)
            if specifier in self.scanner.ambient:
                return self.scanner.ambient[specifier].space
        return module.space if module else None

    def _file(self, specifier: str, importer: Module) -> Module | None:
        if importer.path is None:
            return None
        key = importer.path, specifier
        if key not in self._resolved:
            self._resolved[key] = resolve(specifier, Path(importer.path), self.boundary)
        found = self._resolved[key]
        return self.add_imported(found) if found else None

    def add_imported(self, path: Path) -> Module:
        """Return the module of an imported file; without declarations if it cannot be read."""
        try:
            return self.add(path)
        except SpecError as error:
            name = self._shown(path)
            for problem in error.problems:
                where = problem.where if isinstance(problem.where, Position) else None
                position = where or Position(name, 1, 1)
                self.broken.append(Broken("(file)", position, problem.message, is_type=False))
            self.modules[str(path)] = self.scanner.scan(parse_file("export {}", name), str(path))
            return self.modules[str(path)]

    def imports(self) -> Iterator[PackageImport]:
        """Yield the imports of packages in all files that were read."""
        for (importer, specifier), found in self._resolved.items():
            if not specifier.startswith("."):
                yield PackageImport(importer, specifier, found is not None)

    def find(self, scope: Scope, name: str, kind: Kind) -> Found | Missing:
        """Look up a name, or names joined by dots, from a scope outwards."""
        return self._lookup.find(scope, name, kind)

    def exported(self, space: Space, name: str, kind: Kind) -> Found | Missing | None:
        """Return the declaration that a module or namespace exports under a name."""
        return self._lookup.exported(space, name, kind)

    def read_type_packages(self) -> bool:
        """Read the packages that files refer to by name, and return whether there were any.

        Only a name that is declared nowhere else makes that necessary.
        """
        unread, self._unread = self._unread, []
        for name, importer in unread:
            found = package_of_types(name, importer, self.boundary)
            self._resolved[str(importer), name] = found
            if found:
                self.add_imported(found)
        return bool(unread)
