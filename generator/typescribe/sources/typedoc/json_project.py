"""The JSON that TypeDoc writes with `--json` -> the declarations that it documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.entries import (
    UNORDERED,
    Entry,
    Kind,
    Member,
    Order,
    Part,
    Space,
    before_0_26,
    space,
)
from typescribe.sources.typedoc.json_types import Json, Lines, Types, indexes
from typescribe.sources.typedoc.naming import is_symbol, quoted_name
from typescribe.sources.typescript.enums import NOT_SHOWN

_KINDS: dict[int, Kind] = {
    8: "enum",
    32: "variable",
    64: "function",
    128: "class",
    256: "interface",
    2_097_152: "type",
    4_194_304: "type",
}
"""The numbers of the kinds; an alias is 4194304 before TypeDoc 0.25, and 2097152 from then on."""

_PROJECT, _MODULE, _NAMESPACE = 1, 2, 4
_START = re.compile(r"""[\ufeff\s]*\{\s*"[^"\n]*"\s*:""")


def is_project(text: str) -> bool:
    """Return whether a text starts like a JSON object with members."""
    return _START.match(text) is not None


def read_project(text: str, file: str) -> list[Entry]:
    """Return what a project documents.

    Positions are those in the documented source, where the project gives them.

    Raises:
        SpecError: it is not the JSON of TypeDoc.
    """
    try:
        project = json.loads(text)
        if project["kind"] == _PROJECT:
            found = _entries(project, (), _Places(file))
            return list(before_0_26(found) if '"indexSignature"' in text else found)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        pass  # it is not JSON, or not as any release of TypeDoc writes it
    message = "expected the JSON that TypeDoc writes with --json"
    raise SpecError([Problem(file, message)])


def _entries(parent: Json, spaces: tuple[Space, ...], lines: _Places) -> Iterator[Entry]:
    for child in parent.get("children", ()):
        number, name, key = child["kind"], child["name"], f"#{child['id']}"
        if number in (_MODULE, _NAMESPACE):
            inside = space(name, key, is_module=number == _MODULE)
            yield from _entries(child, (*spaces, inside), lines)
        elif number in _KINDS and not _refers(child):
            yield _entry(_KINDS[number], child, spaces, lines)


def _refers(child: Json) -> bool:
    """Return whether it is a re-export; its kind has had several numbers."""
    return child.get("variant") == "reference" or child.get("kindString") == "Reference"


def _entry(kind: Kind, child: Json, spaces: tuple[Space, ...], lines: _Places) -> Entry:
    position, order = _place(child, lines)
    types = Types(position, lines)
    signatures: tuple[tuple[Chunk, ...], ...] = ()
    if kind == "function":
        signatures = tuple(tuple(types.signature(one)) for one in child.get("signatures", ()))
    elif kind in ("type", "variable"):
        # From 0.28 on, an alias of an object type has the members itself.
        itself = {"type": "reflection", "declaration": child}
        signatures = (tuple(types.write(child.get("type", itself))),)
    parts = tuple(_parts(kind, child, lines))
    listed = tuple(part.described for part in parts) if parts else tuple(_listed(child))
    return Entry(
        kind,
        child["name"],
        position,
        f"#{child['id']}",
        spaces,
        tuple(types.listed_parameters(child)),
        tuple(tuple(types.write(base)) for base in child.get("extendedTypes", ())),
        signatures,
        parts,
        Member(child["name"], comment_of(child), listed),
        order,
    )


class _Places(Lines):
    """The positions of a project; those that it does not give are in its `file`."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file


def _place(declaration: Json, lines: _Places) -> tuple[Position, Order]:
    for source in declaration.get("sources", ()):
        name, line, column = source["fileName"], source["line"], source.get("character", 0)
        return lines.take(Position(name, line, column + 1)), (name, line, column)
    return lines.take(Position(lines.file, 1, 1)), UNORDERED


def _parts(kind: Kind, owner: Json, lines: _Places) -> Iterator[Part]:
    if kind not in ("class", "interface", "enum"):
        return
    for member in owner.get("children", ()):
        name, flags = member["name"], member.get("flags", {})
        if flags.get("isPrivate") or flags.get("isProtected") or is_symbol(name):
            continue
        position, order = _place(member, lines)
        types = Types(position, lines)
        end = Chunk("," if kind == "enum" else "; ", position)
        if kind == "enum":
            value = _value(member)
            chunks = [Chunk(f"{quoted_name(name)} = {value}", position), end]
        elif name == "constructor":
            chunks = []
            for signature in member.get("signatures", ()):
                head = Chunk("constructor", position)
                chunks += [head, *types.signature({**signature, "typeParameter": ()}, ""), end]
        else:
            words = "static " if kind == "class" and flags.get("isStatic") else ""
            words += "readonly " if flags.get("isReadonly") and "type" in member else ""
            chunks = [Chunk(words, position), *types.member(member), end]
        described = Member(name, comment_of(member), tuple(_listed(member)))
        key = f"#{member['id']}"
        inherited = "inheritedFrom" in member
        is_static = kind == "enum" or bool(flags.get("isStatic"))
        yield Part(tuple(chunks), described, key, is_static, inherited, order)
    types = Types(_place(owner, lines)[0], lines)
    end = Chunk("; ", _place(owner, lines)[0])
    for index in indexes(owner):
        yield Part((*types.index(index), end), Member(""))
    for signature in owner.get("signatures", ()) if kind == "interface" else ():
        yield Part((*types.signature(signature), end), Member(""))


def _value(member: Json) -> str:
    """Return the value of a member of an enumeration: before 0.23 it is written as TypeScript."""
    type_ = member.get("type", {})
    if type_.get("type") == "literal":
        return json.dumps(type_["value"], ensure_ascii=False)
    written = str(member.get("defaultValue", ""))
    if re.fullmatch(r'"(?:[^"\\]|\\.)*"|-?\d[\d.e+]*', written):
        return written
    return NOT_SHOWN


def _listed(declaration: Json) -> Iterator[Member]:
    """Yield the properties of the object types in a declaration, with their descriptions."""
    waiting = [declaration.get("type", {"type": "reflection", "declaration": declaration})]
    while waiting:
        type_ = waiting.pop(0)
        if not isinstance(type_, dict):
            continue
        if type_.get("type") == "reflection":
            for member in type_["declaration"].get("children", ()):
                yield Member(member["name"], comment_of(member), tuple(_listed(member)))
            continue
        for value in type_.values():
            waiting += value if isinstance(value, list) else [value]


def comment_of(declaration: Json) -> str:
    """Return the text of the doc comment of a declaration."""
    comment = declaration.get("comment") or {}
    signatures = declaration.get("signatures") or ()
    if not comment and signatures:
        comment = signatures[0].get("comment") or {}
    parts = [_text(comment.get("summary", ()))]
    parts += [comment.get("shortText", ""), comment.get("text", "")]
    for tag in comment.get("blockTags", ()):
        parts.append(_tag(tag["tag"], _text(tag["content"])))
    for tag in comment.get("tags", ()):
        parts.append(_tag(f"@{tag['tag']}", tag["text"]))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _tag(name: str, text: str) -> str:
    return f"{name}\n{text}" if text.startswith("```") else f"{name} {text}"


def _text(parts: list[Json]) -> str:
    return "".join(
        f"{{{part['tag']} {part['text']}}}" if part.get("kind") == "inline-tag" else part["text"]
        for part in parts
    )
