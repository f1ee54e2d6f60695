"""The pages about templates and targets describe every block and field; `test_pages` runs them."""

from __future__ import annotations

import re
from pathlib import Path

from typescribe.rendering.notations import NOTATIONS
from typescribe.rendering.render import environment
from typescribe.rendering.templates import BUILT_IN, built_in_names
from typescribe.targets import Target

DOCS = Path(__file__).parent.parent / "docs"
BLOCKS = r"^\| `([\w.]+\.jinja)` \| (.*) \|$"
EXAMPLE = DOCS / "examples" / "typescribe-keys"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_example_is_shown_as_it_is() -> None:
    page = "targets/your-own.md"
    package = EXAMPLE / "typescribe_keys"
    assert blocks(page, "python") == [(package / "__init__.py").read_text(encoding="utf-8")]
    template = package / "templates" / "keys.py.jinja"
    assert blocks(page, "jinja") == [template.read_text(encoding="utf-8")]
    (settings,) = blocks(page, "toml")
    assert settings in (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")


def test_the_build_hook_is_shown_as_it_is() -> None:
    example = DOCS / "examples" / "generated-at-build"
    assert blocks("api.md", "python") == [(example / "hatch_build.py").read_text(encoding="utf-8")]
    (settings,) = blocks("api.md", "toml")
    assert settings in (example / "pyproject.toml").read_text(encoding="utf-8")


def test_every_field_of_a_target_is_documented() -> None:
    page = (DOCS / "targets" / "your-own.md").read_text(encoding="utf-8")
    table = page.partition("A `Target` has:")[2].partition("## ")[0]
    assert set(first_column(table)) == set(Target.__dataclass_fields__)
    for suffix in NOTATIONS:
        assert suffix in table


def test_every_block_of_every_template_is_documented() -> None:
    """Blocks are described on the page about templates, or on the page of their target."""
    pages = [DOCS / "templates.md", *(DOCS / "targets").glob("*.md")]
    documented = {
        name: re.findall(r"`(\w+)`", listed)
        for page in pages
        for name, listed in re.findall(BLOCKS, page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    found = {
        name: list(environment(BUILT_IN).get_template(name).blocks) for name in built_in_names()
    }
    assert documented == {name: blocks for name, blocks in found.items() if blocks}


def test_every_filter_is_documented() -> None:
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    table = page.partition("| filter |")[2].partition("\n\n")[0]
    filters = environment(BUILT_IN).filters.items()
    ours = {name for name, made in filters if made.__module__.startswith("typescribe")}
    assert set(first_column(table)) == ours


def first_column(table: str) -> list[str]:
    """Return the code in the first cell of each row, without the part in brackets."""
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)[`(]", cell)]
