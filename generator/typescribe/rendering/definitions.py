"""The context of a template -> parts that are rendered one by one, and what each is known by."""

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
    """One definition, or what stands around all of them."""

    template: Template
    context: Mapping[str, Any]
    key: str
    """A digest of all that the text of the part depends on."""
    is_definition: bool
    subject: str = ""
    """What a definition is called in messages."""

    def sections(self) -> list[str]:
        """Return what the template says: its sections, where those of another part are empty.

        Definitions have theirs between the first and the last, which stand around them.
        Raises `TemplateError`.
        """
        from typescribe.rendering.render import render

        sections = render(self.template, self.context, (self.subject,)).split(SECTION)
        if not self.is_definition:
            return sections
        if len(sections) < MARKED:
            raise TemplateError([self.template.problem(_NO_SECTIONS, self.subject)])
        return ["", *sections[1:-1], ""]


MARKED = 3
"""How many sections there are where there are definitions: before them, they, behind them."""

_NO_SECTIONS = (
    "definitions are rendered one by one: print {{ SECTION }} before the first and after the last"
)


def apart(template: Template, context: Mapping[str, Any]) -> list[Part]:
    """Return what stands around the definitions in a context, and then each of them."""
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
