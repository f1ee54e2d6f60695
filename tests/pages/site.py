"""Build the site: collect its pages, complete the navigation, and check the result.

    python -m pages.site

Zensical checks links and anchors between pages, but not its own navigation. A page such as
`targets/x.md` is added to the section that begins with `targets.md`; the navigation in
`zensical.toml` must name every other page.
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
"""Pages from outside of `docs`, with their paths in the site."""

Entry: TypeAlias = "str | dict[str, Entry] | list[Entry]"

_NAV = re.compile(r"^nav = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()([^)\s#:]+)(?=[)#])")
_CODE = re.compile(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)")
_LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"?(https?:[^\"\s>]*)")


def main() -> int:
    """Build the site; return 1 if a link is broken or a page loads something from the network."""
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
        print(f"{line}: loaded from the network")
    return 1 if loaded else 0


def pages() -> dict[str, str]:
    """Return the path of each page in the repository, with its path in the site."""
    inside = {
        file.relative_to(ROOT).as_posix(): file.relative_to(DOCS).as_posix()
        for file in sorted(DOCS.rglob("*.md"))
    }
    return {**inside, **FROM_ELSEWHERE}


def moved(text: str, source: str, placed: Mapping[str, str]) -> str:
    """Return a page with the links to other pages changed to their places in the site."""
    folder = os.path.dirname(placed[source])

    def link(match: re.Match[str]) -> str:
        meant = os.path.normpath(os.path.join(os.path.dirname(source), match[0]))
        target = placed.get(meant)
        return match[0] if target is None else os.path.relpath(target, folder or ".")

    return _LINK.sub(link, text)


def piped(text: str) -> str:
    """Return a page in which code in tables has no `|` that would end a cell.

    GitHub reads a backslash before it (https://github.github.com/gfm/#tables-extension-);
    Python-Markdown shows the backslash.
    """

    def code(match: re.Match[str]) -> str:
        if r"\|" not in match[2]:
            return match[0]
        return f"<code>{html.escape(match[2])}</code>".replace(r"\|", "&#124;")

    lines = text.split("\n")
    return "\n".join(_CODE.sub(code, line) if line[:1] == "|" else line for line in lines)


def navigation(nav: list[Entry], found: list[str]) -> list[Entry]:
    """Return the navigation with the pages of folders that it names.

    Raises `ValueError` if it names a page that does not exist, or has no place for one that does.
    """
    named = list(_named(nav))
    if missing := sorted(set(named) - set(found)):
        raise ValueError(f"zensical.toml names pages that do not exist: {', '.join(missing)}")
    left = [page for page in found if page not in named]
    made: list[Entry] = [
        (
            {title: _with(inner, left) for title, inner in entry.items()}
            if isinstance(entry, dict)
            else entry
        )
        for entry in nav
    ]
    if unplaced := sorted(set(left) - set(_named(made))):
        raise ValueError(f"zensical.toml has no place for: {', '.join(unplaced)}")
    return made


def _with(section: Entry, left: list[str]) -> Entry:
    """Return a section that begins with `targets.md` with pages such as `targets/x.md`."""
    if not isinstance(section, list):
        return section
    folder = next(_named(section)).removesuffix(".md")
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
    """Return an entry as TOML on one line."""
    match entry:
        case str():
            return json.dumps(entry)
        case list():
            return f"[{', '.join(map(toml, entry))}]"
        case dict():
            pairs = (f"{json.dumps(title)} = {toml(inner)}" for title, inner in entry.items())
            return f"{{ {', '.join(pairs)} }}"


def from_the_network(site: Path) -> Iterator[str]:
    """Yield everything that pages load from the network, as `file: address`."""
    for file in sorted(site.rglob("*.html")):
        for address in _LOADED.findall(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(site)}: {address}"


if __name__ == "__main__":
    raise SystemExit(main())
