"""Programs -> where the import and the TypeScript compiler disagree about them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from compiler.meaning import Generated, Meaning, UnusableError, meaning
from compiler.payloads import of_model, payloads
from compiler.programs import Declaration, Program
from typescribe.verifying.compiler import Compiler
from typescribe.verifying.json_types import (
    AS_JSON,
    AS_WIDE_JSON,
    NOT_ASSIGNABLE,
    is_refusal,
    question,
    type_of,
)

_WHOLE = 16
"""One program of so many is generated for every target."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One of the three laws of import that a program breaks, with the type and the payload.

    1: the compiler accepts what is refused here. 2: it refuses what is accepted here, and the
    report is silent. 3: the import ends, its spec cannot be generated, or a type is missing
    without a row in the report.
    """

    law: int
    type: str
    payload: Any
    detail: str = ""


@dataclass
class Counts:
    """How much was judged."""

    programs: int = 0
    invalid: int = 0
    """Programs that the compiler rejects or has no end for, which are not judged."""
    types: int = 0
    exact: int = 0
    verdicts: int = 0
    accepted: int = 0
    """Verdicts by which the compiler accepts the payload."""

    def add(self, other: Counts) -> None:
        """Add what was judged elsewhere."""
        self.programs += other.programs
        self.invalid += other.invalid
        self.types += other.types
        self.exact += other.exact
        self.verdicts += other.verdicts
        self.accepted += other.accepted


@dataclass
class Judge:
    """Judges programs with one compiler, and counts what it has judged."""

    compiler: Compiler
    most: int
    """How many payloads each type gets."""
    fixed: Sequence[Any] | None = None
    """The payloads of every type, instead of those that are drawn."""
    generates: bool = True
    """Whether validators are generated, and for some programs all other modules."""
    counts: Counts = field(default_factory=Counts)

    def judge(self, programs: Sequence[Program], seed: int) -> list[list[Disagreement]]:
        """Return the disagreements of each program; none for one that is not TypeScript.

        `seed` is the seed of the first program; its payloads depend on it alone.
        """
        round_ = _Round(self, programs, seed)
        round_.read()
        round_.check()
        return round_.found


_Question = tuple[int, str, Any]
"""The number of a program, a type of it, and a payload."""


@dataclass
class _Round:
    """Some programs, compiled together: once for their values, once for the verdicts."""

    judge: Judge
    programs: Sequence[Program]
    seed: int
    texts: list[dict[str, str]] = field(default_factory=list)
    meanings: dict[int, Meaning] = field(default_factory=dict)
    samples: dict[tuple[int, str], tuple[Any, ...]] = field(default_factory=dict)
    unevaluated: set[tuple[int, str]] = field(default_factory=set)
    """The types with an operator that the compiler leaves as it is, which no value matches."""
    found: list[list[Disagreement]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = [program.files() for program in self.programs]
        self.found = [[] for _ in self.programs]

    def read(self) -> None:
        """Compile the programs, and import those that are TypeScript."""
        roots = [(n, d) for n, program in enumerate(self.programs) for d in program.judged]
        asked = [(f"/p{n}/{d.file}", d.name) for n, d in roots]
        answer = self.judge.compiler.ask(
            self._files(range(len(self.texts))), asked, seed=self.seed + 1
        )
        self.samples = {
            (n, d.name): values for (n, d), values in zip(roots, answer.samples, strict=True)
        }
        self.unevaluated = {
            (roots[number][0], roots[number][1].name) for number in answer.unevaluated
        }
        broken = {int(error.path.split("/")[1][1:]) for error in answer.errors}
        for n, text in enumerate(self.texts):
            if n in broken:
                self.judge.counts.invalid += 1
                continue
            self.judge.counts.programs += 1
            try:
                self.meanings[n] = meaning(text, self._generated(n))
            except UnusableError as error:
                self.found[n].append(Disagreement(3, "", None, str(error)))

    def _generated(self, n: int) -> Generated:
        if not self.judge.generates:
            return "nothing"
        return "validators" if (self.seed + n) % _WHOLE else "everything"

    def check(self) -> None:
        """Compile a file of payloads for every file of types, and compare the verdicts."""
        checks: dict[str, list[str]] = {}
        asked: dict[str, list[_Question]] = {}
        for n, known in self.meanings.items():
            for number, declaration in enumerate(self.programs[n].judged):
                path = f"/p{n}/check_{declaration.file}"
                lines = checks.setdefault(path, _header(path, AS_JSON))
                lines.append(f"type J{number} = Json<S.{declaration.name}>;")
                for payload in self._payloads(n, declaration, known):
                    lines.append(f"type P{number}_{len(lines)} = {type_of(payload)};")
                    asked.setdefault(path, []).append((n, declaration.name, payload))
        texts = {path: "\n".join(lines) for path, lines in checks.items()}
        verdicts = self.judge.compiler.verdicts(
            {**self._files(self.meanings), **texts}, list(texts)
        )
        disputed = [
            (one, accepts)
            for path, questions in asked.items()
            for one, accepts in zip(questions, verdicts[path], strict=True)
            if self._is_disputed(one, accepts=accepts)
        ]
        for view, asked_again in zip((AS_JSON, AS_WIDE_JSON), _by_view(disputed), strict=True):
            for number, accepts in self._asked_again(asked_again, view).items():
                self._compare(*asked_again[number], accepts=accepts)
        self._count(verdicts)

    def _count(self, verdicts: Mapping[str, Sequence[bool]]) -> None:
        counts = self.judge.counts
        counts.verdicts += sum(map(len, verdicts.values()))
        counts.accepted += sum(map(sum, verdicts.values()))
        for n, known in self.meanings.items():
            names = {declaration.name for declaration in self.programs[n].judged}
            counts.types += len(names)
            counts.exact += len((names & known.model.by_name.keys()) - known.inexact)

    def _files(self, numbers: Iterable[int]) -> dict[str, str]:
        return {f"/p{n}/{name}": text for n in numbers for name, text in self.texts[n].items()}

    def _payloads(self, n: int, declaration: Declaration, known: Meaning) -> Sequence[Any]:
        if self.judge.fixed is not None:
            return self.judge.fixed
        text = "\n".join(self.texts[n].values())
        chance = random.Random(f"{self.seed + n} {declaration.name}")
        samples = self.samples[n, declaration.name]
        ours = of_model(known.model, declaration.name)
        return payloads(chance, text, samples, ours, self.judge.most)

    def _is_disputed(self, asked: _Question, *, accepts: bool) -> bool:
        n, name, payload = asked
        known = self.meanings[n]
        if (n, name) in self.unevaluated:
            return False
        if name not in known.model.by_name:
            return accepts and name not in known.inexact
        try:
            is_valid = known.is_valid(name, payload)
        except Exception as error:  # a fault of the generated code, whatever it is
            self.found[n].append(Disagreement(3, name, payload, f"the validator raised {error!r}"))
            return False
        return (not accepts and name not in known.inexact) if is_valid else accepts

    def _asked_again(self, disputed: Sequence[_Question], view: str) -> dict[int, bool]:
        """Return whether the compiler accepts these payloads, by number.

        They are asked as the assignments that people write, with every error that the compiler
        finds; where that is another error, such as of a type that it finds too deep, there is no
        verdict on the program.
        """
        if not disputed:
            return {}
        checks: dict[str, list[str]] = {}
        places: dict[tuple[str, int], int] = {}
        for number, (n, name, payload) in enumerate(disputed):
            file = next(d.file for d in self.programs[n].judged if d.name == name)
            path = f"/p{n}/check_{file}"
            lines = checks.setdefault(path, _header(path, view))
            places[path, "\n".join(lines).count("\n") + 1] = number
            lines.append(question(number, name, payload))
        files = self._files({n for n, _, _ in disputed})
        texts = {path: "\n".join(lines) for path, lines in checks.items()}
        answer = self.judge.compiler.ask({**files, **texts})
        refused = {(e.path, e.line) for e in answer.errors if is_refusal(e)}
        undecided = {e.path.split("/")[1] for e in answer.errors if e.code not in NOT_ASSIGNABLE}
        return {
            number: place not in refused
            for place, number in places.items()
            if f"p{disputed[number][0]}" not in undecided
        }

    def _compare(self, n: int, name: str, payload: Any, *, accepts: bool) -> None:
        if not self._is_disputed((n, name, payload), accepts=accepts):
            return
        if name not in self.meanings[n].model.by_name:
            detail = "the type is missing, and the report is silent"
            self.found[n].append(Disagreement(3, name, payload, detail))
        else:
            self.found[n].append(Disagreement(1 if accepts else 2, name, payload))


def _by_view(
    disputed: Iterable[tuple[_Question, bool]],
) -> tuple[list[_Question], list[_Question]]:
    """Return the payloads that have to be accepted, and those that must not be."""
    found: tuple[list[_Question], list[_Question]] = [], []
    for asked, accepts in disputed:
        found[not accepts].append(asked)
    return found


def _header(path: str, view: str) -> list[str]:
    module = path.rpartition("check_")[2].removesuffix(".ts")
    return [f'import type * as S from "./{module}";', view]
