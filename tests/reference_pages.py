"""Generated pages, rendered in memory and parsed by independent parsers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings, find_project
from typescribe.rendering import assembly

ROOT = Path(__file__).parent.parent
TARGETS = ("dataclasses", "typed_dicts", "validators", "markdown", "html")

HOSTILE = (
    "</p></dd></main></style></script><script>document.title='BREACH'</script>"
    "<img src=x onerror=document.title='BREACH'> <!-- --> --> ]]> &lt;b&gt; &#60;i> "
    "\" onmouseover=\"document.title='BREACH' ' `](javascript:BREACH) ![x](y) [z]: q "
    "</title> {{ 7 * 7 }} text-707-text \u202e\u2066 \ud83d | \\| \\ ``` ~~~ *a* _b_ $c$"
).replace("\ud83d", "")
"""Texts that try to break out of an element, an attribute, a cell or a code span."""


@dataclass
class Element:
    """One element of a page, with its own text."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.all()

    @property
    def whole_text(self) -> str:
        return self.text + "".join(child.whole_text for child in self.children)

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        assert len(made.attributes) == len(attrs), "no attribute twice"
        self.open[-1].children.append(made)
        if tag not in {"meta", "link", "input"}:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def elements(page: str) -> list[Element]:
    return list(Reader(page).root.all())


def tags(page: str) -> Counter[str]:
    return Counter(element.tag for element in elements(page))


def pages_of(model: Model, targets: tuple[str, ...] = TARGETS) -> tuple[str, str]:
    """Return the reference of a model as HTML and as Markdown."""
    settings = PackageSettings(model.name, PurePosixPath("spec"), PurePosixPath("out"), targets)
    made = assembly.documents(settings, model)
    return made["reference.html"], made["reference.md"]


@cache
def webex_model() -> Model:
    project = find_project(ROOT)
    return pipeline.load(project, project.packages["webex_contact_center"])


@cache
def webex_pages() -> tuple[str, str]:
    return pages_of(webex_model())


def hostile_spec(text: str) -> str:
    """Return a spec in which every text is the given one."""

    def quoted(value: str) -> str:
        shown = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{re.sub("[^ -~]", lambda found: _escape(found[0]), shown)}"'

    def literal(value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return quoted(f'"{escaped}" | "other"')

    return f"""
description: {quoted(text)}
types:
  Message:
    description: {quoted(text)}
    deprecated: {quoted(text)}
    fields:
      {quoted(f'"{_inside_quotes(text)}"')}:
        type: {literal(text)}
        attribute: odd
        description: {quoted(text)}
        deprecated: {quoted(text)}
      inner: Inner
      named: Named
  Inner: {{fields: {{a?: number | null}}}}
  Named:
    description: {quoted(text)}
    values: {{{quoted(text)}: {quoted(text)}, other: ""}}
"""


def _inside_quotes(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"
