"""Narrowing what a spec cannot hold resolves what has changed, not everything anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import specs

from typescribe.importing.importer import Source, import_types
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.declared import Declaration
from typescribe.resolving import intersections, resolve

PLAIN = 300


def counted(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Import a text, and return how often each declaration is resolved."""
    counts: Counter[str] = Counter()
    before = resolve._Resolver._declare

    def declaring(resolver: resolve._Resolver, declaration: Declaration) -> None:
        counts[declaration.name] += 1
        before(resolver, declaration)

    monkeypatch.setattr(resolve._Resolver, "_declare", declaring)
    imported(text, folder)
    return counts


def imported(text: str, folder: Path) -> ReadTypes:
    (folder / "a.ts").write_text(text, encoding="utf-8")
    return import_types(Source(str(folder / "a.ts")), Wanted())


def test_what_has_not_changed_is_resolved_at_the_beginning_and_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = [
        f"export interface P{n} {{ before?: P{n - 1}; all: P{n + 1}[] }}" for n in range(PLAIN)
    ]
    plain += [f"export interface P{PLAIN} {{ none: Bad0 }}", "interface P_ {}"]
    rounds = ["export interface Bad0 { a: string & number[] }"]
    rounds += [f'export type Bad{n} = keyof Bad{n - 1} | "x{n}";' for n in range(1, 6)]
    rounds += [f"export interface Uses{n} {{ a: Partial<Record<Bad{n}, 1>> }}" for n in range(6)]
    text = "\n".join([*plain, *rounds]).replace("P-1", "P_")
    counts = counted(text, tmp_path, monkeypatch)
    assert sum(counts.values()) > 2 * len(counts), "nothing was resolved again"
    assert all(counts[f"P{n}"] == 2 for n in range(PLAIN))


def test_an_intersection_is_resolved_once_for_all_its_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variants = [f"interface V{n} {{ v{n}: {{ inner: string }}; }}" for n in range(50)]
    union = " | ".join(f"V{n}" for n in range(50))
    uses = [f"export type U{n} = {{ u{n}: number; count: number }} & Open;" for n in range(20)]
    counts: Counter[str] = Counter()
    before = intersections._variant

    def variant(*arguments: object, **options: object) -> object:
        counts["variants"] += 1
        return before(*arguments, **options)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(intersections, "_variant", variant)
    read = imported(
        "\n".join([*variants, f"type Open = {{ [key: string]: {union} | number }};", *uses]),
        tmp_path,
    )
    assert read.exact == 20 + 50 + 1
    assert counts["variants"] < 50 * 20


def test_a_union_with_unknown_needs_no_classes_for_its_other_members(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path,
        """
        types:
          A: {fields: {a: "unknown | {inner: string}", b: "any & ({x: string} | {y: string})"}}
          B: {type: "unknown & ({x: string} | unknown)"}
        """,
    )
    assert [named.name for named in model.types] == ["A", "B"]


OPERATIONS = """
type Methods = "get" | "put" | "post" | "head" | "trace";
interface Ref { ref: string }
interface BodyA { schema?: Ref | { of: "a" }; a?: 1 }
interface BodyB { schema?: Ref | { of: "a" | "b" }; b?: 2 }
interface OperationA { body?: Ref | BodyA; callbacks?: { [name: string]: Ref | PathA } }
interface OperationB { body?: Ref | BodyB; callbacks?: { [name: string]: Ref | PathB } }
type PathA = { summary?: string } & { [M in Methods]?: OperationA };
export type PathB = Omit<PathA, "summary"> & { [M in Methods]?: OperationB };
"""


def test_equal_intersections_within_one_share_a_class(tmp_path: Path) -> None:
    read = imported(OPERATIONS, tmp_path)
    assert (read.exact, read.approximated) == (8, 0)


def test_a_type_that_exceeds_the_limit_on_size_costs_no_other_type(tmp_path: Path) -> None:
    read = imported(
        'type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";\n'
        "type Box<K, T> = { key: K; inner: T; x: { y: T } };\n"
        "export interface Before { a: { b: 1 } }\n"
        "export type Large = { [P in Digit]: { [Q in Digit]: Box<`${P}${Q}`, 1> } };\n"
        "export interface After { a: { b: 1 }; box: Box<1, 2> }\n"
        'export type Picked = Pick<After, "a">;\n',
        tmp_path,
    )
    assert [(note.name, str(note.message)) for note in read.notes] == [
        (
            "Large",
            "it becomes unknown: this type expands to far more than is written in the package; "
            "use fewer keys or members, or a wider type",
        )
    ]
