"""Text of a spec -> Python source: whatever it holds, it stays a string."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typescribe.text import quoting

texts = st.text() | st.text(st.sampled_from("a \"'\\\n\t{%}#\u2028\u202e\ud800\x00"), max_size=30)


@given(texts)
def test_a_literal_evaluates_to_its_text(text: str) -> None:
    source = quoting.python_literal(text)
    assert ast.literal_eval(source) == text
    assert "\n" not in source
    source.encode()  # lone surrogates are escaped


@given(texts, st.sampled_from([0, 4, 8]))
def test_a_docstring_says_its_text_up_to_white_space(text: str, indent: int) -> None:
    source = "if 1:\n" + " " * max(indent, 1) + quoting.docstring(text, indent)
    source.encode()
    (guard,) = ast.parse(source).body
    assert isinstance(guard, ast.If)
    (statement,) = guard.body
    assert isinstance(statement, ast.Expr)
    assert ast.literal_eval(statement.value).split() == text.split()


@given(st.dictionaries(texts, texts))
def test_json_reads_back_equal_and_encodes(value: dict[str, str]) -> None:
    text = quoting.json_text(value)
    text.encode()
    assert json.loads(text) == value


@given(texts)
def test_a_comment_is_one_line(text: str) -> None:
    assert ast.dump(ast.parse(f"# {quoting.comment(text)}\n")) == ast.dump(ast.parse(""))
    assert len(quoting.comment(text).splitlines()) <= 1


@pytest.mark.parametrize("invisible", ["\u202e", "\u200b", "\u2028", "\ufeff", "\x1b", "\xad"])
def test_what_cannot_be_seen_is_escaped(invisible: str) -> None:
    for source in (
        quoting.python_literal(f"a{invisible}b"),
        quoting.docstring(f"a{invisible}b"),
        quoting.comment(f"a{invisible}b"),
        quoting.json_text(f"a{invisible}b"),
    ):
        assert invisible not in source
        assert "\\" in source


def test_what_can_be_read_stays_readable() -> None:
    assert quoting.python_literal("Größe 日本 🎉 'x'") == "\"Größe 日本 🎉 'x'\""


def test_a_long_docstring_wraps_where_black_would_leave_it() -> None:
    text = "word " * 30
    lines = quoting.docstring(text, 4).splitlines()
    assert len(lines) > 2
    assert all(len(line) <= quoting.LINE_LENGTH - 4 or line.startswith(" ") for line in lines)
    assert lines[-1] == '    """'
