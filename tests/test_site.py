"""The site has every page in its navigation, and links that lead to them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pages import site


def test_pages_of_a_folder_are_added_to_its_section() -> None:
    nav: list[site.Entry] = [
        "index.md",
        {"Targets": [{"Settings": "targets.md"}]},
        {"More": ["sdk.md", "targets/own.md"]},
    ]
    found = ["index.md", "sdk.md", "targets.md", "targets/a.md", "targets/b.md", "targets/own.md"]
    assert site.navigation(nav, found) == [
        "index.md",
        {"Targets": [{"Settings": "targets.md"}, "targets/a.md", "targets/b.md"]},
        {"More": ["sdk.md", "targets/own.md"]},
    ]


def test_a_page_that_does_not_exist_is_rejected() -> None:
    with pytest.raises(ValueError, match=r"names pages that do not exist: nope\.md$"):
        site.navigation([{"Targets": ["targets.md", "nope.md"]}], ["targets.md"])


def test_a_page_without_a_place_is_rejected() -> None:
    with pytest.raises(ValueError, match=r"has no place for: new\.md, other/a\.md$"):
        site.navigation([{"Targets": ["targets.md"]}], ["new.md", "other/a.md", "targets.md"])


def test_every_page_but_the_first_has_a_section() -> None:
    settings = tomllib.loads((site.ROOT / "zensical.toml").read_text(encoding="utf-8"))
    first, *sections = settings["project"]["nav"]
    assert first == {"Home": "index.md"}
    # in the sidebar, a page outside of a section looks like part of the section above it
    assert all(isinstance(pages, list) for entry in sections for pages in entry.values())


def test_the_navigation_names_only_pages() -> None:
    settings = tomllib.loads((site.ROOT / "zensical.toml").read_text(encoding="utf-8"))
    pages = sorted(site.pages().values())
    made = site.navigation(settings["project"]["nav"], pages)
    assert tomllib.loads(f"nav = {site.toml(made)}")["nav"] == made


def test_links_lead_to_the_places_of_pages_in_the_site() -> None:
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
def test_pipes_in_code_in_tables_are_displayed(written: str, shown: str) -> None:
    assert site.piped(written) == shown


def test_everything_loaded_from_the_network_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="https://a.example"><script async src="https://b.example/x.js"></script>'
        "<link rel=stylesheet href=https://c.example/c.css><img src=assets/d.png>",
        encoding="utf-8",
    )
    assert list(site.from_the_network(tmp_path)) == [
        "a.html: https://b.example/x.js",
        "a.html: https://c.example/c.css",
    ]
