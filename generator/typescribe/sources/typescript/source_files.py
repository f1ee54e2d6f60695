"""The text of a TypeScript file -> its syntax tree, or its first syntax error."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.syntax import Locate, SyntaxTree, leaves, parse, parse_with_jsx, quoted
from typescribe.sources.expressions.syntax_errors import explain
from typescribe.sources.typescript.invalid_names import invalid_name
from typescribe.sources.yaml.tree import Source

# tree-sitter's grammar knows `import("./x").T` but not `import("./x").T<A>`, nor such a type after
# `extends`. So the call is replaced by a name of the same length that stands for the import.
_IMPORT_CALL = re.compile(r"""\bimport\(\s*(?:'([^'\n]*)'|"([^"\n]*)")\s*\)""")
_STAND_IN = re.compile(r"\$import(\d+)_+|\$i(\d+)_*")
# Modifiers that are newer than tree-sitter's grammar; they do not change the JSON of a type.
_NEW_WORDS = (
    re.compile(r"(?<=\bexport )type(?= \*)"),
    re.compile(r"\baccessor(?= +[\w$#\[\"'][^\n=:;(]*[=:;])"),
    re.compile(r"(?<=[<,])\s*(?:const|in out|in|out)(?= +[A-Z]\w*\s*[,>=e])"),
)
# A default export without a name, which is a function; both texts are of the same length.
_ANONYMOUS = re.compile(r"\bexport default function ( *)(?=[(<])")
# The part of a declaration before its type, or before the body of an interface.
_HEAD = re.compile(
    r"(?:export\s+)?(?:default\s+)?(?:declare\s+)?"
    r"(?:type\s+[\w$]+\s*(?:<[^=;{]*>)?\s*=\s*|interface\s+[^{;]*(?=\{))"
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A parsed file; `name` is its name in positions.

    Names stand for calls `import("...")` that tree-sitter cannot parse; `imports` are the
    specifiers of these calls.
    """

    name: str
    tree: SyntaxTree
    imports: tuple[str, ...]
    use: Callable[[SyntaxTree], None] = field(default=lambda _: None, compare=False, repr=False)
    """Is called before a part of the tree is looked up, which may have been dropped."""

    def imported(self, name: str) -> str | None:
        """Return the specifier of the `import("...")` for which a name stands, if it is one."""
        stand_in = _STAND_IN.fullmatch(name)
        return self.imports[int(stand_in[1] or stand_in[2])] if stand_in else None

    def written(self, name: str, position: Position) -> str:
        """Return a name with the type arguments that follow it on its line."""
        lines = self.tree.source[self.tree.start_byte :].split(b"\n", position.line)
        line = lines[position.line - 1] if position.line <= len(lines) else b""
        text = line.decode()[position.column - 1 :]
        if not text.startswith(f"{name}<"):
            return f"{name}<…>"
        depth = 0
        for place, sign in enumerate(text):
            depth += (sign == "<") - (sign == ">")
            if sign == ">" and not depth:
                return text[: place + 1]
        return f"{name}<…>"

    def position_of(self, specifier: str) -> Position:
        """Return where the file names another one, or where it begins if that is not found."""
        quoted_name = re.compile(rb"[\"'`]" + re.escape(specifier.encode()) + rb"[\"'`]")
        found = quoted_name.search(self.tree.source)
        if found is None and specifier in self.imports:  # a name stands for the call
            number = str(self.imports.index(specifier)).encode()
            found = re.search(rb"\$i(?:mport)?" + number + rb"_", self.tree.source)
        return self.tree.position_at(found.start() if found else 0)

    def restored(self, text: str) -> str:
        """Return source text with `import("...")` as it was written."""
        if not self.imports:
            return text
        return _STAND_IN.sub(lambda name: f'import("{self.imported(name[0])}")', text)


@dataclass(frozen=True, slots=True)
class NodeAt:
    """The place of a node in a file, whose syntax tree may be dropped and parsed again."""

    file: SourceFile
    kind: str
    start: int
    end: int

    @classmethod
    def of(cls, node: Node, file: SourceFile) -> NodeAt:
        """Return the place of a node."""
        return cls(file, sys.intern(node.type), node.start_byte, node.end_byte)

    @property
    def text(self) -> str:
        """The text of the node."""
        return self.file.tree.source[self.start : self.end].decode()

    @property
    def node(self) -> Node:
        """The node; the file is parsed again if its tree has been dropped."""
        self.file.use(self.file.tree)
        found = self.file.tree.root.descendant_for_byte_range(self.start, self.end)
        while found is not None:
            if (found.type, found.start_byte, found.end_byte) == (self.kind, self.start, self.end):
                return found
            found = found.parent
        raise AssertionError("the same text has the same nodes")


def parse_file(text: str, name: str, locate: Locate | None = None) -> SourceFile:
    """Parse the text of a file.

    Raises:
        SpecError: with the first syntax error.
    """
    imports: list[str] = []

    def stand_in(call: re.Match[str]) -> str:
        imports.append(call[1] or call[2] or "")
        length = len(call[0])
        long = f"$import{len(imports) - 1}_"
        short = long if len(long) <= length else f"$i{len(imports) - 1}"
        return short.ljust(length, "_")

    text = _IMPORT_CALL.sub(stand_in, text)
    where = locate or _lines(text, name)
    read = parse_with_jsx if name.endswith(".tsx") else parse
    tree = read(text, where, "file")
    if tree.root.has_error:
        for word in _NEW_WORDS:
            text = word.sub(lambda found: " " * len(found[0]), text)
        text = _ANONYMOUS.sub(r"declare function $default\1", text)
        tree = read(text, where, "file")
    if tree.root.has_error:
        raise SpecError([_syntax_error(tree)])
    if problem := invalid_name(tree):
        raise SpecError([problem])
    return SourceFile(name, tree, tuple(imports))


def _lines(text: str, name: str) -> Locate:
    """Return the function that locates the characters of a text, which it does not keep."""
    starts = array("L", Source.of(text, name).line_starts)

    def locate(offset: int) -> Position:
        line = bisect_right(starts, offset)
        return Position(name, line, offset - starts[line - 1] + 1)

    return locate


def _syntax_error(tree: SyntaxTree) -> Problem:
    broken = (child for child in tree.root.children if child.has_error or child.is_missing)
    statement = next(broken, tree.root)
    text = tree.text_of(statement)
    if (head := _HEAD.match(text)) and (problem := _in_type(tree, statement, head.end())):
        return problem
    for node in _broken(statement):
        if node.is_missing:
            return _problem(tree, node, f'expected "{node.type}"')
        if node.is_error and not any(inner.is_error for inner in _broken(node, itself=False)):
            first = next(leaves(node), node)
            return _problem(tree, first, f"unexpected {quoted(tree.text_of(first))}")
    return _problem(tree, statement, f"cannot read {quoted(text)}")


def _in_type(tree: SyntaxTree, statement: Node, head: int) -> Problem | None:
    """Return the problem in the type that a broken statement declares, if it is there."""
    text = tree.text_of(statement)
    before = len(tree.source[: statement.start_byte].decode()) + head
    type_ = parse(
        text[head:].rstrip("; \n"), lambda at: tree.locate(before + at), "file", before="type _ = "
    )
    return explain(type_) if type_.root.has_error else None


def _problem(tree: SyntaxTree, node: Node, what: str) -> Problem:
    return Problem(tree.position_of(node), f"syntax error in the file: {what}")


def _broken(node: Node, *, itself: bool = True) -> Iterator[Node]:
    """Yield the broken nodes below a node, in the order of the text."""
    pending = [node] if itself else [*node.children]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(c for c in reversed(current.children) if c.has_error or c.is_missing)
