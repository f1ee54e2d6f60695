"""Fuzz the import against the TypeScript compiler: `python -m compiler --help`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from compiler.batches import Batch, judged
from compiler.grammar import draw
from compiler.judging import Counts, Disagreement
from compiler.programs import Program
from compiler.shrinking import shrink
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
    parser.add_argument("--verdicts", type=int, help="how many to reach, if without --programs")
    parser.add_argument("--seconds", type=float, help="how long to go on, if without both")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first program")
    parser.add_argument("--payloads", type=int, default=48, help="how many for each type")
    parser.add_argument("--show", type=int, default=5, help="how many disagreements to shrink")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes to use")
    options = parser.parse_args()
    began = time.monotonic()
    laws: Counter[int] = Counter()
    counts = Counts()
    with ExitStack() as stack:
        compiler: Compiler | None = None
        batches = _batches(options, counts, began)
        for batch in judged(TYPESCRIPT, batches, options.payloads, options.jobs):
            counts.add(batch.counts)
            for seed, one in _shown_once(batch):
                laws[one.law] += 1
                if laws.total() <= options.show:
                    compiler = compiler or stack.enter_context(Compiler(TYPESCRIPT))
                    _print(seed, *shrink(compiler, draw(seed), one, seed))
                else:
                    print(f"seed {seed}, law {one.law}: {one.type} {one.detail[:200]}", flush=True)
    seconds = time.monotonic() - began
    print(f"{_counted(counts)}, {laws.total()} disagreements, {seconds:.0f} s")
    return 1 if laws else 0


def _batches(options: argparse.Namespace, counts: Counts, began: float) -> Iterator[range]:
    """Yield the seeds of each batch, until there are enough programs, verdicts or seconds."""
    seed = options.seed
    end = None if options.programs is None else seed + options.programs
    while seed != end:
        if end is None and options.verdicts is not None:
            if counts.verdicts >= options.verdicts:
                return
        elif end is None and time.monotonic() - began > (options.seconds or 60):
            return
        following = seed + BATCH if end is None else min(seed + BATCH, end)
        yield range(seed, following)
        seed = following


def _shown_once(batch: Batch) -> Iterator[tuple[int, Disagreement]]:
    """Yield one disagreement for each program and law."""
    for seed, found in zip(batch.seeds, batch.found, strict=True):
        for one in {d.law: d for d in reversed(found)}.values():
            yield seed, one


def _counted(counts: Counts) -> str:
    share = counts.accepted / max(counts.verdicts, 1)
    return (
        f"{counts.programs:,} programs ({counts.invalid:,} more were not TypeScript), "
        f"{counts.types:,} types of which {counts.exact:,} are exact, "
        f"{counts.verdicts:,} verdicts of which {share:.0%} accept"
    )


def _print(seed: int, program: Program, found: Disagreement) -> None:
    """Print a disagreement: both verdicts, the payload, and the program."""
    if found.law == 3:
        print(f"seed {seed}, law 3: {found.type} {found.detail[:300]}")
    else:
        ours = "refused" if found.law == 1 else "accepted, and the report is silent"
        theirs = "accepts" if found.law == 1 else "refuses"
        payload = json.dumps(found.payload)
        print(f"seed {seed}, law {found.law}: {found.type} {payload}: TypeScript {theirs}, {ours}")
    for name, text in program.files().items():
        print(f"// {name}\n{text}", end="")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
