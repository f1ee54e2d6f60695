"""Cached compiled templates: used for the same source only, and never necessary."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import jinja2
import pytest

from typescribe.rendering import compiled
from typescribe.rendering.compiled import KeptCode
from typescribe.rendering.render import environment
from typescribe.rendering.templates import Source, Templates


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def rendered(folder: Path, source: str) -> str:
    loader = jinja2.DictLoader({"a.jinja": source})
    made = jinja2.Environment(loader=loader, bytecode_cache=KeptCode(folder))
    return made.get_template("a.jinja").render(x=1)


def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(jinja2.Environment, "compile")


def test_a_cached_template_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered(tmp_path, "{{ x }}!") == "1!"
    assert [entry.name for entry in tmp_path.iterdir()] == ["__pycache__"]
    no_compiler(monkeypatch)
    assert rendered(tmp_path, "{{ x }}!") == "1!"


def test_another_source_is_compiled_again(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ x }}!") == "1!"
    assert rendered(tmp_path, "{{ x }}?") == "1?"
    assert len(list(tmp_path.glob("__pycache__/*"))) == 1


def test_a_template_cached_by_another_version_of_jinja_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered(tmp_path, "{{ x }}")
    monkeypatch.setattr(compiled, "version", lambda _: "0")
    no_compiler(monkeypatch)
    with pytest.raises(AttributeError, match="compile"):
        rendered(tmp_path, "{{ x }}")


@pytest.mark.parametrize("content", [b"", b"j2 and more", b"\0" * 40])
def test_a_damaged_cache_is_ignored(tmp_path: Path, content: bytes) -> None:
    rendered(tmp_path, "{{ x }}")
    (kept,) = tmp_path.glob("__pycache__/*")
    kept.write_bytes(content)
    assert rendered(tmp_path, "{{ x }}") == "1"


def test_the_cache_is_where_python_is_set_to_keep_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prefix, folder = tmp_path / "prefix", tmp_path / "templates"
    folder.mkdir()
    monkeypatch.setattr(sys, "pycache_prefix", str(prefix))
    assert rendered(folder, "{{ x }}") == "1"
    assert not list(folder.iterdir())
    assert [file.name for file in prefix.rglob("*.jinja2-*")]
    no_compiler(monkeypatch)
    assert rendered(folder, "{{ x }}") == "1"


def test_without_write_permission_templates_are_compiled(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("in the way")
    assert rendered(tmp_path, "{{ x }}") == "1"


def test_nothing_is_cached_if_python_writes_no_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path, "{{ x }}") == "1"
    assert not list(tmp_path.iterdir())


def test_templates_of_a_project_are_not_cached() -> None:
    own = Source("models.py.jinja", str(PurePosixPath("my_templates/models.py.jinja")), "")
    assert environment(Templates((own,))).bytecode_cache is None
    assert environment().bytecode_cache is not None
