"""Names -> their declarations, across the scopes and modules of a program.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typescribe.sources.typescript.symbols import Found, Import, Kind, Scope, Space, Symbol, own

if TYPE_CHECKING:
    from typescribe.sources.typescript.program import Program

GLOBAL_THIS = "globalThis."
"""The namespace of all global names."""

_DEEPEST = 50
"""How many imports and aliases a name may pass through before it counts as endless."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A name without a declaration; `specifier` is the module that should export it, if known.

    If that module was found, `is_read` is true.
    """

    name: str
    specifier: str | None
    is_read: bool = False


class Lookup:
    """Looks names up in a program, which reads the modules that are needed for that."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._depth = 0

    def find(self, scope: Scope, name: str, kind: Kind) -> Found | Missing:
        """Look up a name, or names joined by dots, from a scope outwards."""
        if self._depth > _DEEPEST:
            return Missing(name, None)  # imports that form a circle
        self._depth += 1
        found = self._find(scope, name, kind)
        self._depth -= 1
        return found

    def _find(self, scope: Scope, name: str, kind: Kind) -> Found | Missing:
        *outer, last = name.split(".")
        if outer == ["globalThis"]:
            return self._global(last, kind) or Missing(last, None)
        if outer:
            space = self.find(scope, ".".join(outer), "space")
            if isinstance(space, Space):
                return self.exported(space, last, kind) or Missing(name, None)
            return Missing(name, space.specifier) if isinstance(space, Missing) else space
        if (specifier := scope.file.imported(name)) is not None:
            module = self._program.module_space(specifier, scope)
            if module is None or kind == "space":
                return module or Missing(name, specifier)
            return self.assigned(module, kind) or Missing(name, specifier, is_read=True)
        current: Scope | None = scope
        while current is not None:
            if found := self._inside(current.space, name, kind):
                return self._with_library(found)
            current = current.parent
        found = self._global(name, kind)
        if found is None and self._program.read_type_packages():
            found = self._global(name, kind)
        if found is None and name in self._program.scanner.umd:
            found = self._from(self._program.scanner.umd[name], "*", kind)
        return found or Missing(name, None)

    def _global(self, name: str, kind: Kind) -> Found | Missing | None:
        found = self._inside(self._program.scanner.globals, name, kind)
        return found and self._with_library(found)

    def _with_library(self, found: Found | Missing) -> Found | Missing:
        """Return the type of the library that a declaration adds to, any other as it is."""
        if isinstance(found, Symbol) and self._program.adds_to_library(found):
            return self._program.of_library(found) or Missing(found.name, None)
        return found

    def _inside(self, space: Space, name: str, kind: Kind) -> Found | Missing | None:
        if found := own(space, name, kind):
            return found
        if name in space.imports:
            return self._imported(*space.imports[name], kind)
        if name in space.aliases:
            target, scope = space.aliases[name]
            return self.find(scope, target, kind)
        return None

    def _imported(self, imported: Import, scope: Scope, kind: Kind) -> Found | Missing:
        space = self._program.module_space(imported.specifier, scope)
        missing = Missing(imported.name, imported.specifier, is_read=space is not None)
        if space is None or self._depth > _DEEPEST:
            return missing
        self._depth += 1
        found = self._from(space, imported.name, kind)
        self._depth -= 1
        return found or missing

    def _from(self, space: Space, name: str, kind: Kind) -> Found | Missing | None:
        if name in ("*", "=") and kind == "space":
            return self.assigned(space, kind) or space
        if name in ("*", "="):
            return self.assigned(space, kind)
        return self.exported(space, name, kind)

    def assigned(self, space: Space, kind: Kind) -> Found | Missing | None:
        """Return the declaration that `export =` names, None if there is none."""
        return self.find(space.assigned[1], space.assigned[0], kind) if space.assigned else None

    def exported(self, space: Space, name: str, kind: Kind) -> Found | Missing | None:
        """Return the declaration that a module or namespace exports under a name."""
        return self._exported(space, name, kind, set())

    def _exported(
        self, space: Space, name: str, kind: Kind, seen: set[int]
    ) -> Found | Missing | None:
        if id(space) in seen:
            return None
        seen.add(id(space))
        if name in space.exports:
            target, scope = space.exports[name]
            if isinstance(target, Import):
                return self._imported(target, scope, kind)
            return self.find(scope, target, kind)
        if found := own(space, name, kind):
            return found
        if name in space.aliases:
            target, scope = space.aliases[name]
            return self.find(scope, target, kind)
        for star, scope in space.stars:
            other = self._program.module_space(star.specifier, scope)
            if other and (found_there := self._exported(other, name, kind, seen)):
                return found_there
        if space.assigned:
            if name == "default":
                return self.assigned(space, kind)
            inner = self.assigned(space, "space")
            return self._exported(inner, name, kind, seen) if isinstance(inner, Space) else None
        return None
