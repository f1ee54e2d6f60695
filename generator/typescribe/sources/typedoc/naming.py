"""Links between declarations -> the names by which TypeScript refers to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from typescribe.sources.typedoc.chunks import Chunk, brackets, joined
from typescribe.sources.typedoc.entries import Entry
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE

_NO_ARRAY = re.compile(r"""[{"'`]|(?:string|number|boolean)\b""")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_TYPEOF = re.compile(r"(?<!\bkeyof )\btypeof\s*$")
_SYMBOL = re.compile(r"\[[\w$.]+\]")


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link: a module, and the path of names to a declaration in it."""

    module: str
    path: tuple[str, ...]
    member: str = ""
    """A property of the instances of that declaration, to which the link leads."""
    parameters: int = 0
    """The number of type parameters of a class or a function."""


@dataclass(frozen=True, slots=True)
class Names:
    """The targets of all links of a reference, and the global name of each module."""

    targets: dict[str, Target]
    aliases: dict[str, str]
    plain: set[tuple[str, str]]
    """The types that are certainly no arrays, each with a module and its name there."""


def names_of(entries: Sequence[Entry]) -> Names:
    """Return the names of everything that links can lead to."""
    targets: dict[str, Target] = {}
    for entry in entries:
        module, spaces = module_of(entry), namespaces(entry)
        path = (*spaces, entry.name)
        if entry.key:
            parameters = _parameters(entry)
            targets.setdefault(entry.key, Target(module, path, parameters=parameters))
        for part in entry.parts:
            name = part.described.name
            if part.key and part.is_static:
                targets[part.key] = Target(module, (*path, name))
            elif part.key:
                targets[part.key] = Target(module, path, name)
        for place, space in enumerate(entry.spaces):
            inner = tuple(s.name for s in entry.spaces[: place + 1] if not s.is_module)
            if space.key and inner:
                targets.setdefault(space.key, Target(module, inner))
    used = {word for entry in entries for word in _words(entry)}
    aliases: dict[str, str] = {}
    for module in dict.fromkeys(map(module_of, entries)):
        name = "$" + re.sub(r"[^\w$]+", "_", module)
        while name in used:
            name += "_"
        used.add(name)
        aliases[module] = name
    plain = {
        (module, name)
        for entry in filter(_is_plain, entries)
        for module in aliases
        for name in _names_in(module, entry, aliases)
    }
    return Names(targets, aliases, plain)


def _parameters(entry: Entry) -> int:
    """Return the number of type parameters of a class or a function, 0 for anything else."""
    text = f"<{joined(entry.parameters)}>" if entry.kind == "class" else ""
    if entry.kind == "function" and entry.signatures:
        text = joined(entry.signatures[0]).lstrip()
    if not text.startswith("<") or not text.strip("<> \n"):
        return 0
    end = next((place for place, depth in brackets(text) if not depth), len(text))
    return _listed(text[1:end])


def _listed(text: str) -> int:
    """Return how many elements a list has, whose last may be followed by a comma."""
    depths = dict(brackets(text))
    depth = commas = 0
    for place, sign in enumerate(text):
        depth = depths.get(place, depth)
        commas += sign == "," and not depth
    return commas + (not text.rstrip().endswith(","))


def _is_plain(entry: Entry) -> bool:
    if entry.kind != "type":
        return entry.kind in ("interface", "class", "enum")
    text = joined(entry.signatures[0]).strip() if entry.signatures else ""
    return _NO_ARRAY.match(text) is not None and not text.endswith("]")


def _names_in(module: str, entry: Entry, aliases: dict[str, str]) -> Iterator[str]:
    name = ".".join((*namespaces(entry), entry.name))
    if module == module_of(entry):
        yield name
    yield f"{aliases[module_of(entry)]}.{name}"


def module_of(entry: Entry) -> str:
    """Return the name of the module that an entry is in; it is empty if there is only one."""
    return "/".join(space.name for space in entry.spaces if space.is_module)


def namespaces(entry: Entry) -> tuple[str, ...]:
    """Return the names of the namespaces that an entry is in."""
    return tuple(space.name for space in entry.spaces if not space.is_module)


def linked(chunks: Iterable[Chunk], entry: Entry, names: Names, words: set[str]) -> list[Chunk]:
    """Return chunks in which each link is the name of its target, as it is known in an entry.

    `words` are the names that may hide a declaration there.
    """
    made: list[Chunk] = []
    listed = list(chunks)
    for place, chunk in enumerate(listed):
        target = names.targets.get(chunk.link) if chunk.link else None
        if target is None or not _WORD.match(chunk.text.strip()):
            made.append(chunk._replace(link=""))
            continue
        while len(made) > 1 and made[-1].text.strip() == ".":
            del made[-2:]  # the namespace before the name, which may be a link of its own
        if target.member:
            _without_typeof(made)
        is_asked = target.parameters and _is_asked(made, listed[place + 1 : place + 5])
        made.append(Chunk(_name(target, entry, names, words), chunk.position))
        if is_asked:
            unknown = ", ".join([NOT_SHOWN_TYPE] * target.parameters)
            made.append(Chunk(f"<{unknown}>", chunk.position))
    return made


def _is_asked(before: Sequence[Chunk], after: Sequence[Chunk]) -> bool:
    """Return whether a name is that of a value whose type may depend on type arguments.

    TypeDoc shows `typeof F<string>` as `typeof F`. Of `keyof typeof F` and of `(typeof F)["a"]`,
    where F is a class, they are of no importance.
    """
    following = joined(after).lstrip()
    return _TYPEOF.search(joined(before[-4:])) is not None and not following.startswith(
        ("<", ")", "[", ".")
    )


def _name(target: Target, entry: Entry, names: Names, words: set[str]) -> str:
    known = target.module == module_of(entry) and target.path[0] not in words
    path = target.path if known else (names.aliases[target.module], *target.path)
    return ".".join(path) + (f"[{json.dumps(target.member)}]" if target.member else "")


def _without_typeof(made: list[Chunk]) -> None:
    """Remove `typeof` before the link to a property: its type is that of an indexed access."""
    for place in range(len(made) - 1, -1, -1):
        word = made[place].text.strip()
        if word == "typeof":
            del made[place:]
        if word:
            return


def hiding(entry: Entry, within: dict[tuple[str, ...], set[str]]) -> set[str]:
    """Return the names that hide those of the module in an entry.

    These are its type parameters, and what `within` the namespaces around it is declared.
    """
    hidden: set[str] = set()
    spaces = namespaces(entry)
    for depth in range(1, len(spaces) + 1):
        hidden |= within.get(spaces[:depth], set())
    for chunk in chunks_of(entry):
        if not chunk.link:
            hidden.update(_WORD.findall(chunk.text))
    return hidden


def _words(entry: Entry) -> Iterator[str]:
    yield entry.name
    for chunk in chunks_of(entry):
        yield from _WORD.findall(chunk.text)


def chunks_of(entry: Entry) -> Iterator[Chunk]:
    """Yield all pieces of TypeScript in an entry."""
    yield from entry.parameters
    for group in (*entry.bases, *entry.signatures, *(part.chunks for part in entry.parts)):
        yield from group


def is_word(name: str) -> bool:
    """Return whether a name needs no quotes in TypeScript."""
    return _WORD.fullmatch(name) is not None


def is_symbol(name: str) -> bool:
    """Return whether a member is named by a symbol, such as `[Symbol.iterator]`."""
    return _SYMBOL.fullmatch(name) is not None


def quoted_name(name: str, *, always: bool = False) -> str:
    """Return the name of a property or declaration as TypeScript writes it."""
    return name if is_word(name) and not always else json.dumps(name, ensure_ascii=False)
