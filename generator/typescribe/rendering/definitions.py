"""Splits the context of a template into parts that are rendered and cached one by one.

The key of a part is a digest of everything that its text depends on. So after an edit of a large
spec, only the parts with a new key are rendered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
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
    context: Mapping[str, Any]
    key: str
    """A digest of everything that the rendered text depends on."""
    is_definition: bool
    subject: str = ""
    """The name of the definition in messages."""

    def sections(self) -> list[str]:
        """Return the rendered text, split into the sections of the template.

        The first and the last section are the text around the definitions; in a part that is a
        definition, they are empty. Raises `TemplateError` if the template fails, or has too few
        sections.
        """
        from typescribe.rendering.render import render

        sections = render(self.template, self.context, (self.subject,)).split(SECTION)
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
    tools = (fingerprint(), template.name, template.among.digest)
    digest = hashlib.sha256(_bytes(*tools, around))
    yield Part(template, around, digest.hexdigest(), is_definition=False)
    for name, definitions in lists.items():
        for definition in definitions:
            own = digest.copy()
            own.update(_bytes(name, definition))
            alone = {**around, name: (definition,)}
            subject = _called(definition)
            yield Part(template, alone, own.hexdigest(), is_definition=True, subject=subject)


def _called(definition: object) -> str:
    return str(getattr(definition, "class_name", getattr(definition, "name", "")))


def _bytes(*values: object) -> bytes:
    return repr(values).encode()
