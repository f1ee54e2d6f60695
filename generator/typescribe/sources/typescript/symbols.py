"""The names of a TypeScript program: their declarations, imports and exports.

A *space* holds the declarations of a module or namespace; blocks that TypeScript merges share
one. A *scope* is one such block in the text; names are looked up from a scope outwards.
See https://www.typescriptlang.org/docs/handbook/declaration-merging.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from typescribe.language.syntax import parts
from typescribe.sources.typescript.source_files import NodeAt, SourceFile

if TYPE_CHECKING:
    from tree_sitter import Node


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One declaration of a name: its place, that of the comment before it, and its scope."""

    at: NodeAt
    comment_at: NodeAt | None
    scope: Scope
    exported: bool

    @property
    def kind(self) -> str:
        """The kind of its node."""
        return self.at.kind

    @property
    def node(self) -> Node:
        """Its node in the syntax tree."""
        return self.at.node

    @property
    def comment(self) -> str:
        """The comment before it, "" if there is none."""
        file = self.scope.file
        return file.restored(self.comment_at.text) if self.comment_at else ""

    @property
    def parameter_names(self) -> list[str]:
        """The names of the type parameters of the declaration."""
        node = self.node.child_by_field_name("type_parameters")
        text_of = self.scope.file.tree.text_of
        found = [part for part in parts(node) if part.type == "type_parameter"] if node else []
        return [text_of(part.child_by_field_name("name") or part) for part in found]


@dataclass(slots=True, eq=False)
class Symbol:
    """A type with all declarations that merge into it; `qualifier` names its namespaces."""

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
        """The unique key of the symbol in linked references and declarations."""
        return f"#{self.number}"

    @property
    def shown(self) -> str:
        """The name with its namespaces, as TypeScript writes it."""
        return ".".join((*self.qualifier, self.name))


@dataclass(frozen=True, slots=True)
class Import:
    """The target of an import: a name of another module, or `*` for all of it."""

    specifier: str
    name: str
    start: int
    """The byte of the file at which it begins."""


@dataclass(slots=True, eq=False)
class Space:
    """The declarations of a module or namespace, by their names inside it.

    `exports` maps exported names to names inside or to names of other modules; a declaration
    that is not listed is exported under its own name. `assigned` is the name after `export =`.
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
    """One block of the text, with the scope around it."""

    space: Space
    parent: Scope | None
    file: SourceFile
    module: Module


@dataclass(frozen=True, slots=True)
class Augmentation:
    """A `declare module "..."` inside a module, which adds declarations to another module.

    See https://www.typescriptlang.org/docs/handbook/declaration-merging.html#module-augmentation.
    """

    specifier: str
    body: NodeAt
    scope: Scope


@dataclass(slots=True, eq=False)
class Module:
    """A file of the program, or a `declare module "..."` in one; `path` is None for stdin."""

    path: str | None
    file: SourceFile
    space: Space
    is_script: bool = False
    references: list[str] = field(default_factory=list)
    """The paths of `/// <reference path="..." />`, as written."""
    type_packages: list[str] = field(default_factory=list)
    """The names of `/// <reference types="..." />`."""
    followed: list[str] = field(default_factory=list)
    """The files that these paths lead to, and those that are imported for their effects."""
    side_effects: list[str] = field(default_factory=list)
    """The specifiers of imports without names: `import "./augmented"`."""
    augmentations: list[Augmentation] = field(default_factory=list)


def relative_specifiers(module: Module) -> Iterator[str]:
    """Yield every relative specifier of a module."""
    space = module.space
    found = [imported.specifier for imported, _ in space.imports.values()]
    found += [
        target.specifier for target, _ in space.exports.values() if isinstance(target, Import)
    ]
    found += [star.specifier for star, _ in space.stars]
    found += module.file.imports
    for specifier in dict.fromkeys(found):
        if specifier.startswith("."):
            yield specifier


Kind: TypeAlias = Literal["type", "space", "value"]
Found: TypeAlias = Symbol | Space | Piece


def own(space: Space, name: str, kind: Kind) -> Found | None:
    """Return the declaration of a name in a space, without imports and re-exports."""
    match kind:
        case "type":
            return space.symbols.get(name)
        case "space":
            return space.spaces.get(name) or _enum(space.symbols.get(name))
        case "value":
            return space.values.get(name) or space.symbols.get(name)


def _enum(symbol: Symbol | None) -> Symbol | None:
    is_enum = symbol and symbol.first.kind == "enum_declaration"
    return symbol if is_enum else None
