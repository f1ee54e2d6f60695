"""`typescribe diff --entry` compares some types, and those that they refer to."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


OLD = """
types:
  Placed: {fields: {order: Order}}
  Order: {fields: {id: string, owner: Person}}
  Person: {fields: {name: string}}
  Other: {fields: {a: string}}
"""
NEW = """
types:
  Placed: {fields: {order: Order, more: 'Other'}}
  Order: {fields: {id: number, owner: Person}}
  Person: {fields: {name?: string}}
  Other: {fields: {a: number}}
"""


def spec(name: str, text: str) -> str:
    Path(name).mkdir()
    Path(name, "a.yaml").write_text(text)
    return name


def declarations(name: str, text: str) -> str:
    Path(name).mkdir()
    Path(name, "index.d.ts").write_text(text)
    return name


def compared(old: str, new: str, *entries: str) -> dict[str, Any]:
    words = [word for entry in entries for word in ("--entry", entry)]
    ran = run("diff", old, new, *words, "--format", "json")
    assert ran.exit_code == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


def changes(old: str, new: str, *entries: str) -> list[tuple[str, str]]:
    """Return the kind and the place of each change."""
    found = compared(old, new, *entries)["changes"]
    return [(change["kind"], change["where"]) for change in found]


def test_only_types_that_an_entry_refers_to_are_compared() -> None:
    old, new = spec("old", f"description: a{OLD}"), spec("new", f"description: b{NEW}")
    of_person = [("field_made_optional", "Person.name")]
    assert changes(old, new, "Person") == of_person
    assert changes(old, new, "Order") == [("type_changed", "Order.id"), *of_person]
    assert changes(old, new, "Person", "Other") == [*of_person, ("type_changed", "Other.a")]
    assert compared(old, new, "Order")["types"] == 2
    assert compared(old, new, "Order")["changes"][1]["path"] == "Order.owner"


@pytest.mark.parametrize(
    ("new", "kinds"),
    [
        ("types: {Placed: {fields: {}}}", [("type_removed", "Other")]),
        ("types: {Other: {fields: {a: string}}}", []),
    ],
)
def test_an_entry_that_is_gone_is_a_change(new: str, kinds: list[tuple[str, str]]) -> None:
    assert changes(spec("old", OLD), spec("new", new), "Other") == kinds


def test_a_new_entry_is_a_change_that_breaks_nobody() -> None:
    ran = run(
        *("diff", spec("old", "types: {A: {fields: {}}}"), spec("new", OLD)),
        *("--entry", "Person", "--fail-on", "breaking-readers"),
    )
    assert ran.exit_code == 0
    assert "Person" in ran.stdout


def test_two_types_of_different_names_are_compared() -> None:
    old = spec("old", "types: {A: {fields: {x: string, y: number}}, B: {fields: {z: 1}}}")
    new = spec("new", "types: {A: {fields: {z: 1}}, B: {fields: {x: number}}}")
    assert changes(old, new, "A=B") == [
        ("type_renamed", "B"),
        ("type_changed", "B.x"),
        ("field_removed", "B.y"),
    ]
    # `B` of the old spec has the same name as a new type that is compared with another one.
    assert changes(old, new, "A=B", "B=A")[0] == ("type_renamed", "A")


def test_types_that_paired_entries_refer_to_are_paired_by_their_place() -> None:
    old = spec("old", "types: {A: {fields: {p: P}}, P: {fields: {x: string, y: string, z: 1}}}")
    new = spec("new", "types: {B: {fields: {p: Q}}, Q: {fields: {x: string, y: number, z: 1}}}")
    assert changes(old, new, "A=B") == [
        ("type_renamed", "B"),
        ("type_renamed", "Q"),
        ("type_changed", "Q.y"),
    ]


AQM = (
    "export namespace Service.Aqm { interface Contact { id: string; fromOwner: string } }\n"
    "export namespace Service { interface Other { n: number } }\n"
)
SDK = "export interface Contact { id: string; fromOwner: boolean }\nexport type Other = string;\n"


@pytest.mark.parametrize("entry", ["Service.Aqm.Contact=Contact", "Contact"])
def test_types_of_two_packages_are_found_as_typescript_users_write_them(entry: str) -> None:
    old, new = declarations("aqm", AQM), declarations("sdk", SDK)
    assert changes(old, new, entry) == [("type_changed", "Contact.fromOwner")]


def test_sources_of_two_kinds_are_compared() -> None:
    old = declarations("aqm", AQM)
    new = spec("new", "types: {Contact: {fields: {id: string, fromOwner: string}}}")
    assert changes(old, new, "Contact") == []
    assert changes(new, old, "Contact=Service.Aqm.Contact") == []
    other = spec("other", "types: {Call: {fields: {id: string, fromOwner: string}}}")
    assert changes(old, other, "Contact=Call") == [("type_renamed", "Call")]
    assert changes(other, old, "Call=Service.Aqm.Contact") == [("type_renamed", "Contact")]
    old_spec = spec("old", "types: {ServiceAqmContact: {fields: {id: string, fromOwner: string}}}")
    assert changes(old_spec, old, "Service.Aqm.Contact") == []


def archive(name: str, text: str) -> str:
    """Write an archive as `npm pack` does."""
    with tarfile.open(f"{name}.tgz", "w:gz") as packed:
        for file, content in (("package.json", '{"types": "a.d.ts"}'), ("a.d.ts", text)):
            member = tarfile.TarInfo(f"package/{file}")
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content.encode()))
    return f"{name}.tgz"


def test_archives_of_packages_are_compared() -> None:
    old, new = archive("old", AQM), archive("new", SDK)
    assert changes(old, new, "Contact") == [("type_changed", "Contact.fromOwner")]


PAGES = Path(__file__).parent / "data" / "typedoc" / "pages"


def test_a_saved_site_of_an_api_reference_is_compared() -> None:
    """Releases of TypeDoc show one source in pages that mean the same, and name types alike."""
    old, new = sorted(PAGES.iterdir())[-2:]
    assert changes(str(old), str(new), "Order") == []
    found = changes(str(old), spec("new", "types: {Order: {fields: {id: string}}}"), "Order")
    assert ("field_removed", "Order.channel") in found


def project(name: str, type_: str) -> str:
    """Write the JSON that TypeDoc makes of one alias."""
    alias = {
        "id": 1,
        "name": "State",
        "kind": 2097152,
        "flags": {},
        "type": {"type": "intrinsic", "name": type_},
    }
    content = {"id": 0, "name": "shop", "kind": 1, "flags": {}, "children": [alias]}
    Path(name).write_text(json.dumps(content))
    return name


def test_the_json_of_typedoc_is_compared() -> None:
    old, new = project("old.json", "string"), project("new.json", "number")
    assert changes(old, new) == [("type_changed", "State")]


def test_what_cannot_be_imported_counts_only_where_it_is_compared() -> None:
    text = "export interface A { a: 1 }\nexport interface B { b: Gone }\n"
    old, new = declarations("old", text), declarations("new", text)
    assert compared(old, new, "A")["notes"] == []
    assert len(compared(old, new, "B")["notes"]) == 2


def problems(old: str, new: str, *entries: str) -> list[str]:
    ran: Ran = run("diff", old, new, *(word for entry in entries for word in ("--entry", entry)))
    assert (ran.exit_code, ran.stdout) == (2, "")
    return ran.stderr.splitlines()


def test_unknown_entries_are_reported_with_their_source() -> None:
    old, new = spec("old", OLD), declarations("new", SDK)
    assert problems(old, new, "Persn", "Contact=Othr", "Others=Contact") == [
        '--entry: there is no type "Persn" in old; did you mean "Person"?',
        '--entry: there is no type "Persn" in new; choose one of Other, Contact',
        '--entry: there is no type "Contact" in old; choose one of Other, Person, Placed, Order',
        '--entry: there is no type "Othr" in new; did you mean "Other"?',
        '--entry: there is no type "Others" in old; did you mean "Other"?',
    ]


def test_an_entry_without_a_class_of_its_own_is_reported() -> None:
    text = "export interface Msg<T> { a: T }\nexport type F = () => void;\nexport type A = Msg<1>;"
    old, new = declarations("old", text), declarations("new", text)
    reason = "that can be compared: it has type parameters, or is not for JSON"
    assert problems(old, new, "Msg", "F")[::2] == [
        f'--entry: there is no type "Msg" in old {reason}',
        f'--entry: there is no type "F" in old {reason}',
    ]


@pytest.mark.parametrize("text", ["", "=", "A=", "=B", "A=B=C"])
def test_an_entry_has_one_name_or_two(text: str) -> None:
    old = spec("old", OLD)
    assert problems(old, old, text) == [f'--entry: expected NAME or OLD=NEW; found "{text}"']
