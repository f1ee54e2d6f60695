"""A page of TypeDoc as HTML -> the declarations that it documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.typedoc.chunks import Chunk, brackets, cut, joined, without_last_commas
from typescribe.sources.typedoc.elements import Element, read_elements
from typescribe.sources.typedoc.entries import Entry, Kind, Member, Part, before_0_26
from typescribe.sources.typedoc.html_members import (
    LITERAL,
    MEMBER,
    SIGNATURE,
    defined_in,
    listed_index,
    listed_members,
    part,
    preview,
    signatures,
    unnamed,
    value_start,
)
from typescribe.sources.typedoc.html_text import description
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE

_TITLE = re.compile(
    r"(Type alias|Interface|Enumeration|Class|Function|Variable|Namespace|Module)\s+"
    r"(\"[^\"]*\"|[^\s<]+)",
    re.IGNORECASE,
)
_KINDS: dict[str, Kind] = {
    "type alias": "type",
    "interface": "interface",
    "class": "class",
    "enumeration": "enum",
    "function": "function",
    "variable": "variable",
}
_SECTIONS: dict[str, Kind] = {
    "tsd-kind-type-alias": "type",
    "tsd-kind-function": "function",
    "tsd-kind-variable": "variable",
}
"""The declarations that TypeDoc 0.22 documents on the page of their module."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page: the `kind` and the name in its title, and what it documents.

    `around` are the modules and namespaces that lead to it, by their names and links.
    """

    kind: str
    title: str
    position: Position
    name: str
    around: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading above a declaration, with the type parameters in it."""

    name: str
    position: Position
    key: str
    parameters: tuple[Chunk, ...] = ()


def is_page(text: str) -> bool:
    """Return whether a text starts like HTML."""
    return text.lstrip("\ufeff\r\n\t ")[:14].lower().startswith(("<!doctype html", "<html"))


_OF_0_25 = '<meta charSet="'
"""The spelling of this tag up to TypeDoc 0.25; later releases write `charset`."""

_HEAD = 1_000
"""The number of characters at the start of a page that are searched for it."""


def read_html_page(text: str, file: str, key: str = "") -> HtmlPage:
    """Read a page; `key` is the key of what it documents.

    Raises:
        SpecError: it shows no signature where it has to.
    """
    root = read_elements(text, file)
    heading = next(root.find(tag="h1"), None)
    title = heading.text().strip() if heading else ""
    place = heading.position if heading else Position(file, 1, 1)
    found = _TITLE.match(title)
    kind = " ".join(found[1].lower().split()) if found else ""
    name = found[2] if found else ""
    content = next(root.find(css="col-content"), root)
    around = tuple(_breadcrumb(root))
    entries: list[Entry] = []
    if kind in _KINDS:
        titled = tuple(_titled(heading)) if heading else ()
        entries.append(_entry(_KINDS[kind], content, _Heading(name, place, key, titled)))
    else:
        entries += _on_page_of_module(content, key)
    if _OF_0_25 in text[:_HEAD]:
        entries = list(before_0_26(entries))
    return HtmlPage(kind, title, place, name, around, tuple(entries))


def _breadcrumb(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the names and links of the modules and namespaces that a page is in."""
    items = [item for trail in root.find(css="tsd-breadcrumb") for item in trail.elements()]
    for item in items[:-1]:
        link = next(item.find(tag="a"), None)
        if link is not None:
            yield item.text().strip(), link.attributes.get("href", "")


def _on_page_of_module(content: Element, key: str) -> Iterator[Entry]:
    for section in content.find(css=MEMBER):
        kinds = [kind for css, kind in _SECTIONS.items() if css in section.css]
        heading = next(section.find(tag="h3"), None)
        if kinds and heading is not None:
            name = heading.text().strip()
            anchors = (link.attributes.get("id", "") for link in section.find(tag="a"))
            anchor = next(filter(None, anchors), name)
            titled = _Heading(name, heading.position, f"{key}#{anchor}")
            yield _entry(kinds[0], section, titled)


def _titled(heading: Element) -> Iterator[Chunk]:
    """Yield the type parameters in the title of a page."""
    chunks = heading.chunks()
    text = joined(chunks)
    if "<" in text:
        yield from cut(chunks, text.index("<") + 1, text.rindex(">") if ">" in text else None)


def _entry(kind: Kind, content: Element, heading: _Heading) -> Entry:
    name = heading.name
    match kind:
        case "type" | "variable":
            shown, found = _type(kind, content, name)
        case "function":
            shown = ()
            found = tuple(
                tuple(cut(chunks, joined(chunks).find(name) + len(name)))
                for chunks in signatures(_with_signatures(content))
            )
        case _:
            shown, found = (), ()
    # From 0.28 on, an alias of an object type has a section for each property as well.
    parts = tuple(_parts(kind, content))
    listed = (*listed_members(content), *(one.described for one in parts))
    return Entry(
        kind,
        name,
        heading.position,
        heading.key,
        parameters=_type_parameters(content) or shown or heading.parameters,
        bases=tuple(_bases(content)),
        signatures=found,
        parts=parts if kind in ("interface", "class", "enum") else (),
        described=Member(name, description(content), listed, listed_index(content)),
        order=defined_in(content),
        is_brief=any("tsd-kind-icon" in shown.css for shown in content.find(css=SIGNATURE)),
    )


def _with_signatures(content: Element) -> Element:
    """Return the element whose list shows the signatures of a function."""
    for element in content.all():
        if any("tsd-signatures" in child.css for child in element.elements()):
            return element
    return content


def _type(
    kind: Kind, content: Element, name: str
) -> tuple[tuple[Chunk, ...], tuple[tuple[Chunk, ...], ...]]:
    """Return the type parameters that a signature shows, and the type."""
    signature = next(content.find(css=SIGNATURE), content)
    chunks = list(without_last_commas(signature.chunks()))
    text = joined(chunks)
    head = re.match(rf"\s*(?:(?:type|const|let|var)\s+)?{re.escape(name)}\s*", text)
    end = head.end() if head else 0
    parameters: tuple[Chunk, ...] = ()
    if head and text.startswith("<", end):
        closing = next((at for at, depth in brackets(text[end:]) if depth == 0), 0) + end
        parameters = tuple(cut(chunks, end + 1, closing))
        end = closing + 1
    sign = re.compile(r"\s*[:=]\s*").match(text, end)
    # 0.26 does not show the type of a declaration if it is a literal.
    is_missing = head is not None and not text[end:].strip()
    if is_missing or (kind == "variable" and head and sign and "=" in sign[0]):
        value = text[sign.end() :].strip() if sign else ""
        shown = value if LITERAL.fullmatch(value) else NOT_SHOWN_TYPE
        return (), ((Chunk(shown, signature.position),),)
    if head is None or sign is None:
        message = f"expected the signature of {name}, `{name}: ...`"
        raise SpecError([Problem(signature.position, message)])
    rest = list(cut(chunks, sign.end()))
    if kind == "variable":
        rest = list(cut(rest, 0, value_start(rest)))
    return parameters, (tuple(rest),)


def _type_parameters(content: Element) -> tuple[Chunk, ...]:
    found: list[Chunk] = []
    for css in ("tsd-type-parameter-list", "tsd-type-parameters-list", "tsd-type-parameters"):
        without = (MEMBER, "tsd-signatures", "tsd-descriptions")
        for listed in content.outermost(css, without=without):
            items = listed if listed.tag == "ul" else next(listed.find(tag="ul"), listed)
            for item in items.elements():
                if item.tag == "li":
                    shown = next(item.elements(), item)
                    found += [*shown.chunks(), Chunk(", ", item.position)]
    return tuple(found)


def _bases(content: Element) -> Iterator[tuple[Chunk, ...]]:
    """Yield what a class or interface extends: the types above it in its hierarchy."""
    for section in content.outermost("tsd-hierarchy"):
        for tree in section.find(tag="ul"):
            items = list(tree.elements())
            if any(_is_target(item) for item in items):
                return
            for item in items:
                shown = Element("li", (), item.position)
                shown.children = [
                    child
                    for child in item.children
                    if isinstance(child, Chunk) or child.tag not in ("ul", "h4")
                ]
                yield tuple(shown.chunks())
            return


def _is_target(item: Element) -> bool:
    marks = {"target", "tsd-hierarchy-target"}
    return any(marks & set(element.css) for element in item.elements() if element.tag == "span")


def _parts(kind: Kind, content: Element) -> Iterator[Part]:
    types = preview(content) if kind == "interface" else {}
    if kind in ("function", "variable"):
        return
    for section in content.find(css=MEMBER):
        found = part(section, of_enum=kind == "enum", of_class=kind == "class", preview=types)
        if found is not None:
            yield found
    if kind != "enum":
        yield from unnamed(content)
