"""Verification: a template that lets text of a spec become code is rejected."""

from __future__ import annotations

import ast
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language import model
from typescribe.language.constraints import Constraints, json_text
from typescribe.language.errors import TemplateError
from typescribe.language.families import Family
from typescribe.language.model import AliasType, LiteralType, Model, Primitive
from typescribe.rendering.templates import Template
from typescribe.rendering.verify import Neutralizer
from typescribe.rendering.verify import verify as verify_trees
from typescribe.text.quoting import is_word

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


def test_a_string_with_its_text_put_back_is_accepted(neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "odd key")
    verify("t", 'x = {"odd key": 1}', f'x = {{"{mark}": 1}}', neutralizer)


def test_docstrings_may_differ_in_white_space_only(neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "A message")
    verify("t", '"""A\n    message\n"""', f'"""{mark}"""', neutralizer)
    with pytest.raises(TemplateError):
        verify("t", '"""Another message"""', f'"""{mark}"""', neutralizer)


def test_words_may_be_separated_by_other_white_space_only(neutralizer: Neutralizer) -> None:
    marks = f"{placeholder(neutralizer, 'a')} {placeholder(neutralizer, 'b')}"
    verify("t", 'x = """\n    a\n    b\n    """.split()', f'x = "{marks}".split()', neutralizer)
    for source in ('x = "b a".split()', 'x = "ab".split()', 'x = "a b c".split()'):
        with pytest.raises(TemplateError):
            verify("t", source, f'x = "{marks}".split()', neutralizer)
    with pytest.raises(TemplateError):
        verify("t", 'x = "a  b".strip()', f'x = "{marks}".strip()', neutralizer)


@given(st.text())
def test_the_placeholder_of_a_literal_is_a_word_if_the_literal_is_one(text: str) -> None:
    alias = AliasType("A", LiteralType(text))
    neutralizer = Neutralizer()
    neutral = neutralizer.model(Model("m", (alias,)))
    (found,) = neutral.types
    assert isinstance(found, AliasType)
    assert isinstance(found.type, LiteralType)
    assert isinstance(found.type.value, str)
    assert is_word(found.type.value) == is_word(text)
    assert neutralizer.restore(found.type.value) == text


def test_strings_inside_quoted_annotations_are_compared_too(neutralizer: Neutralizer) -> None:
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
def test_any_other_difference_is_rejected(source: str, neutralizer: Neutralizer) -> None:
    mark = placeholder(neutralizer, "odd key")
    with pytest.raises(TemplateError, match="the text of a spec would become code"):
        verify("t", source, f'x = {{"{mark}": 1}}', neutralizer)


MARK = "'''\"; exit() #"
NAMES = {
    *(
        ("Model", "name"),
        ("Model", "entries"),
        ("ObjectType", "name"),
        ("AliasType", "name"),
        ("Reference", "name"),
    ),
    *(("Field", "attribute"), ("Field", "reads_as"), ("Value", "constants")),
    *(("ObjectType", "file"), ("AliasType", "file"), ("NamedConstant", "constant")),
    *(("Family", "name"), ("Family", "members"), ("Family", "parameters")),
}
"""Texts of a model that are Python names; specs with any other are rejected.

Of a file, only the name of the module that is made from it is written.
"""


JSON_TEXTS = {
    ("Constraints", "default"): json_text({MARK: [MARK]}),
    ("Constraints", "examples"): (json_text(MARK),),
    ("NamedConstant", "value"): json_text({MARK: [MARK]}),
    ("Family", "patterns"): (("Name", Primitive("string")),),
}


def of_texts(hint: Any, depth: int = 0) -> Any:
    """Return a value for an annotation in the model, in which every text is `MARK`."""
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        kinds = get_args(item) if get_origin(item) in (UnionType, Union) else (item,)
        return tuple(of_texts(kind, depth) for kind in kinds)
    if get_origin(hint) in (UnionType, Union):
        kinds = get_args(hint)
        return of_texts(str if str in kinds else kinds[0 if type(None) in kinds else -1], depth)
    if is_dataclass(hint):
        if depth > 4:
            return None if hint is Constraints else Primitive("string")
        hints = get_type_hints(hint, localns={"Family": Family})
        return hint(
            **{
                field.name: (
                    "Name"
                    if (hint.__name__, field.name) in NAMES
                    else JSON_TEXTS.get((hint.__name__, field.name))
                    or of_texts(hints[field.name], depth + 1)
                )
                for field in fields(hint)
            }
        )
    return {str: MARK, int: 1, bool: True}[hint]


def test_the_harmless_copy_of_a_model_contains_none_of_its_texts() -> None:
    texts = of_texts(Model)
    found = repr(texts)
    parts = [kind for kind in vars(model).values() if is_dataclass(kind) and isinstance(kind, type)]
    assert [kind.__name__ for kind in parts if f"{kind.__name__}(" not in found] == []
    assert repr(MARK)[1:-1] not in repr(Neutralizer().model(texts))
