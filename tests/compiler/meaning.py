"""A program as typescribe reads it: what is exact, and which values are valid."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any, Literal, TypeAlias

import specs

from compiler.accepting import is_of
from typescribe.importing.importer import Source, as_package, import_types, spec_files
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.language.declared import Declaration, DeclaredPackage
from typescribe.language.errors import TypescribeError
from typescribe.language.model import Model, Reference
from typescribe.rendering import assembly
from typescribe.resolving.resolve import resolve
from typescribe.sources.yaml.declarations import DeclarationReader
from typescribe.sources.yaml.positioned import parse_yaml
from typescribe.validating import in_memory

_NAMES = cycle([f"p{number}" for number in range(400)])
"""Names of packages: those of one batch are in memory together, and load their modules late."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The result of importing a program."""

    model: Model
    inexact: frozenset[str]
    """The types that a row of the report is about, or that use one of those."""
    is_valid: Callable[[str, Any], bool]


class UnusableError(Exception):
    """The import ended, or its spec cannot be generated: a breach of the third law."""


Generated: TypeAlias = Literal["nothing", "validators", "everything"]


def meaning(files: Mapping[str, str], generated: Generated) -> Meaning:
    """Return the meaning of a program: imported, written as a spec, read and generated.

    Args:
        files: the text of each file by its name; `index.ts` is imported.
        generated: the modules to make; without validators the model itself is walked.

    Raises:
        UnusableError: one of these steps fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            read = import_types(Source(str(Path(folder) / "index.ts")), Wanted())
            model = resolve(DeclaredPackage("p", tuple(_through_spec(read))))
            if not model.types:  # the command says so, and writes nothing
                return Meaning(model, _inexact(read), lambda name, value: False)
            is_valid = partial(_is_of, model)
            if generated != "nothing":
                settings = replace(specs.SETTINGS, name=next(_NAMES))
                is_valid = in_memory.checkers(settings, model)
            if generated == "everything":
                assembly.modules(specs.SETTINGS, model)
        except TypescribeError as error:
            raise UnusableError(str(error).replace(folder, "")) from error
        except Exception as error:  # a fault of ours, whatever it is
            raise UnusableError(repr(error)) from error
    return Meaning(model, _inexact(read), is_valid)


def _is_of(model: Model, name: str, value: Any) -> bool:
    return is_of(model, Reference(name), value)


def _through_spec(read: ReadTypes) -> Iterable[Declaration]:
    """Yield the declarations as the reader of specs finds them in the files of an import."""
    if not as_package(read).declarations:
        return
    reader = DeclarationReader()
    for name, text in spec_files(read, "p").items():
        document = parse_yaml(text, name)
        if document.root is not None:
            yield from reader.declarations(document.root)
        if problems := [*document.problems, *reader.problems]:
            raise UnusableError("\n".join(map(str, problems)))


def _inexact(read: ReadTypes) -> frozenset[str]:
    left_out = (re.split(r"[.\[]", one.name)[0] for one in read.notes if one.kind == "left out")
    return read.inexact | frozenset(left_out)
