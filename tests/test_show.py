"""`typescribe show`: one type, unfolded, as text and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from commands import Ran, run

SPEC = """\
types:
  Order:
    description: What a customer asks for.
    fields:
      id: string
      paidAt?: {type: number, reads_as: epoch_milliseconds, description: When it was paid}
      lines: Line[]
      state: State
      parent?: Order | null
      old?: {type: string, deprecated: use state}
      older?: {type: string, deprecated: true}
      "odd-name": Record<string, Line>

  Line:
    description: One of the things that are asked for.
    fields:
      sku: string
      packed?: {fields: {at: string}, name: Packed, description: Where and when it was packed}

  State:
    description: How far it has come.
    values: {open: Not paid yet, paid: ""}

  Code:
    values: {a: the first, 1: the second, true: the third, null: nothing}
    open: true

  Either:
    type: Line | Packed2 | string

  Packed2:
    fields:
      "[key: string]": {fields: {deep: State}, name: Deep}

  Nothing: {fields: {}}
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one package, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    (tmp_path / "spec" / "shop").mkdir(parents=True)
    specify(SPEC)
    return tmp_path


def specify(spec: str) -> None:
    Path("spec/shop/messages.yaml").write_text(spec, encoding="utf-8")


def shown(*arguments: str) -> str:
    ran = run("show", *arguments)
    assert (ran.exit_code, ran.stderr) == (0, "")
    return ran.stdout


ORDER = """\
Order, an object of shop
What a customer asks for.

  id: string
  paidAt?: number     When it was paid
                      reads as epoch_milliseconds: paid_at_as_datetime
  lines: Line[]       One of the things that are asked for.
  │ sku: string
  │ packed?: Packed   Where and when it was packed
  │ │ at: string
  state: State        How far it has come.
  │ "open"            Not paid yet
  │ "paid"
  parent?: Order | null (*)
  old?: string        deprecated: use state
  older?: string      deprecated
  "odd-name": Record<string, Line> (*)

(*) unfolded above

used in Order.parent
"""


def test_a_type_is_unfolded_and_each_type_once() -> None:
    assert shown("Order") == ORDER


def test_descriptions_are_in_one_column() -> None:
    lines = [line for line in shown("Order").splitlines() if "  " in line.strip()]
    assert len({line.rindex("   ") for line in lines}) == 1


def test_levels_can_be_left_out() -> None:
    assert "│" not in shown("Order", "--depth", "1")
    assert "│ packed?" in shown("Order", "--depth", "2")
    assert "│ │" not in shown("Order", "--depth", "2")
    assert shown("Order", "--depth", "3") == shown("Order")
    assert run("show", "Order", "--depth", "0").exit_code == 2


def test_a_type_first_met_beyond_the_depth_is_unfolded_where_it_appears_within() -> None:
    specify(
        "types:\n  A: {fields: {b: B, d: D}}\n  B: {fields: {c: D}}\n  D: {fields: {x: string}}\n"
    )
    assert shown("A", "--depth", "2") == (
        "A, an object of shop\n\n  b: B\n  │ c: D\n  d: D\n  │ x: string\n"
    )


def test_values_are_shown_with_their_descriptions_and_other_types_after_them() -> None:
    assert shown("Code") == (
        "Code, an alias of shop\n"
        "\n"
        '  "a"    the first\n'
        "  1      the second\n"
        "  true   the third\n"
        "  null   nothing\n"
        "  string\n"
    )


def test_each_of_several_types_is_unfolded_under_its_name() -> None:
    assert shown("Either") == (
        "Either, an alias of shop\n"
        "\n"
        "  Line | Packed2 | string\n"
        "  │ Line                One of the things that are asked for.\n"
        "  │ │ sku: string\n"
        "  │ │ packed?: Packed   Where and when it was packed\n"
        "  │ │ │ at: string\n"
        "  │ Packed2\n"
        "  │ │ [key: string]: Deep\n"
        "  │ │ │ deep: State     How far it has come.\n"
        '  │ │ │ │ "open"        Not paid yet\n'
        '  │ │ │ │ "paid"\n'
    )


def test_an_object_without_properties_says_so() -> None:
    assert shown("Nothing") == "Nothing, an object of shop\n\n  no declared fields\n"


def test_a_reading_has_the_name_of_the_generated_property() -> None:
    specify("types: {Flags: {fields: {class: {type: string, reads_as: boolean}}}}\n")
    assert "reads as boolean: class_as_bool\n" in shown("Flags")


def test_the_places_that_use_a_type_are_listed() -> None:
    assert shown("State").endswith("\n\nused in Order.state, Deep.deep\n")
    assert shown("Line").endswith("\n\nused in Order.lines, Order.odd-name, Either\n")
    assert shown("Deep").endswith("\n\nused in Packed2[key: string]\n")


def test_index_signatures_for_some_keys_are_shown_with_their_types() -> None:
    specify("""
types:
  Page: {fields: {title: string, "[key: `x-${string}`]": string, "[key: number]": Line}}
  Line: {fields: {sku: string}}
""")
    text = shown("Page")
    assert "[key: `x-${string}`]: string\n" in text
    assert "[key: number]: Line\n" in text and "sku: string\n" in text
    assert shown("Line").endswith("\n\nused in Page[key: number]\n")
    assert json.loads(shown("Page", "--format", "json"))["types"]["Page"]["patterns"] == [
        {"keys": "`x-${string}`", "type": "string"},
        {"keys": "number", "type": "Line"},
    ]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    specify(SPEC + "  Long: {type: '" + " | ".join(f'"word{n}"' for n in range(90)) + "'}\n")
    for name in ("Order", "Either", "Long"):
        assert all(len(line) <= columns for line in shown(name).splitlines())


def test_a_narrow_terminal_gets_descriptions_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert (
        "  lines: Line[]\n"
        "      One of the things that are asked for.\n"
        "  │ sku: string\n"
        "  │ packed?: Packed\n"
        "  │     Where and when it was packed\n"
    ) in shown("Order")


def test_an_unknown_name_is_reported_with_the_nearest() -> None:
    message = 'TYPE: there is no type "Ordre"; did you mean "Order"?\n'
    assert run("show", "Ordre") == Ran(2, "", message)


@pytest.mark.parametrize("name", ["Service.Aqm.Order", "service.aqm.order", "API.url.Item"])
def test_a_type_is_found_by_its_name_in_typescript(name: str) -> None:
    specify("types: {ServiceAqmOrder: {fields: {}}, APIUrlItem: {fields: {}}}\n")
    assert run("show", name).exit_code == 0


def test_a_type_that_ends_in_an_unknown_name_is_suggested_first() -> None:
    specify("types: {Orders: {fields: {}}, ServiceAqmOrder: {fields: {}}}\n")
    message = 'TYPE: there is no type "Order"; did you mean "ServiceAqmOrder"?\n'
    assert run("show", "Order") == Ran(2, "", message)


def test_text_of_a_spec_cannot_control_the_terminal() -> None:
    specify('types:\n  A: {fields: {a: {type: string, description: "\\e[31m\\u202e"}}}\n')
    assert shown("A").endswith("  a: string   \\x1b[31m\\u202e\n")


def test_programs_get_every_type_once(project: Path) -> None:
    found = json.loads(shown("Order", "--format", "json"))
    assert (found["package"], found["type"], found["used_in"]) == (
        "shop",
        "Order",
        ["Order.parent"],
    )
    assert list(found["types"]) == ["Order", "Line", "State", "Packed"]
    assert found["types"]["Order"]["properties"][1] == {
        "name": "paidAt",
        "attribute": "paid_at",
        "type": "number",
        "optional": True,
        "description": "When it was paid",
        "deprecated": None,
        "reads_as": "epoch_milliseconds",
        "constraints": {},
    }
    assert found["types"]["State"] == {
        "description": "How far it has come.",
        "deprecated": None,
        "alias": '"open" | "paid"',
        "values": [
            {"value": "open", "description": "Not paid yet", "names": []},
            {"value": "paid", "description": "", "names": []},
        ],
        "constraints": {},
    }
    found = json.loads(shown("Order", "--format", "json", "--depth", "2"))
    assert list(found["types"]) == ["Order", "Line", "State"]


def test_output_is_coloured_on_a_terminal_or_if_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = shown("Order")
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = shown("Order")
    assert "\x1b[36mLine[]\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    monkeypatch.setenv("NO_COLOR", "1")
    assert shown("Order") == plain


def test_what_is_said_about_a_type_comes_in_the_order_of_a_diff() -> None:
    described = SPEC.replace("  Order:\n", "  Order:\n    deprecated: use Cart\n", 1)
    specify(described)
    assert shown("Order").split("\n\n")[0].splitlines()[-1] == "deprecated: use Cart"
