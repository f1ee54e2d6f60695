"""The statements of a file -> the names that it declares, imports and exports.

See https://www.typescriptlang.org/docs/handbook/modules/reference.html and
https://www.typescriptlang.org/docs/handbook/namespaces.html.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from typescribe.language.syntax import named_parts, parts
from typescribe.sources.expressions.jsdoc import is_jsdoc
from typescribe.sources.typescript.source_files import NodeAt, SourceFile
from typescribe.sources.typescript.symbols import (
    Augmentation,
    Import,
    Module,
    Piece,
    Scope,
    Space,
    Symbol,
)

TYPE_KINDS = {
    "abstract_class_declaration",
    "class_declaration",
    "enum_declaration",
    "interface_declaration",
    "type_alias_declaration",
}
_FUNCTIONS = {"function_declaration", "function_signature", "generator_function_declaration"}
_REFERENCE = re.compile(r"""^///\s*<reference\s+(path|types)\s*=\s*["']([^"']+)["']""")
_CLAUSES = {"import_clause", "import_require_clause"}
_MODULE_STATEMENTS = {"import_statement", "export_statement"}


class Scanner:
    """Scans files into spaces: one for each file and each `declare module`, and one for globals."""

    def __init__(self, symbols: dict[str, Symbol] | None = None) -> None:
        self.globals = Space(())
        self.ambient: dict[str, Module] = {}
        self.umd: dict[str, Space] = {}
        """The modules that scripts know by a global name: `export as namespace name`."""
        self.symbols = {} if symbols is None else symbols

    def scan(self, file: SourceFile, path: str | None, *, as_global: bool = False) -> Module:
        """Scan a file; without imports and exports, its names are global."""
        statements = named_parts(file.tree.root)
        is_script = not any(node.type in _MODULE_STATEMENTS for node in statements)
        space = self.globals if as_global or is_script else Space(())
        module = Module(path, file, space, is_script)
        scope = Scope(space, None, file, module)
        all_exported = is_script or (
            file.name.endswith((".d.ts", ".d.mts", ".d.cts"))
            and not any(_lists_exports(node) for node in statements)
        )
        self._block(file.tree.root, scope, all_exported)
        for comment in file.tree.root.children:
            if comment.type != "comment":
                break
            if found := _REFERENCE.match(file.tree.text_of(comment)):
                named = module.references if found[1] == "path" else module.type_packages
                named.append(found[2])
        return module

    def _block(self, block: Node, scope: Scope, exported: bool) -> None:
        comment: Node | None = None
        before: Node | None = None
        for child in block.children:
            if child.type == "comment":
                follows = before and before.end_point.row == child.start_point.row
                if is_jsdoc(scope.file.tree.text_of(child)) and not follows:
                    comment = child
                continue
            self._statement(child, comment, scope, exported)
            before, comment = child, None

    def _statement(self, node: Node, comment: Node | None, scope: Scope, exported: bool) -> None:
        match node.type:
            case "ambient_declaration":
                self._ambient(node, comment, scope, exported)
            case "export_statement":
                self._export(node, comment, scope)
            case "import_statement":
                self._import(node, scope)
            case "import_alias":
                name, target = (scope.file.tree.text_of(part) for part in named_parts(node))
                scope.space.aliases[name] = target, scope
            case "lexical_declaration" | "variable_declaration":
                for declarator in named_parts(node):
                    self._value(declarator, comment, scope, exported)
            case "module" | "internal_module":
                self._module(node, scope)
            case "expression_statement":
                for inner in named_parts(node):
                    if inner.type == "internal_module":
                        self._module(inner, scope)
            case kind if kind in TYPE_KINDS:
                self._type(node, comment, scope, exported)
            case kind if kind in _FUNCTIONS:
                self._value(node, comment, scope, exported)

    def _ambient(self, node: Node, comment: Node | None, scope: Scope, exported: bool) -> None:
        inner = parts(node)[1:]
        if inner and inner[0].type == "global":
            self._block(inner[1], Scope(self.globals, scope, scope.file, scope.module), True)
            return
        for part in inner:
            self._statement(part, comment, scope, exported)

    def _type(self, node: Node, comment: Node | None, scope: Scope, exported: bool) -> str:
        name_node = node.child_by_field_name("name")
        name = scope.file.tree.text_of(name_node) if name_node else "default"
        symbol = scope.space.symbols.get(name)
        if symbol is None:
            symbol = Symbol(name, scope.space.qualifier, len(self.symbols))
            self.symbols[symbol.key] = symbol
            scope.space.symbols[name] = symbol
        symbol.pieces.append(_piece(node, comment, scope, exported))
        return name

    def _value(self, node: Node, comment: Node | None, scope: Scope, exported: bool) -> None:
        if name := node.child_by_field_name("name"):
            text = scope.file.tree.text_of(name)
            piece = _piece(node, comment, scope, exported)
            before = scope.space.values.setdefault(text, piece)
            if before.kind == node.type == "function_signature":
                # If there are several signatures, `ReturnType` and similar types use the last one.
                scope.space.values[text] = piece

    def _module(self, node: Node, scope: Scope) -> None:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None:
            return
        text = scope.file.tree.text_of(name)
        if name.type == "string":
            specifier = text[1:-1]
            if body and not scope.module.is_script:
                augmentation = Augmentation(specifier, NodeAt.of(body, scope.file), scope)
                scope.module.augmentations.append(augmentation)
                return
            space = self.ambient_space(specifier, scope)
        else:
            *outer, last = text.split(".")
            for word in outer:
                space = _inner(scope.space, word)
                scope = Scope(space, scope, scope.file, scope.module)
            space = _inner(scope.space, last)
        if body:
            self._block(body, Scope(space, scope, scope.file, scope.module), True)

    def ambient_space(self, specifier: str, scope: Scope) -> Space:
        """Return the space of a `declare module "..."`; all with the same name share a space."""
        if specifier not in self.ambient:
            self.ambient[specifier] = Module(None, scope.file, Space(()))
        return self.ambient[specifier].space

    def augment(self, augmentation: Augmentation, space: Space) -> None:
        """Add the declarations of an augmentation to the space of its module."""
        scope = augmentation.scope
        self._block(augmentation.body.node, Scope(space, scope, scope.file, scope.module), True)

    def _export(self, node: Node, comment: Node | None, scope: Scope) -> None:
        text_of = scope.file.tree.text_of
        words = {child.type for child in node.children}
        source = node.child_by_field_name("source")
        specifier = text_of(source)[1:-1] if source else None
        exports = scope.space.exports
        if {"as", "namespace"} <= words:
            self.umd[text_of(named_parts(node)[0])] = scope.space
            return
        if declared := node.child_by_field_name("declaration"):
            self._statement(declared, comment, scope, True)
            if "default" in words:
                name = declared.child_by_field_name("name")
                exports["default"] = text_of(name) if name else "default", scope
        elif "default" in words and (value := node.child_by_field_name("value")):
            exports["default"] = text_of(value), scope
        elif "=" in words:
            scope.space.assigned = text_of(named_parts(node)[0]), scope
        elif specifier is not None and "*" in words:
            scope.space.stars.append((Import(specifier, "*", node.start_byte), scope))
        for clause in named_parts(node):
            if clause.type == "namespace_export" and specifier is not None:
                exports[text_of(named_parts(clause)[0])] = (
                    Import(specifier, "*", clause.start_byte),
                    scope,
                )
            elif clause.type == "export_clause":
                for item in named_parts(clause):
                    inside, outside = _names(item, text_of)
                    target = (
                        inside if specifier is None else Import(specifier, inside, item.start_byte)
                    )
                    exports[outside] = target, scope

    def _import(self, node: Node, scope: Scope) -> None:
        text_of = scope.file.tree.text_of
        source = node.child_by_field_name("source")
        if source and not any(part.type in _CLAUSES for part in named_parts(node)):
            scope.module.side_effects.append(text_of(source)[1:-1])
        for clause in named_parts(node):
            if clause.type == "import_require_clause":
                name, *_, required = named_parts(clause)
                self._bind(
                    scope, text_of(name), Import(text_of(required)[1:-1], "=", clause.start_byte)
                )
            elif clause.type == "import_clause" and source:
                specifier = text_of(source)[1:-1]
                for part in named_parts(clause):
                    if part.type == "identifier":
                        self._bind(
                            scope, text_of(part), Import(specifier, "default", part.start_byte)
                        )
                    elif part.type == "namespace_import":
                        bound = text_of(named_parts(part)[0])
                        self._bind(scope, bound, Import(specifier, "*", part.start_byte))
                    else:
                        for item in named_parts(part):
                            inside, outside = _names(item, text_of)
                            self._bind(scope, outside, Import(specifier, inside, item.start_byte))

    def _bind(self, scope: Scope, name: str, imported: Import) -> None:
        scope.space.imports[name] = imported, scope


def declared_names(body: Node) -> Iterator[Node]:
    """Yield the names of the declarations in a block."""
    for statement in named_parts(body):
        for node in (statement, *named_parts(statement)):
            name = node.child_by_field_name("name")
            if name is not None and (node.type in TYPE_KINDS or node.type == "internal_module"):
                yield name


def _piece(node: Node, comment: Node | None, scope: Scope, exported: bool) -> Piece:
    file = scope.file
    return Piece(NodeAt.of(node, file), comment and NodeAt.of(comment, file), scope, exported)


def _inner(space: Space, word: str) -> Space:
    """Return a namespace of a space; declarations of the same name share it."""
    return space.spaces.setdefault(word, Space((*space.qualifier, word)))


def _names(item: Node, text_of: Callable[[Node], str]) -> tuple[str, str]:
    """Return the name inside and the name outside of `A as B`."""
    name = item.child_by_field_name("name") or item
    alias = item.child_by_field_name("alias") or name
    return text_of(name), text_of(alias)


def _lists_exports(node: Node) -> bool:
    """Return whether a statement makes unlisted declarations private: `export {}`, `export =`."""
    if node.type != "export_statement" or node.child_by_field_name("source"):
        return False
    kinds = {child.type for child in node.children}
    return bool(kinds & {"export_clause", "="})
