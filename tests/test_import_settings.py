"""`[tool.typescribe.packages.NAME.import]`: written by the first import, and used by later ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from commands import run
from fake_npm import Registry

from typescribe.language.errors import ConfigError
from typescribe.project.import_settings import ImportSettings
from typescribe.project.import_table import with_import, with_options, with_source

TYPES = (
    "/** An order. */\nexport interface Order { id: string; task: Task }\n"
    "export interface Task { run: Other }\nexport interface Other { id: string }\n"
)
SETTINGS = '[tool.typescribe.packages.shop]\ntargets = ["typed_dicts"]\n'
FILE = Path("pyproject.toml")
SOURCE = 'source = "types.d.ts"\n'
EXPECTED = 'expected what to import, such as "npm:@acme/shop@1.2.0" or "types.d.ts"'
WITHOUT_SOURCE = "cannot be given without SOURCE: the settings of a package have them"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    FILE.write_text(SETTINGS)
    Path("types.d.ts").write_text(TYPES)
    return tmp_path


def spec(package: str = "shop") -> str:
    return "".join(path.read_text() for path in sorted(Path("spec", package).glob("*.yaml")))


def test_the_first_import_is_written_down_with_its_options() -> None:
    Path("missing.d.ts").write_text("type Missing = string;\n")
    options = ("--entry", "Order", "--exclude", "Task", "--prelude", "missing.d.ts")
    ran = run("import", "types.d.ts", "--package", "shop", *options, "--no-descriptions")
    assert ran == (
        0,
        "1 type: 0 exact, 1 approximated, 0 left out\n\n"
        "approximated  types.d.ts:2:44  Order  `Task` becomes unknown: it is excluded\n\n"
        "spec/shop: 1 of 1 files written\n"
        "  created types.yaml\n",
        "pyproject.toml: [tool.typescribe.packages.shop.import] says how; "
        "to repeat it, run: typescribe import\n",
    )
    assert FILE.read_text() == (
        f"{SETTINGS}\n[tool.typescribe.packages.shop.import]\n"
        'source = "types.d.ts"\nentries = ["Order"]\nexclude = ["Task"]\n'
        'prelude = ["missing.d.ts"]\ndescriptions = false\n'
    )
    written = spec()
    Path("spec/shop/types.yaml").unlink()
    assert run("import").exit_code == 0
    assert spec() == written
    assert "description" not in written


def test_an_import_that_is_written_down_already_changes_nothing() -> None:
    assert run("import", "types.d.ts", "--package", "shop").exit_code == 0
    before = FILE.read_bytes()
    ran = run("import", "types.d.ts", "--package", "shop")
    assert ran.stdout.endswith("spec/shop: unchanged\n")
    assert ran.stderr == ""
    assert FILE.read_bytes() == before


def test_a_later_import_may_change_the_source_and_add_options() -> None:
    assert run("import", "types.d.ts", "--package", "shop", "--entry", "Order").exit_code == 0
    Path("new.d.ts").write_text(TYPES)
    assert run("import", "new.d.ts", "--package", "shop", "--exclude", "Task").exit_code == 0
    assert FILE.read_text() == (
        f"{SETTINGS}\n[tool.typescribe.packages.shop.import]\n"
        'source = "new.d.ts"\nentries = ["Order"]\nexclude = ["Task"]\n'
    )
    before = spec()
    assert run("import", "new.d.ts", "--package", "shop", "--entry", "Other") == (
        2,
        "",
        "pyproject.toml: [tool.typescribe.packages.shop.import] says another "
        '"entries" for this import; change it there\n',
    )
    assert spec() == before


def test_paths_are_relative_to_the_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("inner").mkdir()
    Path("inner/lib.d.ts").write_text("type Lib = string;\n")
    monkeypatch.chdir("inner")
    ran = run("import", "../types.d.ts", "--package", "shop", "--prelude", "lib.d.ts")
    assert ran.exit_code == 0
    table = tomllib.loads((folder / FILE).read_text())["tool"]["typescribe"]["packages"]["shop"]
    assert table["import"] == {"source": "types.d.ts", "prelude": ["inner/lib.d.ts"]}
    monkeypatch.chdir(folder)
    assert run("import").stdout.endswith("spec/shop: unchanged\n")


def test_a_release_is_written_down_with_its_exact_version(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    registry = Registry(folder)
    registry.put_on_path(monkeypatch)
    registry.publish("@acme/shop", "1.0.0", {"index.d.ts": TYPES}, tags=("^1",))
    assert run("import", "npm:@acme/shop@^1", "--package", "shop").exit_code == 0
    assert 'source = "npm:@acme/shop@1.0.0"\n' in FILE.read_text()
    registry.publish("@acme/shop", "1.1.0", {"index.d.ts": TYPES})
    assert run("import").stdout.endswith("spec/shop: unchanged\n")
    assert run("import", "npm:@acme/shop", "--package", "shop").exit_code == 0
    assert 'source = "npm:@acme/shop@1.1.0"\n' in FILE.read_text()


def test_several_packages_are_imported_all_or_none() -> None:
    tables = "".join(
        f"[tool.typescribe.packages.{name}]\n[tool.typescribe.packages.{name}.import]\n"
        f'source = "{name}.d.ts"\n'
        for name in ("a", "b")
    )
    FILE.write_text(f"{SETTINGS}{tables}")
    Path("a.d.ts").write_text(TYPES)
    Path("b.d.ts").write_text("export type = ;")
    assert run("import").exit_code == 2
    assert not Path("spec").exists()
    Path("b.d.ts").write_text(TYPES)
    found: list[dict[str, Any]] = json.loads(run("import", "--format", "json").stdout)
    assert [(one["package"], one["created"]) for one in found] == [
        ("a", ["a.yaml"]),
        ("b", ["b.yaml"]),
    ]
    Path("spec/a/a.yaml").unlink()
    Path("spec/b/b.yaml").unlink()
    assert run("import", "--package", "b").exit_code == 0
    assert [path.name for path in Path("spec").rglob("*.yaml")] == ["b.yaml"]


def test_a_package_without_the_table_is_reported() -> None:
    advice = '"typescribe import SOURCE --package {}" writes it\n'
    where = "pyproject.toml: there is no table [tool.typescribe.packages.{}.import]; "
    assert run("import") == (2, "", (where + advice).format("shop", "shop"))
    assert run("import", "--package", "shop") == (2, "", (where + advice).format("shop", "shop"))
    FILE.write_text(f"{SETTINGS}[tool.typescribe.packages.other]\n")
    assert run("import") == (2, "", (where + advice).format("NAME", "NAME"))


def test_a_mistake_in_an_option_names_the_option() -> None:
    arguments = ("--package", "shop", "--entry", "Oder")
    assert run("import", "types.d.ts", *arguments) == (
        2,
        "",
        '--entry: there is no type "Oder"; did you mean "Order"?\n',
    )
    assert run("import", "nope.d.ts", "--package", "shop", "--prelude", "no.d.ts") == (
        2,
        "",
        "nope.d.ts: not found\nno.d.ts: not found\n",
    )
    assert FILE.read_text() == SETTINGS


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--entry A", f"The options of an import {WITHOUT_SOURCE}"),
        ("--output x", f"--output {WITHOUT_SOURCE}"),
        (
            "types.d.ts --output x --package shop",
            "--output cannot be combined with --package, whose spec is written",
        ),
        (
            "types.d.ts --package shop --package b",
            "SOURCE can be imported into one --package at a time",
        ),
        (
            "- --package shop",
            "Standard input cannot be imported again; give --package a file",
        ),
    ],
)
def test_options_that_contradict_each_other_are_reported(arguments: str, message: str) -> None:
    shown = f"typescribe import: {message}; see typescribe import --help\n"
    assert run("import", *arguments.split()) == (2, "", shown)


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        ("", [f"source: missing; {EXPECTED}"]),
        ("source = 3", [f"source: {EXPECTED}"]),
        (f'{SOURCE}entries = "Order"', ["entries: expected a list of names of types"]),
        (f"{SOURCE}exclude = [1]", ["exclude: expected a list of names of types"]),
        (f'{SOURCE}prelude = "a.d.ts"', ["prelude: expected a list of paths of files"]),
        (f'{SOURCE}descriptions = "no"', ["descriptions: expected true or false"]),
        (
            'source = "nope.d.ts"\nprelude = ["no.d.ts"]',
            ['source: there is no "nope.d.ts"', 'prelude: there is no "no.d.ts"'],
        ),
        (
            f'{SOURCE}entries = ["Oder"]',
            ['entries: there is no type "Oder"; did you mean "Order"?'],
        ),
    ],
)
def test_a_mistake_in_the_table_is_reported_at_its_key(table: str, messages: list[str]) -> None:
    FILE.write_text(f"{SETTINGS}[tool.typescribe.packages.shop.import]\n{table}\n")
    where = "pyproject.toml: [tool.typescribe.packages.shop.import] "
    assert run("import") == (2, "", "".join(f"{where}{message}\n" for message in messages))


def test_an_unknown_key_of_the_table_is_reported() -> None:
    FILE.write_text(f'{SETTINGS}import = {{source = "types.d.ts", entry = ["Order"]}}\n')
    assert run("generate").stderr == (
        "pyproject.toml: [tool.typescribe.packages.shop.import] "
        'has no setting "entry"; did you mean "entries"?\n'
    )
    FILE.write_text(f'{SETTINGS}import = "types.d.ts"\n')
    assert run("generate").stderr == (
        "pyproject.toml: [tool.typescribe.packages.shop.import] must be a table\n"
    )


def test_an_excluded_type_that_does_not_exist_is_mentioned() -> None:
    assert run("import", "types.d.ts", "--exclude", "Taks").stderr == (
        "3 types: 3 exact, 0 approximated, 0 left out\n"
        '--exclude: there is no type "Taks"; did you mean "Task"?\n'
    )


def test_what_only_an_excluded_type_refers_to_is_not_imported() -> None:
    ran = run("import", "types.d.ts", "--entry", "Order", "--exclude", "Task")
    assert "Other" not in ran.stdout
    assert "task: unknown" in ran.stdout


def test_an_excluded_base_type_is_left_out_with_a_note() -> None:
    Path("b.d.ts").write_text(
        "export interface Base { a: string }\nexport interface B extends Base { b: string }\n"
    )
    ran = run("import", "b.d.ts", "--exclude", "Base")
    assert "a: string" not in ran.stdout
    assert ran.stderr.endswith(
        "approximated  b.d.ts:2:28  B  its base type `Base` is left out: it is excluded\n"
    )


def test_an_output_that_is_no_spec_of_a_package_is_mentioned() -> None:
    assert run("import", "types.d.ts", "--output", "spec/shop").stderr == ""
    assert run("import", "types.d.ts", "--output", "spec/other").stderr == (
        'spec/other is not the spec of a package yet; "typescribe init other" makes one\n'
    )
    assert run("import", "types.d.ts", "--output", "elsewhere").stderr == (
        "elsewhere is not the spec of a package yet; "
        'in pyproject.toml, give one the setting spec = "elsewhere"\n'
    )


BEFORE = """\
# Ours.
[project]
name = "x"   # kept as it is

[tool.typescribe.packages.shop]
targets = ['typed_dicts']
# [tool.typescribe.packages.shop] is not a header here.

# About the linter.
[tool.ruff]
text = '''
[tool.typescribe.packages.shop]
source = "a.d.ts"
'''
"""


def test_the_table_is_inserted_after_that_of_the_package() -> None:
    table = '\n[tool.typescribe.packages.shop.import]\nsource = "a.d.ts"\n'
    end = "# [tool.typescribe.packages.shop] is not a header here.\n"
    before, _, after = BEFORE.partition(end)
    expected = f"{before}{end}{table}{after}"
    assert with_import(BEFORE, "shop", ImportSettings("a.d.ts")) == expected
    assert with_source(expected, "shop", "b.d.ts") == expected.replace(
        '"a.d.ts"\n\n# About', '"b.d.ts"\n\n# About'
    )
    assert with_options(expected, "shop", {"exclude": ("A",)}) == expected.replace(
        '"a.d.ts"\n\n# About', '"a.d.ts"\nexclude = ["A"]\n\n# About'
    )


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n", "  # last", "\n# last"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_other_byte_stays(end: str, ending: str) -> None:
    before = f"{BEFORE.replace('''[tool.ruff]''', '[tool.b]')}[tool.last]{ending}x = 1{end}"
    before = before.replace("\r\n", "\n").replace("\n", ending)
    after = with_import(before, "shop", ImportSettings("a.d.ts", descriptions=False))
    lines = ["[tool.typescribe.packages.shop.import]", 'source = "a.d.ts"', "descriptions = false"]
    added = ending.join(["", *lines, ""])
    assert added in after
    assert after.replace(added, "", 1) == before
    assert after.count("\n") == after.count(ending)


def test_a_package_that_is_the_end_of_a_file_gets_its_table_there() -> None:
    before = "[tool.typescribe.packages.shop]"
    assert with_import(before, "shop", ImportSettings("a.d.ts")) == (
        f'{before}\n\n[tool.typescribe.packages.shop.import]\nsource = "a.d.ts"\n'
    )


@pytest.mark.parametrize(
    "before",
    [
        "[tool.typescribe]\npackages = {shop = {}}\n",
        "[tool.typescribe.packages]\nshop = {targets = ['typed_dicts']}\n",
        "tool.typescribe.packages.shop = {}\n",
    ],
)
def test_settings_in_one_line_are_not_rewritten(before: str) -> None:
    with pytest.raises(ConfigError) as caught:
        with_import(before, "shop", ImportSettings('a"b.d.ts', entries=("A", "B")))
    assert str(caught.value) == (
        "pyproject.toml: this file cannot be edited without changing more of it; write by hand: "
        '[tool.typescribe.packages.shop.import]; source = "a\\"b.d.ts"; entries = ["A", "B"]'
    )
    FILE.write_text(before)
    ran = run("import", "types.d.ts", "--package", "shop")
    assert ran.exit_code == 2
    assert not Path("spec").exists()


@pytest.mark.parametrize("written", ['"a.d.ts"', "'a.d.ts'"])
def test_a_source_is_replaced_where_it_is_written(written: str) -> None:
    before = (
        f"[tool.typescribe.packages.other.import]\nsource = {written}\n"
        f"[tool.typescribe.packages.shop]\nimport = {{ source = {written} }} # {written}\n"
    )
    assert with_source(before, "shop", "b.d.ts") == (
        f"[tool.typescribe.packages.other.import]\nsource = {written}\n"
        f'[tool.typescribe.packages.shop]\nimport = {{ source = "b.d.ts" }} # {written}\n'
    )


def test_a_source_that_is_written_otherwise_is_not_replaced() -> None:
    before = '[tool.typescribe.packages.shop.import]\nsource = "\\u0061.d.ts"\n'
    with pytest.raises(ConfigError, match="write by hand"):
        with_source(before, "shop", "b.d.ts")
