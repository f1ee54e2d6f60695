"""What was generated, held against what was meant: a template that leaks text is caught."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import specs

from typescribe.errors import TemplateError
from typescribe.model import Model
from typescribe.rendering.templates import Template
from typescribe.rendering.verify import Neutralizer
from typescribe.rendering.verify import verify as verify_trees

SPEC = """
types:
  Message:
    description: A message
    fields:
      kind: {type: '"a" | "b"', description: What it is}
      "odd key": string
"""


@pytest.fixture
def neutralizer(tmp_path: Path) -> Neutralizer:
    made = Neutralizer()
    made.model(specs.load(tmp_path, SPEC))
    return made


def verify(name: str, found: str, meant: str, neutralizer: Neutralizer) -> None:
    verify_trees(Template(name), ast.parse(found), ast.parse(meant), neutralizer)


def placeholder(neutralizer: Neutralizer, text: str) -> str:
    return f"text-7{neutralizer.texts.index(text)}7-text"


def test_every_text_of_a_model_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    model = specs.load(tmp_path, SPEC)
    neutralizer = Neutralizer()
    neutral: Model = neutralizer.model(model)
    assert sorted(neutralizer.texts) == ["A message", "What it is", "a", "b", "odd key"]
    for text in neutralizer.texts:
        assert repr(text) not in repr(neutral)
    assert [field.attribute for _, field in neutral.fields()] == ["kind", "odd_key"]
    assert next(neutral.fields())[1].wire_name == "kind"


def test_strings_with_their_texts_put_back_are_what_was_meant(neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "odd key")
    verify("t", 'x = {"odd key": 1}', f'x = {{"{mark}": 1}}', neutralizer)


def test_docstrings_may_differ_in_white_space_only(neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "A message")
    verify("t", '"""A\n    message\n"""', f'"""{mark}"""', neutralizer)
    with pytest.raises(TemplateError):
        verify("t", '"""Another message"""', f'"""{mark}"""', neutralizer)


def test_strings_inside_quoted_annotations_are_looked_at_too(neutralizer: Neutralizer) -> None:
    neutral = f'x: "Literal[\\"{placeholder(neutralizer, "a")}\\"]"'
    verify("t", 'x: "Literal[\\"a\\"]"', neutral, neutralizer)
    with pytest.raises(TemplateError):
        verify("t", 'x: "Literal[\\"b\\"]"', neutral, neutralizer)
    with pytest.raises(TemplateError):
        verify("t", 'x: "evil(\\"a\\")"', neutral, neutralizer)


@pytest.mark.parametrize(
    "source",
    [
        'x = {"odd key": 1}\nimport os',
        'x = {"odd key": evil()}',
        'x = {"odd key": 1, "more": 1}',
        'y = {"odd key": 1}',
        'x = {"another": 1}',
        'x = {b"odd key": 1}',
    ],
)
def test_whatever_else_a_module_says_is_refused(source: str, neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "odd key")
    with pytest.raises(TemplateError, match="the text of a spec would become code"):
        verify("t", source, f'x = {{"{mark}": 1}}', neutralizer)
