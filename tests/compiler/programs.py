"""TypeScript programs as trees: rendered to text, and made smaller one step at a time."""

from __future__ import annotations

import re
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
    imports: str = "named"
    """How a file refers to another: `named`, `type`, `namespace`, `inline` or `barrel`."""

    def files(self) -> dict[str, str]:
        """Return the text of each file by its name."""
        names = list(dict.fromkeys(["index.ts", *(d.file for d in self.declarations)]))
        texts = {file: self._file(file, names) for file in names}
        for other in names[1:]:
            texts["index.ts"] += f'export * from "./{other.removesuffix(".ts")}";\n'
        if self.imports == "barrel" and len(names) > 1:
            modules = [name.removesuffix(".ts") for name in names]
            texts["barrel.ts"] = "".join(f'export * from "./{module}";\n' for module in modules)
        return texts

    def _file(self, file: str, names: list[str]) -> str:
        own = [d for d in self.declarations if d.file == file]
        text = "\n".join(d.node.text() for d in own)
        header = ""
        for other in names:
            others = dict.fromkeys(d.name for d in self.declarations if d.file == other)
            used = [name for name in others if mentions(text, name)]
            if other != file and used:
                style = self.imports
                if style == "inline" and any(_value_of(text, name) for name in used):
                    style = "namespace"
                header += _import(style, other.removesuffix(".ts"), used)
                text = _qualified(text, style, other.removesuffix(".ts"), used)
        return f"{header}{text}\n"

    @property
    def judged(self) -> list[Declaration]:
        """The types whose values are compared."""
        return [d for d in self.declarations if d.judged]


def mentions(text: str, name: str) -> bool:
    """Whether a text refers to a name."""
    return re.search(rf"(?<![\w.]){re.escape(name)}\b", text) is not None


def _value_of(text: str, name: str) -> bool:
    """Whether a text uses a name as a value, which `import("./other").T` cannot be."""
    used = rf"(?:typeof |extends |\[|= |, |\$\{{){re.escape(name)}\b"
    return re.search(used, text) is not None


def _import(style: str, module: str, names: list[str]) -> str:
    match style:
        case "namespace":
            return f'import * as {module} from "./{module}";\n'
        case "inline":
            return ""
        case "barrel":
            return f'import {{ {", ".join(names)} }} from "./barrel";\n'
        case "type":
            listed = ", ".join(f"type {n} as Of{n}" for n in names[:1])
            return f'import {{ {", ".join([listed, *names])} }} from "./{module}";\n'
        case _:
            return f'import {{ {", ".join(names)} }} from "./{module}";\n'


def _qualified(text: str, style: str, module: str, names: list[str]) -> str:
    prefix = {"namespace": f"{module}.", "inline": f'import("./{module}").', "type": "Of"}
    replaced = names[:1] if style == "type" else names
    for name in replaced if style in prefix else ():
        if style != "type" or not _value_of(text, name):
            text = re.sub(rf"(?<![\w.]){re.escape(name)}\b", f"{prefix[style]}{name}", text)
    return text


def smaller(program: Program) -> Iterator[Program]:
    """Yield programs that are smaller: with one type and those that it uses, with plain imports,
    without a declaration, or with a simpler part.
    """
    rest = program.declarations
    for declaration in program.judged:
        used = _used_by(program, declaration)
        if len(used) < len(rest):
            yield replace(program, declarations=used)
    if any(d.file != "index.ts" for d in rest):
        yield Program(tuple(replace(d, file="index.ts") for d in rest))
    if program.imports != "named":
        yield replace(program, imports="named")
    for place in range(len(rest)):
        yield replace(program, declarations=rest[:place] + rest[place + 1 :])
    for place, declaration in enumerate(rest):
        for node in _simpler(declaration.node, top=True):
            changed = replace(declaration, node=node)
            yield replace(program, declarations=(*rest[:place], changed, *rest[place + 1 :]))


def _used_by(program: Program, declaration: Declaration) -> tuple[Declaration, ...]:
    used = {declaration.name}
    while True:
        texts = [d.node.text() for d in program.declarations if d.name in used]
        more = {d.name for d in program.declarations if any(mentions(t, d.name) for t in texts)}
        if more <= used:
            return tuple(d for d in program.declarations if d.name in used)
        used |= more


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
