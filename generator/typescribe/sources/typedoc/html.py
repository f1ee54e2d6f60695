"""The HTML of a TypeDoc page -> its parts, found by the CSS classes that TypeDoc uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.typedoc.page import Chunk, Member, Page, shown_kind

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "pre", "h4", "h5", "dl", "dt", "dd"}
_HIDDEN = {"svg", "script", "style", "button"}
_TITLE = re.compile(r"(Type alias|Interface|Enumeration|Class) ([\w$.]+)", re.IGNORECASE)
_NAME = re.compile(r"""\s*([\w$-]+|"[^"]*")\??\s*:""")
_FLAGS = re.compile(r"\s*(?:(?:Optional|Readonly)\s*(?=\S))*")
_WORDS = {"type alias": "type", "interface": "interface", "class": "interface"}


def is_page(text: str) -> bool:
    """Return whether a text starts like HTML."""
    return text.lstrip("\ufeff\r\n\t ")[:14].lower().startswith(("<!doctype html", "<html"))


def read_html_page(text: str, file: str) -> Page:
    """Read the page of a type alias, an interface, a class or an enumeration.

    Raises:
        SpecError: it is a page of another kind.
    """
    reader = _Reader(file)
    reader.feed(text)
    reader.close()
    heading = next(reader.root.find(tag="h1"), None)
    title = heading.text() if heading else ""
    found = _TITLE.match(title.strip())
    if heading is None or found is None:
        place = heading.position if heading else Position(file, 1, 1)
        raise SpecError([Problem(place, f"cannot read this page: it is {shown_kind(title)}")])
    kind, name = found[1].lower(), found[2]
    content = next(reader.root.find(css="col-content"), reader.root)
    sections = list(content.find(css="tsd-member"))
    members = [member for section in sections if (member := _section(section))]
    if kind == "type alias":
        return _alias(content, name, tuple(members))
    parts: list[Chunk] = []
    for section in sections:
        signature = next(section.find(css="tsd-signature"), None)
        if signature and not _is_method(section):
            chunks = signature.chunks()
            if kind == "enumeration":
                chunks = [Chunk(_enum_member(_joined(chunks)), signature.position)]
            parts += [*chunks, Chunk("," if kind == "enumeration" else ";", signature.position)]
    parameters = title.strip()[found.end() :].strip()
    word = _WORDS.get(kind, "enum")
    return Page(
        before=f"export {word} {name}{parameters} {{",
        signature=tuple(parts) or (Chunk("", heading.position),),
        after="}",
        description=_description(content),
        members=tuple(members),
    )


def _alias(content: _Element, name: str, members: tuple[Member, ...]) -> Page:
    signature = next(content.find(css="tsd-signature"), content)
    chunks = list(_without_last_commas(signature.chunks()))
    text = _joined(chunks)
    found = re.match(rf"\s*(?:type\s+)?{re.escape(name)}\s*(<.*?>)?\s*[:=]\s*", text, re.DOTALL)
    if found is None:
        message = f"expected the signature of {name}, `{name}: ...`"
        raise SpecError([Problem(signature.position, message)])
    return Page(
        before=f"export type {name}{found[1] or ''} = ",
        signature=tuple(_from(chunks, found.end())),
        after=";",
        description=_description(content),
        members=(*_listed(content), *members),
    )


def _without_last_commas(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Yield chunks without the trailing comma that recent versions put after type arguments."""
    for place, chunk in enumerate(chunks):
        following = next((c.text for c in chunks[place + 1 :] if c.text.strip()), "")
        is_last = chunk.text.strip() == "," and following.lstrip().startswith(">")
        yield Chunk(" ", chunk.position) if is_last else chunk


def _from(chunks: list[Chunk], offset: int) -> Iterator[Chunk]:
    for chunk in chunks:
        if offset < len(chunk.text):
            yield Chunk(chunk.text[offset:], chunk.position)
        offset = max(0, offset - len(chunk.text))


def _joined(chunks: list[Chunk]) -> str:
    return "".join(chunk.text for chunk in chunks)


def _enum_member(signature: str) -> str:
    name, _, value = signature.partition(":")
    return f"{name} = {value}" if value.strip() else name


def _is_method(section: _Element) -> bool:
    return next(section.find(css="tsd-signatures"), None) is not None


def _section(section: _Element) -> Member | None:
    signature = next(section.find(css="tsd-signature"), None)
    name = _NAME.match(signature.text()) if signature else None
    if name is None:
        return None
    return Member(name[1].strip('"'), _description(section), tuple(_listed(section)))


def _listed(element: _Element) -> Iterator[Member]:
    """Yield the members in the lists below an element, each with the members inside it."""
    for item in element.outermost("tsd-parameter"):
        heading = next(item.find(tag="h5"), None)
        signature = heading.text() if heading else ""
        words = _FLAGS.sub("", signature, count=1)
        if name := _NAME.match(words):
            yield Member(name[1].strip('"'), _description(item), tuple(_listed(item)))


def _description(element: _Element) -> str:
    """Return the comments of an element, without those of the members in it."""
    found = [
        part
        for comment in element.outermost("tsd-comment", without=("tsd-parameters", "tsd-member"))
        for part in comment.paragraphs()
    ]
    return "\n\n".join(found)


@dataclass(eq=False)
class _Element:
    tag: str
    css: tuple[str, ...]
    position: Position
    children: list[_Element | Chunk] = field(default_factory=list)

    def find(self, tag: str = "", css: str = "") -> Iterator[_Element]:
        """Yield the elements below with a tag or a class, in order."""
        for child in self.children:
            if isinstance(child, _Element):
                if child.tag == tag or css in child.css:
                    yield child
                yield from child.find(tag, css)

    def outermost(self, css: str, without: tuple[str, ...] = ()) -> Iterator[_Element]:
        """Yield the elements below with a class, but none inside another one."""
        for child in self.children:
            if isinstance(child, _Element):
                if css in child.css:
                    yield child
                elif not set(without) & set(child.css):
                    yield from child.outermost(css, without)

    def chunks(self) -> list[Chunk]:
        """Return the text below with positions; `<br>` is a line break."""
        found: list[Chunk] = []
        for child in self.children:
            if isinstance(child, Chunk):
                found.append(Chunk(child.text.replace("\xa0", " "), child.position))
            elif child.tag == "br":
                found.append(Chunk("\n", child.position))
            elif child.tag not in _HIDDEN:
                found += child.chunks()
        return found

    def text(self) -> str:
        """Return the text below."""
        return _joined(self.chunks())

    def paragraphs(self) -> Iterator[str]:
        """Yield the texts of the blocks below; a heading becomes the tag of the text after it."""
        inline = ""
        heading = ""
        for child in [*self.children, None]:
            is_block = isinstance(child, _Element) and child.tag in _BLOCKS
            if child is None or is_block:
                if inline.strip():
                    yield heading + " ".join(inline.split())
                    heading = ""
                inline = ""
            if not isinstance(child, _Element):
                inline += child.text if child else ""
            elif child.tag in ("h4", "dt"):
                heading = f"@{child.text().strip().lower()} "
            elif child.tag == "pre":
                yield f"```\n{child.text().strip()}\n```"
            elif is_block:
                for text in child.paragraphs():
                    yield heading + text
                    heading = ""
            else:
                inline += child.text()


MAX_DEPTH = 200
"""How deep elements may be nested; in a page of TypeDoc it is about twenty."""


class _Reader(HTMLParser):
    """Builds the tree of a page; an element that is not closed ends with the one around it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self.root = _Element("", (), Position(file, 1, 1))
        self._open = [self.root]

    def _place(self) -> Position:
        line, column = self.getpos()
        return Position(self._file, line, column + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        css = next((value or "" for name, value in attrs if name == "class"), "")
        element = _Element(tag, tuple(css.split()), self._place())
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)
        if len(self._open) > MAX_DEPTH:
            message = f"elements are nested more than {MAX_DEPTH} deep"
            raise SpecError([Problem(self._place(), message)])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Chunk(data, self._place()))
