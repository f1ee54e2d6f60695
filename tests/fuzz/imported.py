"""The promises of an import, whatever its source: shared by the harnesses of sources."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from typescribe import pipeline
from typescribe.importing import importer, report
from typescribe.importing.importer import Source
from typescribe.importing.read_program import Wanted
from typescribe.language.errors import Position, SpecError
from typescribe.language.visible import visible
from typescribe.text.quoting import comment

for _name in ("amending.amend", "importing.spec_writer", "resolving.resolve", "sources.yaml.spec"):
    import_module(f"typescribe.{_name}")  # an import loads them when branches count no more

_KEPT = tempfile.TemporaryDirectory()
FOLDER = Path(_KEPT.name)
_SPEC = FOLDER / "spec"
_SPEC.mkdir()


def assert_import(source: Source) -> None:
    """Import a source: its spec can be read, and every row and mistake has one printable line."""
    try:
        read = importer.import_types(source, Wanted())
        texts = importer.spec_files(read, "source")
    except SpecError as error:
        _assert_located(error)
        return
    for line in report.table(read):
        _assert_printable(visible(line))
    assert not any("-" in word for word in report.counts(read).split()), report.counts(read)
    if texts:
        _assert_readable(texts)


def _assert_readable(texts: dict[str, str]) -> None:
    for old in _SPEC.iterdir():
        old.unlink()
    for name, text in texts.items():
        (_SPEC / name).write_text(text, encoding="utf-8")
    pipeline.load_spec("p", _SPEC, "spec")


def assert_located(load: Callable[[], object]) -> None:
    """Call a function that may refuse what it reads: each mistake is one line and has a place."""
    try:
        load()
    except SpecError as error:
        _assert_located(error)


def _assert_located(error: SpecError) -> None:
    assert error.problems, "a refusal says why"
    for problem in error.problems:
        assert isinstance(problem.where, Position) or str(problem.where), str(problem)
        _assert_printable(visible(str(problem)))


def _assert_printable(text: str) -> None:
    assert len(text.splitlines()) <= 1, text
    assert comment(text) == text, "nothing invisible reaches a terminal"
