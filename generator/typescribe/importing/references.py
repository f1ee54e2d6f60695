"""The pages of an API reference -> modules of a program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from typescribe.language.errors import Problem, SpecError
from typescribe.language.syntax import quoted
from typescribe.sources.typedoc import html, text
from typescribe.sources.typedoc.declarations import declaration_file, read_entries
from typescribe.sources.typedoc.entries import TYPES, Entry
from typescribe.sources.typedoc.json_project import is_project, read_project
from typescribe.sources.typedoc.site import is_typedoc, read_site
from typescribe.sources.typescript.program import SIZE_LIMIT, Program
from typescribe.sources.typescript.recovery import Broken
from typescribe.sources.typescript.symbols import Module

_START = 1_000_000
"""How many characters of a page are searched for its title."""

_NOT_SHOWN: Mapping[Callable[[Entry], bool], str] = {
    attrgetter("is_brief"): (
        "TypeDoc 0.22 does not show index signatures of object types inside other types"
    ),
    attrgetter("shows_one_signature"): (
        "TypeDoc before 0.26 shows one index signature of each type, even if it has more"
    ),
}
"""Omissions that cannot be traced to one type, each with the entries that it may affect."""

_INDEXES = ("index.html", "modules.html", "hierarchy.html")


def is_site(folder: Path) -> bool:
    """Return whether a folder is a saved site: TypeDoc has made an index at its top."""
    return any(_is_made_by_typedoc(folder / name, folder) for name in _INDEXES)


def has_pages(folder: Path) -> bool:
    """Return whether TypeDoc has made a page at any depth of a folder."""
    return any(_is_made_by_typedoc(page, folder) for page in sorted(folder.rglob("*.html")))


def _is_made_by_typedoc(page: Path, folder: Path) -> bool:
    if not page.is_file() or not page.resolve().is_relative_to(folder.resolve()):
        return False
    with page.open(encoding="utf-8", errors="replace") as file:
        return is_typedoc(file.read(_START))


def add_site(program: Program, folder: Path, shown_as: str) -> Iterator[Module]:
    """Add the modules that a site documents, and yield them.

    Raises:
        SpecError: a file is too large, or is no text.
    """
    boundary = program.boundary
    entries, broken = read_site(
        folder.resolve(), shown_as, SIZE_LIMIT, lambda page: boundary.admits(page, page, page.name)
    )
    program.broken += broken
    yield from _add(program, entries, shown_as)


def _add(program: Program, entries: Sequence[Entry], shown_as: str) -> Iterator[Module]:
    read = read_entries(entries, shown_as)
    program.broken += read.broken
    for has, message in _NOT_SHOWN.items():
        if entry := next(filter(has, entries), None):
            program.broken.append(Broken("(pages)", entry.position, message, is_type=False))
    for file in read.files:
        yield program.add_parsed(file)


def is_page(content: str) -> bool:
    """Return whether a text is a page of a reference, as HTML, as text or as JSON."""
    return html.is_page(content) or text.is_page(content) or is_project(content)


def add_page(program: Program, content: str, shown_as: str) -> Iterator[Module]:
    """Add what a page documents, as HTML or as text.

    Raises:
        SpecError: it is another file, or the page of something else than a type.
    """
    if html.is_page(content):
        page = html.read_html_page(content, shown_as)
        if not any(entry.kind in TYPES for entry in page.entries):
            message = (
                f"cannot read this page: it is {quoted(page.title)}; "
                "expected the page of a type alias, an interface or an enumeration"
            )
            raise SpecError([Problem(page.position, message)])
        entries: Sequence[Entry] = page.entries
    elif is_project(content):
        yield from _add(program, read_project(content, shown_as), shown_as)
        return
    elif text.is_page(content):
        entries = [text.read_text_page(content, shown_as)]
    else:
        message = (
            "expected a .ts or .d.ts file, a folder, a saved TypeDoc page or its JSON, "
            "or - for stdin"
        )
        raise SpecError([Problem(shown_as, message)])
    if len(entries) == 1:
        declaration_file(entries[0], shown_as)  # raises if the signature is not TypeScript
    yield from _add(program, entries, shown_as)
