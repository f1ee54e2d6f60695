"""Any bytes as a spec file: a model whose modules parse, or located mistakes on one line each."""

from __future__ import annotations

import ast
import tempfile
from importlib import import_module
from pathlib import Path, PurePosixPath

from typescribe import pipeline
from typescribe.language.errors import Position, SpecError
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.targets.registry import SELECTABLE
from typescribe.text.quoting import comment

for _name in (
    *("amending.amend", "rendering.modules", "rendering.render", "resolving.resolve"),
    "sources.yaml.spec",
):
    import_module(f"typescribe.{_name}")  # the pipeline imports them when branches count no more

SETTINGS = PackageSettings("p", PurePosixPath("spec"), PurePosixPath("out"), SELECTABLE)

_KEPT = tempfile.TemporaryDirectory()
_FOLDER = Path(_KEPT.name)


def one_input(data: bytes) -> None:
    (_FOLDER / "fuzzed.yaml").write_bytes(data)
    try:
        model = pipeline.load_spec("p", _FOLDER, "spec")
    except SpecError as error:
        assert error.problems, "a refusal says why"
        for problem in error.problems:
            assert isinstance(problem.where, Position) or _whole(problem), str(problem)
            assert len(str(problem).splitlines()) == 1, str(problem)
            assert comment(str(problem)) == str(problem), "nothing invisible reaches a terminal"
    else:
        for module in assembly.modules(SETTINGS, model).values():
            ast.parse(module.source)


def _whole(problem: object) -> bool:
    """Whether a refusal is about the file as a whole: its size or its encoding."""
    return "expected UTF-8" in str(problem) or "split the file" in str(problem)
