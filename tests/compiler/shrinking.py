"""A program that breaks a law -> a program of a few lines that breaks the same one."""

from __future__ import annotations

import re

from compiler.judging import Disagreement, Judge
from compiler.payloads import parts_of
from compiler.programs import Program, smaller
from typescribe.verifying.compiler import Compiler

_AT_ONCE = 24
"""How many smaller programs are compiled in one go, the smallest first."""
_NAMED = re.compile(r'"[^"]*"|[\w./]*[/\d][\w./:]*')


def shrink(
    compiler: Compiler, program: Program, found: Disagreement, seed: int
) -> tuple[Program, Disagreement]:
    """Return the smallest program found that breaks the same law in the same way.

    The payloads are that of the disagreement and the values inside it, for every type.
    """
    best, shown = program, found
    while True:
        judge = Judge(compiler, 0, parts_of(shown.payload), generates=found.law == 3)
        candidates = sorted(smaller(best), key=_size)
        for start in range(0, len(candidates), _AT_ONCE):
            some = candidates[start : start + _AT_ONCE]
            judged = zip(some, judge.judge(some, seed), strict=True)
            broken = [(c, d) for c, ds in judged for d in ds if _is_same(found, d)]
            if broken:
                best, shown = min(broken, key=lambda pair: _size(pair[0]))
                break
        else:
            return best, shown


def _is_same(one: Disagreement, other: Disagreement) -> bool:
    return one.law == other.law and _kind(one.detail) == _kind(other.detail)


def _kind(detail: str) -> str:
    """Return the words of a message, without names and places."""
    return _NAMED.sub("", detail)[:60]


def _size(program: Program) -> int:
    return sum(map(len, program.files().values()))
