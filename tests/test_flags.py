"""Unions of bits accept every sum of them, in specs and overlays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import assert_agreement, loaded
from specs import load

from typescribe.language.constraints import Constraints
from typescribe.language.declared import DeclaredValue, Values
from typescribe.language.errors import Position, SpecError
from typescribe.language.model import NUMBER, AliasType
from typescribe.resolving.flags import flags_problems, sums_of

HERE = Position("a.yaml", 1, 1)
SPEC = "types: {May: {values: {1: {name: Read}, 2: {name: Write}, 8: {name: Delete}}}}"
FLAGS = "types: {May: {flags: true}}"


def test_an_overlay_lets_every_sum_be_a_value(tmp_path: Path) -> None:
    model = load(tmp_path, SPEC, overlay=FLAGS)
    (may,) = model.types
    assert isinstance(may, AliasType)
    assert may.flags
    assert may.type == NUMBER
    assert [value.constants for value in may.values] == [("READ",), ("WRITE",), ("DELETE",)]
    with loaded(model) as package:
        assert all(assert_agreement(package, "May", value) for value in range(12))
        assert not assert_agreement(package, "May", "1")


def test_without_flags_only_the_literals_are_values(tmp_path: Path) -> None:
    with loaded(load(tmp_path, SPEC)) as package:
        assert [v for v in range(12) if assert_agreement(package, "May", v)] == [1, 2, 8]


@given(st.sets(st.integers(0, 50), min_size=1), st.data())
def test_the_limits_of_sums_admit_every_sum(places: set[int], data: st.DataObject) -> None:
    bits = [1 << place for place in sorted(places)]
    body = Values(tuple(DeclaredValue(bit, HERE) for bit in bits), flags=HERE)
    assert not [*flags_problems("May", body)]
    limits = sums_of(body)
    assert limits == Constraints(minimum=0, maximum=sum(bits), integer=True)
    chosen = data.draw(st.sets(st.sampled_from(bits)))
    assert 0 <= sum(chosen) <= sum(bits)


def test_values_that_are_no_bits_are_reported(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match='"May" has flags, so its values have to be powers of two'):
        load(tmp_path, "types: {May: {values: {1: One, 3: Three}, flags: true}}")
