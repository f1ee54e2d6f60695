"""Unions of objects: the variant that a value becomes, and the issues of one that matches none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, assert_agreement, loaded
from strategies import examples

from typescribe.language.errors import SpecError

SPEC = """
types:
  Msg<T = any>: {fields: {type: string, data: T}}
  Login: {type: "Msg<{about: 'agent', type: 'login', team: string}>"}
  Logout: {type: "Msg<{about: 'agent', type: 'logout' | 'gone'}>"}
  Contact: {type: "Msg<{about: string, type: string, contactId: string}>"}
  Event: {type: Contact | Login | Logout}
  AgentEvent: {type: Login | Logout | null}

  Circle: {fields: {kind: '"circle"', radius: number}}
  Box: {fields: {kind: '"box"', side: number, label?: string}}
  Tin: {fields: {kind: '"box"', height: number}}
  Shape: {type: Circle | Box | Tin}
  Shapes: {type: "Shape[]"}
  Either: {type: "Circle | Box | string[] | Record<string, number>"}

  Answer: {type: "{ok: true, value: string} | {ok: false, error: string}"}
  Version: {type: "{v: 1, a: string} | {v: 2, b: string}"}
  Flag: {type: "{v: 1, a: string} | {v: true, b: string}"}
  Maybe: {type: "{kind?: 'a', x: string} | {kind: 'b', x: string}"}
  Tree: {type: "{kind: 'leaf', n: number} | {kind: 'node', inner: Tree[]}"}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    with loaded(specs.load(tmp_path_factory.mktemp("unions"), SPEC)) as package:
        yield package


def message(type_: object, **data: object) -> dict[str, Any]:
    return {"type": "x", "data": {"about": "agent", "type": type_, **data}}


def class_of(package: Package, name: str, value: object) -> str:
    assert assert_agreement(package, name, value)
    return type(package.parse(name, value)).__name__


def issues_of(package: Package, name: str, value: object) -> list[str]:
    assert not assert_agreement(package, name, value)
    return [str(issue) for issue in package.parse_refusal(name, value).issues]


# Which variant


def test_a_message_is_read_as_the_class_of_its_literal(package: Package) -> None:
    assert class_of(package, "Event", message("login", team="a")) == "Login"
    assert class_of(package, "Event", message("gone")) == "Logout"
    assert class_of(package, "Shape", {"kind": "circle", "radius": 1}) == "Circle"
    assert class_of(package, "Answer", {"ok": False, "error": "x"}) == "AnswerItem2"
    assert class_of(package, "Version", {"v": 2.0, "b": "x"}) == "VersionItem2"


def test_a_variant_without_a_literal_accepts_values_that_no_other_accepts(package: Package) -> None:
    assert class_of(package, "Event", message("offered", contactId="1")) == "Contact"


def test_a_literal_takes_precedence_over_the_order_of_the_members(package: Package) -> None:
    """`Contact` is declared first, and would take it too."""
    assert class_of(package, "Event", message("login", team="a", contactId="1")) == "Login"


def test_a_value_with_the_literal_of_one_variant_may_match_another(
    package: Package,
) -> None:
    """TypeScript assigns it to the union, since its `type` is a string like any other."""
    assert class_of(package, "Event", message("login", contactId="1")) == "Contact"


def test_variants_of_one_literal_are_tried_in_order(package: Package) -> None:
    assert class_of(package, "Shape", {"kind": "box", "side": 1}) == "Box"
    assert class_of(package, "Shape", {"kind": "box", "height": 1}) == "Tin"
    assert class_of(package, "Shape", {"kind": "box", "side": 1, "height": 1}) == "Box"


def test_members_that_are_not_objects_are_tried_too(package: Package) -> None:
    assert class_of(package, "Either", {"kind": "box", "side": 1}) == "Box"
    assert class_of(package, "Either", ["a"]) == "list"
    assert class_of(package, "Either", {"a": 1}) == "dict"
    assert class_of(package, "AgentEvent", None) == "NoneType"


def test_one_and_true_are_two_literals(package: Package) -> None:
    for value, accepted in (
        ({"v": 1, "a": "x"}, True),
        ({"v": True, "b": "x"}, True),
        ({"v": True, "a": "x"}, False),
        ({"v": 1, "b": "x"}, False),
    ):
        assert assert_agreement(package, "Flag", value) is accepted
    assert not assert_agreement(package, "Version", {"v": True, "a": "x"})
    assert not assert_agreement(package, "Answer", {"ok": 1, "value": "x"})


def test_an_optional_literal_excludes_no_variant(package: Package) -> None:
    assert class_of(package, "Maybe", {"x": "a"}) == "MaybeItem"
    assert class_of(package, "Maybe", {"kind": "a", "x": "a"}) == "MaybeItem"
    assert class_of(package, "Maybe", {"kind": "b", "x": "a"}) == "MaybeItem2"


def test_a_list_of_variants_is_read_as_a_whole(package: Package) -> None:
    value = [{"kind": "circle", "radius": 1}, {"kind": "box", "height": 1}]
    assert [type(shape).__name__ for shape in package.parse("Shapes", value)] == ["Circle", "Tin"]
    assert issues_of(package, "Shapes", [*value, {"kind": "cone"}]) == [
        '[2].kind: expected "circle" or "box", got string of length 4'
    ]


def test_a_union_is_read_from_json_too(package: Package) -> None:
    parse = package.models.parse_shape_json
    assert parse('{"kind": "box", "side": 1}') == package.models.Box(kind="box", side=1)
    assert parse(b"1", loads=lambda _: {"kind": "box", "side": 2}).side == 2
    with pytest.raises(package.runtime.ValidationError) as caught:
        parse("{")
    assert "not JSON" in str(caught.value)


def test_more_members_than_python_nests_blocks(tmp_path: Path) -> None:
    names = [f"A{n}" for n in range(30)]
    types = "\n".join(f"  {name}: {{fields: {{x{name}: string}}}}" for name in names)
    union = f"  All: {{type: {' | '.join(names)}}}\n  Holder: {{fields: {{all: All}}}}"
    with loaded(specs.load(tmp_path, f"types:\n{types}\n{union}")) as package:
        assert class_of(package, "All", {"xA29": "a"}) == "A29"
        assert package.read("Holder", {"all": {"xA17": "a"}}).to_dict() == {"all": {"xA17": "a"}}


# Values that only look right


class Text(str):
    """A string that must not be compared with its own methods."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0


class Members(dict[Any, Any]):
    """An object that answers nothing but what it is asked as a plain dict."""

    def __getitem__(self, key: object) -> Any:
        raise AssertionError

    get = __contains__ = __getitem__  # type: ignore[assignment]  # they have to fail alike


def test_a_literal_is_read_without_calling_methods_of_subclasses(package: Package) -> None:
    assert class_of(package, "Shape", Members(kind=Text("circle"), radius=1)) == "Circle"
    assert class_of(package, "Event", {"type": "", "data": Members(message("gone")["data"])})
    assert issues_of(package, "Shape", {"kind": Text("cone"), "radius": 1}) == [
        'kind: expected "circle" or "box", got string of length 4'
    ]


@pytest.mark.parametrize("literal", [[], {}, {1: 2}, None, float("nan"), object(), b"circle"])
def test_a_value_without_a_known_literal_matches_no_variant(
    package: Package, literal: object
) -> None:
    for name, value in (("Shape", {"kind": literal}), ("Event", message(literal))):
        assert not assert_agreement(package, name, value)


def test_keys_that_are_not_strings_are_rejected(package: Package) -> None:
    for value in ({"kind": "circle", "radius": 1, 1: 2}, Members({"kind": "circle", 1: 2})):
        assert not assert_agreement(package, "Shape", value)


def test_a_value_that_is_too_deep_is_refused_like_any_other(package: Package) -> None:
    tree: dict[str, Any] = {"kind": "leaf", "n": 1}
    for _ in range(90):
        tree = {"kind": "node", "inner": [tree]}
    assert assert_agreement(package, "Tree", tree)
    for _ in range(5_000):
        tree = {"kind": "node", "inner": [tree]}
    assert not assert_agreement(package, "Tree", tree)


# Any union at all

LITERALS = ("'a'", "'b'", "'1'", "1", "2", "true", "false")
SCALARS = ("a", "b", "1", 1, 2, 1.0, True, False, None, "c")


def types() -> st.SearchStrategy[str]:
    literals = st.lists(st.sampled_from(LITERALS), min_size=1, max_size=2, unique=True)
    others = st.sampled_from(["string", "number", "boolean", "any", "U | null", "(U | null)[]"])
    return literals.map(" | ".join) | others


def objects(inner: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[str]:
    names = st.sampled_from(["kind", "type", "more?"])
    fields = st.dictionaries(names, types(), min_size=1, max_size=2)
    members = fields.map(lambda found: [f"{name}: {type_}" for name, type_ in found.items()])
    if inner is not None:
        carried = st.lists(inner.map(lambda text: f"data: {text}"), max_size=1)
        members = st.builds(list.__add__, members, carried)
    return members.map(lambda found: f"{{{', '.join(dict.fromkeys(found))}}}")


def json_values() -> st.SearchStrategy[Any]:
    keys = st.sampled_from(["kind", "type", "data", "more"])
    return st.recursive(
        st.sampled_from(SCALARS),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )


@examples(12)
@given(
    members=st.lists(objects(objects()), min_size=2, max_size=4),
    others=st.sets(st.sampled_from(["null", "string[]"])),
    values=st.lists(json_values(), min_size=25, max_size=25),
)
def test_choosing_a_variant_by_its_literal_does_not_change_which_values_are_valid(
    members: list[str], others: set[str], values: list[Any]
) -> None:
    union = " | ".join([*members, *sorted(others)])
    spec = f'types: {{U: {{type: "{union}"}}, Holder: {{fields: {{u: U}}}}}}'
    with TemporaryDirectory() as folder:
        model = specs.load(Path(folder), spec)
    with loaded(model) as package:
        judge = package.judge("U")
        for value in values:
            accepted = assert_agreement(package, "U", value)
            assert accepted == judge.is_valid(value)
            assert assert_agreement(package, "Holder", {"u": value}) is accepted
            if accepted:
                assert package.read("Holder", {"u": value}).to_dict() == {"u": value}


# What is reported


def test_only_the_issues_of_the_variant_that_was_meant_are_reported(package: Package) -> None:
    assert issues_of(package, "Event", message("login", team=1)) == [
        "data.team: expected string, got number"
    ]
    assert issues_of(package, "AgentEvent", {"type": 1, "data": {"type": "login"}}) == [
        "type: expected string, got number",
        'data.about: expected "agent", got nothing',
        "data.team: expected string, got nothing",
    ]


def test_the_nearest_of_several_variants_with_the_same_literal_is_reported(
    package: Package,
) -> None:
    assert issues_of(package, "Shape", {"kind": "box", "height": "1", "label": 1}) == [
        "height: expected number, got string"
    ]


def test_a_message_of_no_variant_is_reported_with_the_known_literals(package: Package) -> None:
    assert issues_of(package, "AgentEvent", message("SECRET")) == [
        'data.type: expected "login", "logout" or "gone", got string of length 6'
    ]
    assert issues_of(package, "AgentEvent", message(1)) == [
        'data.type: expected "login", "logout" or "gone", got number'
    ]
    assert issues_of(package, "Answer", {"ok": "true"}) == [
        "ok: expected true or false, got string of length 4"
    ]


def test_where_another_variant_takes_any_literal_only_its_issues_are_reported(
    package: Package,
) -> None:
    assert issues_of(package, "Event", message("SECRET", contactId=1)) == [
        "data.contactId: expected string, got number"
    ]


def test_where_no_variant_takes_the_literal_all_known_ones_are_reported(package: Package) -> None:
    for type_, received in ((1, "number"), (None, "null")):
        assert issues_of(package, "Event", message(type_, contactId="1")) == [
            f'data.type: expected "login", "logout", "gone" or string, got {received}'
        ]
    assert issues_of(package, "Event", {"type": "x", "data": {"about": "agent"}}) == [
        'data.type: expected "login", "logout", "gone" or string, got nothing',
        "data.contactId: expected string, got nothing",
    ]
    assert issues_of(package, "Event", {"type": "x"}) == ["data: expected object, got nothing"]


def test_the_variant_that_was_meant_has_all_literals_of_the_value(package: Package) -> None:
    """`Login` has the literal of `type` and another one of `about`, where `Contact` has any."""
    value = message("login", about="someone", contactId=1)
    assert issues_of(package, "Event", value) == ["data.contactId: expected string, got number"]
    assert issues_of(package, "AgentEvent", value) == [
        'data.about: expected "agent", got string of length 7',
        "data.team: expected string, got nothing",
    ]


def test_nested_literals_choose_between_variants_of_one_literal(tmp_path: Path) -> None:
    spec = """
    types:
      Sub<T>: {fields: {of: T, size: number, name: string}}
      Mail: {fields: {kind: "'task'", sub: "Sub<'mail'>"}}
      Call: {fields: {kind: "'task'", sub: "Sub<'call'>", number: string, text: string}}
      Note: {fields: {kind: "'note'"}}
      Task: {type: Mail | Call | Note}
    """
    with loaded(specs.load(tmp_path, spec)) as package:
        value = {"kind": "task", "sub": {"of": "call", "size": "1", "name": "a"}}
        assert issues_of(package, "Task", value) == [
            "sub.size: expected number, got string",
            "number: expected string, got nothing",
            "text: expected string, got nothing",
        ]


def test_of_variants_that_no_literal_fits_the_one_with_the_fewest_issues_is_reported(
    package: Package,
) -> None:
    assert issues_of(package, "Flag", {"v": 2, "a": "x"}) == ["v: expected 1, got another number"]


@pytest.mark.parametrize(
    ("value", "issues"),
    [
        ({}, ['data.type: expected "login", "logout" or "gone", got nothing']),
        ({"data": 1}, ["data: expected object, got number"]),
        ({"data": {}}, ['data.type: expected "login", "logout" or "gone", got nothing']),
        (1, ["value: expected Login, Logout or null, got number"]),
    ],
)
def test_a_missing_literal_is_reported_where_it_should_be(
    package: Package, value: object, issues: list[str]
) -> None:
    assert issues_of(package, "AgentEvent", value) == issues


def test_all_literals_are_reported_however_many_there_are(tmp_path: Path) -> None:
    types = "\n".join(f"  A{n}: {{fields: {{kind: '\"k{n}\"'}}}}" for n in range(15))
    union = f"  All: {{type: {' | '.join(f'A{n}' for n in range(15))}}}"
    with loaded(specs.load(tmp_path, f"types:\n{types}\n{union}")) as package:
        (issue,) = issues_of(package, "All", {"kind": "x"})
        assert all(f'"k{n}"' in issue for n in range(15))


def test_an_array_in_a_union_is_reported_as_an_array(package: Package) -> None:
    assert issues_of(package, "Either", ["a", 1]) == ["[1]: expected string, got number"]


def test_undeclared_properties_are_reported_for_the_variant_that_was_meant(
    package: Package,
) -> None:
    value = {"kind": "circle", "radius": 1, "more": 2}
    issues = package.validators.check_shape(value, undeclared=True)
    assert [str(issue) for issue in issues] == ["more: expected no undeclared property, got number"]


# Names


def test_a_class_with_the_name_of_a_function_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        specs.load(
            tmp_path,
            """\
            types:
              A: {fields: {x: string}}
              Event: {type: "A[]"}
              EventJson: {type: "A[][]"}
            """,
        )
    assert str(caught.value) == (
        'spec/a.yaml:4:3: "EventJson" and "Event" both export "parse_event_json"; '
        'set another class name for one of them with "name"'
    )


def test_an_alias_without_objects_is_built_where_only_an_alias_holds_it(tmp_path: Path) -> None:
    spec = """
    types:
      Tree: {type: "string | Tree[]"}
      Either: {type: "Tree | {id: string}"}
    """
    with loaded(specs.load(tmp_path, spec)) as package:
        assert package.parse("Either", ["a", [["b"]]]) == ["a", [["b"]]]
        assert class_of(package, "Either", {"id": "a"}) == "EitherItem"
        assert not assert_agreement(package, "Either", [["a", 1]])
