"""The examples of messages in `reference.html` are messages of their types."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
import specs
from hypothesis import given
from jsonschema import Draft202012Validator
from packages import loaded
from reference_pages import (
    HOSTILE,
    Element,
    elements,
    hostile_spec,
    pages_of,
    webex_model,
    webex_pages,
)
from strategies import examples, packages

from typescribe import pipeline
from typescribe.language.entry_types import entry_types
from typescribe.language.model import Model, Reference
from typescribe.language.readings import KINDS
from typescribe.project.settings import find_project
from typescribe.targets.html.examples import DEEPEST, DEEPEST_REQUIRED, MOST_LINES, Examples
from typescribe.targets.json_schema import context as json_schema
from typescribe.verifying.values import heights_of


def text_of(model: Model, name: str) -> str:
    return "".join(piece.text for piece in Examples(model).of(name))


def judge(model: Model, name: str) -> Draft202012Validator:
    """Return a validator of a type by `schema.json`, from a library that is not ours."""
    schema = json_schema.context(model)["schema"]
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})


def test_the_example_of_every_type_of_the_sdk_is_valid() -> None:
    model = webex_model()
    made = Examples(model)
    schema = json_schema.context(model)["schema"]
    for name in model.by_name:
        text = "".join(piece.text for piece in made.of(name))
        assert len(text.splitlines()) <= MOST_LINES
        one = Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})
        assert list(one.iter_errors(json.loads(text))) == []


@given(model=packages())
@examples(60)
def test_the_example_of_any_type_that_has_values_is_valid(model: Model) -> None:
    for name in model.by_name:
        text = text_of(model, name)
        is_flat = heights_of(model).of(Reference(name)) <= DEEPEST_REQUIRED
        if text or is_flat:
            assert list(judge(model, name).iter_errors(json.loads(text))) == [], text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("{type: string, reads_as: boolean}", "true"),
        ("{type: string | number, reads_as: integer}", "1"),
        ("{type: number, reads_as: epoch_milliseconds}", 1767225600000),
        ("{type: number, reads_as: epoch_seconds}", 1767225600),
        ("{type: string, reads_as: json}", "{}"),
        ('{type: \'"a" | "b"\'}', "a"),
        ("{type: 'null | string[]'}", ["text"]),
        ("{type: '`x-${number}1${string}`'}", "x-21a"),
        ("{type: 'Record<string, number>'}", {"key": 1}),
        ("{type: '[string, number?]'}", ["text", 1]),
        ("{type: '[string, ...number[], boolean]'}", ["text", True]),
        ("{fields: {b?: string, '[key: string]': string}}", {"b": "text", "key": "text"}),
        ("{fields: {key: string, '[key: string]': string}}", {"key": "text"}),
        ("{fields: {b: string, '[key: `x-${string}`]': string}}", {"b": "text"}),
        ("{type: any}", {}),
    ],
)
def test_an_example_shows_what_a_type_holds(field: str, value: object, tmp_path: Path) -> None:
    model = specs.load(tmp_path, f"types:\n  T:\n    fields:\n      a?: {field}\n")
    assert json.loads(text_of(model, "T")) == {"a": value}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("{type: number, minimum: 5}", 5),
        ("{type: number, exclusiveMinimum: 5, maximum: 5.5}", 5.5),
        ("{type: number, exclusiveMinimum: 5, exclusiveMaximum: 6}", 5.5),
        ("{type: number, minimum: 10, multipleOf: 4}", 12),
        ("{type: number, maximum: -2.5, integer: true}", -3),
        ("{type: string, minLength: 6}", "texttext"),
        ("{type: string, maxLength: 2}", "te"),
        ("{type: string, maxLength: 0}", ""),
        ("{type: string, pattern: '^A-[0-9]+$', examples: [A-17]}", "A-17"),
        ("{type: string, pattern: '^A-[0-9]+$', default: A-1}", "A-1"),
        ("{type: 'string[]', minItems: 2}", ["text", "text"]),
        ("{type: 'string[]', maxItems: 0}", []),
        ("{type: 'number[]', items: {minimum: 7}}", [7]),
        ("{type: Sku}", "S-1"),
        ("{type: 'Sku | null'}", "S-1"),
    ],
)
def test_an_example_matches_the_constraints_of_a_field(
    field: str, value: object, tmp_path: Path
) -> None:
    sku = "Sku: {type: string, pattern: '^S', examples: [S-1]}"
    spec = f"types:\n  {sku}\n  T:\n    fields:\n      a: {field}\n"
    model = specs.load(tmp_path, spec)
    assert json.loads(text_of(model, "T")) == {"a": value}
    assert list(judge(model, "T").iter_errors({"a": value})) == []


def test_a_field_without_a_known_value_is_left_out_or_costs_the_example(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          Loose: {fields: {id: string, code?: {type: string, pattern: "^A"}}}
          Strict: {fields: {code: {type: string, pattern: "^A"}}}
          Both: {fields: {code: {type: "Code | null", maxLength: 5}}}
          Code: {type: string, pattern: "^A", examples: [A-1234567]}
        """,
    )
    assert json.loads(text_of(model, "Loose")) == {"id": "text"}
    assert text_of(model, "Strict") == ""
    assert json.loads(text_of(model, "Both")) == {"code": None}
    assert pages_of(model)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_can_be_decoded_as_its_reading(kind: str, tmp_path: Path) -> None:
    types = KINDS[kind].decodes
    fields = "".join(f"\n      {type_}: {{type: {type_}, reads_as: {kind}}}" for type_ in types)
    model = specs.load(tmp_path, f"types:\n  T:\n    fields:{fields}\n")
    with loaded(model) as package:
        message = package.read("T", json.loads(text_of(model, "T")))
        for type_ in types:
            assert getattr(message, f"{type_}_{KINDS[kind].suffix}") is not None


def test_a_recursive_type_is_shown_to_some_depth(tmp_path: Path) -> None:
    model = specs.load(tmp_path, "types: {Node: {fields: {next: Node | null}}}")
    text = text_of(model, "Node")
    assert text.count("next") == DEEPEST
    assert text.count("null") == 1


def test_a_type_of_which_every_message_is_too_large_has_no_example(tmp_path: Path) -> None:
    types = "".join(f"\n  T{n}: {{fields: {{a: T{n + 1}, b: T{n + 1}}}}}" for n in range(30))
    model = specs.load(tmp_path, f"types:{types}\n  T30: {{fields: {{a: string}}}}\n")
    assert text_of(model, "T0") == ""
    assert len(text_of(model, "T24").splitlines()) > MOST_LINES
    assert pages_of(model)


def test_a_type_that_is_nested_too_deep_has_no_example(tmp_path: Path) -> None:
    types = "".join(f"\n  T{n}: {{fields: {{a: T{n + 1}}}}}" for n in range(3000))
    model = specs.load(tmp_path, f"types:{types}\n  T3000: {{fields: {{a: string}}}}\n")
    assert text_of(model, "T0") == ""
    assert text_of(model, "T2990") != ""


def test_an_example_on_the_page_is_json_whatever_its_texts_are(tmp_path: Path) -> None:
    model = specs.load(tmp_path, hostile_spec(HOSTILE))
    (shown,) = re.findall("<pre[^>]*>(.*?)</pre>", pages_of(model)[0], re.DOTALL)
    message = json.loads(html.unescape(re.sub("<[^>]*>", "", shown)))
    assert next(iter(message.items())) == (HOSTILE, HOSTILE)
    assert list(judge(model, "Message").iter_errors(message)) == []


def test_messages_of_the_page_have_examples_and_come_first(tmp_path: Path) -> None:
    page = elements(webex_pages()[0])
    sections = [e.attributes["id"] for e in page if e.has_class("type")]
    having = [e.attributes["id"] for e in page if e.has_class("type") and "Example" in ticked(e)]
    messages = {name for name in entry_types(webex_model()) if name in having}
    assert having == sections[: len(having)]
    assert messages == set(having)
    assert {"ContactCenterEvent", "TaskResponse"} <= messages
    assert "Interaction" not in messages, "it is part of messages"
    assert "TaskEvents" not in messages, "a name of an event is not a message"


def ticked(section: Element) -> list[str]:
    return [each.text for each in section.all() if each.tag == "summary"]


@pytest.mark.parametrize(
    ("spec", "titles"),
    [
        ("types: {A: {fields: {b: string}}}", ["Messages 1"]),
        ("types: {A: {type: string}}", ["Types 1"]),
        ("types: {A: {fields: {b: B}}, B: {type: string}}", ["Messages 1", "Other types 1"]),
        ("types: {A: {fields: {b: B}}, B: {fields: {a: A}}}", ["Messages 2"]),
        ("types: {A: {type: 'B[]'}, B: {fields: {}}}", ["Messages 1", "Other types 1"]),
    ],
)
def test_messages_are_apart_from_other_types(spec: str, titles: list[str], tmp_path: Path) -> None:
    page = elements(pages_of(specs.load(tmp_path, spec))[0])
    found = [e.whole_text for e in page if e.tag == "h2" and "id" in e.attributes]
    assert found == titles


@pytest.mark.parametrize("entry", ["Line", "Shop.Line", "ShopLine"])
def test_the_entries_of_an_import_are_messages_whatever_refers_to_them(
    entry: str, tmp_path: Path
) -> None:
    (tmp_path / "spec/p").mkdir(parents=True)
    (tmp_path / "spec/p/a.yaml").write_text(
        "types:\n"
        "  Order: {fields: {lines: 'ShopLine[]', by: Person}}\n"
        "  ShopLine: {name: Line, fields: {sku: string}}\n"
        "  Person: {fields: {name: string}}\n"
    )
    (tmp_path / "pyproject.toml").write_text(
        "[tool.typescribe.packages.p.import]\n"
        f'source = "npm:@acme/shop@1.0.0"\nentries = ["Order", "{entry}"]\n'
    )
    project = find_project(tmp_path)
    model = pipeline.load(project, project.packages["p"])
    page = elements(pages_of(model)[0])
    assert [e.attributes["id"] for e in page if e.has_class("type")] == ["Line", "Order", "Person"]
    titles = [e.whole_text for e in page if e.tag == "h2" and "id" in e.attributes]
    assert titles == ["Messages 2", "Other types 1"]


@pytest.mark.parametrize(("number", "folded"), [(8, 0), (11, 0), (12, 4), (40, 32)])
def test_only_long_lists_of_literals_are_folded(number: int, folded: int, tmp_path: Path) -> None:
    listed = " | ".join(f'"v{n}"' for n in range(number))
    values = "".join(f"\n      v{n}: Number {n}" for n in range(number))
    spec = f"types:\n  T: {{fields: {{a: '{listed}'}}}}\n  V:\n    values:{values}\n"
    page = elements(pages_of(specs.load(tmp_path, spec))[0])
    summaries = [e.text for e in page if e.tag == "summary" and e.text != "Example"]
    # The type of the field, the type of the values, and the list of the values.
    assert summaries == [f"and {folded} more"] * (3 if folded else 0)
    shown = "".join(e.whole_text for e in page if e.tag == "section")
    assert all(f"Number {n}" in shown for n in range(number))
