"""The report of an import: its counts, and how its rows are joined and wrapped."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click
import pytest
from commands import run
from compiler.grammar import draw
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from typescribe.importing import importer
from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.importing.report import table
from typescribe.language.errors import Position
from typescribe.resolving.resolve import resolve
from typescribe.sources.typescript.notes import Note, NoteKind
from typescribe.sources.yaml.spec import read_package


def imported(**files: str) -> ReadTypes:
    """Import a program; in a name, `_d_ts` stands for `.d.ts`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / f"{name.removesuffix('_d_ts')}.d.ts"
            path.write_text(text, encoding="utf-8")
        return import_types(Source(str(Path(folder) / "index.d.ts")), Wanted())


@examples(25)
@given(seed=st.integers(0, 10**6))
def test_counts_add_up_and_every_type_that_is_not_exact_has_a_row(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in draw(seed).files().items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        read = import_types(Source(str(Path(folder) / "index.ts")), Wanted())
    assert read.exact >= 0
    assert read.exact + read.approximated == len(read.read.origins)
    assert read.approximated == len(read.inexact)
    departing = [note for note in read.notes if note.kind in ("approximated", "left out")]
    for shown in (read.read.origins[name].shown for name in read.inexact):
        parts = (f"{shown}.", f"{shown}[")
        assert any(note.name == shown or note.name.startswith(parts) for note in departing)
    absent = {note.name for note in departing} - {o.shown for o in read.read.origins.values()}
    assert read.left_out <= len(absent)


def plain(lines: list[str]) -> list[str]:
    return [click.unstyle(line) for line in lines]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_rows_are_wrapped_to_the_width_of_a_terminal(width: int) -> None:
    fields = "; ".join(f"f{n}: gone{n}.Name | symbol" for n in range(3))
    read = imported(index=f"export interface Order {{ {fields}; when: Date; done(): void }}")
    lines = plain(table(read, width))
    assert max(map(len, lines)) <= width or width == 40
    assert [line for line in lines if not line.startswith(" ")] == [
        "1 type: 0 exact, 1 approximated, 0 left out",
        *("", "Approximated", "", "Left out", "", "Missing"),
    ]
    assert "  Order.done  a method" in lines


def test_a_row_on_a_terminal_has_the_position_below_the_name_and_the_message() -> None:
    read = imported(index="export interface Order { when: Date }")
    assert plain(table(read, 200)) == [
        "1 type: 0 exact, 1 approximated, 0 left out",
        "",
        "Approximated",
        "  Order  `Date` becomes string: a Date is sent as text",
        f"    {read.notes[0].position}",
    ]


def test_in_a_pipe_each_row_is_one_line() -> None:
    read = imported(index="export interface Order { when: Date }")
    message = "`Date` becomes string: a Date is sent as text"
    assert plain(table(read)) == [
        "1 type: 0 exact, 1 approximated, 0 left out",
        "",
        f"approximated  {read.notes[0].position}  Order  {message}",
    ]


@pytest.mark.parametrize("kind", get_args(NoteKind))
def test_a_note_of_every_kind_has_a_row(kind: NoteKind) -> None:
    read = imported(index="export interface Order { id: string }")
    note = Note(kind, "Order.id", Position("index.d.ts", 1, 2), "why")
    assert plain(table(replace(read, notes=(note,))))[2:] == [
        f"{kind}  index.d.ts:1:2  Order.id  why"
    ]


def test_a_constraint_that_is_not_kept_has_a_row() -> None:
    text = "export interface Order {\n  /** @minimum 3 */\n  id: string;\n}"
    (row,) = plain(table(imported(index=text)))[2:]
    assert row.startswith("not kept")
    assert row.endswith('Order.id  its "minimum" concerns a number; this is never one')


def test_rows_with_one_message_are_one_row() -> None:
    fields = " ".join(f"export interface T{n} {{ at: Date }}" for n in range(7))
    lines = plain(table(imported(index=fields)))
    assert lines[:2] == ["7 types: 0 exact, 7 approximated, 0 left out", ""]
    (row,) = lines[2:]
    assert row.endswith(
        "  T0  `Date` becomes string: a Date is sent as text; also 6 more: T1, T2, T3, T4, …"
    )


def test_a_hundred_names_of_a_missing_package_are_one_row_with_the_command() -> None:
    names = ", ".join(f"N{n}" for n in range(100))
    types = " ".join(f"export interface T{n} {{ a: N{n} }}" for n in range(100))
    lines = plain(table(imported(index=f'import {{ {names} }} from "@acme/money";\n{types}')))
    assert lines[:2] == ["100 types: 0 exact, 100 approximated, 0 left out", ""]
    (row,) = lines[2:]
    assert row.endswith(
        '  (imports)  100 names of "@acme/money" become unknown in 100 types: it is not installed '
        "beside the source; run `npm install @acme/money` there"
    )


def test_a_name_of_a_missing_package_counts_once_however_often_it_is_used() -> None:
    text = (
        'import { N, type M } from "@acme/money";\nimport * as m from "@acme/money";\n'
        "export interface A { a: N; b: N; c: N }\nexport interface B { a: N[]; b: M<N>; c: m.N }\n"
    )
    (row,) = [line for line in plain(table(imported(index=text))) if "(imports)" in line]
    assert '(imports)  2 names of "@acme/money" become unknown in 2 types: ' in row
    text = 'import { N } from "@acme/money";\nexport interface A { a: N; b: N; c: N }\n'
    (row,) = [line for line in plain(table(imported(index=text))) if "(imports)" in line]
    assert '(imports)  1 name of "@acme/money" becomes unknown in 1 type: ' in row


def test_a_type_with_several_places_is_named_once() -> None:
    text = "export interface A { a: Date; b: Date }\nexport interface B { a: Date; b: Date[] }\n"
    (row,) = [line for line in plain(table(imported(index=text))) if "Date" in line]
    assert row.endswith("is sent as text; also 3 more places: A, B")


def test_overloads_of_one_method_are_one_method() -> None:
    text = "export interface A { a: 1; run(x: 1): void; run(x: 2): void; stop(): void }\n"
    (row,) = [line for line in plain(table(imported(index=text))) if "left out" in line][1:]
    assert row.endswith("A  2 methods: run, stop")


def test_an_object_that_gets_a_name_of_its_own_counts_with_its_owner() -> None:
    read = imported(
        index='export interface S { s: number | bigint; l: { "+1": bigint | 1; "-1": number }[] }'
    )
    assert (read.exact, read.approximated, read.left_out) == (0, 1, 0)


def test_a_spec_file_that_would_be_too_large_is_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importer, "SIZE_LIMIT", 500)
    types = "\n".join(f"export interface T{n} {{ id: string; next?: T{n} }}" for n in range(20))
    Path("types.ts").write_text(types, encoding="utf-8")
    assert run("import", "types.ts", "--output", "spec").exit_code == 0
    files = sorted(Path("spec").iterdir())
    assert len(files) > 2
    assert max(path.stat().st_size for path in files) <= 500
    model = resolve(read_package("p", Path("spec"), "spec"))
    assert list(model.by_name) == [
        d.name for d in as_package(import_types(Source("types.ts"), Wanted())).declarations
    ]


def test_a_type_that_is_too_large_for_a_spec_file_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(importer, "SIZE_LIMIT", 300)
    fields = "; ".join(f"field_{n}: string" for n in range(20))
    Path("types.ts").write_text(f"export interface Wide {{ {fields} }}", encoding="utf-8")
    ran = run("import", "types.ts", "--output", "spec")
    assert (ran.exit_code, ran.stderr) == (
        2,
        'types.ts:1:18: "Wide" takes 573 bytes in a spec; the limit is 300; leave it out with '
        "--entry\n",
    )
    assert not Path("spec").exists()


def test_a_compressed_standard_input_is_called_a_gzip_archive() -> None:
    ran = run("import", "-", stdin=b"\x1f\x8b\x08\x00")
    assert (ran.exit_code, ran.stderr) == (2, "stdin: a gzip archive; expected UTF-8\n")
