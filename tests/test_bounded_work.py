"""A short input never takes long: it is narrowed and reported, or refused with its place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import typescribe

SECONDS = 10
MEMORY = 500_000_000
DIGITS = "type D = 0|1|2|3|4|5|6|7|8|9;\n"
THREE = f"{DIGITS}export type X = `${{D}}${{D}}${{D}}`;\n"
FOUR = f"{DIGITS}export type X = `${{D}}${{D}}${{D}}${{D}}`;\n"


MEASURED = """
import resource, subprocess, sys
ended = subprocess.run(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(ended.returncode)
"""
"""Runs a command from a small process: the memory of the parent counts as that of the child."""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command, which may take so much processor time and memory and no more."""
    measured = folder / "measured"
    command = [sys.executable, "-c", MEASURED, str(measured)]
    command += [sys.executable, "-m", "typescribe", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(typescribe.__file__).parents[1])}
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode in (0, 2), ended.stderr
    seconds, kilobytes = map(float, measured.read_text(encoding="utf-8").split())
    assert seconds < SECONDS
    assert kilobytes * 1024 < MEMORY
    return ended


def chain(first: str, following: str, count: int) -> str:
    """Return declarations of which each refers to the one before: `{0}` and `{1}` by number."""
    lines = (following.format(number - 1, number) for number in range(1, count + 1))
    return "\n".join((first, *lines, ""))


def members(following: str) -> str:
    texts = ", ".join(following.format(number, number + 1) for number in range(40))
    return f'export enum E {{ A0 = "ab", {texts} }}'


TOO_MUCH = "it becomes unknown: this type takes too much work to resolve; write it shorter"
TOO_LONG = "the text of A9 has more than 1,000 characters, so any string is accepted"
PARTS = "the type of this constant is too large or too deep; it becomes unknown"
SOURCES = {
    "an enum that doubles a text": (members("A{1} = A{0} + A{0}"), TOO_LONG),
    "an enum that doubles a template": (members("A{1} = `${{A{0}}}${{A{0}}}`"), TOO_LONG),
    "a constant that doubles a text": (
        chain("const a0 = 'ab' as const;", "const a{1} = `${{a{0}}}${{a{0}}}` as const;", 40)
        + "export enum E { A9 = a40 }",
        TOO_LONG,
    ),
    "constants that hold the one before twice": (
        chain("const a0 = {x: 1};", "const a{1} = {{l: a{0}, r: a{0}}};", 30)
        + "export type T = typeof a30;",
        PARTS,
    ),
    "a deep constant": (f"const a = {'[' * 400}{']' * 400};\nexport type T = typeof a;", PARTS),
    "a constant of deep objects": (
        f"const a = {'{a: ' * 150}1{'}' * 150};\nexport type T = typeof a;",
        PARTS,
    ),
    "a constant of a deep chain": (
        chain("const a0 = [1];", "const a{1} = [[a{0}]];", 40)
        + "const b = [a40]; const c0 = {d: {d: {d: b}}};\n"
        + chain("", "const c{1} = {{d: c{0}}};", 30)
        + "export type T = typeof c30;",
        PARTS,
    ),
    "an intersection of templates": (
        f"{THREE}type Y = X | `a${{string}}`;\nexport type Z = Y & Y & Y;",
        TOO_MUCH,
    ),
    "a mapped type that renames its keys": (
        chain(
            "type K<T> = {[P in keyof T as P | `${P & string}_`]: T[P]};\ntype A0 = {a: 1};",
            "type A{1} = K<A{0}>;",
            10,
        )
        + "export type X = A10;",
        "13 types: 13 exact",
    ),
    "a template of an alias with a template": (
        chain("type A0 = 'a' | 'b';", "type A{1} = A{0} | `${{A{0}}}x`;", 14)
        + "export type X = A14;",
        "it becomes unknown: this union has more than 10,000 members",
    ),
    "a record of records": (
        f"{THREE}export type M = Record<X, Record<X, string>>;",
        TOO_MUCH,
    ),
    "generics of generics": (
        chain("type G0<T> = {a: T};", "type G{1}<T> = G{0}<G{0}<T>>;", 7)
        + "export type X = G7<string>;",
        "it becomes unknown: generics are nested deeper than 20 levels here",
    ),
    "objects that are not closed": ("export type A=" + "{a:" * 10, 'expected a type after ":"'),
    "many types over many texts": (
        f"{FOUR}type M = Record<X, 1>;\n"
        + "".join(f"export type O{n} = Omit<M, '{n:04}'>;\n" for n in range(30)),
        TOO_MUCH,
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_short_source_is_imported_in_bounded_time(name: str, tmp_path: Path) -> None:
    text, reported = SOURCES[name]
    assert len(text) < 2_000
    (tmp_path / "a.ts").write_text(text)
    assert reported in run(tmp_path, "import", "a.ts").stderr


EXACT = {
    "an intersection of texts": f"{THREE}export type Y = X & X & X;",
    "a conditional type": f"{FOUR}export type C = X extends `1${{string}}` ? 1 : 2;",
    "a distributive conditional type": f"{FOUR}type F<T> = T extends `1${{string}}` ? T : never;\n"
    "export type C = F<X>;",
    "a mapped type": f"{FOUR}export type M = {{[K in X]: K}};",
    "a record": f"{FOUR}export type M = Record<X, string>;",
}


@pytest.mark.parametrize("name", EXACT)
def test_a_type_over_ten_thousand_texts_is_imported_exactly(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(EXACT[name])
    assert ", 0 approximated, 0 left out" in run(tmp_path, "import", "a.ts").stderr


def test_one_type_that_takes_too_much_narrows_no_other(tmp_path: Path) -> None:
    source = SOURCES["a record of records"][0] + '\nexport type Fine = Pick<{ a: "x"; b: 1 }, "a">;'
    (tmp_path / "a.ts").write_text(source)
    ran = run(tmp_path, "import", "a.ts")
    assert ran.stderr.splitlines()[0] == "4 types: 3 exact, 1 approximated, 0 left out"
    assert "M:\n    type: unknown\n" in ran.stdout
