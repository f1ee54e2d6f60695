"""A short input never takes long: it is narrowed and reported, or refused with its place."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import commands
import pytest
import specs

import typescribe
from typescribe.language.errors import SpecError
from typescribe.project.settings import DEFAULT_TARGETS
from typescribe.rendering import assembly
from typescribe.resolving import output_size

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
    "a generic that names each level after the one before": (
        "type K = { [P in keyof {}]: {}[P] };\ntype R<P> = P | R<P>[];\n"
        "export interface T { a?: K; k: [Record<`x-${string}`, Pick<{}, keyof {}>>];"
        " b?: Pick<T, 'b'> }\nexport type X = R<T[keyof T] | boolean>;",
        "X  it becomes unknown: it depends on `T`, which is approximated",
    ),
    "functions that return what the one before returns, twice": (
        chain(
            "declare function f0(): string;",
            "declare function f{1}(): {{a: ReturnType<typeof f{0}>; b: ReturnType<typeof f{0}>}};",
            23,
        )
        + "export type T = ReturnType<typeof f23>;",
        "the type of this function is too large or too deep; it becomes unknown",
    ),
    "promises of what the one before promises, twice": (
        chain(
            "declare const p0: Promise<1>;",
            "declare const p{1}: Promise<{{a: Awaited<typeof p{0}>, b: Awaited<typeof p{0}>}}>;",
            21,
        )
        + "export type T = Awaited<typeof p21>;",
        "the type of this promise is too large or too deep; it becomes unknown",
    ),
    "repeats inside of repeats in a pattern": (
        f"export interface A {{ /** @pattern {'(' * 45}a{'){1,9}' * 45} */ a: string }}",
        "may take exponential time",
    ),
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


DEEP = {
    "arrays": f"export type A = 1{'[]' * 950};",
    "conditions": f"type C<T> = {'T extends 1 ? ' * 120}1{': 2' * 120}; export type A = C<1>;",
    "objects in unions": "export type A = " + "{a: 1} | {b: " * 150 + "1" + "}" * 150 + ";",
    "optional tuples": f"export interface A {{ a?: {'[' * 150}1{'?]' * 150} | undefined }}",
    "generics": f"interface B<T> {{ x: T }}; export type A = {'B<' * 200}1{'>' * 200};",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_deep_type_is_imported_into_a_spec_that_can_be_read(name: str, tmp_path: Path) -> None:
    source, spec = tmp_path / "a.ts", tmp_path / "spec"
    source.write_text(DEEP[name])
    imported = commands.run("import", str(source), "--output", str(spec))
    assert imported.exit_code == 0
    assert "it becomes unknown" in imported.stdout + imported.stderr
    (tmp_path / "pyproject.toml").write_text('[tool.typescribe.packages.p]\nspec = "spec"\n')
    assert commands.run("show", "A", "--project", str(tmp_path)).stderr == ""


EXACT = {
    "an intersection of texts": f"{THREE}export type Y = X & X & X;",
    "a conditional type": f"{FOUR}export type C = X extends `1${{string}}` ? 1 : 2;",
    "a distributive conditional type": f"{FOUR}type F<T> = T extends `1${{string}}` ? T : never;\n"
    "export type C = F<X>;",
}


@pytest.mark.parametrize("name", EXACT)
def test_a_type_over_ten_thousand_texts_is_imported_exactly(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text(EXACT[name])
    assert ", 0 approximated, 0 left out" in run(tmp_path, "import", "a.ts").stderr


OVER_TEN_THOUSAND = {
    "a mapped type": "{[K in X]: K}",
    "a record": "Record<X, string>",
    "a mapped type of objects": "{[K in X]: {a: K}}",
}
TOO_LARGE = "this type expands to far more than is written in the package"
ADVICE = "use fewer keys or members, or a wider type"


@pytest.mark.parametrize("name", OVER_TEN_THOUSAND)
def test_an_object_with_ten_thousand_properties_is_imported_as_unknown(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "a.ts").write_text(f"{FOUR}export type M = {OVER_TEN_THOUSAND[name]};")
    ran = run(tmp_path, "import", "a.ts")
    assert f"M  it becomes unknown: {TOO_LARGE}" in ran.stderr
    assert "M:\n    type: unknown\n" in ran.stdout


@pytest.mark.parametrize("name", OVER_TEN_THOUSAND)
def test_an_object_with_a_thousand_properties_is_imported_exactly(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "a.ts").write_text(f"{THREE}export type M = {OVER_TEN_THOUSAND[name]};")
    ran = run(tmp_path, "import", "a.ts")
    is_exact = "objects" not in name
    assert (", 0 approximated, 0 left out" in ran.stderr) is is_exact
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec/a.yaml").write_text(ran.stdout)
    (tmp_path / "pyproject.toml").write_text('[tool.typescribe.packages.p]\nspec = "spec"\n')
    assert run(tmp_path, "show", "M").returncode == 0, "a spec that an import wrote is resolved"


def spec(digits: int, more: str) -> str:
    return f"""\
types:
  D: {{type: 0|1|2|3|4|5|6|7|8|9}}
  X: {{type: "`{"${D}" * digits}`"}}
  M: {{type: "{more}"}}
"""


REFUSED = {
    "a record": (spec(4, "Record<X, string>"), "4:3"),
    "a mapped type": (spec(4, "{[K in X]: K}"), "4:3"),
    "a thousand classes": (spec(3, "{[K in X]: {a: K}}"), "4:25"),
    "a class for each class": (
        spec(2, "{[K in X]: G<K>}") + "  G<K>: {type: '{[L in D]: [K, L]}'}\n",
        "4:3",
    ),
    "two unions of ten thousand": (spec(4, "`${X}a`"), "4:3"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_short_spec_that_makes_much_code_is_refused(name: str, tmp_path: Path) -> None:
    text, place = REFUSED[name]
    assert len(text) < 2_000
    with pytest.raises(SpecError) as refused:
        specs.load(tmp_path, text)
    problems = [str(problem) for problem in refused.value.problems]
    assert problems == [f"spec/a.yaml:{place}: {TOO_LARGE}; {ADVICE}"]


ACCEPTED = {
    "a record": spec(3, "Record<X, string>"),
    "a mapped type": spec(3, "{[K in X]: K}"),
    "a hundred classes": spec(2, "{[K in X]: {a: K}[]}"),
    "a union of ten thousand": spec(4, "X"),
    "a union in a hundred places": spec(2, "{[K in X]: Exclude<X, K>}"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_code_of_a_package_is_no_larger_than_its_size_allows(name: str, tmp_path: Path) -> None:
    model = specs.load(tmp_path, ACCEPTED[name])
    units = sum(map(output_size.units_of, model.types))
    assert units < output_size.SPARE + 500
    settings = replace(specs.SETTINGS, targets=DEFAULT_TARGETS)
    made = assembly.modules(settings, model)
    assert sum(len(module.source) for module in made.values()) < 100_000 + 100 * units


def test_a_package_may_grow_by_a_multiple_of_what_is_written(tmp_path: Path) -> None:
    base = "".join(f"      property_{n}: string\n" for n in range(30))
    types = "".join(f"  T{n}: {{extends: Base, fields: {{own_{n}: string}}}}\n" for n in range(400))
    model = specs.load(tmp_path, f"types:\n  Base:\n    fields:\n{base}{types}")
    assert sum(map(output_size.units_of, model.types)) > 2 * output_size.SPARE + 400 * 100


def test_one_type_that_takes_too_much_narrows_no_other(tmp_path: Path) -> None:
    source = SOURCES["a record of records"][0] + '\nexport type Fine = Pick<{ a: "x"; b: 1 }, "a">;'
    (tmp_path / "a.ts").write_text(source)
    ran = run(tmp_path, "import", "a.ts")
    assert ran.stderr.splitlines()[0] == "4 types: 3 exact, 1 approximated, 0 left out"
    assert "M:\n    type: unknown\n" in ran.stdout
