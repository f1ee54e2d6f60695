"""The site is made of the pages: every one in its navigation, links where they lead there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pages import site


def test_pages_that_the_navigation_does_not_name_come_after_those_of_their_folder() -> None:
    nav: list[site.Entry] = ["index.md", {"Targets": ["targets.md"]}, {"SDK": "sdk.md"}]
    found = ["index.md", "new.md", "sdk.md", "targets.md", "targets/a.md", "targets/b.md"]
    assert site.navigation(nav, found) == [
        "index.md",
        {"Targets": ["targets.md", "targets/a.md", "targets/b.md"]},
        "new.md",
        {"SDK": "sdk.md"},
    ]


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match=r"names pages that are not there: nope\.md$"):
        site.navigation([{"Targets": ["targets.md", "nope.md"]}], ["targets.md"])


def test_the_navigation_names_only_pages() -> None:
    settings = tomllib.loads((site.ROOT / "zensical.toml").read_text(encoding="utf-8"))
    pages = sorted(site.pages().values())
    made = site.navigation(settings["project"]["nav"], pages)
    assert tomllib.loads(f"nav = {site.toml(made)}")["nav"] == made


def test_links_lead_to_where_pages_are_in_the_site() -> None:
    placed = {
        "SECURITY.md": "security.md",
        "docs/a.md": "a.md",
        "docs/targets/b.md": "targets/b.md",
    }
    text = "[1](docs/a.md#x) [2](docs/targets/b.md) [3](https://a.example/docs/a.md) [4](nope.md)"
    assert site.moved(text, "SECURITY.md", placed) == (
        "[1](a.md#x) [2](targets/b.md) [3](https://a.example/docs/a.md) [4](nope.md)"
    )
    inside = "[1](../../SECURITY.md) [2](../a.md#x) [3](#here)"
    moved = site.moved(inside, "docs/targets/b.md", placed)
    assert moved == "[1](../security.md) [2](../a.md#x) [3](#here)"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"| `a \| b` | `<c>` |", "| <code>a &#124; b</code> | `<c>` |"),
        (r"| `` `a${b \| c}` `` |", "| <code>`a${b &#124; c}`</code> |"),
        (r"| a \| b |", r"| a \| b |"),
        (r"`a \| b`", r"`a \| b`"),
    ],
)
def test_pipes_in_code_of_tables_are_shown_as_they_are(written: str, shown: str) -> None:
    assert site.piped(written) == shown


def test_what_is_loaded_from_the_network_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="https://a.example"><script async src="https://b.example/x.js"></script>'
        "<link rel=stylesheet href=https://c.example/c.css><img src=assets/d.png>",
        encoding="utf-8",
    )
    assert list(site.from_the_network(tmp_path)) == [
        "a.html: https://b.example/x.js",
        "a.html: https://c.example/c.css",
    ]
