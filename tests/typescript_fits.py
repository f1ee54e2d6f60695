"""Questions whether one type fits another, and what the TypeScript compiler says to each.

    tests/typescript/fits.tsv    verdict, source, target: of `source extends target ? 1 : 2`

The verdict is `yes` for 1, `no` for 2, and `both` where `any` is checked. The types are written
alike in TypeScript and in a spec. `judge.py` asks the compiler and records the verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

RECORD = Path(__file__).parent / "typescript" / "fits.tsv"
_ERROR = re.compile(r".*\bfits\.ts\((\d+),\d+\): error TS2322: .* to type '([12])'\.")


def recorded() -> dict[tuple[str, str], str]:
    """Return the verdict on each pair of types, source first."""
    rows = (line.split("\t") for line in RECORD.read_text(encoding="utf-8").splitlines())
    return {(source, target): verdict for verdict, source, target in rows}


def record_text(verdicts: dict[tuple[str, str], str]) -> str:
    """Return the text of the record: one line a pair."""
    return "".join(f"{v}\t{source}\t{target}\n" for (source, target), v in verdicts.items())


def program(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a program whose line n + 1 asks about pair n: it is neither 1 nor 2 without error."""
    return "".join(
        f"declare const v{n}: {source} extends {target} ? 1 : 2; "
        f"export const y{n}: 1 = v{n}; export const n{n}: 2 = v{n};\n"
        for n, (source, target) in enumerate(pairs)
    )


def verdicts(pairs: Iterable[tuple[str, str]], errors: str) -> dict[tuple[str, str], str]:
    """Return the verdict on each pair, from the errors of the compiler on the program."""
    asked = list(pairs)
    rejected: dict[int, set[str]] = {n: set() for n in range(len(asked))}
    for line in errors.splitlines():
        error = _ERROR.fullmatch(line)
        assert error or line.startswith(" "), f"no question of fitting: {line}"
        if error:
            rejected[int(error[1]) - 1].add(error[2])
    by_rejected = {frozenset("2"): "yes", frozenset("1"): "no", frozenset("12"): "both"}
    return {pair: by_rejected[frozenset(rejected[n])] for n, pair in enumerate(asked)}
