"""An import keeps few syntax trees in memory, and parses the others again only so often."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from typescribe.importing.importer import Source, import_types, spec_files
from typescribe.importing.read_program import Wanted
from typescribe.language import syntax
from typescribe.sources.typescript import recent_trees

MODULES = 6
MODULE = """
import { Thing%(next)d, make%(next)d, NAMES%(next)d } from "./m%(next)d";
/** The %(n)dth. */
export interface Thing%(n)d { next?: Thing%(next)d; made: ReturnType<typeof make%(next)d> }
export interface Thing%(n)d { name: (typeof NAMES%(next)d)[number]; kind: Kind%(n)d.Some }
export enum Kind%(n)d { Some = "some%(n)d", Other = "other%(n)d" }
export const NAMES%(n)d = ["a%(n)d", "b%(n)d"] as const;
export declare function make%(n)d(given: string): { id: number; of: Kind%(n)d };
declare module "./m%(next)d" { interface Thing%(next)d { added%(n)d: string } }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of modules that refer to one another in a circle, in every way."""
    for number in range(MODULES):
        text = MODULE % {"n": number, "next": (number + 1) % MODULES}
        (tmp_path / f"m{number}.ts").write_text(text, encoding="utf-8")
    return tmp_path


def imported(folder: Path) -> dict[str, str]:
    return spec_files(import_types(Source(str(folder)), Wanted()), "modules")


def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[bytes]:
    """Count how often each text is parsed from now on."""
    counts: Counter[bytes] = Counter()
    before = syntax._parse

    def counting(source: bytes, reader: syntax.Parser) -> syntax.Tree | None:
        counts[source] += 1
        return before(source, reader)

    monkeypatch.setattr(syntax, "_parse", counting)
    return counts


def test_a_program_whose_trees_are_dropped_is_read_as_one_whose_trees_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = imported(folder)
    assert "added5: string" in "".join(kept.values())
    monkeypatch.setattr(recent_trees, "KEPT", 0)
    counts = parsed(monkeypatch)
    assert imported(folder) == kept
    assert max(counts.values()) > 1, "no tree was dropped"


def test_files_that_refer_to_one_another_are_parsed_a_few_times_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = {"a": "b", "b": "a"}
    for name, other in others.items():
        lines = [f'import * as {other} from "./{other}";']
        lines += [f"export const {name}{n} = {other}.{other}{n + 1};" for n in range(300)]
        lines += [f"export type {name.upper()}{n} = typeof {other}.{other}{n};" for n in range(300)]
        (tmp_path / f"{name}.ts").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(recent_trees, "KEPT", 0)
    counts = parsed(monkeypatch)
    imported(tmp_path)
    files = [(tmp_path / f"{name}.ts").read_bytes() for name in others]
    assert sum(counts[file] for file in files) <= recent_trees.PARSED * len(files) + 2


def test_no_more_trees_are_kept_than_allowed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees: list[syntax.SyntaxTree] = []
    most = 0
    add, use = recent_trees.RecentTrees.add, recent_trees.RecentTrees.use

    def adding(recent: recent_trees.RecentTrees, tree: syntax.SyntaxTree) -> None:
        trees.append(tree)
        add(recent, tree)

    def using(recent: recent_trees.RecentTrees, tree: syntax.SyntaxTree) -> None:
        nonlocal most
        use(recent, tree)
        most = max(most, sum(tree.is_kept for tree in trees))

    monkeypatch.setattr(recent_trees, "KEPT", 2_000)
    monkeypatch.setattr(recent_trees, "PARSED", 1_000)
    monkeypatch.setattr(recent_trees.RecentTrees, "add", adding)
    monkeypatch.setattr(recent_trees.RecentTrees, "use", using)
    imported(folder)
    assert len(trees) == MODULES
    assert most <= 2_000 // min(len(tree.source) for tree in trees) + 1
