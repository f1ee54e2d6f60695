"""Default exports, which TypeDoc calls "default" -> the names by which others refer to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.entries import Entry
from typescribe.sources.typedoc.naming import chunks_of, is_word, module_of

DEFAULT = "default"


def with_names(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries in which each default export has a name.

    It is the one that all references use. Without references, it is that of the module.
    """
    unnamed = {entry.key for entry in entries if entry.name == DEFAULT and entry.key}
    used: dict[str, set[str]] = {}
    for entry in entries if unnamed else ():
        for chunk in chunks_of(entry):
            if chunk.link in unnamed and (name := _name(chunk)):
                used.setdefault(chunk.link, set()).add(name)
    taken = {(module_of(entry), entry.name) for entry in entries}
    return [_named(entry, used.get(entry.key, set()), taken) for entry in entries]


def _named(entry: Entry, used: set[str], taken: set[tuple[str, str]]) -> Entry:
    if entry.name != DEFAULT:
        return entry
    names = [*(used if len(used) == 1 else ()), *_of_module(entry), "Default"]
    free = (name for name in names if (module_of(entry), name) not in taken)
    return replace(entry, name=next(free, "Default_"))


def _of_module(entry: Entry) -> Iterator[str]:
    last = module_of(entry).rpartition("/")[2]
    if is_word(last):
        yield last


def _name(chunk: Chunk) -> str | None:
    name = chunk.text.strip()
    return name if is_word(name) and name != DEFAULT else None
