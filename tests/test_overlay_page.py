"""The blocks of docs/overlay.md that `test_pages` does not run are valid settings and overlays."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from pages.markdown import blocks
from referencing import Registry, Resource

from typescribe.language.schemas import spec_schema
from typescribe.project.settings import find_project
from typescribe.sources.yaml.schema import OVERLAY, SPEC

BLOCKS = blocks((Path(__file__).parent.parent / "docs" / "overlay.md").read_text("utf-8"))


def test_the_settings_are_valid(tmp_path: Path) -> None:
    (text,) = [block.text for block in BLOCKS if block.language == "toml"]
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    packages = find_project(tmp_path).packages
    assert [settings.types for settings in packages.values()] == ["declared", "observed"]
    assert len({settings.spec for settings in packages.values()}) == 1


def test_the_excerpts_are_valid_overlays() -> None:
    specs: Resource[object] = Resource.from_contents(spec_schema())
    registry: Registry[object] = Registry().with_resource(SPEC, specs)
    judge = Draft202012Validator(spec_schema(OVERLAY), registry=registry)
    excerpts = [block.text for block in BLOCKS if block.language == "yaml"]
    assert len(excerpts) > 1
    for excerpt in excerpts:
        judge.validate(yaml.safe_load(re.sub(r"^(\s+)(\d):", r'\1"\2":', excerpt, flags=re.M)))
