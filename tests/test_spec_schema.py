"""The JSON Schemas of the spec language and of overlays, tested by the jsonschema library."""

from __future__ import annotations

import json
import keyword
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from typescribe.language.schemas import spec_schema
from typescribe.sources.yaml.acceptance import KEYWORDS, Acceptance
from typescribe.sources.yaml.schema import OVERLAY, SPEC, acceptance

SCHEMA = spec_schema()
BOTH = (SCHEMA, spec_schema(OVERLAY))
SPECS = Path(__file__).parents[1] / "spec"
GOLDEN = Path(__file__).parent / "golden"
CHANGED = ("overlay", "constants", "package_constants", "closed", "flags", "constraints")
"""The golden cases whose specs and overlays are changed at each place."""
FOR_EDITORS = {"markdownDescription", "markdownEnumDescriptions", "defaultSnippets", "examples"}
TEXT_KEYWORDS = {"type", "title", "description", "errorMessage", "$ref", *FOR_EDITORS}


def accepts(document: object) -> bool:
    return accepted_by_both(SCHEMA, document)


def accepted_by_both(schema: dict[str, Any], document: object) -> bool:
    """Whether jsonschema accepts a document; the test that the reader makes first has to agree."""
    name = SPEC if schema is SCHEMA else OVERLAY
    verdict = JUDGES[name].is_valid(document)
    assert acceptance(name)(document) == verdict, document
    return verdict


def judge(schema: dict[str, Any]) -> Draft202012Validator:
    specs: Resource[Any] = Resource.from_contents(SCHEMA)
    registry: Registry[Any] = Registry().with_resource(SPEC, specs)
    return Draft202012Validator(schema, registry=registry)


JUDGES = {name: judge(schema) for name, schema in zip((SPEC, OVERLAY), BOTH, strict=True)}


def with_type(**type_: object) -> dict[str, object]:
    return {"types": {"A": type_}}


def with_field(field: object) -> dict[str, object]:
    return with_type(fields={"a": field})


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key in ("properties", "patternProperties", "$defs"):
                for subschema in value.values():
                    yield from subschemas(subschema)
            elif key in ("additionalProperties", "items"):
                yield from subschemas(value)


each = pytest.mark.parametrize("schema", BOTH, ids=["spec", "overlay"])


@each
def test_the_schema_is_valid_json_schema_2020_12(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(schema)


@each
def test_every_key_has_a_title_and_a_description(schema: dict[str, Any]) -> None:
    for part in subschemas(schema):
        for key, described in part.get("properties", {}).items():
            assert described["title"], key
            assert described["description"], key


@each
def test_the_markdown_for_editors_begins_with_the_description(
    schema: dict[str, Any],
) -> None:
    for part in subschemas(schema):
        if "markdownDescription" in part:
            text, _, example = part["markdownDescription"].partition("\n\n")
            assert text == part["description"]
            assert re.fullmatch(r"(```yaml\n.*\n```)?", example, re.DOTALL)


@each
def test_editors_escape_the_signs_of_markdown_unless_it_is_said_to_be_that(
    schema: dict[str, Any],
) -> None:
    for part in subschemas(schema):
        if re.search(r"[`*]|\w_\w", part.get("description", "")):
            assert "markdownDescription" in part, part["description"]


@each
def test_a_description_beside_a_reference_is_not_hidden_by_that_of_the_target(
    schema: dict[str, Any],
) -> None:
    """Editors use the keys of both, and prefer those beside the reference."""
    for part in subschemas(schema):
        if "$ref" in part and "description" in part:
            assert "markdownDescription" in part, part["description"]


@each
def test_every_example_and_every_snippet_matches_the_schema(schema: dict[str, Any]) -> None:
    accepts = partial(accepted_by_both, schema)
    shown = [
        yaml.safe_load(block)
        for part in subschemas(schema)
        for block in re.findall(r"```yaml\n(.*?)```", part.get("markdownDescription", ""), re.S)
    ]
    inserted = [
        json.loads(re.sub(r"\$\{\d+:([^}]*)\}", r"\1", json.dumps(snippet["body"])))
        for part in subschemas(schema)
        for snippet in part.get("defaultSnippets", ())
    ]
    assert len(shown) > 3
    for example in shown + inserted:
        places = (
            example,
            {"types": example},
            {"types": {"A": example}},
            {"types": {"A": {"fields": example}}},
            {"types": {"A": {"values": example}}},
        )
        assert any(map(accepts, places)), example


def test_every_value_of_a_choice_is_explained() -> None:
    for part in subschemas(SCHEMA):
        if "markdownEnumDescriptions" in part:
            assert len(part["markdownEnumDescriptions"]) == len(part["enum"])


@each
def test_every_object_is_closed(schema: dict[str, Any]) -> None:
    for part in subschemas(schema):
        if "properties" in part:
            others = part["additionalProperties"]
            assert others is False or others.keys() == {"$ref"}


@each
def test_every_schema_that_a_value_can_violate_states_the_expected_value(
    schema: dict[str, Any],
) -> None:
    for part in subschemas(schema):
        if part.keys() & {"type", "enum", "pattern", "not", "minProperties", "minItems"}:
            assert part["errorMessage"].startswith("expected ")


def test_a_python_keyword_is_not_a_name() -> None:
    assert SCHEMA["$defs"]["pythonName"]["not"]["enum"] == keyword.kwlist


def test_only_the_kind_of_a_free_text_is_checked() -> None:
    """The reader relies on this: of many fields that differ only in their texts, it checks one."""
    for name in ("text", "typeExpression"):
        assert SCHEMA["$defs"][name].keys() <= TEXT_KEYWORDS
    properties = SCHEMA["$defs"]["field"]["properties"]
    assert properties["type"].keys() <= TEXT_KEYWORDS
    assert properties["description"].keys() <= TEXT_KEYWORDS


@pytest.mark.parametrize("path", sorted(SPECS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_specs_of_this_repository_are_accepted(path: Path) -> None:
    assert accepts(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "document",
    [
        {"types": {"A": {"type": "string"}}, "description": "d", "source": "s"},
        with_type(fields={}),
        with_type(fields={}, extends="Base, Other<string>"),
        with_type(fields={}, extends=["Base", "Other<string>"]),
        with_type(type="Msg<A>", description="d", deprecated=True, name="B"),
        with_type(type=None),
        with_type(values={"email": "d", "1": None}, open=True),
        with_field("string | number"),
        with_field(None),
        with_field(True),
        with_field(1),
        with_field({"type": "string"}),
        with_field({"type": None}),
        with_field({"type": 1, "attribute": "a_1", "deprecated": "use b"}),
        with_field({"type": "string", "reads_as": "epoch_milliseconds"}),
        with_field({"type": "string", "reads_as": "shop.money:parse"}),
        with_type(values={"a": {"name": "A", "description": "d"}, "b": {"name": ["B", "C"]}}),
        with_field({"fields": {"b?": "string"}, "name": "B", "description": "d"}),
        with_type(fields={"[key: string]": "string"}),
        with_type(fields={"[key: string]": {"fields": {}, "name": "B"}}),
    ],
    ids=str,
)
def test_the_spec_language_is_accepted(document: object) -> None:
    assert accepts(document)


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "types",
        {},
        {"types": {}},
        {"types": None},
        {"types": ["A"]},
        {"types": {"A": {"type": "string"}}, "tyeps": {}},
        {"types": {"A": {"type": "string"}}, "description": 1},
        {"types": {"A": {"type": "string"}}, "source": None},
        {"types": {"A": "string"}},
        {"types": {"A": None}},
        with_type(),
        with_type(description="d"),
        with_type(fields={}, type="string"),
        with_type(type="string", values={"a": None}),
        with_type(fields={}, feilds={}),
        with_type(fields=None),
        with_type(fields=["a"]),
        with_type(type=["string"]),
        with_type(type={"a": "string"}),
        with_type(type="string", extends="B"),
        with_type(values={"a": None}, extends="B"),
        with_type(fields={}, extends=[]),
        with_type(fields={}, extends=[1]),
        with_type(fields={}, extends={"B": None}),
        with_type(fields={}, open=True),
        with_type(values={}),
        with_type(values=["a"]),
        with_type(values={"a": 1}),
        with_type(values={"a": {"meaning": "d"}}),
        with_type(values={"a": {}}),
        {"types": {"A": {"type": "number", "flags": True}}},
        with_type(values={"a": {"name": "_"}}),
        with_type(values={"a": {"name": []}}),
        with_type(values={"a": None}, open="yes"),
        with_type(type="string", attribute="a"),
        with_type(type="string", name="1A"),
        with_type(type="string", deprecated=False),
        with_type(type="string", deprecated=1),
        with_field(["string"]),
        with_field({}),
        with_field({"type": "string", "fields": {}}),
        with_field({"type": "string", "name": "B"}),
        with_field({"type": "string", "description": None}),
        with_field({"type": "string", "optional": True}),
        with_field({"type": "string", "attribute": "a-b"}),
        with_field({"type": "string", "attribute": "a\n"}),
        with_field({"type": "string", "attribute": "é"}),
        with_field({"type": "string", "attribute": "class"}),
        with_field({"type": "string", "attribute": ""}),
        with_field({"type": "string", "reads_as": "bool"}),
        with_field({"type": "string", "reads_as": "shop/money:parse"}),
        with_field({"type": "string", "reads_as": None}),
        with_field({"fields": {"b": {"typ": "string"}}}),
        with_type(fields={"[key: string]": {"type": "string", "description": "d"}}),
        with_type(fields={"[key: string]": {"type": "string", "attribute": "a"}}),
        with_type(fields={"[key: string]": ["string"]}),
    ],
    ids=str,
)
def test_anything_else_is_rejected(document: object) -> None:
    assert not accepts(document)


def words(schema: dict[str, Any]) -> list[str]:
    """Return the keys that a schema declares, and words that it accepts or rejects as values."""
    keys = [key for part in subschemas(schema) for key in part.get("properties", {})]
    return sorted({*keys, "boolean", "class", "shop.money:parse", "[key: string]", "a-b", "_", ""})


def documents(schema: dict[str, Any]) -> st.SearchStrategy[object]:
    """Return a strategy for content of files, most of which is almost valid."""
    word = st.sampled_from(words(schema))
    scalars = st.one_of(word, st.none(), st.booleans(), st.sampled_from([0, 1, -1, 0.5, 2.0]))
    parts = st.recursive(
        scalars,
        lambda inner: st.dictionaries(word, inner, max_size=3) | st.lists(inner, max_size=2),
    )
    types = st.dictionaries(st.sampled_from("AB"), st.dictionaries(word, parts, max_size=4))
    return st.fixed_dictionaries({"types": types}) | parts


@each
@given(data=st.data())
def test_what_the_reader_accepts_is_valid(schema: dict[str, Any], data: st.DataObject) -> None:
    accepted_by_both(schema, data.draw(documents(schema)))


@each
def test_a_wrong_value_anywhere_in_a_valid_file_is_noticed(schema: dict[str, Any]) -> None:
    """Each value of each example is replaced by each of some others, one at a time."""
    verdicts: Counter[bool] = Counter()
    overlays = schema is not SCHEMA
    for path in sorted(GOLDEN.rglob("*.yaml")):
        if (path.name == "overlay.yaml") != overlays or path.parent.name not in CHANGED:
            continue
        for changed in with_one_change(yaml.safe_load(path.read_text(encoding="utf-8"))):
            verdicts[accepted_by_both(schema, changed)] += 1
    assert verdicts[True] > 20
    assert verdicts[False] > 20


def with_one_change(value: Any) -> Iterator[Any]:
    yield from (
        None,
        True,
        False,
        0,
        -1,
        1.0,
        "",
        "class",
        "text",
        [],
        ["a"],
        {},
        {"type": "string"},
    )
    match value:
        case dict():
            for key in value:
                yield {other: value[other] for other in value if other != key}
                yield {**value, f"{key}s": value[key]}
                yield from ({**value, key: changed} for changed in with_one_change(value[key]))
        case list():
            for place, item in enumerate(value):
                yield from (
                    [*value[:place], changed, *value[place + 1 :]]
                    for changed in with_one_change(item)
                )
        case _:
            pass


@each
def test_the_reader_knows_every_keyword_of_the_schemas(schema: dict[str, Any]) -> None:
    assert {key for part in subschemas(schema) for key in part} <= KEYWORDS


def test_a_schema_with_an_unknown_keyword_accepts_nothing() -> None:
    assert Acceptance({"a": {"type": "string"}}, {}).of("a")("long enough")
    assert not Acceptance({"a": {"type": "string", "maxLength": 99}}, {}).of("a")("long enough")
