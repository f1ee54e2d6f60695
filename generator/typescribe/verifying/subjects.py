"""An imported package -> the types to compare, and the files in which the compiler finds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from typescribe.importing.origins import Origin
from typescribe.importing.read_program import ReadTypes
from typescribe.language.declared_names import class_of
from typescribe.language.errors import Position
from typescribe.language.model import Model

_NAME = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*")
_WITHOUT_CHECKS = "@ts-nocheck"
_SUFFIX = re.compile(r"(?:\.d)?\.([cm]?)tsx?$")
_EXPORTED = "__typescribe_{}"
_NODE = """\
interface Buffer { toJSON(): { type: "Buffer"; data: number[] } }
declare namespace NodeJS {
  interface ReadWriteStream {}
  interface ReadableStream {}
  interface WritableStream {}
  interface EventEmitter {}
  interface Global {}
  interface Process {}
  interface Timeout {}
  interface Timer {}
}
"""
"""The global objects of Node.js that the import knows by name, in case `@types/node` is missing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A type to compare: its class in the model, its origin, and whether its import is exact."""

    class_name: str
    origin: Origin
    position: Position
    is_exact: bool


def subjects_of(read: ReadTypes, model: Model) -> list[Subject]:
    """Return the types that have an origin, no type parameters, and nothing declared by hand."""
    found: list[Subject] = []
    for declarations in read.files.values():
        for declaration in declarations:
            name = declaration.name
            origin = read.read.origins.get(name)
            class_name = class_of(declaration)
            if origin is None or declaration.parameters or name in read.not_imported:
                continue
            if class_name in model.by_name:
                is_exact = name not in read.inexact
                found.append(Subject(class_name, origin, declaration.position, is_exact))
    return found


@dataclass(frozen=True, slots=True)
class Program:
    """The files of a program, and a file that names each subject `T0`, `T1`, ..."""

    files: Mapping[str, str]
    names: str
    """The path of the file that names the subjects."""
    added: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    """The subject of each line that was added to a file or to the file of names."""


def program_of(
    read: ReadTypes, subjects: Sequence[Subject], root: Path, text: str | None
) -> Program:
    """Return a program that exports every subject.

    An export is added to the end of the file that declares a type, so that types that are not
    exported can be compared as well.

    Args:
        read: what was imported.
        subjects: the types to name.
        root: the folder of the source.
        text: the text of standard input, if that is the source.
    """
    paths = [(root / path).resolve().as_posix() for path in read.read.paths]
    files = {path: _text(Path(path)) for path in paths}
    files[(root / "__typescribe_node.d.ts").as_posix()] = _NODE
    stdin = (root / "__typescribe_stdin.ts").as_posix()
    if text is not None:
        files[stdin] = text
    added: dict[str, dict[int, int]] = {}
    names = (root / "__typescribe_names.ts").as_posix()
    lines: list[str] = []
    for number, subject in enumerate(subjects):
        origin = subject.origin
        path = stdin if origin.path is None else (root / origin.path).resolve().as_posix()
        type_ = origin.shown
        if origin.specifier is not None:
            type_ = f'import("{origin.specifier}").{type_}'
        elif not origin.is_global:
            exported = _EXPORTED.format(number)
            if origin.shown == "default":
                exported = "default"
            elif _NAME.fullmatch(origin.shown):
                before = files[path] if files[path].endswith("\n") else files[path] + "\n"
                added.setdefault(path, {})[before.count("\n")] = number
                files[path] = f"{before}export type {exported} = {origin.shown};\n"
            type_ = f'import("{_SUFFIX.sub(_of_script, path)}").{exported}'
        added.setdefault(names, {})[len(lines)] = number
        lines.append(f"export type T{number} = {type_};")
    files[names] = "\n".join(lines) + "\n"
    return Program(files, names, added)


def _of_script(found: re.Match[str]) -> str:
    return f".{found[1]}js" if found[1] else ""


def _text(path: Path) -> str:
    """Return the text of a file that was imported, with errors that the compiler reports."""
    return path.read_text("utf-8-sig", errors="replace").replace(_WITHOUT_CHECKS, "")
