"""Programs -> where the import and the TypeScript compiler disagree about them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from compiler.meaning import Meaning, UnusableError, meaning
from compiler.payloads import of_model, payloads
from compiler.programs import Declaration, Program, smaller
from typescribe.verifying.compiler import Compiler
from typescribe.verifying.json_types import AS_JSON, NOT_ASSIGNABLE, is_refusal, question

_AT_ONCE = 60
"""How many smaller programs are compiled in one go."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One of the three laws of import that a program breaks, with the type and the payload.

    1: the compiler accepts what is refused here. 2: it refuses what is accepted here, and the
    report is silent. 3: the import ends, or a type is missing without a row in the report.
    """

    law: int
    type: str
    payload: Any
    detail: str = ""


@dataclass
class Judge:
    """Judges programs with one compiler, and counts what it has judged."""

    compiler: Compiler
    most: int
    """How many payloads each type gets."""
    programs: int = 0
    invalid: int = 0
    types: int = 0
    exact: int = 0
    verdicts: int = 0

    def judge(self, programs: Sequence[Program], seed: int) -> list[list[Disagreement]]:
        """Return the disagreements of each program; none for one that is not TypeScript."""
        round_ = _Round(self, programs, seed)
        round_.read()
        round_.check()
        return round_.found

    def shrink(self, program: Program, law: int, seed: int) -> tuple[Program, Disagreement]:
        """Return the smallest program found that breaks the same law."""
        best = program
        shown = next(d for d in self.judge([program], seed)[0] if d.law == law)
        while True:
            candidates = list(smaller(best))
            for start in range(0, len(candidates), _AT_ONCE):
                some = candidates[start : start + _AT_ONCE]
                judged = zip(some, self.judge(some, seed), strict=True)
                broken = [(c, d) for c, found in judged for d in found if d.law == law]
                if broken:
                    best, shown = broken[0]
                    break
            else:
                return best, shown


@dataclass
class _Round:
    """Some programs, compiled together: once for their values, once for the verdicts."""

    judge: Judge
    programs: Sequence[Program]
    seed: int
    texts: list[dict[str, str]] = field(default_factory=list)
    meanings: dict[int, Meaning] = field(default_factory=dict)
    samples: dict[tuple[int, str], tuple[Any, ...]] = field(default_factory=dict)
    found: list[list[Disagreement]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = [program.files() for program in self.programs]
        self.found = [[] for _ in self.programs]

    def read(self) -> None:
        """Compile the programs, and import those that are TypeScript."""
        roots = [(n, d) for n, program in enumerate(self.programs) for d in program.judged]
        asked = [(f"/p{n}/{d.file}", d.name) for n, d in roots]
        answer = self.judge.compiler.ask(self._files(range(len(self.texts))), asked)
        self.samples = {
            (n, d.name): values for (n, d), values in zip(roots, answer.samples, strict=True)
        }
        broken = {int(error.path.split("/")[1][1:]) for error in answer.errors}
        for n, text in enumerate(self.texts):
            if n in broken:
                self.judge.invalid += 1
                continue
            self.judge.programs += 1
            try:
                self.meanings[n] = meaning(text)
            except UnusableError as error:
                self.found[n].append(Disagreement(3, "", None, str(error)))

    def check(self) -> None:
        """Compile a file of payloads for every file of types, and compare the verdicts."""
        lines: dict[str, list[str]] = {}
        asked: dict[tuple[str, int], tuple[int, str, Any]] = {}
        for n, known in self.meanings.items():
            for declaration in self.programs[n].judged:
                path = f"/p{n}/check_{declaration.file}"
                own = lines.setdefault(path, [])
                for payload in self._payloads(n, declaration, known):
                    asked[path, len(own)] = n, declaration.name, payload
                    own.append(question(len(own), declaration.name, payload))
        for path, own in lines.items():
            module = path.rpartition("check_")[2].removesuffix(".ts")
            own += [f'import type * as S from "./{module}";', AS_JSON]
        checks = {path: "\n".join(own) for path, own in lines.items()}
        answer = self.judge.compiler.ask({**self._files(self.meanings), **checks})
        refused = {(e.path, e.line) for e in answer.errors if is_refusal(e)}
        undecided = {(e.path, e.line) for e in answer.errors if e.code not in NOT_ASSIGNABLE}
        for place, (n, name, payload) in asked.items():
            if place not in undecided:
                self.judge.verdicts += 1
                self._compare(n, name, payload, accepts=place not in refused)
        for n, known in self.meanings.items():
            names = {declaration.name for declaration in self.programs[n].judged}
            self.judge.types += len(names)
            self.judge.exact += len((names & known.model.by_name.keys()) - known.inexact)

    def _files(self, numbers: Iterable[int]) -> dict[str, str]:
        return {f"/p{n}/{name}": text for n in numbers for name, text in self.texts[n].items()}

    def _payloads(self, n: int, declaration: Declaration, known: Meaning) -> list[Any]:
        text = "\n".join(self.texts[n].values())
        chance = random.Random(f"{self.seed} {n} {declaration.name}")
        samples = self.samples[n, declaration.name]
        ours = of_model(known.model, declaration.name)
        return payloads(chance, text, samples, ours, self.judge.most)

    def _compare(self, n: int, name: str, payload: Any, *, accepts: bool) -> None:
        known = self.meanings[n]
        if name not in known.model.by_name:
            if accepts and name not in known.inexact:
                detail = "the type is missing, and the report is silent"
                self.found[n].append(Disagreement(3, name, payload, detail))
            return
        ours = known.is_valid(name, payload)
        if accepts and not ours:
            self.found[n].append(Disagreement(1, name, payload))
        elif ours and not accepts and name not in known.inexact:
            self.found[n].append(Disagreement(2, name, payload))
