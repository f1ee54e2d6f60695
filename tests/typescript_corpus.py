"""The TypeScript corpus: declarations, payloads for each type, and the verdicts of the compiler.

    tests/typescript/<construct>.d.ts        the declarations; `.ts` if they need values
    tests/typescript/payloads.json           payloads written by hand, by type
    tests/typescript/verdicts/<construct>.tsv   the verdict of the TypeScript compiler on each

Further payloads come from the model: values of each type, and the same values with one change.
`judge.py` asks the compiler and records the verdicts.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.model import Model
from typescribe.resolving.resolve import resolve
from typescribe.verifying.payloads import values_of
from typescribe.verifying.values import places

CORPUS = Path(__file__).parent / "typescript"
VERDICTS = CORPUS / "verdicts"
MOST = 60
"""How many payloads a type gets beside those written by hand."""

Change: TypeAlias = Callable[[Any, Any], None]
Verdict: TypeAlias = Literal["yes", "no", "weak"]
"""`weak`: rejected only because the value has none of the optional properties of the type."""

_DECLARED = re.compile(r"\b(?:type|interface|class|enum|as) (\w+)\b")
_REPLACEMENTS: tuple[Any, ...] = (None, True, 0, 1, -2.5, 2, "", "a", "one", [], {}, {"a": 1})


@dataclass(frozen=True, slots=True)
class Construct:
    """One file of the corpus."""

    name: str

    @property
    def path(self) -> Path:
        declared = CORPUS / f"{self.name}.d.ts"
        return declared if declared.exists() else CORPUS / f"{self.name}.ts"

    @property
    def is_declarations(self) -> bool:
        return self.path.name.endswith(".d.ts")

    @property
    def header(self) -> str:
        """The comment on the first line, or nothing."""
        first = self.path.read_text(encoding="utf-8").split("\n", 1)[0]
        return first.removeprefix("//").strip() if first.startswith("//") else ""

    @property
    def module(self) -> str:
        """The module that the file declares with `declare module`, if it does."""
        return self.header.removeprefix("module: ") if "module: " in self.header else ""

    @property
    def by_hand(self) -> dict[str, list[Any]]:
        """The payloads written by hand, by the name of their type in TypeScript."""
        found: dict[str, dict[str, list[Any]]] = json.loads(
            (CORPUS / "payloads.json").read_text(encoding="utf-8")
        )
        return found.get(self.name, {})

    def types(self, model: Model) -> dict[str, str]:
        """Return the class of every type that is judged, by its name in TypeScript."""
        qualified = {name.replace(".", ""): name for name in self.by_hand}
        text = self.path.read_text(encoding="utf-8")
        declared = set() if self.module else set(_DECLARED.findall(text))
        return {
            qualified.get(name, name): name
            for name in model.by_name
            if name in qualified or name in declared
        }


def constructs() -> list[Construct]:
    names = {path.name.removesuffix(".ts").removesuffix(".d") for path in CORPUS.glob("*.ts")}
    return [Construct(name) for name in sorted(names)]


def model_of(construct: Construct) -> Model:
    """Return the closed model of the declarations."""
    read = import_types(Source(str(construct.path)), Wanted())
    return resolve(as_package(read, construct.name))


def payloads(construct: Construct, model: Model) -> Iterator[tuple[str, Any]]:
    """Yield every payload with the name of the type in TypeScript."""
    for written, name in construct.types(model).items():
        for payload in payloads_of(model, name, construct.by_hand.get(written, ())):
            yield written, payload


def payloads_of(model: Model, name: str, by_hand: Iterable[Any] = ()) -> Iterator[Any]:
    """Yield payloads for a type without duplicates: those by hand, and some from the model."""
    seen: set[str] = set()
    drawn = list(_drawn(model, name))
    step = max(1, len(drawn) // MOST)
    for payload in (*by_hand, *drawn[::step]):
        text = json.dumps(payload)
        if text not in seen:
            seen.add(text)
            yield payload


def _drawn(model: Model, name: str) -> Iterator[Any]:
    """Yield payloads for a type: common values, values of the type, and these with one change."""
    yield from _REPLACEMENTS
    for value in values_of(model, name):
        yield value
        for place in range(len(list(places([value])))):
            for change in _CHANGES:
                root = [copy.deepcopy(value)]
                container, key = list(places(root))[place]
                change(container, key)
                yield from root


def _replace(new: Any) -> Change:
    def change(container: Any, key: Any) -> None:
        container[key] = copy.copy(new)

    return change


def _wrap(container: Any, key: Any) -> None:
    container[key] = [container[key]]


def _drop(container: Any, key: Any) -> None:
    del container[key]


def _grow(container: Any, key: Any) -> None:
    match container[key]:
        case dict() as members:
            members["undeclared"] = 1
        case list() as items:
            items.append(1)


_CHANGES = (*map(_replace, _REPLACEMENTS), _wrap, _drop, _grow)


def recorded(construct: Construct) -> list[tuple[str, Verdict, Any]]:
    """Return the recorded type, verdict and payload of each question to the compiler."""
    found: list[tuple[str, Verdict, Any]] = []
    for line in _lines(construct):
        name, verdict, text = line.split("\t", 2)
        assert verdict in ("yes", "no", "weak"), line
        found.append((name, verdict, json.loads(text)))
    return found


@cache
def _lines(construct: Construct) -> tuple[str, ...]:
    path = VERDICTS / f"{construct.name}.tsv"
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()


def record_text(verdicts: list[tuple[str, Verdict, Any]]) -> str:
    """Return the text of a record, with one line for each payload."""
    return "".join(f"{name}\t{verdict}\t{json.dumps(value)}\n" for name, verdict, value in verdicts)
