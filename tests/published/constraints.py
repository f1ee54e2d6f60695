"""Looks for constraints in the source of a release that its import neither keeps nor reports.

The comments are found in the text of the files, by the positions of the imported declarations: not
with the reader of comments that the import uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from typescribe.importing.importer import Source, import_types
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.constraints import NONE, Constraints, given
from typescribe.language.declared import Declaration, ObjectOf
from typescribe.language.errors import Position
from typescribe.language.expressions import parts_of
from typescribe.sources.typescript.rewriting import expressions

WORDS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems"),
    *("default", "defaultValue", "example", "examples", "asType", "TJS-type", "type"),
    *("minProperties", "maxProperties", "contains", "propertyNames", "additionalProperties"),
)
_TAG = re.compile(rf"(?:^|[\s*])@({'|'.join(WORDS)})(?![\w-])[^\S\n]*(.*)", re.MULTILINE)
_BEFORE_NAME = r"(?:[a-z]+\s+|[\"'\[])*"
_COMMENT = re.compile(rf"/\*\*((?:(?!\*/).)*)\*/\s*{_BEFORE_NAME}$", re.DOTALL)
_IN_DESCRIPTION = ("default", "defaultValue", "example", "examples")
_NO_CONSTRAINT = re.compile(r"\{|[A-Z]|string|number|boolean|object|$")
"""The beginnings of JSDoc's own `@type`, which says nothing about values."""


def lost_of(package: Path, prelude: str = "") -> list[str]:
    """Return a line for each constraint that is missing from both the spec and the report."""
    return list(lost(import_types(Source(str(package)), Wanted(), [prelude] if prelude else [])))


def lost(read: ReadTypes) -> Iterator[str]:
    """Yield a line for each constraint that is missing from both the spec and the report."""
    reported = {(note.position, note.kind) for note in read.notes}
    lines = {
        (note.position.file, note.position.line) for note in read.notes if note.kind == "not kept"
    }
    for declaration in (one for found in read.files.values() for one in found):
        for position, constraints, description in _places(declaration):
            for tag, text in _tags(position):
                if _is_kept(tag, text, constraints, description):
                    continue
                if (position, "not kept") in reported or (position.file, position.line) in lines:
                    continue
                yield f"{position}: @{tag} {text} is neither in the spec nor in the report"


def _places(declaration: Declaration) -> Iterator[tuple[Position, Constraints, str]]:
    yield declaration.position, declaration.constraints, declaration.description
    for part in parts_of(expressions(declaration)):
        for field in part.fields if isinstance(part, ObjectOf) else ():
            yield field.position, field.constraints, field.description


@cache
def _lines(file: str) -> tuple[str, ...]:
    return tuple(Path(file).read_text("utf-8", errors="replace").splitlines(keepends=True))


def _tags(position: Position) -> list[tuple[str, str]]:
    """Return the tags of the comment that ends right before a position, as they are written."""
    try:
        lines = _lines(position.file)
    except OSError:
        return []
    before = "".join(lines[max(0, position.line - 200) : position.line - 1])
    before += lines[position.line - 1][: position.column - 1]
    found = _COMMENT.search(before[before.rfind("/**") :] if "/**" in before else "")
    return [(tag, text.strip()) for tag, text in _TAG.findall(found[1])] if found else []


def _is_kept(tag: str, text: str, constraints: Constraints, description: str) -> bool:
    if tag in ("type", "asType", "TJS-type"):
        is_plain = tag == "type" and _NO_CONSTRAINT.match(text)
        return constraints.integer or bool(is_plain) or text == "number"
    said = {word.name for word, _ in given(constraints)}
    if tag in _IN_DESCRIPTION:
        word = "default" if tag.startswith("default") else "examples"
        first = re.sub(r"\W+", "", text)[:10]
        return word in said or not text or first in re.sub(r"\W+", "", description)
    if tag == "uniqueItems" and text == "false":
        return True
    return tag in said or (constraints == NONE and not text)
