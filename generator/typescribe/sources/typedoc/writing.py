"""One entry of a reference -> its declaration in TypeScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from typescribe.sources.typedoc.brief import with_lists
from typescribe.sources.typedoc.chunks import Chunk, Places, joined, with_inserted
from typescribe.sources.typedoc.comments import comment, comments, is_described
from typescribe.sources.typedoc.entries import Entry, Part
from typescribe.sources.typedoc.naming import Names, linked, module_of, namespaces, quoted_name
from typescribe.sources.typedoc.unsaid import as_typescript, completed
from typescribe.sources.typescript.source_files import parse_file

Linked: TypeAlias = Callable[[Iterable[Chunk]], list[Chunk]]
"""Returns pieces of TypeScript in which each link is the name of its target."""

_LIBRARY = re.compile(
    r"\s*(?:Array|ReadonlyArray|Partial|Required|Readonly|Pick|Omit|Record|Error)\s*(?:<|$)"
)
"""The types of TypeScript's own library that an interface may extend."""


def declaration(entry: Entry, names: Names, words: set[str], file: str) -> list[Chunk]:
    """Return a declaration in the namespaces that it belongs to.

    `words` are the names that hide those of the module there.

    Raises:
        SpecError: what the page shows is not TypeScript.
    """
    module = module_of(entry)
    bare = as_typescript(list(_bare(entry, names, words)))
    if entry.is_brief:
        bare = with_lists(bare, entry, file)
    bare = completed(bare, file, lambda name: (module, name) in names.plain)
    tree = parse_file(joined(bare), file, Places(bare).locate).tree
    texts: dict[int, str] = {}
    if any(map(is_described, entry.described.members)):
        texts = comments(tree, entry.described.members)
    spaces = namespaces(entry)
    opening = f"export declare namespace {'.'.join(spaces)} {{" if spaces else ""
    start = entry.position
    return [
        Chunk(opening + comment(entry.described.description), start),
        *with_inserted(bare, texts),
        Chunk("}\n" if spaces else "\n", start),
    ]


def _bare(entry: Entry, names: Names, words: set[str]) -> Iterator[Chunk]:
    """Yield the declaration without comments."""
    start = entry.position
    name = quoted_name(entry.name)

    def of(chunks: Iterable[Chunk]) -> list[Chunk]:
        return linked(chunks, entry, names, words)

    parameters = of(entry.parameters)
    has_any = bool(joined(parameters).strip(" ,\n"))
    listed = [Chunk("<", start), *parameters, Chunk(">", start)] if has_any else []
    match entry.kind:
        case "type":
            yield from (Chunk(f"export type {name}", start), *listed, Chunk(" = ", start))
            yield from (*of(entry.signatures[0]), Chunk(";", start))
        case "variable":
            yield Chunk(f"export declare const {name}: ", start)
            yield from (*of(entry.signatures[0]), Chunk(";", start))
        case "function":
            for signature in entry.signatures:
                yield Chunk(f"export declare function {name}", start)
                yield from (*of(signature), Chunk(";\n", start))
        case "enum":
            members = [chunk for part in _ordered(entry.parts) for chunk in of(part.chunks)]
            yield from (Chunk(f"export enum {name} {{", start), *members, Chunk("}", start))
        case _:
            word = "declare class" if entry.kind == "class" else "interface"
            yield from (Chunk(f"export {word} {name}", start), *listed)
            yield from _heritage(entry, names, of)


def _heritage(entry: Entry, names: Names, of: Linked) -> Iterator[Chunk]:
    """Yield the base types and the members of an interface or class.

    A page lists inherited members as well; they are left out if all base types are known, except
    for those of the type `this`, which it shows as the type of the page.
    """
    start = entry.position
    bases = [of(base) for base in entry.bases if _is_known(base, names)]
    all_known = len(bases) == len(entry.bases) > 0
    for place, base in enumerate(bases):
        yield from (Chunk(", " if place else " extends ", start), *base)
    yield Chunk(" {", start)
    for part in _ordered(entry.parts):
        if not (part.inherited and all_known) or _is_of_this(part, entry):
            yield from of(part.chunks)
    yield Chunk("}", start)


def _is_of_this(part: Part, owner: Entry) -> bool:
    """Return whether a member mentions its owner; a page has no link to itself since 0.24."""
    return any(
        chunk.link == owner.key if chunk.link else chunk.text.strip() == owner.name
        for chunk in part.chunks
    )


def _ordered(parts: Sequence[Part]) -> list[Part]:
    """Return members in the order of the source; inherited ones come first."""
    return sorted(parts, key=lambda part: (not part.inherited, part.order))


def _is_known(base: Sequence[Chunk], names: Names) -> bool:
    """Return whether a base type is documented as well, or belongs to TypeScript."""
    first = next((chunk for chunk in base if chunk.text.strip()), None)
    if first is None:
        return False
    return first.link in names.targets or _LIBRARY.match(joined(base)) is not None
