"""The corpus: validators of imported types agree with the TypeScript compiler.

The verdicts of the compiler are recorded, so the tests do not need it; `make judge` renews them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from packages import Package, assert_agreement, loaded
from typescript_corpus import Construct, constructs, model_of, recorded


def is_read_otherwise(written: str, payload: object) -> bool:
    """Return whether typescribe departs from the compiler here, by a documented convention."""
    match written:
        case "Undefined":  # JSON has no undefined: what may be undefined may be absent
            return isinstance(payload, dict) and "maybe" not in payload
        case "Nothing":  # to the compiler `{}` is all but null; here an object type is of objects
            return payload is not None and not isinstance(payload, dict)
        case "Indexed" | "IndexedAsText":  # to the compiler, texts and arrays have numeric keys
            is_list = isinstance(payload, list)
            return isinstance(payload, str) or (is_list and {*map(type, payload)} <= {str})
        case "Counted":  # an ambient enum without initializers is any number; here it is counted
            return payload in (-2.5, 2) and not isinstance(payload, bool)
        case "Huge":  # a pattern accepts numbers too large for JavaScript
            return payload == "1e999px"
        case _:
            return False


@pytest.fixture(params=constructs(), ids=lambda construct: construct.name)
def construct(request: pytest.FixtureRequest) -> Construct:
    found = request.param
    assert isinstance(found, Construct)
    return found


@pytest.fixture
def package(construct: Construct) -> Iterator[Package]:
    with loaded(model_of(construct)) as package:
        yield package


def test_everyone_agrees_with_the_typescript_compiler(
    construct: Construct, package: Package
) -> None:
    classes = construct.types(package.model)
    verdicts = recorded(construct)
    assert {written for written, _, _ in verdicts} == classes.keys()
    wrong = []
    for written, verdict, payload in verdicts:
        ours = assert_agreement(package, classes[written], payload)
        # A weak rejection is about undeclared properties only, which typescribe allows.
        agrees = ours is (verdict != "no")
        otherwise = construct.name == "read_otherwise" and is_read_otherwise(written, payload)
        if agrees is otherwise:
            wrong.append(f"{written} {json.dumps(payload)}: the compiler says {verdict}")
    assert not wrong


def test_every_payload_by_hand_is_for_a_type_of_the_corpus(
    construct: Construct, package: Package
) -> None:
    assert construct.by_hand.keys() <= construct.types(package.model).keys()


def test_every_type_is_judged_both_ways_where_it_can_be(construct: Construct) -> None:
    by_type: dict[str, set[str]] = {}
    for written, verdict, _ in recorded(construct):
        by_type.setdefault(written, set()).add(verdict)
    one_way = {written for written, verdicts in by_type.items() if len(verdicts) == 1}
    assert one_way <= {"Anything", "Something", "Nobody", "None", "Nothing", "Any", "AnyJson"}
