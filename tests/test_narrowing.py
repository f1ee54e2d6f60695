"""`is_` narrows both branches exactly where every value of its annotation is valid."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from packages import loaded
from specs import load
from strategies import examples, packages

from typescribe.language import naming
from typescribe.language.model import Model
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.targets.validators.narrowing import narrows_both_branches


def guards(model: Model) -> dict[str, str]:
    """Return `TypeIs` or `TypeGuard` for each function, by its name without `is_`."""
    path = PurePosixPath("p")
    modules = assembly.modules(PackageSettings("p", path, path, ("validators",)), model)
    source = modules["validators.py"].source
    return dict(re.findall(r"def is_(\w+)\(\s*value: object,?\s*\) -> (\w+)\[", source))


@pytest.mark.parametrize(
    ("written", "narrows"),
    [
        ("string", True),
        ("boolean | null", True),
        ('"a" | "b"', True),
        ("1 | true", True),
        ("Other | null", True),
        ("number", False),
        ('"a" | number', False),
        ("1.5", False),
        ("9223372036854775808", False),
        ("`x-${string}`", False),
        ("string[]", False),
        ("Record<string, string>", False),
        ("{a: string}", False),
        ("any", False),
        ("unknown | null", False),
        ("Open", True),
        ("Bits", False),
    ],
)
def test_the_rule_depends_on_what_type_checkers_accept(
    tmp_path: Path, written: str, narrows: bool
) -> None:
    spec = f"""
    types:
      Subject: {{type: '{written}'}}
      Other: {{type: '"x"'}}
      Open: {{open: true, values: {{a: ""}}}}
      Bits: {{flags: true, values: {{1: {{name: A}}, 2: {{name: B}}}}}}
    """
    found = guards(load(tmp_path, spec))
    assert found["subject"] == ("TypeIs" if narrows else "TypeGuard")


def test_constraints_that_are_checked_and_classes_of_enum_are_not_in_the_annotation(
    tmp_path: Path,
) -> None:
    spec = """
    types:
      Code: {type: string, maxLength: 3}
      Mode: {values: {a: "", b: ""}}
      Either: {type: Code | Mode}
    """
    model = load(tmp_path, spec)
    assert set(guards(model).values()) == {"TypeIs"}
    checked = guards(replace(model, checks_constraints=True))
    assert checked == {"code": "TypeGuard", "mode": "TypeIs", "either": "TypeGuard"}
    enums = guards(replace(model, enum_classes=True))
    assert enums == {"code": "TypeIs", "mode": "TypeGuard", "either": "TypeGuard"}


class Text(str):
    """A string of a subclass."""


def values_of(annotation: Any) -> Iterator[Any]:
    """Yield values that a type checker accepts for an annotation of scalars."""
    origin = typing.get_origin(annotation)
    if origin in (types.UnionType, typing.Union):
        for member in typing.get_args(annotation):
            yield from values_of(member)
    elif origin is typing.Literal:
        yield from typing.get_args(annotation)
    elif annotation is str:
        yield from ("", "any text", Text("of a subclass"))
    elif annotation is bool:
        yield from (True, False)
    else:
        assert annotation in (None, type(None)), annotation
        yield None


@examples(60)
@given(model=packages())
def test_every_value_of_the_annotation_is_valid(model: Model) -> None:
    with loaded(model) as package:
        for named in model.types:
            if narrows_both_branches(model, named):
                annotation = getattr(package.modules["typed_dicts.py"], named.name)
                for value in values_of(annotation):
                    assert package.is_valid(named.name, value), (named.name, value)
                    assert getattr(package.validators, f"is_{naming.snake_case(named.name)}")(value)
