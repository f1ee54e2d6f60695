"""An imported package -> the payloads about which the import and the compiler disagree."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.importing.importer import STDIN, Source, as_package, opened
from typescribe.importing.read_program import ReadTypes
from typescribe.importing.references import is_page
from typescribe.language.declared import Declaration, DeclaredPackage
from typescribe.language.errors import Position, Problem, TypescribeError
from typescribe.language.model import LiteralType, Model, ObjectType, children, parts, references
from typescribe.language.progress import MoveOn, unseen
from typescribe.language.rebuilding import without_constraints
from typescribe.project.settings import PackageSettings
from typescribe.resolving.resolve import resolve
from typescribe.validating.in_memory import Validators
from typescribe.verifying.compiler import Answer, Compiler, CompilerEndedError
from typescribe.verifying.installed import Installed
from typescribe.verifying.json_types import (
    AS_JSON,
    AS_WIDE_JSON,
    NOT_ASSIGNABLE,
    is_refusal,
    question,
)
from typescribe.verifying.payloads import KEYS, PLAIN, misses, values_of
from typescribe.verifying.subjects import Program, Subject, program_of, subjects_of
from typescribe.verifying.values import Sizes

PAYLOADS = 30
"""How many payloads a type gets."""
_AT_ONCE = 20_000
"""How many payloads the compiler checks in one go."""
_LITERALS = 40
_PROBE = (
    "export const a{0}: 0 extends 1 & Json<S.T{0}> ? (0 extends 1 & S.T{0} ? 0 : never) : 0 = 0;"
)
"""A line that the compiler refuses if it cannot compute the JSON of a type, which is then `any`."""
_SETTINGS = PackageSettings(
    "imported", PurePosixPath("spec"), PurePosixPath("generated"), ("validators",)
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A payload that either the import or the compiler rejects, but not both, and the reason."""

    type: str
    position: Position
    payload: Any
    compiler_accepts: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Verified:
    """The result: how much was compared, which types could not be compared, and disagreements."""

    version: str
    types: int
    payloads: int
    not_compared: tuple[str, ...]
    """The types to which no program can refer, or whose JSON the compiler cannot compute."""
    disagreements: tuple[Disagreement, ...]


def verify(
    source: Source,
    read: ReadTypes,
    by_hand: Sequence[Declaration],
    installed: Installed,
    move_on: MoveOn = unseen,
) -> Verified:
    """Compare every imported type without type parameters with the compiler.

    A type that is not exact may accept more than the compiler does.

    Args:
        source: what was imported.
        read: the result of the import.
        by_hand: the declarations of other files of the spec.
        installed: the compiler.
        move_on: receives how many types are done, and of how many.

    Raises:
        TypescribeError: the source is a page of a reference, or the compiler ended before it
            answered.
    """
    _require_typescript(source, read)
    package = as_package(read)
    model = resolve(DeclaredPackage(package.name, (*package.declarations, *by_hand)))
    subjects = subjects_of(read, model)
    with opened(source) as path:
        folder = Path.cwd() if source.text is not None else path.resolve()
        root = folder if folder.is_dir() else folder.parent
        program = program_of(read, subjects, root, source.text)
        try:
            with Compiler(installed.typescript, root, installed.node) as compiler:
                comparison = _Comparison(compiler, program, subjects, model, move_on)
                return comparison.run(installed.version)
        except CompilerEndedError:
            message = "the TypeScript compiler ended without an answer"
            raise TypescribeError([Problem("--verify", message)]) from None


def _require_typescript(source: Source, read: ReadTypes) -> None:
    of_pages = any(origin.path is None for origin in read.read.origins.values())
    if is_page(source.text) if source.text is not None else of_pages:
        shown = STDIN if source.text is not None else source.given
        message = "--verify needs declarations in TypeScript; found a page of a reference"
        raise TypescribeError([Problem(shown, message)])


_Asked = tuple[int, Any]
"""A payload for a subject."""


class _Comparison:
    """Gets sample values from the compiler first, and then its verdict on every payload."""

    def __init__(
        self,
        compiler: Compiler,
        program: Program,
        subjects: Sequence[Subject],
        model: Model,
        move_on: MoveOn,
    ) -> None:
        self._compiler = compiler
        self._program = program
        self._subjects = subjects
        self._model = model
        self._sizes = Sizes(model)
        self._move_on = move_on
        # TypeScript does not know constraints, and accepts numbers that are no integers.
        self._validators = Validators(_SETTINGS, without_constraints(model))

    def run(self, version: str) -> Verified:
        """Compare the subjects."""
        samples = self._samples()
        found: list[Disagreement] = []
        count = 0
        asked = self._questions(samples)
        while batch := list(islice(asked, _AT_ONCE)):
            unlike: list[tuple[_Asked, Disagreement]] = []
            for one, accepts, reason in self._verdicts(batch, AS_JSON):
                count += 1
                unlike += ((one, difference) for difference in self._compared(one, accepts, reason))
            found += self._confirmed(unlike)
        found.sort(key=lambda d: (d.position, d.compiler_accepts, len(json.dumps(d.payload))))
        shown = {subject.origin.shown for subject in self._subjects}
        compared = {self._subjects[number].origin.shown for number in samples}
        return Verified(version, len(samples), count, tuple(sorted(shown - compared)), tuple(found))

    def _samples(self) -> dict[int, tuple[Any, ...]]:
        """Return values of each type as the compiler sees it, for those that it can refer to."""
        names = [(self._program.names, f"T{number}") for number in range(len(self._subjects))]
        probe, probing = self._file("probe", map(_PROBE.format, range(len(names))), AS_JSON)
        checked = [*self._program.added, probe]
        answer = self._compiler.ask({**self._program.files, **probing}, names, checked)
        unknown = {
            self._program.added[error.path].get(error.line)
            for error in answer.errors
            if error.path != probe
        }
        unknown |= {number for number in answer.unresolved if self._subjects[number].is_exact}
        unknown |= self._users(set(answer.unevaluated))
        unknown |= self._users({error.line for error in answer.errors if error.path == probe})
        return {n: values for n, values in enumerate(answer.samples) if n not in unknown}

    def _users(self, numbers: set[int]) -> set[int]:
        """Return subjects, with all subjects that refer to one of them directly or indirectly."""
        found = {self._subjects[n].class_name for n in numbers if n < len(self._subjects)}
        users: dict[str, list[str]] = {}
        for named in self._model.types if found else ():
            for part in parts(named):
                for other in references(part):
                    users.setdefault(other, []).append(named.name)
        waiting = list(found)
        while waiting:
            new = [name for name in users.get(waiting.pop(), ()) if name not in found]
            found.update(new)
            waiting += new
        return {n for n, subject in enumerate(self._subjects) if subject.class_name in found}

    def _questions(self, samples: dict[int, tuple[Any, ...]]) -> Iterator[_Asked]:
        for done, (number, values) in enumerate(samples.items()):
            self._move_on(done, len(samples))
            for payload in self._payloads(number, values):
                yield number, payload

    def _payloads(self, number: int, samples: tuple[Any, ...]) -> list[Any]:
        """Return payloads for a type: values of the compiler and of the model, and near misses."""
        name = self._subjects[number].class_name
        chance = random.Random(f"{number} {name}")  # noqa: S311 - the same payloads in every run
        try:
            ours = values_of(self._model, name, self._sizes)
        except RecursionError:  # a type that contains itself and has no value
            ours = []
        literals, keys = _words(self._model, name)
        values = [*samples, *ours]
        changed = misses(chance, values, [*PLAIN, *literals], [*keys, *KEYS])
        near = list(changed)
        chance.shuffle(near)
        found: dict[str, Any] = {}
        for value in (*values, *near, *PLAIN):
            found.setdefault(json.dumps(value), value)
        return list(found.values())[:PAYLOADS]

    def _confirmed(self, unlike: list[tuple[_Asked, Disagreement]]) -> Iterator[Disagreement]:
        """Yield the disagreements that remain if `{}` matches everything except null."""
        rejected = [one for one, difference in unlike if not difference.compiler_accepts]
        accepted = [one for one, accepts, _ in self._verdicts(rejected, AS_WIDE_JSON) if accepts]
        for one, difference in unlike:
            if difference.compiler_accepts or one not in accepted:
                yield difference

    def _verdicts(
        self, batch: list[_Asked], json_types_text: str
    ) -> Iterator[tuple[_Asked, bool, str]]:
        """Yield whether the compiler accepts each payload, and if not, why; not if undecided."""
        if not batch:
            return
        lines = (question(line, f"T{n}", payload) for line, (n, payload) in enumerate(batch))
        check, checks = self._file("check", lines, json_types_text)
        answer = self._compiler.ask({**self._program.files, **checks}, (), [check])
        refused, undecided = _errors(answer)
        for line, one in enumerate(batch):
            if line not in undecided:
                yield one, line not in refused, refused.get(line, "")

    def _file(
        self, name: str, lines: Iterable[str], json_types_text: str
    ) -> tuple[str, dict[str, str]]:
        """Return the path of a file that knows the subjects as `S`, and its text with `Json`."""
        folder = self._program.names.rpartition("/")[0]
        path, json_types = f"{folder}/__typescribe_{name}.ts", f"{folder}/__typescribe_json.ts"
        text = [
            *lines,
            f'import type * as S from "{_module(self._program.names)}";',
            f'import type {{ Json }} from "{_module(json_types)}";',
        ]
        json_text = f"{json_types_text}export type {{ Json }};\n"
        return path, {path: "\n".join(text), json_types: json_text}

    def _compared(self, one: _Asked, accepts: bool, reason: str) -> Iterator[Disagreement]:
        number, payload = one
        subject = self._subjects[number]
        ours = self._validators.is_valid(subject.class_name, payload)
        if accepts and not ours:
            issues = self._validators.check(subject.class_name)(payload)
            reason = str(issues[0])
        elif accepts or not ours or not subject.is_exact:
            return
        yield Disagreement(subject.origin.shown, subject.position, payload, accepts, reason)


def _module(path: str) -> str:
    return f"./{path.rpartition('/')[2].removesuffix('.ts')}"


def _errors(answer: Answer) -> tuple[dict[int, str], set[int]]:
    """Return the lines of rejected payloads, with the reasons, and the lines that are undecided."""
    refused = {e.line: e.text.splitlines()[-1].strip() for e in answer.errors if is_refusal(e)}
    undecided = {e.line for e in answer.errors if e.code not in NOT_ASSIGNABLE}
    return refused, undecided


def _words(model: Model, name: str) -> tuple[list[Any], list[str]]:
    """Return some literals and property names of a type and of those that it refers to."""
    literals: dict[Any, None] = {}
    keys: dict[str, None] = {}
    waiting, seen = [name], {name}
    while waiting and len(literals) + len(keys) < _LITERALS:
        named = model.by_name[waiting.pop(0)]
        if isinstance(named, ObjectType):
            keys |= dict.fromkeys(field.wire_name for field in named.fields)
        types = list(parts(named))
        while types:
            type_ = types.pop()
            if isinstance(type_, LiteralType):
                literals[type_.value] = None
            types += children(type_)
            for other in references(type_):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return list(literals)[:_LITERALS], list(keys)[:_LITERALS]
