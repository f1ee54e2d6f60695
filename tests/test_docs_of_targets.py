"""The pages about templates and targets show what was run: every session of them is run here."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from test_readme import run_session

from typescribe.rendering.notations import NOTATIONS
from typescribe.rendering.render import environment
from typescribe.rendering.templates import BUILT_IN, built_in_names
from typescribe.targets import Target

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = DOCS / "examples" / "typescribe-keys"
TARGETS = sorted(f"targets/{page.name}" for page in (DOCS / "targets").glob("*.md"))
INSTALL = "$ pip install "
# As the page has it, but into a folder of the test's own, and without a network.
INSTALL_OFFLINE = "$ pip install --quiet --no-deps --no-build-isolation --target site "


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["templates.md", *TARGETS])
def test_the_commands_say_what_is_shown(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_out = shutil.ignore_patterns("__pycache__")
    shutil.copytree(EXAMPLE, tmp_path / "typescribe-keys", ignore=leave_out)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    session = "".join(blocks(page, "console"))
    run_session(session.replace(INSTALL, INSTALL_OFFLINE), tmp_path)


def test_the_example_is_shown_as_it_is() -> None:
    page = "targets/your-own.md"
    package = EXAMPLE / "typescribe_keys"
    assert blocks(page, "python") == [(package / "__init__.py").read_text(encoding="utf-8")]
    template = package / "templates" / "keys.py.jinja"
    assert blocks(page, "jinja") == [template.read_text(encoding="utf-8")]
    (settings,) = blocks(page, "toml")
    assert settings in (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")


def test_every_field_of_a_target_is_told() -> None:
    page = (DOCS / "targets" / "your-own.md").read_text(encoding="utf-8")
    table = page.partition("A `Target` has:")[2].partition("## ")[0]
    assert set(first_column(table)) == set(Target.__dataclass_fields__)
    for suffix in NOTATIONS:
        assert suffix in table


def test_every_block_of_every_template_is_told() -> None:
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    told = {
        name: re.findall(r"`(\w+)`", listed)
        for name, listed in re.findall(r"^\| `([\w.]+\.jinja)` \| (.*) \|$", page, re.MULTILINE)
    }
    found = {
        name: list(environment(BUILT_IN).get_template(name).blocks) for name in built_in_names()
    }
    assert told == {name: blocks for name, blocks in found.items() if blocks}


def test_every_filter_is_told() -> None:
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    table = page.partition("| filter |")[2].partition("\n\n")[0]
    filters = environment(BUILT_IN).filters.items()
    ours = {name for name, made in filters if made.__module__.startswith("typescribe")}
    assert set(first_column(table)) == ours


def first_column(table: str) -> list[str]:
    """Return what stands as code in the first cell of each row, without what is in brackets."""
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)[`(]", cell)]
