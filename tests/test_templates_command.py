"""`typescribe templates` lists every template, says what each makes, and prints one."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from commands import run

from typescribe.project.own_files import template_folder
from typescribe.rendering.templates import built_in_names
from typescribe.targets import plugins

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "typescribe-keys"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(text: str) -> None:
    Path("pyproject.toml").write_text(f"[tool.typescribe.packages.shop]\n{text}\n")


def listed() -> dict[str, str]:
    """Return what the command says about each template."""
    ran = run("templates")
    assert (ran.exit_code, ran.stderr) == (0, "")
    rows = [line.partition("  ") for line in ran.stdout.splitlines()]
    return {name: makes.strip() for name, _, makes in rows}


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example of a plugin, as if it were installed."""
    monkeypatch.syspath_prepend(EXAMPLE)
    point = EntryPoint("keys", "typescribe_keys:TARGET", plugins.GROUP)
    monkeypatch.setattr(plugins, "_offers", lambda _: (point,))


def test_every_built_in_template_is_listed_once_and_says_what_it_makes() -> None:
    """In no project, since nothing of one is needed."""
    found = listed()
    assert set(found) == built_in_names()
    assert all(found.values())
    assert next(iter(found)) == "models.py.jinja", "the files come first, in the order of targets"


def test_a_template_is_printed_to_the_byte() -> None:
    for name in built_in_names():
        expected = (template_folder() / name).read_text(encoding="utf-8")
        assert run("templates", name).stdout == expected


@pytest.mark.parametrize("name", ["models.py", "builtin/models.py.jinja", "builtin/models.py"])
def test_a_template_has_the_name_of_its_file_as_well(name: str) -> None:
    assert run("templates", name) == run("templates", "models.py.jinja")


def test_an_unknown_name_is_reported_with_the_nearest() -> None:
    ran = run("templates", "model.py.jinja")
    assert (ran.exit_code, ran.stdout, ran.stderr) == (
        2,
        "",
        'NAME: there is no template "model.py.jinja"; did you mean "models.py.jinja"?\n',
    )


def test_the_original_is_printed_where_a_project_overrides_it() -> None:
    settings('templates = "mine"')
    Path("mine").mkdir()
    Path("mine/models.py.jinja").write_text("{{ mark }}\n")
    expected = (template_folder() / "models.py.jinja").read_text(encoding="utf-8")
    assert run("templates", "models.py").stdout == expected


@pytest.mark.usefixtures("keys")
def test_templates_of_a_plugin_are_listed_where_a_package_uses_it() -> None:
    assert "keys.py.jinja" not in listed()
    settings('targets = ["dataclasses", "keys"]')
    assert listed()["keys.py.jinja"] == "the names that properties have in messages"
    template = EXAMPLE / "typescribe_keys" / "templates" / "keys.py.jinja"
    assert run("templates", "keys.py").stdout == template.read_text(encoding="utf-8")


def test_invalid_settings_are_reported() -> None:
    settings('targets = ["kyes"]')
    ran = run("templates")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert 'there is no target "kyes"' in ran.stderr


def test_a_file_of_settings_for_other_tools_is_no_project() -> None:
    Path("pyproject.toml").write_text("tool = 1\n")
    assert set(listed()) == built_in_names()
