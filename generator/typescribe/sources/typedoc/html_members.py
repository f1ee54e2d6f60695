"""The sections of a page -> the members of an interface, a class or an enumeration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typescribe.sources.typedoc.chunks import Chunk, brackets, cut, joined, without_last_commas
from typescribe.sources.typedoc.elements import Element
from typescribe.sources.typedoc.entries import UNORDERED, Member, Order, Part
from typescribe.sources.typedoc.html_text import description
from typescribe.sources.typedoc.naming import is_symbol, quoted_name
from typescribe.sources.typescript.enums import NOT_SHOWN
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE

MEMBER = "tsd-member"
SIGNATURE = "tsd-signature"

_NAME = re.compile(r"""\s*([\w$-]+|"[^"]*")\??\s*:""")
_WORDS = re.compile(r"\s*(?:(?:Optional|Readonly)\s*(?=\S))*")
LITERAL = re.compile(r"""-?\d[\d.e+]*|"(?:[^"\\]|\\.)*"|true|false|null""")
_LINE = re.compile(r"Defined in\s+(.*):(\d+)")


def part(
    section: Element, *, of_enum: bool, of_class: bool, preview: dict[str, list[Chunk]]
) -> Part | None:
    """Return the member that a section documents; None for a private one and for a symbol.

    `preview` has the types of the members that the page shows elsewhere, by name.
    """
    headings = section.find(tag="h3")
    flags = frozenset(word for heading in headings for word in heading.flags())
    name = _title(section)
    if name is None or flags & {"private", "protected"} or is_symbol(name):
        return None
    inner = tuple(listed_members(section))
    listed = Member(name, description(section), inner, listed_index(section))
    inherited = "tsd-is-inherited" in section.css
    order = defined_in(section)
    key = _anchor(section)
    static = "static " if of_class and "static" in flags else ""
    found = signatures(section)
    if found and not of_enum:
        chunks: list[Chunk] = []
        for signature in found:
            start = signature[0].position
            chunks += [Chunk(static, start), *_method(signature, name, flags), Chunk(";", start)]
        return Part(tuple(chunks), listed, key, bool(static), inherited, order)
    shown = next(section.find(css=SIGNATURE), None)
    if shown is None or found:
        return None
    chunks = list(without_last_commas(shown.chunks()))
    start = chunks[0].position if chunks else shown.position
    optional, type_, value = _typed(chunks, name)
    if of_enum:
        value = value or type_
        if not LITERAL.fullmatch(joined(value).strip()):
            value = [Chunk(NOT_SHOWN, start)]
        made = [Chunk(f"{quoted_name(name)} = ", start), *value, Chunk(",", start)]
        return Part(tuple(made), listed, key, True, inherited, order)
    if not type_ and LITERAL.fullmatch(joined(value).strip()):
        type_ = value
    type_ = type_ or preview.get(name, [])
    if not type_:
        type_ = [Chunk(NOT_SHOWN_TYPE, start)]
    words = f"{static}{'readonly ' if 'readonly' in flags else ''}{quoted_name(name)}"
    mark = "?" if optional or "optional" in flags else ""
    made = [Chunk(f"{words}{mark}: ", start), *type_, Chunk(";", start)]
    return Part(tuple(made), listed, key, bool(static), inherited, order)


def _title(section: Element) -> str | None:
    """Return the name in the heading of a section, or else at the start of its signature."""
    heading = next(section.find(tag="h3"), None)
    signature = next(section.find(css=SIGNATURE), None)
    if heading is not None and (name := heading.text().strip()):
        is_quoted = signature is not None and quoted_name(name, always=True) in signature.text()
        return name if is_quoted else name.removesuffix("?")
    found = _NAME.match(signature.text()) if signature else None
    return found[1].strip('"') if found else None


def _anchor(section: Element) -> str:
    """Return the name by which links refer to a section."""
    marked = (e.attributes.get("id") or e.attributes.get("name") for e in section.find(tag="a"))
    headed = (element.attributes.get("id") for element in section.find(tag="h3"))
    return next(filter(None, (*headed, *marked)), "")


def _typed(chunks: list[Chunk], name: str) -> tuple[bool, list[Chunk], list[Chunk]]:
    """Return whether a property is optional, its type, and its value."""
    text = joined(chunks)
    start = len(text) - len(text.lstrip())
    for written in (quoted_name(name, always=True), name):
        if text.startswith(written, start):
            start += len(written)
            break
    optional = text.startswith("?", start)
    colon = re.compile(r"\s*\??\s*:\s*").match(text, start)
    end = value_start(chunks)
    value = list(cut(chunks, end + text[end:].index("=") + 1)) if end < len(text) else []
    return optional, list(cut(chunks, colon.end(), end)) if colon else [], value


def value_start(chunks: list[Chunk]) -> int:
    """Return the offset of ` = value`, which is a chunk of its own, or the end of the text."""
    offset = 0
    for chunk in chunks:
        if re.match(r"\s*=(?!>)", chunk.text):
            return offset
        offset += len(chunk.text)
    return offset


def signatures(section: Element) -> list[list[Chunk]]:
    """Return each signature of a function, with the types of its parameters."""
    lists = [e for e in section.elements() if "tsd-signatures" in e.css]
    if not lists:
        return []
    shown = [found for each in lists for found in each.find(css=SIGNATURE)]
    described = list(section.find(css="tsd-description"))
    made: list[list[Chunk]] = []
    for place, signature in enumerate(shown):
        chunks = list(without_last_commas(signature.chunks()))
        details = described[place] if place < len(described) else None
        if chunks:
            made.append(list(_with_types(chunks, details)))
    return made


def _with_types(chunks: list[Chunk], details: Element | None) -> Iterator[Chunk]:
    """Yield a signature; releases before 0.27 show the types of parameters only in a list."""
    text = joined(chunks)
    start = text.find("(")
    end = next((at for at, depth in brackets(text[start:]) if depth == 0), -1) + start
    inside = text[start + 1 : end]
    parameters = _parameters(details) if details else []
    if not inside.strip() or ":" in inside or not parameters:
        yield from chunks
        return
    yield from cut(chunks, 0, start + 1)
    for parameter in parameters:
        yield from parameter
        yield Chunk(", ", parameter[0].position)
    yield from cut(chunks, end)


def _parameters(details: Element) -> list[list[Chunk]]:
    found: list[list[Chunk]] = []
    for group in details.outermost("tsd-parameter-list"):
        for item in group.elements():
            shown = next(item.elements(), item)
            chunks = shown.chunks()
            end = value_start(chunks)
            text = joined(chunks)
            named = re.match(r"\s*([^:]*?)\s*\??\s*:", text)
            if named is None:
                continue
            optional = "optional" in shown.flags() or end < len(text)
            mark = "?:" if optional and not named[1].startswith("...") else ":"
            head = Chunk(f"{named[1]}{mark} ", chunks[0].position)
            found.append([head, *cut(chunks, named.end(), end)])
    return found


def _method(signature: list[Chunk], name: str, flags: frozenset[str]) -> list[Chunk]:
    """Return a signature as the member of a class or an interface."""
    text = joined(signature)
    start = signature[0].position
    if text.lstrip().startswith("new "):
        opening = text.find("(")
        end = next((at for at, depth in brackets(text[opening:]) if depth == 0), 0) + opening
        return [Chunk("constructor", start), *cut(signature, opening, end + 1)]
    word = re.match(r"\s*(get|set)\s", text)
    opening = min((at for at in (text.find("("), text.find("<", len(name))) if at >= 0), default=0)
    mark = "?" if "optional" in flags and not word else ""
    head = f"{word[1]} " if word else ""
    rest = list(cut(signature, opening))
    return [Chunk(f"{head}{quoted_name(name)}{mark}", start), *rest]


def unnamed(content: Element) -> Iterator[Part]:
    """Yield the index signatures and call signatures that a page shows beside its members."""
    for shown in content.outermost(SIGNATURE, without=(MEMBER, "tsd-type-declaration")):
        chunks = list(without_last_commas(shown.chunks()))
        text = joined(chunks).lstrip().removeprefix("readonly ").lstrip()
        if text.startswith(("[", "(", "<")):
            ended = [*chunks, Chunk(";", chunks[0].position)]
            yield Part(tuple(ended), Member(""))


def preview(content: Element) -> dict[str, list[Chunk]]:
    """Return the type of each property in the whole interface at the top of recent pages."""
    found: dict[str, list[Chunk]] = {}
    for shown in content.outermost(SIGNATURE, without=(MEMBER,)):
        chunks = shown.chunks()
        text = joined(chunks)
        if not text.lstrip().startswith("interface "):
            continue
        depths = dict(brackets(text))
        start, depth = text.find("{") + 1, 1
        for at, sign in enumerate(text):
            depth = depths.get(at, depth)
            if at >= start and sign == ";" and depth == 1:
                line = list(cut(chunks, start, at))
                if named := re.match(r"""\s*(?:"(.*?)"|([^\s:?]+))\??\s*:\s*""", joined(line)):
                    found[named[1] or named[2]] = list(cut(line, named.end()))
                start = at + 1
    return found


def listed_members(element: Element) -> Iterator[Member]:
    """Yield the members in the lists below an element, each with the members inside it."""
    for item in element.outermost("tsd-parameter"):
        heading = next(item.find(tag="h5"), None)
        signature = heading.text() if heading else ""
        words = _WORDS.sub("", signature, count=1)
        if name := _NAME.match(words):
            inner = tuple(listed_members(item))
            is_method = words[name.end() :].strip() == "function"
            shown = name[1].strip('"')
            yield Member(shown, description(item), inner, listed_index(item), is_method)


def listed_index(element: Element) -> str:
    """Return the index signature in the lists below an element, or nothing."""
    for item in element.outermost("tsd-parameter-index-signature", without=("tsd-parameter",)):
        heading = next(item.find(tag="h5"), None)
        return joined(without_last_commas(heading.chunks())) if heading else ""
    return ""


def defined_in(section: Element) -> Order:
    """Return the line of the source that a section refers to."""
    for sources in section.outermost("tsd-sources"):
        for item in sources.find(tag="li"):
            if found := _LINE.search(" ".join(item.text().split())):
                return found[1], int(found[2]), 0
    return UNORDERED
