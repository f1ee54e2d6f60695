"""The pages about overlays and unions show what was run: every session of them is run here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from test_readme import run_session

from typescribe.config import find_project
from typescribe.sources.spec_schema import OVERLAY, SPEC, spec_schema

DOCS = Path(__file__).parent.parent / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["overlay.md", "unions.md"])
def test_the_commands_say_what_is_shown(page: str, tmp_path: Path) -> None:
    run_session("".join(blocks(page, "console")), tmp_path)


def test_the_settings_are_settings(tmp_path: Path) -> None:
    (block,) = blocks("overlay.md", "toml")
    (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
    packages = find_project(tmp_path).packages
    assert [settings.types for settings in packages.values()] == ["declared", "observed"]
    assert len({settings.spec for settings in packages.values()}) == 1


def test_the_excerpts_are_overlays() -> None:
    specs: Resource[object] = Resource.from_contents(spec_schema())
    registry: Registry[object] = Registry().with_resource(SPEC, specs)
    judge = Draft202012Validator(spec_schema(OVERLAY), registry=registry)
    excerpts = blocks("overlay.md", "yaml")
    assert len(excerpts) > 1
    for excerpt in excerpts:
        judge.validate(yaml.safe_load(re.sub(r"^(\s+)(\d):", r'\1"\2":', excerpt, flags=re.M)))
