"""The names of a TypeScript program: what each is called, where it is declared, who sees it.

A *space* is what a module or a namespace holds; blocks that TypeScript merges share one. A
*scope* is one such block as it is written: names are looked up from it, outwards.
See https://www.typescriptlang.org/docs/handbook/declaration-merging.html.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from typescribe.sources.typescript.source_files import SourceFile


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One declaration of a name: its node, the comment before it, and where it is written."""

    node: Node
    comment: str
    scope: Scope
    exported: bool


@dataclass(slots=True, eq=False)
class Symbol:
    """A type: all declarations that merge into it. `qualifier` are the namespaces around it."""

    name: str
    qualifier: tuple[str, ...]
    number: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def first(self) -> Piece:
        """The declaration that comes first."""
        return self.pieces[0]

    @property
    def file(self) -> SourceFile:
        """The file of the first declaration."""
        return self.first.scope.file

    @property
    def key(self) -> str:
        """What a linked reference calls it: no name of TypeScript's, and unique."""
        return f"#{self.number}"

    @property
    def shown(self) -> str:
        """The name as TypeScript writes it from outside."""
        return ".".join((*self.qualifier, self.name))


@dataclass(frozen=True, slots=True)
class Import:
    """What an imported name stands for: a name of another module, or `*` for all of it."""

    specifier: str
    name: str
    node: Node


@dataclass(slots=True, eq=False)
class Space:
    """What a module or a namespace holds, under the names that are used inside it.

    `exports` maps the names that others see to the names inside, or to those of other modules;
    what is not in it is exported under its own name. `assigned` is the name after `export =`.
    """

    qualifier: tuple[str, ...]
    symbols: dict[str, Symbol] = field(default_factory=dict)
    values: dict[str, Piece] = field(default_factory=dict)
    spaces: dict[str, Space] = field(default_factory=dict)
    imports: dict[str, tuple[Import, Scope]] = field(default_factory=dict)
    aliases: dict[str, tuple[str, Scope]] = field(default_factory=dict)
    exports: dict[str, tuple[str | Import, Scope]] = field(default_factory=dict)
    stars: list[tuple[Import, Scope]] = field(default_factory=list)
    assigned: tuple[str, Scope] | None = None


@dataclass(slots=True, eq=False)
class Scope:
    """A block as it is written. `path` is where relative imports start, None for stdin."""

    space: Space
    parent: Scope | None
    file: SourceFile
    module: Module


@dataclass(slots=True, eq=False)
class Module:
    """A file of the program, or a `declare module "..."` in one."""

    path: str | None
    file: SourceFile
    space: Space
    is_script: bool = False
    references: list[str] = field(default_factory=list)
    """The paths of `/// <reference path="..." />`, as they are written."""
    followed: list[str] = field(default_factory=list)
    """The files that these lead to."""
