"""`typescribe update`: a new release becomes a new spec and new code, or nothing is written."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import run
from fake_npm import Registry

OLD = """\
export interface OrderPlaced { order: Order; at: number }
export interface Order { id: string; state: State; note?: string }
export type State = "open" | "paid";
export interface Unused { id: string }
"""
NEW = (
    OLD.replace('"paid"', '"paid" | "void"')
    .replace("note?: string", "note: string")
    .replace("Unused { id: string }", "Unused { id: number }")
)
FILE = Path("pyproject.toml")
SETTINGS = """\
# Ours.
[tool.typescribe.packages.shop]
output = "shop"
targets = ["typed_dicts"]

[tool.typescribe.packages.shop.import]
source = "npm:@acme/shop@1.0.0"  # the release
entries = ["OrderPlaced"]
"""


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A project that was imported from 1.0.0 and generated, and the release 1.1.0."""
    registry = Registry(tmp_path)
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path / "work")
    registry.put_on_path(monkeypatch)
    registry.publish("@acme/shop", "1.0.0", {"index.d.ts": OLD})
    FILE.write_text(SETTINGS)
    assert run("import").exit_code == 0
    assert run("generate").exit_code == 0
    registry.publish("@acme/shop", "1.1.0", {"index.d.ts": NEW})
    return registry


def files() -> dict[str, bytes]:
    """Return the content of every file of the project, without its cache."""
    return {
        str(path): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and ".typescribe_cache" not in path.parts
    }


TABLE = """\
2 changes: 1 breaks readers, 1 breaks writers

Breaks readers
  State  literal added
    + "void"
    Readers may now get "void", which they do not know.
    used in OrderPlaced.order.state

Breaks writers
  Order.note  field made required
    Writers may leave it out, and it is required now.
    used in OrderPlaced.order

3 types: 3 exact, 0 approximated, 0 left out
"""


def test_an_update_says_what_breaks_and_writes_spec_settings_and_code() -> None:
    assert run("update") == (
        0,
        f"shop: from @acme/shop@1.0.0 to @acme/shop@1.1.0\n\n{TABLE}\n"
        "spec/shop: 1 of 1 files written\n"
        "shop: 1 of 3 files written\n"
        'pyproject.toml: [tool.typescribe.packages.shop.import] source = "npm:@acme/shop@1.1.0"\n',
        "",
    )
    assert FILE.read_text() == SETTINGS.replace("shop@1.0.0", "shop@1.1.0")
    assert "void" in Path("spec/shop/index.yaml").read_text()
    assert "void" in Path("shop/typed_dicts.py").read_text()
    assert run("check").exit_code == 0
    assert run("import").stdout.endswith("spec/shop: unchanged\n")


def test_a_second_update_has_nothing_to_do() -> None:
    assert run("update").exit_code == 0
    before = files()
    assert run("update") == (0, "shop: already up to date with @acme/shop@1.1.0\n", "")
    assert files() == before


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    before = files()
    ran = run("update", "--dry-run")
    assert files() == before
    assert ran.stdout == (
        f"shop: from @acme/shop@1.0.0 to @acme/shop@1.1.0\n\n{TABLE}\n"
        "spec/shop: 1 of 1 files would be written\n"
        "shop: 1 of 3 files would be written\n"
        'pyproject.toml: [tool.typescribe.packages.shop.import] source = "npm:@acme/shop@1.1.0"\n'
    )


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("breaking-readers", "1 change that breaks readers"),
        ("breaking-writers", "1 change that breaks writers"),
        ("any", "2 changes"),
    ],
)
def test_changes_to_fail_on_prevent_the_update(condition: str, message: str) -> None:
    before = files()
    ran = run("update", "--fail-on", condition)
    assert (ran.exit_code, ran.stderr) == (1, f"shop: {message}; nothing was written\n")
    assert TABLE in ran.stdout
    assert "files" not in ran.stdout
    assert files() == before


def test_other_changes_do_not_prevent_it(registry: Registry) -> None:
    registry.publish("@acme/shop", "1.2.0", {"index.d.ts": OLD.replace("at: number", "at: string")})
    assert run("update", "--to", "1.1.0", "--fail-on", "any").exit_code == 1
    harmless = OLD.replace("at: number", "at: number; by?: string")
    registry.publish("@acme/shop", "1.3.0", {"index.d.ts": harmless})
    assert run("update", "--fail-on", "breaking-readers", "--fail-on", "breaking-writers") == (
        0,
        "shop: from @acme/shop@1.0.0 to @acme/shop@1.3.0\n\n"
        "1 change: nothing breaks\n\n"
        "Breaks nothing\n"
        "  OrderPlaced.by  field added\n"
        "    + by?: string\n"
        "    Readers may ignore it, and writers may leave it out.\n\n"
        "3 types: 3 exact, 0 approximated, 0 left out\n\n"
        "spec/shop: 1 of 1 files written\n"
        "shop: 1 of 3 files written\n"
        'pyproject.toml: [tool.typescribe.packages.shop.import] source = "npm:@acme/shop@1.3.0"\n',
        "",
    )


def test_another_version_can_be_asked_for(registry: Registry) -> None:
    registry.publish("@acme/shop", "2.0.0-beta.1", {"index.d.ts": NEW}, tags=("next",))
    registry.publish("@acme/shop", "1.1.1", {"index.d.ts": NEW})
    assert run("update", "--to", "next").exit_code == 0
    assert 'source = "npm:@acme/shop@2.0.0-beta.1"' in FILE.read_text()
    assert run("update").stdout == "shop: already up to date with @acme/shop@2.0.0-beta.1\n"
    assert run("update", "--to", "1.0.0").exit_code == 0
    assert FILE.read_text() == SETTINGS


def test_markdown_is_for_a_pull_request() -> None:
    ran = run("update", "--format", "markdown")
    assert ran.stdout == (
        "### `shop`: from `@acme/shop@1.0.0` to `@acme/shop@1.1.0`\n\n"
        "**2 changes: 1 breaks readers, 1 breaks writers** "
        "from `npm:@acme/shop@1.0.0` to `npm:@acme/shop@1.1.0`\n\n"
        "| Breaks | Where | What | Why |\n| --- | --- | --- | --- |\n"
        "| **readers** | `State`<br>in `OrderPlaced.order.state` | literal added<br>"
        '+ `"void"` | Readers may now get `"void"`, which they do not know. |\n'
        "| **writers** | `Order.note`<br>in `OrderPlaced.order` | field made required | "
        "Writers may leave it out, and it is required now. |\n\n"
        "```text\n3 types: 3 exact, 0 approximated, 0 left out\n```\n"
    )
    again = run("update", "--format", "markdown").stdout
    assert again == "### `shop` is up to date with `@acme/shop@1.1.0`\n"


def test_json_is_for_programs() -> None:
    found: list[dict[str, Any]] = json.loads(run("update", "--format", "json").stdout)
    (one,) = found
    page = (Path(__file__).parent.parent / "docs" / "update.md").read_text(encoding="utf-8")
    assert all(f"`{key}`" in page for key in one)
    assert [one[key] for key in ("package", "old", "new", "up_to_date", "written")] == [
        "shop",
        "npm:@acme/shop@1.0.0",
        "npm:@acme/shop@1.1.0",
        False,
        True,
    ]
    assert one["diff"]["summary"]["breaking_readers"] == 1
    assert one["by_hand"] is None
    assert one["output"][0] == {
        "folder": "spec/shop",
        "created": [],
        "changed": ["index.yaml"],
        "removed": [],
    }


def test_an_overlay_that_no_longer_applies_prevents_the_update(registry: Registry) -> None:
    overlay = "types:\n  Order:\n    fields:\n      note: {attribute: remark}\n"
    Path("spec/shop/overlay.yaml").write_text(overlay)
    assert run("generate").exit_code == 0
    registry.publish("@acme/shop", "1.2.0", {"index.d.ts": OLD.replace("; note?: string", "")})
    before = files()
    ran = run("update")
    assert ran.exit_code == 2
    assert "field removed" in ran.stdout
    where = "No longer applies\n  spec/shop/overlay.yaml:4:7\n"
    assert f'{where}    "Order" declares no property' in ran.stdout
    assert ran.stderr.startswith(
        'spec/shop/overlay.yaml:4:7: "Order" declares no property "note" to amend'
    )
    assert ran.stderr.endswith("\nnothing was written\n")
    assert files() == before
    Path("spec/shop/overlay.yaml").unlink()
    assert run("update").exit_code == 0


def test_a_release_that_breaks_files_written_by_hand_prevents_the_update(
    registry: Registry,
) -> None:
    Path("spec/shop/own.yaml").write_text("types:\n  Own: {fields: {state: State}}\n")
    gone = OLD.replace("state: State; ", "")
    registry.publish("@acme/shop", "1.2.0", {"index.d.ts": gone})
    before = files()
    ran = run("update")
    assert ran.exit_code == 2
    assert ran.stderr == (
        'spec/shop/own.yaml:2:25: unresolved reference "State"; '
        'declare it under "types" in a file of this package\n'
    )
    assert files() == before


def test_changes_of_types_that_are_written_by_hand_are_shown_apart() -> None:
    Path("spec/shop/own.yaml").write_text(
        "types:\n  Order: {fields: {id: string, state: State, note?: string}}\n"
    )
    assert run("import").exit_code == 0
    ran = run("update")
    assert ran.exit_code == 0
    first, _, second = ran.stdout.partition(
        "The source also changes types that are written by hand; edit these yourself:\n"
    )
    assert "1 change: 1 breaks readers" in first
    assert "Order.note" in second
    assert "1 change: 1 breaks writers" in second
    ran = run("update", "--to", "1.0.0", "--fail-on", "breaking-readers")
    assert ran.stderr == "shop: 1 change that breaks readers; nothing was written\n"


def test_an_entry_that_is_gone_is_reported_with_its_setting(registry: Registry) -> None:
    registry.publish("@acme/shop", "1.2.0", {"index.d.ts": "export interface Order { id: string }"})
    before = files()
    ran = run("update")
    assert (ran.exit_code, ran.stderr) == (
        2,
        "pyproject.toml: [tool.typescribe.packages.shop.import] entries: "
        'there is no type "OrderPlaced"; did you mean "Order"?\n',
    )
    assert files() == before


def test_a_file_is_imported_again(registry: Registry) -> None:
    FILE.write_text(SETTINGS.replace("npm:@acme/shop@1.0.0", "types.d.ts"))
    Path("types.d.ts").write_text(OLD)
    assert run("update").stdout.splitlines()[0] == "shop: imported again from types.d.ts"
    assert run("update").stdout == "shop: already up to date with types.d.ts\n"
    Path("types.d.ts").write_text(NEW)
    assert TABLE in run("update").stdout
    assert registry.calls()[-1][0] == "pack", "npm was called only to import the release"
    assert run("update", "--to", "2").stderr == (
        "pyproject.toml: [tool.typescribe.packages.shop.import] source: "
        '"types.d.ts" is no release, so --to has no meaning\n'
    )


def test_types_written_by_hand_are_named_if_they_cannot_be_compared() -> None:
    FILE.write_text(SETTINGS.replace("npm:@acme/shop@1.0.0", "types.d.ts"))
    Path("types.d.ts").write_text(OLD)
    Path("spec/shop/own.yaml").write_text("types:\n  Order: {fields: {id: string}}\n")
    lines = run("update").stdout.splitlines()
    assert "not compared, because they are written by hand: Order" in lines


@pytest.mark.parametrize("source", ["npm:@acme/shop@1.0.9", "npm:@acme/shop"])
def test_without_the_old_release_types_written_by_hand_are_named(source: str) -> None:
    FILE.write_text(SETTINGS.replace("npm:@acme/shop@1.0.0", source))
    Path("spec/shop/own.yaml").write_text("types:\n  Order: {fields: {id: string}}\n")
    ran = run("update")
    assert ran.exit_code == 0
    assert "not compared, because they are written by hand: Order" in ran.stdout.splitlines()


def test_an_excluded_type_that_is_gone_is_mentioned() -> None:
    FILE.write_text(f'{SETTINGS}exclude = ["Gone"]\n')
    assert '\nexclude: there is no type "Gone"; choose one of ' in run("update").stdout


def test_a_registry_without_a_newest_release_is_reported(registry: Registry) -> None:
    registry.publish("@acme/shop", "not a version", {"index.d.ts": OLD})
    assert run("update") == (
        2,
        "",
        'npm:@acme/shop: there is no release with the tag "latest"\n',
    )


def test_packages_of_one_spec_are_generated_together() -> None:
    FILE.write_text(
        f'{SETTINGS}\n[tool.typescribe.packages.other]\nspec = "spec/shop"\noutput = "other"\n'
    )
    assert run("generate").exit_code == 0
    assert run("update").exit_code == 0
    assert run("check").exit_code == 0


def test_all_packages_are_updated_or_none(registry: Registry) -> None:
    registry.publish("b", "1.0.0", {"index.d.ts": OLD})
    second = SETTINGS.replace("packages.shop", "packages.b").replace("@acme/shop", "b")
    FILE.write_text(SETTINGS + second.replace('output = "shop"', 'output = "b"'))
    assert run("import").exit_code == 0
    registry.publish("b", "1.1.0", {"index.d.ts": "export type = ;"})
    before = files()
    assert run("update").exit_code == 2
    assert files() == before
    assert run("update", "shop").exit_code == 0
    registry.publish("b", "1.2.0", {"index.d.ts": NEW})
    lines = run("update").stdout.splitlines()
    assert lines[0] == "shop: already up to date with @acme/shop@1.1.0"
    assert lines[2] == "b: from b@1.0.0 to b@1.2.0"


def test_a_package_that_was_never_imported_has_nothing_to_compare() -> None:
    Path("spec/shop/index.yaml").unlink()
    ran = run("update")
    assert ran.exit_code == 0
    assert ran.stdout == (
        "shop: from @acme/shop@1.0.0 to @acme/shop@1.1.0\n\n"
        "3 types: 3 exact, 0 approximated, 0 left out\n\n"
        "spec/shop: 1 of 1 files written\n"
        "shop: 1 of 3 files written\n"
        'pyproject.toml: [tool.typescribe.packages.shop.import] source = "npm:@acme/shop@1.1.0"\n'
    )


def test_a_file_of_somebody_else_in_the_way_prevents_everything() -> None:
    Path("shop/typed_dicts.py").write_text("# mine\n")
    before = files()
    ran = run("update")
    assert ran.exit_code == 2
    assert "shop/typed_dicts.py: not written by typescribe" in ran.stderr
    assert files() == before


def test_without_npm_the_message_says_where_the_newest_archive_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    assert run("update").stderr == (
        "npm:@acme/shop: npm is not installed; download the archive that "
        'https://registry.npmjs.org/@acme/shop/latest names as "tarball", and import that file\n'
    )


def test_a_package_without_an_import_is_reported() -> None:
    FILE.write_text('[tool.typescribe.packages.shop]\ntargets = ["typed_dicts"]\n')
    assert run("update", "shop").stderr == (
        "pyproject.toml: there is no table [tool.typescribe.packages.shop.import]; "
        '"typescribe import SOURCE --package shop" writes it\n'
    )


def test_the_real_command_updates_from_another_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "typescribe", "update", "--project", "work"]
    ran = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines()[0] == "shop: from @acme/shop@1.0.0 to @acme/shop@1.1.0"
    assert run("check").exit_code == 0


def test_an_update_keeps_the_names_of_classes_when_other_types_come(registry: Registry) -> None:
    contact = "export namespace Contact { interface Agent { id: string } }\n"
    team = "export namespace Team { interface Agent { team: string } }\n"
    registry.publish("@acme/staff", "1.0.0", {"index.d.ts": contact})
    FILE.write_text(
        '[tool.typescribe.packages.staff]\noutput = "staff"\ntargets = ["dataclasses"]\n'
    )
    assert run("import", "npm:@acme/staff", "--package", "staff").exit_code == 0
    assert run("generate").exit_code == 0
    registry.publish("@acme/staff", "1.1.0", {"index.d.ts": contact + team})
    ran = run("update")
    assert ran.exit_code == 0, ran.stderr
    assert "1 change: nothing breaks" in ran.stdout
    code = Path("staff/models.py").read_text()
    assert re.findall(r"^class (\w+)\(", code, re.MULTILINE) == ["Agent", "TeamAgent"]
