"""An import reads the files that it was given and installed packages, and no other file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main

SECRET = "TOKEN_41"
PRIVATE = (
    f'export interface T {{ {SECRET}: 1 }}\ndeclare module "m" {{ interface T {{ {SECRET}: 1 }} }}'
)
USE = "export type A = T;\n"


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare something outside of `given`, and work in the folder around both."""
    monkeypatch.chdir(tmp_path)
    write({"private/t.d.ts": PRIVATE, "private/index.d.ts": PRIVATE, "token": f"{SECRET} {{"})
    write({"private/package.json": json.dumps({"name": SECRET, "types": "t.d.ts"})})


def write(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text)


def run_import(*arguments: str) -> tuple[int, str, list[str]]:
    """Return the exit code, the spec, and the lines of the report with single spaces."""
    result = CliRunner().invoke(main, ["import", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert SECRET not in result.output
    return (
        result.exit_code,
        result.stdout,
        [" ".join(r.split()) for r in result.stderr.splitlines()],
    )


IMPORT = 'import { T } from "../private/t";\n'
MANIFEST = '{"name": "given", "types": "index.d.ts"}'
PATHS = '{"compilerOptions": {"paths": {"t": ["../private/t"]}}}'
LEADING_OUT = {
    "a relative import": ({"index.d.ts": IMPORT + USE}, '1:19 (file) "../private/t"'),
    "an import type": (
        {"index.d.ts": 'export type A = import("../private/t").T;'},
        '1:17 (file) "../private/t"',
    ),
    "an export": (
        {"index.d.ts": f'export * from "../private/t";\n{USE}'},
        '1:15 (file) "../private/t"',
    ),
    "an import for its effects": (
        {"index.d.ts": f'import "../private/t";\n{USE}'},
        '1:8 (file) "../private/t"',
    ),
    "an augmentation": (
        {"index.d.ts": f'declare module "../private/t" {{ interface T {{ a: 1 }} }}\n{USE}'},
        '1:16 (file) "../private/t"',
    ),
    "a reference": (
        {"index.d.ts": f'/// <reference path="../private/t.d.ts" />\n{USE}'},
        '1:21 (file) "../private/t.d.ts"',
    ),
    "a folder in tsconfig.json": (
        {"index.d.ts": f'import {{ T }} from "t";\n{USE}', "tsconfig.json": PATHS},
        '1:19 (file) "t"',
    ),
    "imports in package.json": (
        {
            "index.d.ts": f'import {{ T }} from "#t";\n{USE}',
            "package.json": '{"types": "index.d.ts", "imports": {"#t": "../private/t.d.ts"}}',
        },
        '1:19 (file) "#t"',
    ),
    "an installed package": (
        {
            "index.d.ts": f'import {{ T }} from "t";\n{USE}',
            "node_modules/t/package.json": '{"types": "../../../private/t.d.ts"}',
        },
        '1:1 (file) "../../../private/t.d.ts"',
    ),
}


@pytest.mark.parametrize("name", LEADING_OUT)
def test_what_leads_out_of_the_package_is_reported_and_not_read(name: str) -> None:
    files, place = LEADING_OUT[name]
    write({f"given/{file}": text for file, text in {"package.json": MANIFEST, **files}.items()})
    exit_code, spec, report = run_import("given")
    assert exit_code == 0
    assert "  A:\n    type: unknown\n" in spec
    file = "node_modules/t/package.json" if "installed" in name else "index.d.ts"
    row = f"left out given/{file}:{place} leads out of the package, so it is not read"
    assert row in report


def test_a_file_without_a_package_reads_its_own_folder_only() -> None:
    write({"given/a.d.ts": f'{IMPORT}import {{ B }} from "./b";\n{USE}export type C = B;'})
    write({"given/b.d.ts": "export type B = 1;", "tsconfig.json": PATHS})
    exit_code, spec, report = run_import("given/a.d.ts")
    assert exit_code == 0
    assert "A:\n    type: unknown\n" in spec
    assert 'B:\n    type: "1"\n' in spec
    assert report[-1] == (
        'left out given/a.d.ts:1:19 (file) "../private/t" leads out of the folder, '
        "so it is not read"
    )


def test_the_package_around_a_file_and_packages_installed_above_it_are_read() -> None:
    source = 'import { T } from "../t";\nimport { I } from "i";\n' + USE + "export type B = I;"
    write({"given/lib/a.d.ts": source, "given/t.d.ts": "export type T = 1;"})
    write({"given/package.json": MANIFEST, "node_modules/i/index.d.ts": "export type I = 2;"})
    exit_code, spec, report = run_import("given/lib/a.d.ts")
    assert (exit_code, report) == (0, ["4 types: 4 exact, 0 approximated, 0 left out"])
    assert 'I:\n    type: "2"\n' in spec


@pytest.mark.parametrize("target", ["../private/t.d.ts", "/{}/private/t.d.ts"])
@pytest.mark.parametrize("manifest", ['{{"types": "{}"}}', '{{"exports": {{".": "{}"}}}}'])
def test_a_package_whose_types_lead_out_is_rejected(
    target: str, manifest: str, tmp_path: Path
) -> None:
    target = target.format(str(tmp_path).removeprefix("/"))
    write({"given/package.json": manifest.format(target), "given/a.ts": ""})
    exit_code, _, report = run_import("given")
    shown = json.dumps(target) if len(target) <= 40 else f'"{target[:40]}…"'
    assert (exit_code, report) == (
        2,
        [f"given/package.json: {shown} leads out of the package, so it is not read"],
    )


LINKS = {
    "a file": ("given/t.d.ts", "../private/t.d.ts", '"./t"'),
    "a folder": ("given/t", "../private", '"./t"'),
    "an installed package": ("given/node_modules/t", "../../private", '"t"'),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_leads_out_is_reported_and_not_read(name: str) -> None:
    link, target, specifier = LINKS[name]
    write({"given/index.d.ts": f"import {{ T }} from {specifier};\n{USE}"})
    write({"given/package.json": MANIFEST})
    Path(link).parent.mkdir(exist_ok=True)
    Path(link).symlink_to(target)
    exit_code, spec, report = run_import("given")
    assert exit_code == 0
    assert "  A:\n    type: unknown\n" in spec
    why = "leads out of the package, so it is not read"
    if name == "an installed package":
        why = f"is installed as a link that {why}; import a folder that holds both"
    assert f"left out given/index.d.ts:1:19 (file) {specifier} {why}" in report


def test_links_in_a_folder_without_a_manifest_are_not_followed_out_of_it() -> None:
    write({"given/a.d.ts": "export type A = 1;"})
    Path("given/b.d.ts").symlink_to("../private/t.d.ts")
    exit_code, spec, report = run_import("given")
    assert exit_code == 0
    assert 'A:\n    type: "1"\n' in spec
    assert report[2] == (
        'left out given/b.d.ts:1:1 (file) "b.d.ts" leads out of the folder, so it is not read'
    )


@pytest.mark.parametrize("file", ["package.json", "tsconfig.json"])
def test_a_manifest_that_is_a_link_out_of_the_folder_is_not_read(file: str) -> None:
    write({"given/index.d.ts": f'import {{ T }} from "t";\n{USE}', "private/tsconfig.json": PATHS})
    Path(f"given/{file}").symlink_to(f"../private/{file}")
    exit_code, spec, _ = run_import("given/index.d.ts")
    assert exit_code == 0
    assert "A:\n    type: unknown\n" in spec


def test_what_a_tsconfig_extends_outside_is_reported_and_not_read() -> None:
    write({"given/index.d.ts": f'import {{ T }} from "t";\n{USE}', "given/package.json": MANIFEST})
    write({"given/tsconfig.json": '{"extends": "../private/base"}'})
    write({"private/base.json": '{"compilerOptions": {"paths": {"t": ["./t"]}}}'})
    exit_code, spec, report = run_import("given")
    assert exit_code == 0
    assert "A:\n    type: unknown\n" in spec
    assert report[-1] == (
        'left out given/tsconfig.json:1:1 (file) "../private/base" leads out of the package, '
        "so it is not read: names of modules that it maps to files are not resolved"
    )


@pytest.mark.parametrize("paths", ["{}", PATHS])
def test_a_tsconfig_outside_that_changes_nothing_is_not_reported(paths: str) -> None:
    used = 'import { T } from "t";\n' if paths == "{}" else 'import { T } from "./t";\n'
    write({"given/index.d.ts": f"{used}{USE}", "given/package.json": MANIFEST})
    write({"given/t.d.ts": "export type T = 1;", "private/base.json": "{}"})
    write({"given/node_modules/t/index.d.ts": "export type T = 1;"})
    extending = {"extends": "../private/base", **json.loads(paths)}
    write({"given/tsconfig.json": json.dumps(extending)})
    exit_code, spec, report = run_import("given")
    assert exit_code == 0
    assert "unknown" not in spec
    assert report == ["2 types: 2 exact, 0 approximated, 0 left out"]


STORE = "store/t@1/node_modules"


def install_in_store(link: str, target: str) -> None:
    """Install `t` and its dependency `u` in a store, and link them as package managers do."""
    write({f"{STORE}/t/index.d.ts": 'import { U } from "u";\nexport type T = U;'})
    write({"store/u@1/node_modules/u/index.d.ts": "export type U = 1;"})
    Path(f"{STORE}/u").symlink_to("../../u@1/node_modules/u")
    Path(link).parent.mkdir(parents=True)
    Path(link).symlink_to(Path(target).absolute())


@pytest.mark.parametrize("where", ["given/node_modules/t", "node_modules/t"])
def test_packages_that_are_linked_from_another_node_modules_are_read(where: str) -> None:
    install_in_store(where, f"{STORE}/t")
    write({"given/index.d.ts": f'import {{ T }} from "t";\n{USE}', "given/package.json": MANIFEST})
    exit_code, spec, report = run_import("given")
    assert (exit_code, report) == (0, ["3 types: 3 exact, 0 approximated, 0 left out"])
    assert 'U:\n    type: "1"\n' in spec


@pytest.mark.parametrize("target", ["store/t@1", f"{STORE}/u", "store/u@1/node_modules"])
def test_a_link_to_anything_but_the_same_package_is_not_read(target: str) -> None:
    install_in_store("given/node_modules/t", target)
    write({"given/index.d.ts": f'import {{ T }} from "t";\n{USE}', "given/package.json": MANIFEST})
    _, spec, report = run_import("given")
    assert "A:\n    type: unknown\n" in spec
    row = 'left out given/index.d.ts:1:19 (file) "t" is installed as a link that leads out'
    assert any(line.startswith(row) for line in report)


@pytest.mark.parametrize("reference", ["../token", "token"])
def test_no_text_of_a_file_that_is_no_declaration_file_is_shown(reference: str) -> None:
    write({"given/a.d.ts": f'/// <reference path="{reference}" />\n{USE}', "given/token": SECRET})
    exit_code, _, report = run_import("given/a.d.ts")
    assert exit_code == 0
    why = "leads out of the folder" if ".." in reference else "is no .ts or .d.ts file"
    assert report[3] == (
        f'left out given/a.d.ts:1:21 (file) "{reference}" {why}, so it is not read'
    )


def test_a_link_to_a_file_that_is_no_declaration_file_is_not_shown() -> None:
    write({"given/token": f"{SECRET} {{"})
    Path("given/a.d.ts").symlink_to("token")
    assert run_import("given/a.d.ts") == (2, "", ["given/token: expected a .ts or .d.ts file"])
    write({"b.d.ts": "export type B = 1;"})
    message = ["token: expected a .ts or .d.ts file"]
    assert run_import("b.d.ts", "--prelude", "token") == (2, "", message)


UNREADABLE = {
    "deep": (lambda path: path.write_text("[" * 100_000), "nested deeper than 100 levels"),
    "deep and sound": (
        lambda path: path.write_text('{"exports": ' + "[" * 200 + "]" * 200 + "}"),
        "nested deeper than 100 levels",
    ),
    "a pipe": (os.mkfifo, "not a regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "leads out of the folder"),
    "large": (
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 3_000_000_000),
        "3,000,000,000 bytes; the limit is 5,000,000",
    ),
    "no JSON": (lambda path: path.write_text("{"), "it is not valid JSON"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "a symbolic link that leads to"),
    "comments": (lambda path: path.write_text("/*" * 1_000_000), "it is not valid JSON"),
    "quotation marks": (lambda path: path.write_text('"\\' * 1_000_000), "it is not valid JSON"),
    "placeholders": (lambda path: path.write_text(json.dumps(STARS)), ""),
}
STARS = {
    "imports": {"#*": "./" + "*" * 1_000_000},
    "compilerOptions": {"paths": {"#*": ["./" + "*" * 1_000_000]}},
}


@pytest.mark.parametrize("file", ["package.json", "tsconfig.json", "node_modules/t/package.json"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_manifest_is_read_within_limits(name: str, file: str) -> None:
    write(
        {
            "given/main.d.ts": f'import {{ T }} from "t";\nimport {{ U }} from "#{"x" * 9_000}";\n'
            f"{USE}export type B = U;",
            "given/node_modules/t/t.ts": "",
        }
    )
    UNREADABLE[name][0](Path("given", file))
    exit_code, spec, _ = run_import("given/main.d.ts")
    assert exit_code == 0
    assert "A:\n    type: unknown\n" in spec
    if file == "package.json" and name != "placeholders":
        exit_code, _, report = run_import("given")
        assert exit_code == 2 and len(report) == 1
        assert report[0].startswith(f"given/package.json: {UNREADABLE[name][1]}")


@pytest.mark.parametrize("line", ['import "./m{}";', '/// <reference path="m{}.d.ts" />'])
def test_files_that_lead_to_one_another_in_a_long_chain_are_all_read(line: str) -> None:
    many = 600
    write(
        {f"given/m{n}.d.ts": f"{line.format(n + 1)}\nexport type A{n} = {n};" for n in range(many)}
    )
    exit_code, _, report = run_import("given/m0.d.ts")
    assert (exit_code, report) == (0, [f"{many} types: {many} exact, 0 approximated, 0 left out"])


def test_a_page_of_a_site_that_is_a_link_out_of_it_is_reported_and_not_read() -> None:
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/>tsd-page-title'
        '</head><body><div class="col-content"><h1>Type alias {0}</h1>'
        '<div class="tsd-signature">{0}: string</div></div></body></html>'
    )
    write({"given/a.html": page.format("A"), "private/p.html": page.format(SECRET)})
    Path("given/p.html").symlink_to("../private/p.html")
    exit_code, _, report = run_import("given")
    assert exit_code == 0
    reason = "leads out of the folder, so it is not read"
    assert f'left out given/p.html:1:1 (file) "p.html" {reason}' in report
