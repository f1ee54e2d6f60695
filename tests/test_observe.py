"""`observe`: unions, tuples, records, forms, privacy, overlays that grow, comparing profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import Ran, run
from fuzz import kinds
from hypothesis import given, settings
from hypothesis import strategies as st
from test_privacy import TEXT, assert_private, marked_payloads

from typescribe.observing import Observer
from typescribe.observing.counts import Place
from typescribe.observing.findings import find
from typescribe.observing.profile_file import to_json

SPEC = """
types:
  Order:
    fields:
      id: string
      paid: string
      note?: string
      state: '"open" | "sent"'
      lines: "{sku: string}[]"
      extra: any
"""
OVERLAY = "spec/shop/overlay.yaml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.typescribe.packages.shop]\n")
    (tmp_path / "spec" / "shop").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    specify(SPEC)
    return tmp_path


def specify(spec: str) -> None:
    Path("spec/shop/orders.yaml").write_text(spec)


def capture(*messages: Any, times: int = 20) -> str:
    Path("c.jsonl").write_text("".join(f"{json.dumps(m)}\n" for m in [*messages] * times))
    return "c.jsonl"


def observe(*arguments: str, type_: str = "Order") -> Ran:
    return run("observe", *arguments, "--type", type_)


def found(*arguments: str, type_: str = "Order") -> list[tuple[Any, ...]]:
    result = observe(*arguments, "--format", "json", type_=type_)
    assert result.exit_code == 0, result
    findings = json.loads(result.stdout)["findings"]
    keys = ("kind", "type", "property", "what", "proposal")
    return [tuple(finding[key] for key in keys) for finding in findings]


def assert_accepted(*, type_: str = "Order") -> str:
    """Write the overlay, and assert that it makes all captured messages valid; return its text."""
    result = observe("c.jsonl", "--overlay", OVERLAY, type_=type_)
    assert result.exit_code == 0, result
    settings = Path("pyproject.toml").read_text()
    Path("pyproject.toml").write_text(f'{settings}types = "observed"\n')
    checked = run("validate", "c.jsonl", "--type", type_)
    assert checked.exit_code == 0, (checked.stdout, Path(OVERLAY).read_text())
    Path("pyproject.toml").write_text(settings)
    return Path(OVERLAY).read_text()


pytestmark = pytest.mark.usefixtures("project")
ORDER: dict[str, Any] = {
    "id": "zq",
    "paid": "zq",
    "note": "zq",
    "state": "open",
    "lines": [{"sku": "zq"}],
    "extra": 1,
}


# Kinds of types


def test_an_unknown_literal_of_a_union_is_another_variant() -> None:
    specify("""
types:
  Login: {fields: {kind: '"login"', team: string}}
  Logout: {fields: {kind: '"logout"'}}
  Event: {type: Login | Logout}
""")
    capture({"kind": "login", "team": "zq"}, {"kind": "call", "to": [1]}, {"other": 1})
    assert found("c.jsonl", type_="Event") == [
        ("literal", "Event", "kind", '"call"', EVENT.format("{kind: string; to: number[]}")),
        ("literal", "Event", "kind", "another literal", EVENT.format("{other: number}")),
        ("never", "Event", "", "Logout", None),
    ]
    assert_accepted(type_="Event")


EVENT = "observed: {{type: Login | Logout | {}}}"


def test_a_tuple_of_another_length_and_items_of_another_type_are_found() -> None:
    specify("types:\n  Pair: {fields: {at: '[string, number?]'}}\n")
    capture({"at": ["zq", 1]}, {"at": ["zq", "zq"]}, {"at": []})
    assert found("c.jsonl", type_="Pair") == [
        (
            *("type", "Pair", "at", "array of another length or type"),
            "observed: {type: [string, number?] | unknown[]}",
        ),
        ("type", "Pair", "at[1]", "string", "observed: {type: [string, (number | string)?]}"),
    ]
    assert_accepted(type_="Pair")


def test_a_name_that_an_index_signature_includes_is_declared() -> None:
    specify("""
types:
  Page:
    fields:
      title: string
      "[key: `x-${string}`]": string
      "[key: number]": "{sku: string}"
""")
    capture({"title": "zq", "x-a": "zq", "7": {"sku": "zq"}})
    assert found("c.jsonl", type_="Page") == []
    capture({"title": "zq", "x-a": 1, "7": {"sku": None}, "x-b": "zq", "y": True})
    assert found("c.jsonl", type_="Page") == [
        ("type", "Page", "[key: `x-${string}`]", "number", "observed: {type: string | number}"),
        ("null", "PageValue", "sku", "null", "observed: {nullable: true}"),
        ("undeclared", "Page", "y", "not declared", "undeclared: y?: boolean"),
    ]
    overlay = assert_accepted(type_="Page")
    assert "'[key: `x-${string}`]': {observed: string | number}" in overlay
    assert "'[key: number]':" in overlay


def test_an_alias_that_contains_itself_is_amended_once() -> None:
    specify("types:\n  Tree: {type: 'string | Tree[]'}\n  Wood: {fields: {tree: Tree}}\n")
    capture({"tree": ["zq", ["zq", 1]]})
    assert found("c.jsonl", type_="Wood") == [
        ("type", "Tree", "", "number", "observed: {type: string | Tree[] | number}")
    ]
    assert_accepted(type_="Wood")


def test_a_number_that_is_not_finite_is_found() -> None:
    specify("types:\n  Sum: {fields: {of: number}}\n")
    Path("c.jsonl").write_text('{"of": NaN}\n' * 20)
    kind, *_, what, _ = found("c.jsonl", type_="Sum")[0]
    assert (kind, what) == ("type", "a number that is not finite")
    assert_accepted(type_="Sum")


def test_a_string_of_another_pattern_is_found() -> None:
    specify("types:\n  Size: {fields: {of: '`${number}px`'}}\n")
    capture({"of": "1px"}, {"of": "wide"})
    assert found("c.jsonl", type_="Size") == [
        (
            *("type", "Size", "of", "string of another form"),
            "observed: {type: `${number}px` | string}",
        )
    ]
    assert_accepted(type_="Size")


def test_a_type_expression_can_be_observed() -> None:
    capture([ORDER, {**ORDER, "note": None}])
    assert ("null", "Order", "note") in {f[:3] for f in found("c.jsonl", type_="Order[]")}


def test_keys_that_are_identifiers_make_a_record_and_are_not_kept() -> None:
    people = {
        "+15550100123": {"name": "zq"},
        "9b036d89-930c-4187-a5bd-5dbb1439fe41": {"name": None},
    }
    capture({**ORDER, "extra": people, "people": people, "named": {"a": 1, "b": 2}})
    proposals = {f[2]: f[4] for f in found("c.jsonl", "--profile", "p.json")}
    record = "Record<string, {name: string | null}>"
    assert proposals["extra"] == f"observed: {{type: {record}}}"
    assert proposals["people"] == f"undeclared: people?: {record}"
    assert proposals["named"] == "undeclared: named?: {a: number; b: number}"
    assert "5550100123" not in Path("p.json").read_text()
    assert_accepted()


def test_many_rare_keys_make_a_record() -> None:
    capture(*({**ORDER, "flow": {f"name{n}": 1, f"other{n}": 2}} for n in range(30)), times=1)
    proposals = {f[2]: f[4] for f in found("c.jsonl")}
    assert proposals["flow"] == "undeclared: flow?: Record<string, number>"


@pytest.mark.parametrize(
    ("texts", "reads_as"),
    [
        (["true", "false"], "boolean"),
        (["1", "-2"], "integer"),
        (["1", "2.5"], "number"),
        (["1764000000000", "1764000000001"], "epoch_milliseconds"),
        (["[]", '{"a": 1}'], "json"),
        (["true", "yes"], None),
        (["1", ""], None),
        (["007", "1"], None),
        (["+15550100", "1"], None),
    ],
)
def test_a_string_that_always_has_a_form_is_read_as_that(
    texts: list[str], reads_as: str | None
) -> None:
    capture(*({**ORDER, "paid": text} for text in texts))
    forms = [f[4] for f in found("c.jsonl") if f[:3] == ("reads_as", "Order", "paid")]
    assert forms == ([] if reads_as is None else [f"reads_as: {reads_as}"])


def test_a_time_that_nothing_reads_is_still_found() -> None:
    capture({**ORDER, "paid": "2026-11-30T12:00:00Z"})
    assert ("reads_as", "Order", "paid", "iso_8601", None) in found("c.jsonl")


# The overlay


def test_an_overlay_keeps_its_entries_and_is_widened() -> None:
    before = """\
# Ours.
types:
  Order:
    # Why this is so.
    description: An order
    fields:
      state: {observed: '"open" | "sent" | "returned"'} # asked the shop
      paid: {description: Whether it is paid} # flow
    undeclared:
      coupon?: {type: string, description: Code of a discount}
"""
    Path(OVERLAY).write_text(before)
    capture({**ORDER, "state": "lost", "paid": "true", "coupon": 5, "more": None})
    assert assert_accepted() == """\
# Ours.
types:
  Order:
    # Why this is so.
    description: An order
    fields:
      state: {observed: '"open" | "sent" | "returned" | "lost"'} # asked the shop
      paid: {description: Whether it is paid, reads_as: boolean} # flow
      extra: {observed: number} # in 20 of 20
    undeclared:
      coupon?: {type: string | number, description: Code of a discount}
      more?: unknown # in 20 of 20
"""
    text = Path(OVERLAY).read_text()
    result = observe("c.jsonl", "--overlay", OVERLAY)
    assert Path(OVERLAY).read_text() == text
    assert result.stderr == f"{OVERLAY}: unchanged\n"


def test_a_type_that_the_overlay_wrote_is_widened_inside() -> None:
    capture({**ORDER, "box": {"a": 1, "of": [{"b": "zq"}]}})
    assert_accepted()
    capture({**ORDER, "box": {"of": [{"b": None}, {}], "c": True}})
    text = assert_accepted()
    assert "box?: '{a?: number; of: {b?: string | null}[]; c?: boolean}'" in text


def test_rare_findings_are_left_out_and_counted() -> None:
    capture(ORDER, times=30)
    with open("c.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps({**ORDER, "note": None}) + "\n")
    result = observe("c.jsonl", "--overlay", OVERLAY)
    assert result.stderr == (
        f"{OVERLAY}: 1 entry written\n"
        "  left out: 1 finding on fewer than 20 values (1 in total)\n"
    )
    assert observe("c.jsonl", "--overlay", OVERLAY, "--at-least", "1").stderr == (
        f"{OVERLAY}: 1 entry written\n"
    )


def test_a_finding_in_a_computed_type_is_reported_and_left_out_of_the_overlay() -> None:
    specify('types:\n  Flags: {type: \'{[K in "a" | "b"]: boolean}\'}\n')
    capture({"a": True, "b": 1})
    result = observe("c.jsonl", "--overlay", OVERLAY, type_="Flags")
    assert "Flags.b  arrives as number: 20 of 20 (100 %)" in result.stdout
    assert result.stderr.endswith("  left out: Flags.b: an overlay cannot amend it\n")


def test_an_overlay_that_is_not_yaml_is_reported() -> None:
    capture({**ORDER, "note": None})
    Path("mine.yaml").write_text("types: [")
    assert observe("c.jsonl", "--overlay", "mine.yaml").exit_code == 2


# Profiles


def test_a_profile_grows_and_is_compared() -> None:
    capture(ORDER)
    observe("c.jsonl", "--profile", "old.json")
    observe("c.jsonl", "--profile", "both.json")
    capture({**ORDER, "note": None, "new": True, "state": "lost"})
    observe("c.jsonl", "--profile", "new.json")
    observe("c.jsonl", "--profile", "both.json")
    assert json.loads(Path("both.json").read_text())["messages"] == 40
    assert run("observe", "--compare", "old.json", "new.json") == (
        0,
        "added     Order.new: arrives now, as boolean, in 20 of 20\n"
        "widened   Order.note: arrives as null too, in 20 of 20, first c.jsonl:1\n"
        "narrowed  Order.note: no longer arrives as string\n"
        'widened   Order.state: "lost" arrives now, in 20 of 20\n'
        'narrowed  Order.state: "open" no longer arrives\n',
        "",
    )
    assert (
        run("observe", "--compare", "old.json", "old.json").stdout
        == "no changes between the profiles\n"
    )


def test_a_profile_of_another_type_or_none_is_rejected() -> None:
    capture(ORDER)
    observe("c.jsonl", "--profile", "p.json")
    result = observe("c.jsonl", "--profile", "p.json", type_="Order[]")
    assert result == (
        2,
        "",
        'p.json: a profile of "Order", not of "Order[]"; choose another file\n',
    )
    Path("p.json").write_text('{"a": 1}')
    assert observe("c.jsonl", "--profile", "p.json") == (
        2,
        "",
        "p.json: not a profile saved by typescribe observe\n",
    )


# Use


def test_findings_fail_on_demand() -> None:
    capture(ORDER)
    assert observe("c.jsonl").exit_code == 0
    assert observe("c.jsonl", "--fail-on", "any").exit_code == 1
    assert observe("c.jsonl", "--fail-on", "refused").exit_code == 0
    capture({**ORDER, "note": None})
    assert observe("c.jsonl", "--fail-on", "refused").exit_code == 1


def test_wrong_use_is_reported() -> None:
    assert "Missing option '--type'" in run("observe", "c.jsonl").stderr
    assert "Missing argument 'SOURCE...'" in run("observe", "--type", "Order").stderr
    result = run("observe", "c.jsonl", "--compare", "a", "b")
    assert "--compare takes two profiles" in result.stderr
    capture(ORDER)
    result = run("validate", "c.jsonl", "--type", "Order", "--jobs", "2", "--cluster", "x")
    assert "choose one" in result.stderr


def test_a_page_contains_all_findings_and_no_script() -> None:
    capture({**ORDER, "<script>": "zq", "note": None})
    page = observe("c.jsonl", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")
    assert "<details>" in page and "<meter" in page


def test_an_observer_counts_subclasses_of_plain_types() -> None:
    class Text(str):
        pass

    observer = Observer.of("Order")
    observer.add({**ORDER, "id": Text("zq")}, Place("here", 3))
    observer.add(ORDER)
    kinds_ = observer.profile.classes["Order"].properties["id"].kinds
    assert kinds_["string"].number == 2


# Secrets


def private_project(folder: Path) -> None:
    spec = Path(kinds.__file__).parent / "spec" / "kinds.yaml"
    (folder / "spec" / "kinds").mkdir(parents=True, exist_ok=True)
    (folder / "spec" / "kinds" / "kinds.yaml").write_bytes(spec.read_bytes())
    (folder / "pyproject.toml").write_text("[tool.typescribe.packages.kinds]\n")


@settings(max_examples=15, deadline=None)
@given(st.lists(marked_payloads(), min_size=1, max_size=4))
def test_no_profile_report_or_overlay_contains_a_value(payloads: list[Any]) -> None:
    private_project(Path())
    lines = "".join(f"{json.dumps(without_literals(payload))}\n" for payload in payloads)
    Path("c.jsonl").write_text(lines + f'{{"id": "{TEXT}\n')
    for name in ("p.json", "overlay.yaml"):
        Path(name).unlink(missing_ok=True)
    arguments = ("c.jsonl", "--profile", "p.json", "--overlay", "overlay.yaml", "--at-least", "1")
    for form in ("text", "json", "markdown", "html"):
        result = observe(*arguments, "--format", form, type_="Kinds")
        assert result.exit_code == 0, result
        assert_private(result.stdout, result.stderr)
    assert_private(Path("p.json").read_text())
    if Path("overlay.yaml").exists():
        assert_private(Path("overlay.yaml").read_text())


def without_literals(value: Any, key: str = "") -> Any:
    """Return a payload with unmarked literals, which may be kept where literals are declared."""
    if isinstance(value, dict):
        return {name: without_literals(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_literals(inner, key) for inner in value]
    return "a" if key in ("exact", "channel", "rule") and not isinstance(value, bool) else value


def test_values_are_kept_of_places_that_are_named() -> None:
    capture({**ORDER, "note": TEXT, "paid": TEXT})
    observe("c.jsonl", "--profile", "p.json")
    assert TEXT not in Path("p.json").read_text()
    Path("p.json").unlink()
    observe("c.jsonl", "--profile", "p.json", "--values", "Order.note")
    assert Path("p.json").read_text().count(TEXT) == 1


def test_memory_for_counts_is_bounded_for_any_messages() -> None:
    observer = Observer.of("Order")
    for number in range(3_000):
        observer.add({**ORDER, f"key{chr(97 + number % 26)}{'x' * (number // 26)}": 1})
        observer.add(
            {**ORDER, "state": f"state {number}", "extra": {f"k{'y' * (number % 300)}": 1}}
        )
    written = json.dumps(to_json(observer.profile))
    assert len(written) < 30_000
    model = observer.type.model
    assert [f.what for f in find(model, "Order", observer.profile) if f.kind == "literal"] == [
        "many others"
    ]
