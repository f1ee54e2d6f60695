"""Every function takes time linear in the size of a value, whatever the unions of its type.

Calls are counted, not seconds. A count that grew with the number of ways through the members of a
union would pass any limit within a few levels, so that a test fails before it takes long.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import specs
from call_counts import PER_LEVEL, Wrap, assert_linear, at_most, nested, readers
from hypothesis import given
from hypothesis import strategies as st
from packages import assert_agreement, loaded
from strategies import examples

from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.project.settings import find_project
from typescribe.targets.shared.model_checks import checks_with_repeats

FEATURES = Path(__file__).parent / "data" / "features"


# Examples, of each container and of each way to hold one type twice.

EXAMPLES = {
    "three objects": (
        """
        A: {fields: {child?: U, x: string}}
        B: {fields: {child?: U, x: string, y?: number}}
        C: {fields: {child?: U, x: string, z?: number}}
        U: {type: A | B | C}
        """,
        "U",
        [lambda inner: {"child": inner, "x": "a"}],
    ),
    "objects without an alias": (
        """
        A: {fields: {child?: A | B, x: string}}
        B: {fields: {child?: B | A, x: string, y?: number}}
        """,
        "A",
        [lambda inner: {"child": inner, "x": "a"}],
    ),
    "arrays in an object": (
        "  Gen: {type: '{v?: string, l?: Gen[] | (Gen | string)[]}'}",
        "Gen",
        [lambda inner: {"l": [inner]}],
    ),
    "an array and a tuple": ("  T: {type: 'string | T[] | [T]'}", "T", [lambda inner: [inner]]),
    "a tuple and its rest": (
        "  T: {type: 'string | [T, ...string[]] | [T, ...T[]]'}",
        "T",
        [lambda inner: [inner, "a", "b"]],
    ),
    "a tuple and its end": (
        "  T: {type: 'string | [...T[], T] | [T, ...string[], T]'}",
        "T",
        [lambda inner: [inner, "a"], lambda inner: ["a", "b", inner]],
    ),
    "an object and a record": (
        "  T: {type: '{kids: T} | Record<string, T>'}",
        "T",
        [lambda inner: {"kids": inner}],
    ),
    "an object and its index": (
        "  T: {type: '{[key: string]: T} | {kids: T, [key: string]: T | string}'}",
        "T",
        [lambda inner: {"kids": inner}],
    ),
    "names that two patterns match": (
        "  T: {type: 'string | {[key: `a${string}`]: T, [key: `${string}b`]: T}'}",
        "T",
        [lambda inner: {"ab": inner}],
    ),
    "types that hold one another": (
        """
        U: {type: "{c: U | V | null, d?: string}"}
        V: {type: "{c: V | U | null, e?: string}"}
        """,
        "U",
        [lambda inner: {"c": inner}],
    ),
    "a type that goes on without the first": (
        """
        F: {fields: {c?: F | G}}
        G: {fields: {c?: G | null}}
        """,
        "F",
        [lambda inner: {"c": inner}],
    ),
    "a catch-all beside a literal": (
        """
        A: {fields: {kind: "'a'", child?: U}}
        B: {fields: {kind: string, child?: U}}
        U: {type: A | B}
        """,
        "U",
        [lambda inner: {"kind": "a", "child": inner}],
    ),
}


@pytest.mark.parametrize(("types", "name", "wraps"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_union_of_recursive_types_costs_no_more_than_the_size_of_the_value(
    tmp_path: Path, types: str, name: str, wraps: list[Wrap]
) -> None:
    with loaded(specs.load(tmp_path, f"types:\n{types}")) as package:
        for leaf in (1, {}, [], "a", {"x": 1}, {"kids": {}}, None):
            assert_linear(package, name, lambda depth, leaf=leaf: nested(wraps, depth, leaf))


WITH_OBJECTS = {
    name: case for name, case in EXAMPLES.items() if "{" in case[0].replace("{type:", "")
}


@pytest.mark.parametrize(("types", "name", "wraps"), WITH_OBJECTS.values(), ids=WITH_OBJECTS)
def test_the_classes_of_attrs_decide_each_value_of_a_union_once(
    tmp_path: Path, types: str, name: str, wraps: list[Wrap]
) -> None:
    with loaded(specs.load(tmp_path, f"types:\n{types}"), "attrs") as package:
        classes = package.modules["attrs_classes.py"]

        def read(value: object) -> bool:
            try:
                if name in package.classes():
                    classes.structure(value, getattr(classes, name))
                else:
                    getattr(classes, f"parse_{name.lower()}")(value)
            except package.runtime.ValidationError:
                return False
            return True

        verdicts = set()
        for leaf in ("a", {}, {"x": "a"}, {"kids": {}}, {"kind": "b"}, None):
            calls = []
            for depth in (40, 80, 160):
                value = nested(wraps, depth, leaf)
                with at_most(depth * 2 * PER_LEVEL) as made:
                    verdicts.add(read(value))
                calls.append(made[0])
            assert calls[2] - calls[1] < 2.2 * (calls[1] - calls[0]) + 200, calls
        assert True in verdicts


def test_types_that_do_not_recurse_multiply_no_work_either(tmp_path: Path) -> None:
    types = "".join(
        f"  U{n}: {{type: 'A{n} | B{n}'}}\n"
        f"  A{n}: {{fields: {{x: U{n + 1}, y?: string}}}}\n"
        f"  B{n}: {{fields: {{x: U{n + 1}, z?: string}}}}\n"
        for n in range(24)
    )
    with loaded(
        specs.load(tmp_path, f"types:\n{types}  U24: {{type: 'string | number[]'}}")
    ) as package:
        for leaf in ("a", None):
            value = nested([lambda inner: {"x": inner}], 24, leaf)
            assert package.is_valid("U0", value) is (leaf is not None)
            for ask in readers(package, "U0"):
                with at_most(24 * PER_LEVEL):
                    ask(value)


def test_an_issue_at_every_level_costs_no_more_than_one(tmp_path: Path) -> None:
    types = """
        T: {type: "{a?: T | U, b: T | string} | {kind: 'a', a: U[] | T[]}"}
        U: {type: "string | {kind: string, a?: U}"}
        """
    with loaded(specs.load(tmp_path, f"types:\n{types}")) as package:
        assert len(package.issues("T", nested([lambda inner: {"a": inner}], 60, "a"))) == 60
        assert_linear(package, "T", lambda depth: nested([lambda inner: {"a": inner}], depth, "a"))


# Any recursive union at all.


def members() -> st.SearchStrategy[str]:
    """Draw members of a union, most of which hold `T`, `U` or both."""
    inner = st.sampled_from(["T", "U", "T | U", "T | string", "U[] | T[]", "(T | U)[]"])
    typed = st.tuples(st.sampled_from([": ", "?: "]), inner | st.just("string")).map("".join)
    fields = st.dictionaries(st.sampled_from("ab"), typed, min_size=1, max_size=2)
    return st.one_of(
        fields.map(lambda found: f"{{{', '.join(map(''.join, found.items()))}}}"),
        inner.map(lambda text: f"({text})[]"),
        inner.map(lambda text: f"[{text}]"),
        st.tuples(inner, inner).map(lambda pair: f"[{pair[0]}, ...({pair[1]})[]]"),
        st.tuples(inner, inner).map(lambda pair: f"[...({pair[0]})[], {pair[1]}]"),
        inner.map(lambda text: f"Record<string, {text}>"),
        st.sampled_from(["string", "null", "{kind: 'a', a: T}", "{kind: 'b', a: U}"]),
    )


WRAPS: list[Wrap] = [
    lambda inner: {"a": inner},
    lambda inner: {"a": inner, "b": inner},
    lambda inner: {"kind": "a", "a": inner},
    lambda inner: [inner],
    lambda inner: [inner, "a"],
]


@examples(8)
@given(
    types=st.tuples(*[st.lists(members(), min_size=2, max_size=3, unique=True)] * 2),
    wraps=st.lists(st.sampled_from(WRAPS[:1] + WRAPS[2:]), min_size=1, max_size=3),
    leaf=st.sampled_from(["a", None, 1, {}, [], {"a": "a"}, ["a"]]),
)
def test_no_union_that_can_be_drawn_costs_more_than_the_size_of_the_value(
    types: tuple[list[str], list[str]], wraps: list[Wrap], leaf: Any
) -> None:
    text = "types:\n" + "".join(
        f'  {name}: {{type: "{" | ".join(found)}"}}\n'
        for name, found in zip("TU", types, strict=True)
    )
    with TemporaryDirectory() as folder:
        model = specs.load(Path(folder), text)
    with loaded(model) as package:
        for name in ("T", "U"):
            assert_linear(package, name, lambda depth: nested(wraps, depth, leaf))
            value = nested(wraps, 4, leaf)
            accepted = assert_agreement(package, name, value)
            judged = package.judge(name).is_valid(value)
            # JSON Schema has no way to say what the last items of an array are.
            assert accepted == judged or ("[..." in text and judged)


# What is nested, and what is not slower.


@pytest.mark.parametrize(("types", "name", "wraps"), EXAMPLES.values(), ids=EXAMPLES)
def test_values_may_be_nested_as_deep_through_a_union_as_without_one(
    tmp_path: Path, types: str, name: str, wraps: list[Wrap]
) -> None:
    with loaded(specs.load(tmp_path, f"types:\n{types}")) as package:
        leaf = next(
            leaf
            for leaf in (None, {}, {"x": "a"}, {"kids": {}}, {"kind": "b"}, "a")
            if package.is_valid(name, wraps[0](leaf))
        )
        for depth, valid in ((199, True), (202, False)):
            assert assert_agreement(package, name, nested(wraps, depth, leaf)) is valid


def test_what_is_tried_as_several_types_is_shared_by_no_two_places(tmp_path: Path) -> None:
    types, _, _ = EXAMPLES["three objects"]
    with loaded(
        specs.load(tmp_path, f"types:\n{types}\n        H: {{fields: {{all: 'U[]'}}}}")
    ) as package:
        leaf = {"x": "a", "z": 1}
        message = package.read("H", {"all": [{"child": leaf, "x": "a"}] * 2})
        first, second = message.all
        assert first is not second
        assert first.child is not second.child
        assert message.to_dict()["all"][0]["child"] == leaf


def kept(model: Model) -> set[str]:
    return set(checks_with_repeats(model).repeated.passing)


def test_types_whose_tests_are_not_repeated_keep_no_verdicts(tmp_path: Path) -> None:
    project = find_project(Path(__file__).parent)
    assert not kept(pipeline.load(project, project.packages["webex_contact_center"]))
    assert not kept(pipeline.load_spec("features", FEATURES, "features"))
    spec = """
    types:
      Tree: {type: "{kind: 'leaf', n: number} | {kind: 'node', inner: Tree[]}"}
      Json: {type: "string | number | boolean | null | Json[] | Record<string, Json>"}
      Node: {fields: {left: Node | null, right: Node | null}}
      Either: {type: Tree | Node}
      Words: {type: "string[] | Record<string, string[]>"}
    """
    assert not kept(specs.load(tmp_path, spec))
