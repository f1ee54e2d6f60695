"""Modules are written as black would write them, although it formats few lines."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
import specs
from black.mode import TargetVersion
from hypothesis import given
from strategies import examples, packages

import webex_contact_center
from typescribe.language.model import Model
from typescribe.project.cache import Cache
from typescribe.rendering import assembly, formatting
from typescribe.rendering.layout import layout
from typescribe.rendering.statements import Statement
from typescribe.text.quoting import LINE_LENGTH, docstring

PACKAGE = Path(webex_contact_center.__file__).parent
NAMES = (
    *("models.py", "typed_dicts.py", "validators.py", "constants.py"),
    *("private/building.py", "private/checking.py", "private/shapes.py"),
)


def by_black(source: str) -> str:
    """Return what black makes of a whole module."""
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    return black.format_str(source, mode=mode)


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix()
)
def test_black_would_change_nothing(file: Path) -> None:
    source = file.read_text(encoding="utf-8").replace("# fmt: off\n", "")
    assert by_black(source) == source


@examples(25)
@given(model=packages())
def test_black_would_change_nothing_whatever_the_types_are(model: Model) -> None:
    modules = assembly.modules(specs.SETTINGS, model)
    written = {name: modules[name] for name in NAMES if name in modules}
    assert {"models.py", "private/checking.py"} <= written.keys()
    assert all(module.is_written for module in written.values())
    for name, text in formatting.format_modules(written, Cache(None, "p")).items():
        source = text.replace("# fmt: off\n", "")
        assert by_black(source) == source, name


def filled(source: str) -> tuple[str, list[Statement]]:
    """Return source with its long statements formatted, and these statements."""
    found = layout(source)
    asked = [*found.statements]
    texts = {each: formatting.format_piece(each.source, each.length) for each in asked}
    return found.filled(texts), asked


def test_black_is_asked_only_about_statements_that_do_not_fit() -> None:
    long = ", ".join(f"argument_{n}" for n in range(9))
    source = (
        f"def f(x):\n    if x:\n        return g({long})\n    elif x is g({long}):\n        pass"
    )
    assert filled(source) == (
        by_black(source).strip("\n"),
        [
            Statement(f"if x is g({long}):\n    pass", LINE_LENGTH - 6),
            Statement(f"return g({long})", LINE_LENGTH - 8),
        ],
    )


LONG = "function(" + ", ".join(f"argument_{n}" for n in range(7)) + ")"


@pytest.mark.parametrize(
    "source",
    [
        f"x = {{\n    'short': 1,\n    'long': {LONG},\n}}".replace("'", '"'),
        f"x = f(\n    a=[\n        1,\n        {LONG},\n        2,\n    ],\n)",
        f"if (\n    {LONG} is not None\n    or short\n    or {LONG} is None\n):\n    pass",
        f"if (\n    short_{'y' * 50}\n    and ({LONG} or {LONG})\n) and g(x):\n    pass",
    ],
)
def test_of_a_statement_over_several_lines_black_is_asked_only_about_long_ones(source: str) -> None:
    text, asked = filled(source)
    assert text == by_black(source).strip("\n")
    assert [LONG in each.source for each in asked] == [True] * len(asked) != []
    assert not any("short" in each.source for each in asked)


@pytest.mark.parametrize("text", ['say \\"hi\\"', "日本語" * 12, "ä" * 40, '\\"' * 40])
def test_lines_with_escapes_or_wide_characters_are_laid_out_as_black_does_it(text: str) -> None:
    one, many = f'x == "{text}"', f'{{\n    "{text}": 1,\n    "b": 2,\n}}'
    parts = f"if (\n    {one}\n    or {one}\n    or {one}\n):\n    pass"
    for source in (f"y = {one}", parts, parts.replace("or", "and")):
        assert filled(source)[0] == by_black(source).strip("\n")
    text, _ = filled(f"y = {many}")
    assert text == by_black(text).strip("\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = f(\n    a,\n    b,\n)", "x = f(a, b)"),
        ("x = f(\n    {\n        1,\n        2,\n    }\n)", "x = f({1, 2})"),
        ("x = f(\n    a=[\n        1,\n    ],\n).g()", "x = f(a=[1]).g()"),
        ("def f(\n    a,\n    b,\n) -> int:\n    return 1", "def f(a, b) -> int:\n    return 1"),
        (
            f"x = f(\n    a={{\n        1,\n    }},\n    b={'y' * 78},\n)",
            f"x = f(\n    a={{1}},\n    b={'y' * 78},\n)",
        ),
    ],
)
def test_what_fits_in_brackets_is_joined(source: str, expected: str) -> None:
    assert filled(source) == (expected, [])
    assert by_black(expected).strip("\n") == expected


@pytest.mark.parametrize(
    "source",
    [
        "x = (\n    a,\n    b,\n)",
        "x: f[\n    a,\n    b,\n]",
        f"x = {{\n    1: {'y' * 50},\n    2: {'z' * 50},\n}}",
        'x = {\n    "ä": 1,\n}',
        'x = """\n    (\n        a,\n    )\n"""',
    ],
)
def test_nothing_else_is_joined(source: str) -> None:
    assert filled(source)[0] == source == by_black(source).strip("\n")


@pytest.mark.parametrize(
    "text",
    [
        *('"quoted" at the start', "at the end a \\", "  indented\n\n  lines", "a\n  b\n c"),
        *("two\n\nparagraphs", "tab\there\n\tand here", "x" * 70, "x" * 90, "日本語 " * 20),
    ],
)
def test_docstrings_are_laid_out_as_black_does_it(text: str) -> None:
    source = (
        f"class A:\n    {docstring(text, 4)}\n\n    a: int\n    {docstring(text, 4)}\n    b: int\n"
        f"\n    @property\n    def c(self):\n        {docstring(text, 8)}\n        return 1"
    )
    assert filled(source)[0] == by_black(source).strip("\n")


def test_empty_lines_are_those_of_black() -> None:
    source = """
class A:

    \"\"\"A class.\"\"\"
    a: int
    b: int

    c = f(1)
    def d(self):
        pass
    e: int


    @property

    def f(self):
        pass
def g():
    if x:
        return 1
    return 2
x = 1
""".strip("\n")
    assert filled(source)[0] == by_black(source).strip("\n")


def test_code_has_no_empty_lines() -> None:
    source = "def f(x):\n\n    if x:\n\n        x = 1\n\n    return x"
    assert filled(source)[0] == source.replace("\n\n", "\n")


def test_source_with_comments_is_formatted_as_a_whole() -> None:
    source = "def f(x):\n    # a comment\n\n    return   x"
    assert filled(source) == (by_black(source).strip("\n"), [Statement(source, LINE_LENGTH)])
