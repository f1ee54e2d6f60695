"""With one class for inline objects of one structure, messages mean what they meant before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import assert_agreement, loaded
from strategies import examples, near_misses, packages, values

from typescribe.language.model import Model, ObjectType, Reference
from typescribe.resolving.shared_objects import shared
from typescribe.verifying.values import is_inhabited


@examples(25)
@given(packages(), st.data())
def test_the_same_messages_are_valid(model: Model, data: st.DataObject) -> None:
    fewer = shared(model, frozenset())
    names = [t.name for t in fewer.types if is_inhabited(model, Reference(t.name))]
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    valid = values(model, Reference(name))
    value = data.draw(valid | near_misses(valid, finite=True))
    with loaded(model) as separate, loaded(fewer) as package:
        accepted = assert_agreement(package, name, value)
        assert accepted == separate.is_valid(name, value)
        if accepted and name in package.classes():
            assert package.read(name, value).to_dict() == value


@examples(100)
@given(packages())
def test_no_two_classes_are_equal(model: Model) -> None:
    fewer = shared(model, frozenset())
    objects = [replace(t, name="") for t in fewer.types if isinstance(t, ObjectType)]
    assert len(set(objects)) == len(objects)
    assert shared(fewer, frozenset()) == fewer


@examples(50)
@given(packages())
def test_a_type_that_has_a_name_keeps_its_class(model: Model) -> None:
    assert shared(model, model.by_name.keys()) == model


def test_objects_inside_equal_ones_are_shared_first(tmp_path: Path) -> None:
    spec = """
types:
  A: {fields: {a: "{b: {c: {d: string}}}", e: "{b: {c: {d: string}}}", f: "{c: {d: string}}"}}
"""
    model = shared(specs.load(tmp_path, spec), {"A"})
    assert [*model.by_name] == ["A", "AA", "AF", "AFC"]
    a, *_ = model.types
    assert isinstance(a, ObjectType)
    assert [field.type for field in a.fields] == [
        Reference("AA"),
        Reference("AA"),
        Reference("AF"),
    ]
