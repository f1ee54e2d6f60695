"""`typescribe import` gives classes the shortest names that are unambiguous, and keeps them."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from commands import run

from typescribe.language.naming import class_name
from typescribe.sources.yaml.written_names import class_names_in


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")


CONTACT = "export namespace Aqm.Contact { interface Agent { id: string } }\n"
TEAM = "export namespace Team { interface Agent { team: string } }\n"
PLAIN = "export interface Agent { plain: boolean }\n"


def imported(*declarations: str, output: str = "spec/shop") -> dict[str, str]:
    """Import declarations into a spec; return the class names in it by the types' names."""
    Path("sdk.d.ts").write_text("".join(declarations))
    ran = run("import", "sdk.d.ts", "--output", output)
    assert ran.exit_code == 0, ran.stderr
    types = yaml.safe_load(Path(output, "sdk.yaml").read_text())["types"]
    return {name: type_.get("name", name) for name, type_ in types.items()}


def test_a_class_is_called_by_the_last_name_of_its_type() -> None:
    assert imported(CONTACT) == {"AqmContactAgent": "Agent"}
    assert run("generate").exit_code == 0
    assert "class Agent(DeclaredObject):" in Path("generated/shop/models.py").read_text()


def test_types_with_one_last_name_get_namespaces_whatever_their_order() -> None:
    names = {"AqmContactAgent": "ContactAgent", "TeamAgent": "TeamAgent"}
    for number, order in enumerate(permutations([CONTACT, TEAM])):
        assert imported(*order, output=f"spec/{number}") == names


def test_a_type_without_a_namespace_has_its_name_to_itself() -> None:
    names = {"AqmContactAgent": "ContactAgent", "Agent": "Agent"}
    for number, order in enumerate(permutations([CONTACT, PLAIN])):
        assert imported(*order, output=f"spec/{number}") == names


@pytest.mark.parametrize(
    ("last", "class_name"),
    [
        ("None", "AqmNone"),  # a keyword of Python
        ("Literal", "AqmLiteral"),  # a name that generated modules import
        ("order_state", "OrderState"),
        ("$", "Aqm$"),  # no name without the namespace
    ],
)
def test_names_that_python_could_not_use_as_they_are_keep_a_namespace(
    last: str, class_name: str
) -> None:
    found = imported(f"export namespace Aqm {{ interface {last} {{ id: string }} }}")
    assert list(found.values()) == [class_name]
    assert run("generate").exit_code == 0


def test_names_that_python_derives_from_a_class_are_no_names_of_other_classes() -> None:
    dicts = "export namespace Typed { interface AgentDict { id: string } }\n"
    found = imported(PLAIN, dicts)
    assert found == {"Agent": "Agent", "TypedAgentDict": "TypedAgentDict"}
    assert run("generate").exit_code == 0


def test_a_later_import_keeps_the_names_when_other_types_come_and_go() -> None:
    assert imported(CONTACT) == {"AqmContactAgent": "Agent"}
    assert imported(CONTACT, TEAM) == {"AqmContactAgent": "Agent", "TeamAgent": "TeamAgent"}
    assert imported(TEAM) == {"TeamAgent": "TeamAgent"}
    assert imported(CONTACT, TEAM) == {"AqmContactAgent": "ContactAgent", "TeamAgent": "TeamAgent"}


def test_a_later_import_keeps_a_name_that_a_new_type_without_namespaces_has() -> None:
    assert imported(CONTACT) == {"AqmContactAgent": "Agent"}
    assert imported(CONTACT, PLAIN) == {"AqmContactAgent": "Agent", "Agent": "AgentType"}
    assert run("generate").exit_code == 0


def test_names_of_a_spec_that_was_imported_without_short_names_stay() -> None:
    imported(CONTACT)
    file = Path("spec/shop/sdk.yaml")
    file.write_text(file.read_text().replace("    name: Agent\n", ""))
    assert imported(CONTACT, TEAM) == {
        "AqmContactAgent": "AqmContactAgent",
        "TeamAgent": "TeamAgent",
    }


def test_a_spec_that_cannot_be_read_gives_no_names_and_is_replaced() -> None:
    names = imported(CONTACT)
    file = Path("spec/shop/sdk.yaml")
    file.write_text(f"{file.read_text()}\n  <<<<<<< HEAD: [\n")
    assert imported(CONTACT) == names


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    name: Agent\n", "    name: Agent  # as before\n"),
        ("    name: Agent\n", '    name: "Agent"\n'),
        ("  AqmContactAgent:\n    name: Agent\n", "  AqmContactAgent: # mine\n    name: Agent\n"),
        ("  AqmContactAgent:\n    name: Agent\n", "  'AqmContactAgent':\n    name: Agent\n"),
        ("types:\n", "types: # all of them\n"),
        ("\n  ", "\n    "),
    ],
)
def test_names_of_a_file_that_was_formatted_otherwise_stay(old: str, new: str) -> None:
    names = imported(CONTACT, PLAIN.replace("Agent", "Other"))
    file = Path("spec/shop/sdk.yaml")
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    assert yaml.safe_load(file.read_text())["types"]
    found = imported(CONTACT, TEAM, PLAIN.replace("Agent", "Other"))
    assert found == {**names, "TeamAgent": "TeamAgent"}


def test_a_key_inside_a_description_is_no_type_and_no_name() -> None:
    described = CONTACT.replace("interface", "\n/**\n * First\n *\n * name: Wrong\n */ interface")
    names = imported(described)
    assert "name: Wrong" in Path("spec/shop/sdk.yaml").read_text()
    assert imported(described, TEAM) == {**names, "TeamAgent": "TeamAgent"}


def test_names_are_read_line_by_line_as_they_are_parsed() -> None:
    for file in (Path(__file__).parents[1] / "spec" / "webex_contact_center").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        types = yaml.safe_load(text)["types"]
        expected = {
            key.partition("<")[0]: (type_ or {}).get("name") or class_name(key.partition("<")[0])
            for key, type_ in types.items()
        }
        assert class_names_in(text, "a.yaml") == expected


def test_a_name_that_the_overlay_gives_is_no_name_of_another_type() -> None:
    imported("export interface Person { name: string }\n")
    overlay = Path("spec/shop/overlay.yaml")
    overlay.write_text("types:\n  Person: {name: Agent}\n")
    found = imported("export interface Person { name: string }\n", CONTACT)
    assert found == {"Person": "Person", "AqmContactAgent": "ContactAgent"}
    assert run("generate").exit_code == 0


def test_the_overlay_names_the_class_of_a_type_in_a_namespace() -> None:
    imported(CONTACT)
    Path("spec/shop/overlay.yaml").write_text("types:\n  AqmContactAgent: {name: Caller}\n")
    assert imported(CONTACT, TEAM) == {"AqmContactAgent": "Agent", "TeamAgent": "TeamAgent"}
    assert run("generate").exit_code == 0
    assert "class Caller(DeclaredObject):" in Path("generated/shop/models.py").read_text()


def test_a_name_of_a_type_that_is_declared_by_hand_is_no_name_of_another_type() -> None:
    Path("spec/shop").mkdir(parents=True)
    Path("spec/shop/mine.yaml").write_text("types:\n  Clerk: {name: Agent, fields: {a: string}}\n")
    assert imported(CONTACT) == {"AqmContactAgent": "ContactAgent"}
    assert run("generate").exit_code == 0


@pytest.mark.parametrize("name", ["Agent", "AqmContactAgent", "Aqm.Contact.Agent"])
def test_a_type_is_found_by_its_name_in_python_in_the_spec_and_in_typescript(name: str) -> None:
    imported(CONTACT)
    assert run("show", name).stdout.startswith("Agent, an object of shop")
    Path("a.json").write_text('{"id": "1"}')
    assert "1 valid Agent" in run("validate", "a.json", "--type", name).stdout
    found = json.loads(
        run("diff", "spec/shop", "sdk.d.ts", "--entry", name, "--format=json").stdout
    )
    assert (found["types"], found["changes"]) == (1, [])


def test_an_overlay_that_uses_the_class_name_is_told_the_name_of_the_type() -> None:
    imported(CONTACT)
    Path("spec/shop/overlay.yaml").write_text("types:\n  Agent: {description: Who answers}\n")
    ran = run("generate")
    assert ran.exit_code == 2
    assert 'no type "Agent" to amend; did you mean "AqmContactAgent"?' in ran.stderr


@pytest.mark.parametrize("old", ["old.d.ts", "spec/shop"])
def test_diff_reports_no_renamed_class_where_an_import_would_keep_the_name(old: str) -> None:
    imported(CONTACT)
    Path("old.d.ts").write_text(CONTACT)
    Path("new.d.ts").write_text(CONTACT + TEAM)
    for sides in ((old, "new.d.ts"), ("new.d.ts", old)):
        found = json.loads(run("diff", *sides, "--format", "json").stdout)
        kinds = {change["kind"]: change["where"] for change in found["changes"]}
        assert list(kinds) in (["type_added"], ["type_removed"])
        assert set(kinds.values()) == {"TeamAgent"}
