"""Every class has the attributes of the protocols of its families, as type checkers judge it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from golden_cases import GOLDEN
from specs import load

from typescribe import pipeline
from typescribe.language.errors import SpecError
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings, find_project
from typescribe.rendering import assembly

SPEC = """
types:
  Base:
    fields:
      id: string
      any?: any
      maybe?: number | null
      kind: string
      list: (string | Base)[]
      pair: "[string, number?]"
      by: Record<string, Base[]>
      left: Base | null
      sum?: {type: number, integer: true}
      mode: Mode
      never?: never
  Mode: {open: true, values: {web: "", app: ""}}
  First:
    extends: Base
    fields:
      any: string
      maybe: number
      kind: '"first"'
      list: First[]
      pair: "[string]"
      by: Record<string, First[]>
      left: First
      mode: '"web"'
  Second:
    extends: First
    fields: {id: '"2" | `x-${string}`', left: Second, list: '"never"[] & string[]'}
  Third: {type: "Base & {more: Box<boolean>, sum: number}"}
  Other: {type: "Omit<Base, \'id\'>"}
  Named: {type: First}
  Box<T, U = null>:
    fields:
      one: T
      maybe?: T | null
      all: T[][]
      by: {type: "Record<string, T[]>"}
      other: U | T
      "odd-name": U
  Part<T>: {fields: {part: Partial<T>, key: keyof T, first: 'T["id"]'}}
  PartOfFirst: {type: "Part<First>"}
  PartOfSecond: {type: "Part<Second>"}
  Numbers: {type: "Box<number>"}
  Boxes: {type: "Box<Box<string>, Third>"}
  Objects: {type: "Box<{a: string} | null, string[]>"}
  Bigger<T>: {extends: Box<T>, fields: {size: number}}
  Sized: {type: "Bigger<First>"}
  Resized: {type: "Bigger<Second> & {one: Second}"}
"""


def models(folder: Path) -> Iterator[tuple[str, Model]]:
    """Yield models, and names for packages of them."""
    project = find_project(Path(__file__).parent)
    yield "sdk", pipeline.load(project, project.packages["webex_contact_center"])
    yield "features", pipeline.load_spec("features", Path(__file__).parent / "data/features", "f")
    made = load(folder, SPEC)
    yield "families", made
    yield "closed", made.refusing_undeclared()
    yield "enums", replace(made, enum_classes=True, frozen=True)
    for case in sorted(GOLDEN.glob("*/spec/*")):
        if case.name.startswith(("extends", "generic", "intersection", "mapped")):
            try:
                yield case.name, pipeline.load_spec(case.name, case, case.name)
            except SpecError:  # a case that is rejected
                continue


def test_every_class_has_the_attributes_of_its_protocols(tmp_path: Path) -> None:
    lines = ["from typing import Any", ""]
    for name, model in models(tmp_path):
        path = PurePosixPath(name)
        targets = ("protocols", "constants") if model.enum_classes else ("protocols",)
        modules = assembly.modules(PackageSettings(name, path, path, targets), model)
        for file, module in modules.items():
            (tmp_path / name / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / file).write_text(module.source, encoding="utf-8")
        lines.append(f"import {name}, {name}.protocols")
        for family in model.families:
            if f"class {family.name}(" not in modules["protocols.py"].source:
                continue
            any_of = f"[{', '.join('Any' for _ in family.parameters)}]" if family.parameters else ""
            for member in family.members:
                lines.append(
                    f"def f{len(lines)}(x: {name}.{member}) "
                    f"-> {name}.protocols.{family.name}{any_of}: return x"
                )
    assert len(lines) > 60
    program = tmp_path / "program.py"
    program.write_text("\n".join(lines), encoding="utf-8")
    config = {"include": ["program.py"], "typeCheckingMode": "standard"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    for module, *options in (
        ("mypy", "--strict", "--config-file=", "program.py"),
        ("basedpyright", "--level", "error"),
    ):
        command = [sys.executable, "-m", module, *options]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr


def protocol(folder: Path, name: str, spec: str = SPEC) -> str:
    """Return the source of a protocol."""
    path = PurePosixPath("p")
    settings = PackageSettings("p", path, path, ("protocols",))
    source = assembly.modules(settings, load(folder, spec))["protocols.py"].source
    return source.partition(f"class {name}(")[2].partition("\nclass ")[0]


@pytest.mark.parametrize(
    "property_",
    [
        "def id(self) -> str:",
        "def any(self) -> Any | Unset:",
        "def kind(self) -> str:",
        "def maybe(self) -> int | float | None | Unset:",
        "def left(self) -> BaseLike | None:",
        "def mode(self) -> Mode:",
        "def pair(self) -> Sequence[str | int | float]:",
    ],
)
def test_a_property_has_the_types_of_all_classes(tmp_path: Path, property_: str) -> None:
    assert property_ in protocol(tmp_path, "BaseLike")


def test_a_family_has_at_least_two_classes(tmp_path: Path) -> None:
    spec = """
    types:
      Alone: {fields: {id: string}}
      Also: {type: Alone}
      Once<T>: {fields: {id: T}}
      Holder: {fields: {held: Once<string>, same: Once<string>}}
      Abstract<T>: {fields: {id: T}}
      Real: {extends: Abstract<string>, fields: {a: number}}
      Values: {values: {a: "", b: ""}}
    """
    assert load(tmp_path, spec).families == ()
    (tmp_path / "more").mkdir()
    (family,) = load(tmp_path / "more", spec + "  Twice: {type: Once<number>}\n").families
    assert (family.name, family.members) == ("OnceLike", ("OnceString", "Twice"))


def test_nothing_is_imported_with_the_classes(tmp_path: Path) -> None:
    path = PurePosixPath("p")
    modules = assembly.modules(
        PackageSettings("p", path, path, ("protocols",)), load(tmp_path, SPEC)
    )
    others = {file: module.source for file, module in modules.items() if file != "protocols.py"}
    assert not [file for file, source in others.items() if "protocols" in source]
