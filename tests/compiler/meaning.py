"""A program as typescribe reads it: what is exact, and which values are valid."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import specs

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.errors import TypescribeError
from typescribe.language.model import Model, parts, references
from typescribe.resolving.resolve import resolve
from typescribe.validating import in_memory


@dataclass(frozen=True, slots=True)
class Meaning:
    """The result of importing a program."""

    model: Model
    inexact: frozenset[str]
    """The types that a row of the report is about, or that use one of those."""
    names: Mapping[str, str]
    """Classes by the names in TypeScript."""
    is_valid: Callable[[str, Any], bool]


class UnusableError(Exception):
    """The import ended, or its spec cannot be generated: a breach of the third law."""


def meaning(files: Mapping[str, str]) -> Meaning:
    """Return what the files of a program mean; raises `UnusableError`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            read = import_types(Source(str(Path(folder) / "index.ts")), Wanted())
            model = resolve(as_package(read, "p"))
            check = in_memory.checkers(specs.SETTINGS, model)
        except TypescribeError as error:
            raise UnusableError(str(error).replace(folder, "")) from error
        except (RecursionError, AssertionError, KeyError, IndexError, TypeError) as error:
            raise UnusableError(repr(error)) from error
    noted = {
        one.name.split(".")[0] for one in read.notes if one.kind in ("approximated", "left out")
    }
    inexact = {name for name in model.by_name if any(name.startswith(n) for n in noted)}
    growing = True
    while growing:
        users = {
            named.name
            for named in model.types
            for part in parts(named)
            if not inexact.isdisjoint(references(part))
        }
        growing = not users <= inexact
        inexact |= users
    return Meaning(model, frozenset(inexact | noted), {n: n for n in model.by_name}, check)
