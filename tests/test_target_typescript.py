"""The target `typescript`: what it writes imports back, and no text of a spec becomes code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, mixtures, packages
from typescript_round_trip import (
    declarations,
    described_models,
    imported,
    with_wider_indexes,
    without_indexes,
    without_layout,
)

from typescribe.comparing.diff import diff
from typescribe.language import declared as d
from typescribe.language import naming
from typescribe.language.errors import Position, TemplateError
from typescribe.language.model import AliasType, Model
from typescribe.language.patterns import pattern, pieces
from typescribe.pipeline import load_spec
from typescribe.rendering.notations import NOTATIONS
from typescribe.rendering.render import environment
from typescribe.rendering.templates import BUILT_IN
from typescribe.text import type_writer
from typescribe.text.quoting import Code
from typescribe.text.typescript import Comment, comment_text, jsdoc, template_literal

HERE = Position("drawn.yaml", 1, 1)
SPEC = Path(__file__).parents[1] / "spec" / "webex_contact_center"


@examples(60)
@given(described_models().map(without_indexes))
def test_what_is_written_imports_back_to_the_same_model(model: Model) -> None:
    back = imported(declarations(model), model.name)
    assert without_layout(back) == without_layout(model)


@examples(60)
@given(packages() | mixtures())
def test_an_index_signature_admits_declared_properties_and_nothing_more(model: Model) -> None:
    back = imported(declarations(model), model.name)
    changes = diff(with_wider_indexes(model), back)
    assert {change.kind for change in changes} <= {"rewritten"}, "spelled otherwise, no more"


def test_the_package_of_the_sdk_imports_back() -> None:
    loaded = load_spec("webex_contact_center", SPEC, "spec")
    model = Model(loaded.name, loaded.types)  # an import has no place for what a package says
    back = imported(declarations(model), model.name)
    assert diff(without_layout(without_attributes(model)), without_layout(back)) == []


def without_attributes(model: Model) -> Model:
    """Return a model whose attributes are those of the rule: TypeScript has no place for others."""

    def ruled(named: Any) -> Any:
        if isinstance(named, AliasType):
            return named
        fields = (replace(f, attribute=naming.attribute_name(f.wire_name)) for f in named.fields)
        return replace(named, fields=tuple(fields))

    return Model(model.name, tuple(map(ruled, model.types)))


SIGNS = st.text(st.sampled_from("*/\\@`{ \nu20eX\u202e\u2028\x00\U000e0001\xa0"), max_size=20)
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff]")


@examples(500)
@given(SIGNS | st.text(max_size=20))
def test_a_comment_is_one_comment_and_says_its_text(text: str) -> None:
    comment = str(jsdoc(Comment(text), 2))
    assert comment.index("*/") == len(comment) - 2
    assert not UNSEEN.search(comment)
    assert comment_text(comment).split() == text.split()


@examples(200)
@given(st.lists(st.text(st.sampled_from('`$\\{}ab\n\u2028"'), max_size=5), min_size=2, max_size=3))
def test_a_template_is_one_template_and_says_its_texts(texts: list[str]) -> None:
    holes = tuple(d.Keyword("number", HERE) for _ in texts[1:])
    meant = pattern(d.TemplateOf(tuple(texts), holes, HERE))
    assert "${number}".join(texts) == "".join(t or f"${{{hole}}}" for t, hole in pieces(meant))
    written = f"export type A = {template_literal(pieces(meant))};"
    assert not UNSEEN.search(written)
    assert ("template_literal_type", meant.template) in flat(NOTATIONS[".ts"].tree(written))
    assert imported(written, "p").by_name["A"] == AliasType("A", meant)


def flat(tree: Any) -> Iterator[Any]:
    """Yield the nodes of a tree."""
    yield tree
    if isinstance(tree, list):
        for part in tree:
            yield from flat(part)


@pytest.mark.parametrize(
    ("quoting", "careless"),
    [
        ("jsdoc", lambda comment, indent=0: Code(f"/** {comment.description} */")),
        ("typescript_literal", lambda value: Code(f'"{value}"')),
    ],
)
def test_a_text_that_becomes_code_is_never_written(
    quoting: str, careless: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spec = {
        "jsdoc": "{description: '*/ export const x = 1; /*', type: string}",
        "typescript_literal": """{type: '"x\\\"; export const y: \\\"z"'}""",
    }[quoting]
    model = specs.load(tmp_path, f"types:\n  A: {spec}\n")
    assert declarations(model)
    if quoting == "jsdoc":
        monkeypatch.setitem(environment(BUILT_IN).filters, quoting, careless)
    else:
        monkeypatch.setattr(type_writer, quoting, careless)
    with pytest.raises(TemplateError, match=r"^templates/index\.d\.ts\.jinja: the text of a spec"):
        declarations(model)


def test_what_is_no_typescript_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"^line 2 is not TypeScript$"):
        NOTATIONS[".ts"].tree("export type A = 1;\nexport type = ;\n")


def test_a_union_may_be_laid_out_in_any_way() -> None:
    tree = NOTATIONS[".ts"].tree
    assert tree("type A = 1 | 2 | 3;") == tree("type A =\n  | 1\n  | 2\n  | 3;\n")
    assert tree("type A = (1 | 2)[];") != tree("type A = 1 | 2[];")
