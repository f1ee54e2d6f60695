"""The context of a template -> parts that are rendered one by one, and what each is known by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.cache import fingerprint
from typescribe.quoting import SECTION


class Definitions(tuple[Any, ...]):
    """What a template says one by one, each without regard to the others.

    They are dataclasses, whose `repr` tells all that a template can read from them.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One definition, or what stands around all of them."""

    template: str
    context: Mapping[str, Any]
    key: str
    """A digest of all that the text of the part depends on."""
    is_definition: bool

    def sections(self) -> list[str]:
        """Return what the template says: its sections, where those of another part are empty.

        Definitions have theirs between the first and the last, which stand around them.
        """
        from typescribe.rendering.render import render

        sections = render(self.template, self.context).split(SECTION)
        if not self.is_definition:
            return sections
        return ["", *sections[1:-1], ""]


def apart(template: str, context: Mapping[str, Any]) -> list[Part]:
    """Return what stands around the definitions in a context, and then each of them."""
    return list(_apart(template, context))


def _apart(template: str, context: Mapping[str, Any]) -> Iterator[Part]:
    lists = {name: value for name, value in context.items() if isinstance(value, Definitions)}
    around = {**context, **dict.fromkeys(lists, ())}
    digest = hashlib.sha256(_bytes(fingerprint(), template, around))
    yield Part(template, around, digest.hexdigest(), is_definition=False)
    for name, definitions in lists.items():
        for definition in definitions:
            own = digest.copy()
            own.update(_bytes(name, definition))
            alone = {**around, name: (definition,)}
            yield Part(template, alone, own.hexdigest(), is_definition=True)


def _bytes(*values: object) -> bytes:
    return repr(values).encode()
