"""Splits the context of a template into parts that are rendered and cached one by one.

The key of a part is a digest of everything that its text depends on. So after an edit of a large
spec, only the parts with a new key are rendered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typescribe.language.errors import TemplateError
from typescribe.project.cache import fingerprint
from typescribe.rendering.templates import Template
from typescribe.targets.contract import Definitions
from typescribe.text.quoting import SECTION


@dataclass(frozen=True, slots=True)
class Part:
    """One definition of a module, such as a class, or the text around all definitions."""

    template: Template
    around: Mapping[str, Any]
    """The context without definitions."""
    name: str = ""
    """The name of the list of definitions in the context; "" for the text around all of them."""
    among: Sequence[object] = ()
    """That list."""
    place: int = 0

    @property
    def definition(self) -> object:
        """The definition, which is at this place of the list."""
        return self.among[self.place]

    @property
    def is_definition(self) -> bool:
        """Whether the part is one definition."""
        return bool(self.name)

    @property
    def subject(self) -> str:
        """The name of the definition in messages."""
        return _called(self.definition) if self.is_definition else ""

    def sections(self) -> list[str]:
        """Return the rendered text, split into the sections of the template.

        The first and the last section are the text around the definitions; in a part that is a
        definition, they are empty. Raises `TemplateError` if the template fails, or has too few
        sections.
        """
        from typescribe.rendering.render import render

        own = {self.name: (self.definition,)} if self.is_definition else {}
        text = render(self.template, {**self.around, **own}, (self.subject,))
        sections = text.split(SECTION)
        if not self.is_definition:
            return sections
        if len(sections) < LEAST_SECTIONS:
            raise TemplateError([self.template.problem(_NO_SECTIONS, self.subject)])
        return ["", *sections[1:-1], ""]


LEAST_SECTIONS = 3
"""The least number of sections: before the definitions, the definitions, and after them."""

_NO_SECTIONS = (
    "definitions are rendered one by one: print {{ SECTION }} before the first and after the last"
)


def apart(template: Template, context: Mapping[str, Any]) -> list[Part]:
    """Split a context into parts: the text around the definitions, then each definition."""
    return list(_apart(template, context))


def _apart(template: Template, context: Mapping[str, Any]) -> Iterator[Part]:
    lists = {name: value for name, value in context.items() if isinstance(value, Definitions)}
    around = {**context, **dict.fromkeys(lists, ())}
    yield Part(template, around)
    for name, definitions in lists.items():
        for place in range(len(definitions)):
            yield Part(template, around, name, definitions, place)


def keys(parts: Sequence[Part]) -> list[str]:
    """Return for each part of a template a digest of everything that its text depends on."""
    template, around = parts[0].template, parts[0].around
    digest = hashlib.sha256(_bytes(fingerprint(), template.name, template.among.digest, around))
    found: list[str] = []
    for part in parts:
        own = digest.copy()
        if part.is_definition:
            own.update(_bytes(part.name))
            own.update(_written(part.among)[part.place])
        found.append(own.hexdigest())
    return found


_written_last: list[tuple[Sequence[object], list[bytes]]] = []


def _written(definitions: Sequence[object]) -> list[bytes]:
    """Return each definition as bytes; several files are made from the same ones."""
    for known, found in _written_last:
        if known is definitions:
            return found
    found = list(map(_bytes, definitions))
    _written_last[:] = [*_written_last[-1:], (definitions, found)]
    return found


def _called(definition: object) -> str:
    return str(getattr(definition, "class_name", getattr(definition, "name", "")))


def _bytes(*values: object) -> bytes:
    return repr(values).encode()
