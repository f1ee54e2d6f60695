"""A folder with the pages of a reference -> the declarations that they document, each once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from typescribe.language.text_files import read_text_file
from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.entries import Entry, Part
from typescribe.sources.typedoc.html import HtmlPage, read_html_page, space

_TITLE = "tsd-page-title"
_ROOTS = {"index.html", "modules.html"}


def is_typedoc(text: str) -> bool:
    """Return whether a page was made by TypeDoc."""
    return _TITLE in text


def read_site(folder: Path, shown_as: str, size_limit: int) -> list[Entry]:
    """Return what the pages of a site document; other files are ignored.

    Raises:
        SpecError: a page cannot be read.
    """
    pages: dict[str, HtmlPage] = {}
    for path in sorted(folder.rglob("*.html")):
        key = path.relative_to(folder).as_posix()
        shown = f"{shown_as}/{key}"
        text = read_text_file(path, shown, size_limit)
        if is_typedoc(text):
            pages[key] = read_html_page(text, shown, key)
    kinds = {key: page.kind for key, page in pages.items()}
    return [entry for key, page in pages.items() for entry in _placed(key, page, kinds)]


def _placed(key: str, page: HtmlPage, kinds: Mapping[str, str]) -> Iterator[Entry]:
    around: list[tuple[str, str]] = [(name, resolved(key, link)) for name, link in page.around]
    if page.kind in ("module", "namespace"):
        around.append((page.name, key))
    spaces = tuple(
        space(name, link, kinds.get(link, "")) for name, link in around if link not in _ROOTS
    )
    for entry in page.entries:
        yield _with_links(replace(entry, spaces=spaces), key)


def _with_links(entry: Entry, page: str) -> Entry:
    """Return an entry whose links are keys of what they lead to."""

    def of(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
        return tuple(
            chunk._replace(link=resolved(page, chunk.link)) if chunk.link else chunk
            for chunk in chunks
        )

    def part(one: Part) -> Part:
        key = f"{page}#{one.key}" if one.key else ""
        return replace(one, chunks=of(one.chunks), key=key)

    return replace(
        entry,
        parameters=of(entry.parameters),
        bases=tuple(map(of, entry.bases)),
        signatures=tuple(map(of, entry.signatures)),
        parts=tuple(map(part, entry.parts)),
    )


def resolved(page: str, link: str) -> str:
    """Return the key of what a link on a page leads to."""
    if "://" in link:
        return link
    path, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return f"{target}#{anchor}" if anchor else target
