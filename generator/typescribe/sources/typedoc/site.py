"""A folder with the pages of a reference -> the declarations that they document, each once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from typescribe.language.errors import Position, SpecError
from typescribe.language.text_files import read_text_file
from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.entries import Entry, Part, space
from typescribe.sources.typedoc.html import HtmlPage, read_html_page
from typescribe.sources.typescript.recovery import Broken

_TITLE = "tsd-page-title"
_ROOTS = {"index.html", "modules.html"}


def is_typedoc(text: str) -> bool:
    """Return whether a page was made by TypeDoc."""
    return _TITLE in text


def read_site(
    folder: Path, shown_as: str, size_limit: int, admits: Callable[[Path], bool]
) -> tuple[list[Entry], list[Broken]]:
    """Return what the pages of a site document, and the pages that cannot be read.

    Other files are ignored, and so are those that `admits` does not accept.

    Raises:
        SpecError: a file is too large, or is no text.
    """
    pages: dict[str, HtmlPage] = {}
    broken: list[Broken] = []
    for path in sorted(folder.rglob("*.html")):
        if not admits(path):
            continue
        key = path.relative_to(folder).as_posix()
        shown = f"{shown_as}/{key}"
        text = read_text_file(path, shown, size_limit)
        if not is_typedoc(text):
            continue
        try:
            pages[key] = read_html_page(text, shown, key)
        except SpecError as error:
            problem = error.problems[0]
            where = problem.where if isinstance(problem.where, Position) else None
            position = where or Position(shown, 1, 1)
            broken.append(Broken("(page)", position, problem.message, is_type=True))
    kinds = {key: page.kind for key, page in pages.items()}
    return [entry for key, page in pages.items() for entry in _placed(key, page, kinds)], broken


def _placed(key: str, page: HtmlPage, kinds: Mapping[str, str]) -> Iterator[Entry]:
    around: list[tuple[str, str]] = [(name, resolved(key, link)) for name, link in page.around]
    if page.kind in ("module", "namespace"):
        around.append((page.name, key))
    inside = [(name, link) for name, link in around if link not in _ROOTS]
    # The page of a module may not have been saved; the outermost space is most likely one.
    spaces = tuple(
        space(name, link, is_module=kinds.get(link, "" if place else "module") == "module")
        for place, (name, link) in enumerate(inside)
    )
    for entry in page.entries:
        yield _with_links(replace(entry, spaces=spaces), key)


def _with_links(entry: Entry, page: str) -> Entry:
    """Return an entry whose links are the keys of their targets."""

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
    """Return the key of the target of a link on a page."""
    if "://" in link:
        return link
    path, _, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return f"{target}#{anchor}" if anchor else target
