"""Private modules are written as black would write them, although it formats few lines."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
import specs
from black.mode import TargetVersion
from golden_cases import GOLDEN
from hypothesis import given
from strategies import examples, packages

import webex_contact_center
from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.project.cache import Cache
from typescribe.rendering import formatting, statements
from typescribe.text.quoting import LINE_LENGTH

PACKAGE = Path(webex_contact_center.__file__).parent
NAMES = ("private/building.py", "private/checking.py", "private/shapes.py")
WRITTEN = [PACKAGE / name for name in NAMES] + sorted(
    file for name in NAMES for file in GOLDEN.glob(f"*/generated/*/{name}")
)


def by_black(source: str) -> str:
    """Return what black makes of a whole module."""
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    return black.format_str(source, mode=mode)


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_black_would_change_nothing(file: Path) -> None:
    source = file.read_text(encoding="utf-8").replace("# fmt: off\n", "")
    assert by_black(source) == source


@examples(25)
@given(model=packages())
def test_black_would_change_nothing_whatever_the_types_are(model: Model) -> None:
    modules = pipeline.modules(specs.SETTINGS, model)
    written = {name: modules[name] for name in NAMES}
    assert all(module.is_written for module in written.values())
    for name, text in formatting.format_modules(written, Cache(None, "p")).items():
        source = text.replace("# fmt: off\n", "")
        assert by_black(source) == source, name


def test_black_is_asked_only_about_statements_that_do_not_fit() -> None:
    asked: list[tuple[str, int]] = []

    def formatted(source: str, length: int) -> str:
        asked.append((source, length))
        return formatting.format_piece(source, length)

    long = ", ".join(f"argument_{n}" for n in range(9))
    source = (
        f"def f(x):\n    if x:\n        return g({long})\n    elif x is g({long}):\n        pass"
    )
    assert statements.written(source, formatted) == by_black(source).strip("\n")
    assert asked == [
        (f"if x is g({long}):\n    pass", LINE_LENGTH - 6),
        (f"return g({long})", LINE_LENGTH - 8),
    ]
