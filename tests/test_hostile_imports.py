"""Hostile sources of `typescribe import`: a report, or one line and exit code 2."""

from __future__ import annotations

import gzip
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main
from typescribe.importing import archives

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


def member(name: str, size: int = 0, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size, made.type = size, kind
    return made


def zeros(*members: tarfile.TarInfo) -> Iterator[bytes]:
    """Yield an archive whose members hold zeros, in pieces."""
    for one in members:
        yield one.tobuf()
        left = -(-one.size // 512) * 512
        while left:
            yield bytes(min(left, 1 << 20))
            left -= min(left, 1 << 20)
    yield bytes(1024)


ARCHIVES = {
    "a part that is read whole": (
        [member("././@PaxHeader", 30_000_000, tarfile.XHDTYPE), member("package/a.d.ts")],
        "a part of it has more than 20,000,000 bytes",
    ),
    "a large file beside the declarations": (
        [member("package/a.js", 1_100_000_000), member("package/a.d.ts")],
        "it unpacks to more than 1,000,000,000 bytes",
    ),
    "large declarations": (
        [member(f"package/a{n}.d.ts", 20_000_000) for n in range(11)],
        "its declarations have more than 200,000,000 bytes",
    ),
    "many files": (
        [member(f"package/a{n}") for n in range(1_001)],
        "it holds more than 1,000 files",
    ),
    "a file that is a folder as well": (
        [member("package/a.d.ts"), member("package/a.d.ts/b.d.ts")],
        "expected an archive as `npm pack` makes it; it cannot be unpacked",
    ),
    "two folders": (
        [member("package/" + "a" * 80 + ".d.ts"), member("p" * 90 + "/package.json")],
        "expected an archive as `npm pack` makes it, with one folder at its top",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_is_unpacked_within_limits(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members, message = ARCHIVES[name]
    monkeypatch.setattr(archives, "MEMBERS_LIMIT", 1_000)
    path = tmp_path / "a.tgz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        for piece in zeros(*members):
            stream.write(piece)
    before = time.process_time()
    assert run_import(path) == (2, f"{path}: {message}\n")
    assert time.process_time() - before < 10
