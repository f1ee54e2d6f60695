"""Takes messages out of their envelopes: for `--at detail.event`, the value at that path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from typescribe.archives.decoding import Malformed, Message

Path: TypeAlias = tuple[str, ...]


def taken_out(messages: Iterable[Message | Malformed], path: Path) -> Iterator[Message | Malformed]:
    """Yield the values at a path in each message.

    A step of the path is a property, or `*` for every item of an array. A message without a value
    there counts as malformed, unless the path contains `*`.
    """
    if not path:
        yield from messages
        return
    shown = ".".join(path)
    for message in messages:
        if isinstance(message, Malformed):
            yield message
            continue
        found = 0
        for value in _at(message.value, path):
            found += 1
            yield Message(message.line, value, message.item, message.data)
        if not found and "*" not in path:
            yield Malformed(message.line, f'nothing at "{shown}"', message.item, message.data)


def _at(value: object, path: Path) -> Iterator[object]:
    if not path:
        yield value
        return
    step, rest = path[0], path[1:]
    match value:
        case dict() if step in value:
            yield from _at(value[step], rest)
        case list() if step == "*":
            for item in value:
                yield from _at(item, rest)
        case _:
            return
