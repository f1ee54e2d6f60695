"""Fuzz the import against the TypeScript compiler: `python -m compiler --help`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from compiler.grammar import draw
from compiler.judging import Disagreement, Judge
from compiler.programs import Program
from typescribe.verifying.compiler import Compiler

TYPESCRIPT = Path("build/judge/node_modules/typescript")
BATCH = 150
"""How many programs one run of the compiler takes."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m compiler",
        description="Draw TypeScript programs, import them, and compare every verdict with the"
        " compiler's. Exits with 1 if any differs.",
    )
    parser.add_argument("--programs", type=int, help="how many to draw")
    parser.add_argument("--seconds", type=float, help="how long to go on, if without --programs")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first program")
    parser.add_argument("--payloads", type=int, default=40, help="how many for each type")
    parser.add_argument("--show", type=int, default=5, help="how many disagreements to shrink")
    options = parser.parse_args()
    began = time.monotonic()
    laws: Counter[int] = Counter()
    with Compiler(TYPESCRIPT) as compiler:
        judge = Judge(compiler, options.payloads)
        for seed in _batches(options, began):
            drawn = [draw(number) for number in seed]
            for place, found in enumerate(judge.judge(drawn, seed.start)):
                for law in sorted({d.law for d in found}):
                    laws[law] += 1
                    if laws.total() <= options.show:
                        small, one = _shrunk(judge, drawn[place], found, law)
                        _print(seed.start + place, small, one)
    print(
        f"{judge.programs:,} programs ({judge.invalid:,} more were not TypeScript), "
        f"{judge.types:,} types of which {judge.exact:,} are exact, {judge.verdicts:,} verdicts, "
        f"{laws.total()} disagreements, {time.monotonic() - began:.0f} s"
    )
    return 1 if laws else 0


def _batches(options: argparse.Namespace, began: float) -> Iterator[range]:
    seed = options.seed
    end = None if options.programs is None else seed + options.programs
    while seed != end:
        if end is None and time.monotonic() - began > (options.seconds or 60):
            return
        following = seed + BATCH if end is None else min(seed + BATCH, end)
        yield range(seed, following)
        seed = following


def _shrunk(
    judge: Judge, program: Program, found: list[Disagreement], law: int
) -> tuple[Program, Disagreement]:
    """Return a small program that breaks the law, or the program itself if that cannot be seen.

    Another judge counts what shrinking asks.
    """
    first = next(d for d in found if d.law == law)
    try:
        return Judge(judge.compiler, judge.most).shrink(program, law, 0)
    except StopIteration:  # other payloads are drawn for it alone
        return program, first


def _print(seed: int, program: Program, found: Disagreement) -> None:
    payload = json.dumps(found.payload)
    print(f"law {found.law}, seed {seed}: {found.type} {payload} {found.detail[:300]}")
    for name, text in program.files().items():
        print(f"// {name}\n{text}", end="")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
