"""TypeScript programs as trees: rendered to text, and made smaller one step at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of TypeScript: `form` has one `{}` for each of its parts.

    With `separator`, the parts are a list that may become as short as `least`, and `form` has one
    `{}` for all of them.
    """

    form: str
    parts: tuple[Node, ...] = ()
    separator: str | None = None
    least: int = 0

    def text(self) -> str:
        """Return the source."""
        if self.separator is not None:
            return self.form.replace("{}", self.separator.join(part.text() for part in self.parts))
        pieces = self.form.split("{}")
        texts = [part.text() for part in self.parts]
        return "".join(piece + text for piece, text in zip(pieces, [*texts, ""], strict=True))


STRING = Node("string")


@dataclass(frozen=True, slots=True)
class Declaration:
    """A statement that declares `name`; a type without parameters can be judged."""

    name: str
    node: Node
    file: str
    judged: bool


@dataclass(frozen=True, slots=True)
class Program:
    """Declarations in the files of one folder; `index.ts` exports all that the others do."""

    declarations: tuple[Declaration, ...]

    def files(self) -> dict[str, str]:
        """Return the text of each file by its name."""
        names = dict.fromkeys(["index.ts", *(d.file for d in self.declarations)])
        texts: dict[str, str] = {}
        for file in names:
            own = [d for d in self.declarations if d.file == file]
            lines = [d.node.text() for d in own]
            text = "\n".join(lines)
            for other in names:
                used = [d.name for d in self.declarations if d.file == other and d.name in text]
                if other != file and used:
                    module = other.removesuffix(".ts")
                    lines.insert(
                        0, f'import {{ {", ".join(dict.fromkeys(used))} }} from "./{module}";'
                    )
            texts[file] = "\n".join(lines) + "\n"
        return texts

    @property
    def judged(self) -> list[Declaration]:
        """The types whose values are compared."""
        return [d for d in self.declarations if d.judged]


def smaller(program: Program) -> Iterator[Program]:
    """Yield programs that are one step smaller: without a declaration, or with a simpler part."""
    for place in range(len(program.declarations)):
        rest = program.declarations
        yield Program(rest[:place] + rest[place + 1 :])
    for place, declaration in enumerate(program.declarations):
        for node in _simpler(declaration.node, top=True):
            changed = replace(declaration, node=node)
            rest = program.declarations
            yield Program((*rest[:place], changed, *rest[place + 1 :]))


def _simpler(node: Node, *, top: bool = False) -> Iterator[Node]:
    if not top:
        if node.parts or node.text() not in ("string", "1", "true"):
            yield STRING
        for part in node.parts:
            yield part
    if node.separator is not None and len(node.parts) > node.least:
        for place in range(len(node.parts)):
            yield replace(node, parts=node.parts[:place] + node.parts[place + 1 :])
    for place, part in enumerate(node.parts):
        for simple in _simpler(part):
            yield replace(node, parts=(*node.parts[:place], simple, *node.parts[place + 1 :]))
