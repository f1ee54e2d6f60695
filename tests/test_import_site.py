"""Saved sites of each release of TypeDoc, and what a page does not say.

`make judge` documents larger sources with each release; the pages in tests/data/typedoc are those
of a small one, without what frames them.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from references.equality import Imported, different, imported
from references.known import known
from references.pages import PAGES, SHOP
from references.releases import RELEASES

from typescribe.cli.main import main

MINORS = [release.minor for release in RELEASES]
NEWEST = MINORS[-1]


@pytest.fixture(scope="module")
def source() -> Imported:
    return imported(str(SHOP))


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["import", *arguments], input=stdin)


def report(result: Result) -> list[str]:
    return [" ".join(line.split()) for line in result.stderr.splitlines()]


@pytest.mark.parametrize("minor", MINORS)
def test_a_site_of_each_release_gives_the_model_of_its_source(minor: str, source: Imported) -> None:
    site = imported(str(PAGES / minor))
    assert different(source, site, is_page=True) == known("shop", minor, "site").keys()


@pytest.mark.parametrize("minor", MINORS)
def test_what_a_site_does_not_say_is_reported(minor: str) -> None:
    listed = known("shop", minor, "site")
    assert {name for name, one in listed.items() if one.is_reported} <= (
        imported(str(PAGES / minor)).reported
    )


def test_an_enumeration_without_values_accepts_any_and_is_reported() -> None:
    result = run(str(PAGES / "0.26"), "--entry", "Channel")
    assert "Channel:\n    description: How it came.\n    type: string | number\n" in result.stdout
    assert report(result)[2].endswith(
        "Channel the page does not say the value of Email; any string or number is accepted"
    )


def test_a_literal_is_read_from_a_property_that_shows_its_value_alone() -> None:
    assert "mode: '\"live\"'" in run(str(PAGES / "0.26"), "--entry", "Client").stdout


@pytest.mark.parametrize("minor", MINORS)
def test_the_default_of_a_type_parameter_is_read(minor: str) -> None:
    result = run(str(PAGES / minor), "--entry", "Message", "--entry", "Entry")
    assert '"Message<T = unknown>":' in result.stdout
    assert '"Entry<K extends string | number, D = null>":' in result.stdout


def test_each_module_of_a_site_becomes_a_file(tmp_path: Path) -> None:
    run(str(PAGES / NEWEST), "--output", str(tmp_path / "spec"))
    assert sorted(path.name for path in (tmp_path / "spec").iterdir()) == [
        "index.yaml",
        "orders.yaml",
    ]


def test_pages_without_an_index_are_read(tmp_path: Path) -> None:
    shutil.copytree(PAGES / NEWEST / "interfaces", tmp_path / "saved" / "interfaces")
    result = run(str(tmp_path / "saved"), "--entry", "Entry")
    assert '"Entry<K extends string | number, D = null>":' in result.stdout


def test_other_files_beside_an_index_are_ignored(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(PAGES / NEWEST, site)
    (site / "assets").mkdir()
    (site / "assets" / "search.js").write_text("window.searchData = {")
    (site / "media").mkdir()
    (site / "media" / "example.ts").write_text("export interface Example { a: string }")
    (site / "coverage.html").write_text("<!DOCTYPE html><h1>Interface Coverage</h1>")
    texts = [run(str(folder)).stdout.split("\n", 1)[1] for folder in (PAGES / NEWEST, site)]
    assert texts[1] == texts[0].replace(f"{NEWEST}", "site")


def test_the_types_of_a_manifest_take_precedence_over_pages(tmp_path: Path) -> None:
    shutil.copytree(PAGES / NEWEST, tmp_path / "package")
    (tmp_path / "package" / "package.json").write_text('{"types": "index.d.ts"}')
    (tmp_path / "package" / "index.d.ts").write_text("export type Only = string;")
    assert run(str(tmp_path / "package")).stdout.endswith("types:\n  Only:\n    type: string\n\n")


def test_typescript_takes_precedence_over_pages_deeper_in_a_folder(tmp_path: Path) -> None:
    shutil.copytree(PAGES / NEWEST, tmp_path / "project" / "docs")
    (tmp_path / "project" / "index.ts").write_text("export type Only = string;")
    assert run(str(tmp_path / "project")).stdout.endswith("types:\n  Only:\n    type: string\n\n")


def test_a_page_that_cannot_be_read_costs_that_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(PAGES / NEWEST, site)
    page = site / "types" / "index.Counts.html"
    page.write_text(page.read_text(encoding="utf-8").replace(">Counts<", ">Amounts<"))
    result = run(str(site))
    assert result.exit_code == 0
    assert any(
        line.endswith("(page) expected the signature of Counts, `Counts: ...`")
        for line in report(result)
    )
    assert "ByMail:" in result.stdout


def test_a_folder_with_pages_of_another_generator_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "index.html").write_text("<!DOCTYPE html><h1>Order interface</h1>")
    (folder / "README.md").write_text("# Orders")
    result = run(str(folder))
    assert (result.exit_code, result.stderr) == (
        2,
        f"{folder}: no TypeScript in this folder; expected .ts or .d.ts files, a package.json that "
        "names them, or the pages of a TypeDoc site\n",
    )


# Pages one by one, and the JSON


def page_of(title: str, signature: str) -> str:
    return (
        f'<!DOCTYPE html><html><body><div class="col-content"><h1>{title}</h1>'
        f'<div class="tsd-signature">{signature}</div></div></body></html>'
    )


def types(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout.partition("\ntypes:\n")[2]


@pytest.mark.parametrize(
    ("shown", "spec"),
    [
        ("[a: string, b?: number, c: boolean[]]", '"[string, number?, ...boolean[]]"'),
        ("[a: string, b: boolean[]]", '"[string, ...unknown[]]"'),
        ("[a: string, b: number]", '"[string, number]"'),
        ("(...)[]", '"unknown[]"'),
        ('"a" | () =&gt; string | "b"', '\'"a" | unknown | "b"\''),
        ("{ data: { a: string; done() =&gt; void } }", None),
        ("{ a.b: string; x-y?: number }", None),
    ],
)
def test_what_typedoc_leaves_out_of_a_type_widens_it(shown: str, spec: str | None) -> None:
    result = run("-", stdin=page_of("Type Alias A", f"A: {shown}"))
    if spec is not None:
        assert types(result) == f"  A:\n    type: {spec}\n\n"
    wider = spec is not None and "unknown" in spec
    assert ("the page does not show this type; it becomes unknown" in result.stderr) == wider


def test_names_that_typescript_quotes_are_read_without_quotes() -> None:
    result = run("-", stdin=page_of("Type Alias A", "A: { a.b: string; x-y?: number }"))
    assert types(result) == '  A:\n    fields:\n      "a.b": string\n      "x-y?": number\n\n'


def project(*children: object) -> str:
    return json.dumps({"id": 0, "name": "shop", "kind": 1, "flags": {}, "children": children})


def alias(name: str, type_: object, number: int = 1) -> dict[str, object]:
    return {"id": number, "name": name, "kind": 2097152, "flags": {}, "type": type_}


STRING = {"type": "intrinsic", "name": "string"}


def test_the_json_of_typedoc_is_read() -> None:
    order = alias("Order", {"type": "array", "elementType": STRING})
    user = alias("Placed", {"type": "reference", "target": 1, "name": "Other"}, 2)
    result = run("-", stdin=project(order, user))
    assert types(result) == '  Order:\n    type: "string[]"\n\n  Placed:\n    type: Order\n\n'


def test_a_type_that_the_json_cuts_short_is_reported() -> None:
    result = run("-", stdin=project(alias("Deep", {"type": "unknown", "name": "..."})))
    assert types(result) == "  Deep:\n    type: unknown\n\n"
    assert "Deep the page does not show this type; it becomes unknown" in report(result)[2]


def test_the_arguments_of_a_typeof_that_the_json_leaves_out_are_reported() -> None:
    returned = {"type": "reference", "target": 3, "name": "T", "refersToTypeParameter": True}
    parameter = {"id": 3, "name": "T", "kind": 131072, "flags": {}}
    signature = {"name": "f", "kind": 4096, "typeParameters": [parameter], "type": returned}
    function = {"id": 1, "name": "f", "kind": 64, "flags": {}, "signatures": [signature]}
    query = {"type": "query", "queryType": {"type": "reference", "target": 1, "name": "f"}}
    result_of = {"type": "reference", "name": "ReturnType", "typeArguments": [query]}
    result = run("-", stdin=project(function, alias("Made", result_of, 2)))
    assert "Made the page does not show this type; it becomes unknown" in report(result)[2]


def test_this_in_an_inherited_property_is_the_type_of_the_page() -> None:
    def node(number: int, name: str, target: int, type_: str, **more: object) -> object:
        kind = {"type": "reference", "target": target, "name": type_}
        own = {"id": number * 10, "name": "next", "kind": 1024, "flags": {}, "type": kind, **more}
        return {"id": number, "name": name, "kind": 256, "flags": {}, "children": [own]}

    base = {"type": "reference", "target": 1, "name": "Base"}
    derived = node(2, "Derived", 2, "Derived", inheritedFrom={"type": "reference", "name": "next"})
    assert isinstance(derived, dict)
    found = run(
        "-", stdin=project(node(1, "Base", 1, "Base"), {**derived, "extendedTypes": [base]})
    )
    assert types(found).endswith("    extends: Base\n    fields:\n      next: Derived\n\n")


ONE_SIGNATURE = "TypeDoc before 0.26 shows one index signature of each type, even if it has more"


@pytest.mark.parametrize("key", ["indexSignature", "indexSignatures"])
def test_an_old_reference_may_have_left_out_an_index_signature(key: str) -> None:
    parameter = {"name": "key", "kind": 32768, "flags": {}, "type": STRING}
    index = {"name": "__index", "kind": 8192, "parameters": [parameter], "type": STRING}
    texts = {"id": 1, "name": "Texts", "kind": 256, "flags": {}, key: [index]}
    result = run("-", stdin=project(texts))
    assert "Texts:" in types(result)
    assert (ONE_SIGNATURE in " ".join(result.stderr.split())) == (key == "indexSignature")


def test_a_name_that_two_modules_declare_leads_to_the_one_that_is_linked() -> None:
    def module(name: str, number: int, *children: object) -> object:
        return {"id": number, "name": name, "kind": 2, "flags": {}, "children": children}

    one = module("one", 10, alias("A", STRING, 11))
    two = module(
        "two",
        20,
        alias("A", {"type": "intrinsic", "name": "number"}, 21),
        alias("B", {"type": "reference", "target": 11, "name": "A"}, 22),
        alias("C", {"type": "reference", "target": 21, "name": "A"}, 23),
    )
    found = run("-", stdin=project(one, two)).stdout
    assert "  B:\n    type: A\n" in found
    assert "  C:\n    type: TwoA\n" in found


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "shop"}',
        '{"kind": 1, "children": [{}]}',
        '{"kind": 1',
        '{"kind": 1, "children": ' + "[" * 100_000,
    ],
    ids=["no kind", "no members", "no JSON", "too deep"],
)
def test_json_of_another_kind_is_refused(text: str) -> None:
    result = run("-", stdin=text)
    assert (result.exit_code, result.stderr) == (
        2,
        "stdin.ts: expected the JSON that TypeDoc writes with --json\n",
    )


def test_an_alias_whose_page_shows_no_type_is_reported() -> None:
    result = run("-", stdin=page_of("Type Alias A", "A"))
    assert types(result) == "  A:\n    type: unknown\n\n"
    assert "A the page does not show this type; it becomes unknown" in report(result)[2]
