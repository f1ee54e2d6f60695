"""Hostile sources of `typescribe import`: a report, or one line and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main

TYPES = "export type A = string;"
REFUSED = {
    "too big": b"// padding\n" * 500_000,
    "UTF-16": TYPES.encode("utf-16"),
    "Latin 1": f"/** é */ {TYPES}".encode("latin-1"),
    "a zero byte": f"{TYPES}\0\x1b[2J".encode(),
    "noise": bytes(range(256)) * 50,
    "nothing": b"",
}
NARROWED = {
    "deep objects": "export type A = " + "{a: " * 20_000 + "string" + "}" * 20_000,
    "deep arrays": "export type A = string" + "[]" * 50_000,
    "deep parentheses": "export type A = " + "(" * 50_000 + "string" + ")" * 50_000,
    "a type of itself": "export type A = G<string>; type G<T> = {a: G<T[]>}",
    "a key of itself": "export type A = keyof A",
    "a base of itself": "export interface A extends A {}",
    "a deep sum": "export enum A { A = " + "1+" * 20_000 + "1 }",
}


def run_import(path: Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["import", str(path)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 2), result.stderr
    assert "\x1b" not in result.stderr
    if result.exit_code == 2:
        assert len(result.stderr.splitlines()) == 1
        assert result.stderr.startswith(str(path))
    return result.exit_code, result.stderr


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_reported_on_one_line(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.d.ts"
    file.write_bytes(REFUSED[name])
    assert run_import(file)[0] == 2


@pytest.mark.parametrize("name", NARROWED)
def test_an_infinite_type_is_approximated_and_reported(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.d.ts"
    file.write_text(NARROWED[name])
    code, text = run_import(file)
    assert code == 2 or "a.d.ts:1:" in text or " exact, " in text


def test_links_that_lead_to_themselves_and_modules_that_export_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.d.ts").symlink_to("b.d.ts")
    (tmp_path / "b.d.ts").symlink_to("a.d.ts")
    assert run_import(tmp_path / "a.d.ts") == (
        2,
        f"{tmp_path / 'a.d.ts'}: a symbolic link that leads to itself\n",
    )
    (tmp_path / "c.d.ts").write_text('export * from "./d"; export type A = string;')
    (tmp_path / "d.d.ts").write_text('export * from "./c"; export {A as B} from "./c";')
    run_import(tmp_path / "c.d.ts")
    assert run_import(tmp_path)[0] in (0, 2)


def test_deeply_nested_elements_of_a_page_are_reported(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>Interface A&#0;&#xD800;</h1>" + "<div>" * 50_000)
    assert run_import(page) == (2, f"{page}:1:1030: elements are nested more than 200 deep\n")
