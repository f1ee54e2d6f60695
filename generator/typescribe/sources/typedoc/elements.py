"""The HTML of a page -> a tree of its elements, with the position of every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.sources.typedoc.chunks import Chunk, joined

MAX_DEPTH = 200
"""How deep elements may be nested; in a page of TypeDoc it is about twenty."""

FLAGS = ("tsd-flag", "tsd-tag")
"""The classes of words such as "Optional" beside the name of a property."""

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
_HIDDEN = {"svg", "script", "style", "button"}
_TYPE_PARAMETER = "tsd-kind-type-parameter"


@dataclass(eq=False)
class Element:
    """An element; `css` are its classes."""

    tag: str
    css: tuple[str, ...]
    position: Position
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | Chunk] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """Yield the elements directly inside this one."""
        for child in self.children:
            if isinstance(child, Element):
                yield child

    def all(self) -> Iterator[Element]:
        """Yield the element and all elements below, in order."""
        yield self
        for child in self.elements():
            yield from child.all()

    def find(self, tag: str = "", css: str = "") -> Iterator[Element]:
        """Yield the elements below with a tag or a class, in order."""
        for child in self.elements():
            if child.tag == tag or css in child.css:
                yield child
            yield from child.find(tag, css)

    def outermost(self, css: str, without: tuple[str, ...] = ()) -> Iterator[Element]:
        """Yield the elements below with a class, but none inside another one."""
        for child in self.elements():
            if css in child.css:
                yield child
            elif not set(without) & set(child.css):
                yield from child.outermost(css, without)

    def chunks(self) -> list[Chunk]:
        """Return the text below with positions and links; `<br>` is a line break."""
        return list(self._chunks(""))

    def _chunks(self, link: str) -> Iterator[Chunk]:
        for child in self.children:
            if isinstance(child, Chunk):
                yield Chunk(child.text.replace("\xa0", " "), child.position, link)
            elif child.tag == "br":
                yield Chunk("\n", child.position)
            elif child.tag not in _HIDDEN and not set(FLAGS) & set(child.css):
                is_link = child.tag == "a" and _TYPE_PARAMETER not in child.css
                yield from child._chunks(child.attributes.get("href", "") if is_link else link)

    def text(self) -> str:
        """Return the text below."""
        return joined(self.chunks())

    def flags(self) -> frozenset[str]:
        """Return the words in lower case that mark a name, such as "optional"."""
        words = [element for css in FLAGS for element in self.find(css=css)]
        return frozenset(joined(word.bare()).strip().lower() for word in words)

    def bare(self) -> list[Chunk]:
        """Return the text directly inside the element."""
        return [child for child in self.children if isinstance(child, Chunk)]


def read_elements(text: str, file: str) -> Element:
    """Return the tree of a page.

    Raises:
        SpecError: its elements are nested too deep.
    """
    reader = _Reader(file)
    reader.feed(text)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Builds the tree of a page; an element that is not closed ends with the one around it."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self.root = Element("", (), Position(file, 1, 1))
        self._open = [self.root]

    def _place(self) -> Position:
        line, column = self.getpos()
        return Position(self._file, line, column + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        css = tuple(attributes.get("class", "").split())
        element = Element(tag, css, self._place(), attributes)
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
