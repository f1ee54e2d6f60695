"""The site that is made of the pages: gathered, with its navigation, and built.

    python -m pages.site

Zensical checks links and anchors between pages, but not its own navigation. Pages of `docs` that
the navigation in `zensical.toml` does not name come after those of their folder, or before the end.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
BUILD = ROOT / "build" / "site"
SITE = ROOT / "build" / "docs"
FROM_ELSEWHERE = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "benchmarks.md",
}
"""Pages of the site that do not stand in `docs`, and what they are called there."""

Entry: TypeAlias = "str | dict[str, Entry] | list[Entry]"

_NAV = re.compile(r"^nav = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()([^)\s#:]+)(?=[)#])")
_CODE = re.compile(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)")
_LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"?(https?:[^\"\s>]*)")


def main() -> int:
    """Build the site; return 1 where a link is broken or a page needs the network to be read."""
    shutil.rmtree(BUILD, ignore_errors=True)
    shutil.copytree(DOCS, BUILD / "docs")
    placed = pages()
    for source, page in placed.items():
        text = (ROOT / source).read_text(encoding="utf-8")
        text = piped(moved(text, source, placed))
        (BUILD / "docs" / page).write_text(text, encoding="utf-8")
    settings = (ROOT / "zensical.toml").read_text(encoding="utf-8")
    nav = navigation(tomllib.loads(settings)["project"]["nav"], sorted(placed.values()))
    text = _NAV.sub(lambda _: f"nav = {toml(nav)}\n", settings)
    (BUILD / "zensical.toml").write_text(text, encoding="utf-8")
    shutil.rmtree(SITE, ignore_errors=True)
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    if subprocess.run(command, cwd=BUILD, check=False).returncode:
        return 1
    shutil.move(BUILD / "site", SITE)
    loaded = sorted(set(from_the_network(SITE)))
    for line in loaded:
        print(f"{line}: this is loaded from the network")
    return 1 if loaded else 0


def pages() -> dict[str, str]:
    """Return the pages of the site: where each stands in the repository, and in the site."""
    inside = {
        file.relative_to(ROOT).as_posix(): file.relative_to(DOCS).as_posix()
        for file in sorted(DOCS.rglob("*.md"))
    }
    return {**inside, **FROM_ELSEWHERE}


def moved(text: str, source: str, placed: Mapping[str, str]) -> str:
    """Return a page with its links leading to where other pages are placed in the site."""
    folder = os.path.dirname(placed[source])

    def link(match: re.Match[str]) -> str:
        meant = os.path.normpath(os.path.join(os.path.dirname(source), match[0]))
        target = placed.get(meant)
        return match[0] if target is None else os.path.relpath(target, folder or ".")

    return _LINK.sub(link, text)


def piped(text: str) -> str:
    """Return a page with code in tables written so that its `|` are not taken for the table's.

    GitHub reads a backslash before them (https://github.github.com/gfm/#tables-extension-),
    Python-Markdown shows it.
    """

    def code(match: re.Match[str]) -> str:
        if r"\|" not in match[2]:
            return match[0]
        return f"<code>{html.escape(match[2])}</code>".replace(r"\|", "&#124;")

    lines = text.split("\n")
    return "\n".join(_CODE.sub(code, line) if line[:1] == "|" else line for line in lines)


def navigation(nav: list[Entry], found: list[str]) -> list[Entry]:
    """Return the navigation with the pages that it does not name.

    Raises `ValueError` where it names one that is not there.
    """
    named = list(_named(nav))
    if missing := sorted(set(named) - set(found)):
        raise ValueError(f"zensical.toml names pages that are not there: {', '.join(missing)}")
    left = [page for page in found if page not in named]
    made: list[Entry] = [
        (
            {title: _with(inner, left) for title, inner in entry.items()}
            if isinstance(entry, dict)
            else entry
        )
        for entry in nav
    ]
    further = [page for page in left if page not in _named(made)]
    return [*made[:-1], *further, *made[-1:]]


def _with(section: Entry, left: list[str]) -> Entry:
    """Return a section that begins with `targets.md` with pages such as `targets/x.md`."""
    if not isinstance(section, list):
        return section
    folder = str(section[0]).removesuffix(".md")
    return [*section, *(page for page in left if page.startswith(f"{folder}/"))]


def _named(entry: Entry) -> Iterator[str]:
    match entry:
        case str():
            yield entry
        case dict():
            for inner in entry.values():
                yield from _named(inner)
        case list():
            for inner in entry:
                yield from _named(inner)


def toml(entry: Entry) -> str:
    """Return an entry as TOML writes it on one line."""
    match entry:
        case str():
            return json.dumps(entry)
        case list():
            return f"[{', '.join(map(toml, entry))}]"
        case dict():
            pairs = (f"{json.dumps(title)} = {toml(inner)}" for title, inner in entry.items())
            return f"{{ {', '.join(pairs)} }}"


def from_the_network(site: Path) -> Iterator[str]:
    """Yield what pages load from elsewhere, as `file: address`."""
    for file in sorted(site.rglob("*.html")):
        for address in _LOADED.findall(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(site)}: {address}"


if __name__ == "__main__":
    raise SystemExit(main())
