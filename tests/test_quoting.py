"""Text of a spec stays text in every kind of source, whatever it contains."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from typescribe.language.errors import TemplateError
from typescribe.rendering.render import render
from typescribe.rendering.templates import Source, Template, Templates
from typescribe.text import markup, quoting
from typescribe.text.quoting import Code
from typescribe.text.typescript import Comment, jsdoc

texts = st.text() | st.text(st.sampled_from("a \"'\\\n\t{%}#\u2028\u202e\ud800\x00"), max_size=30)


@given(texts)
def test_a_literal_evaluates_to_its_text(text: str) -> None:
    source = quoting.python_literal(text)
    assert ast.literal_eval(source) == text
    assert "\n" not in source
    source.encode()  # lone surrogates are escaped


@given(
    st.lists(st.from_regex(r"[A-Za-z0-9_.:/-]+", fullmatch=True), min_size=1),
    st.integers(0, 88),
    st.sampled_from([4, 12]),
)
def test_words_are_a_string_that_is_split_into_them(
    words: list[str], taken: int, indent: int
) -> None:
    source = str(quoting.words(words, taken, indent))
    assert ast.literal_eval(source).split() == words
    assert all(
        len(line) <= quoting.LINE_LENGTH - (0 if number else taken) or " " not in line.strip()
        for number, line in enumerate(source.split("\n"))
    )


@given(texts)
def test_only_words_are_written_as_words(text: str) -> None:
    if not quoting.is_word(text):
        with pytest.raises(ValueError, match="expected words"):
            quoting.words([text])
    else:
        assert text.split() == [text]


@given(texts, st.sampled_from([0, 4, 8]))
def test_a_docstring_evaluates_to_its_text_up_to_white_space(text: str, indent: int) -> None:
    source = "if 1:\n" + " " * max(indent, 1) + str(quoting.docstring(text, indent))
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
def test_invisible_characters_are_escaped(invisible: str) -> None:
    for source in (
        quoting.python_literal(f"a{invisible}b"),
        quoting.docstring(f"a{invisible}b"),
        quoting.comment(f"a{invisible}b"),
        quoting.json_text(f"a{invisible}b"),
    ):
        assert invisible not in source
        assert "\\" in source


def test_visible_characters_stay() -> None:
    assert quoting.python_literal("Größe 日本 🎉 'x'") == "\"Größe 日本 🎉 'x'\""


def test_a_long_docstring_wraps_where_black_would_leave_it() -> None:
    text = "word " * 30
    lines = quoting.docstring(text, 4).splitlines()
    assert len(lines) > 2
    assert all(len(line) <= quoting.LINE_LENGTH - 4 or line.startswith(" ") for line in lines)
    assert lines[-1] == '    """'


NAME, PLAIN = Code("name"), 'x" <&'


@pytest.mark.parametrize(
    "combined",
    [
        lambda: Code("Literal[{}]").format(PLAIN),
        lambda: Code("Literal[{text}]").format(text=PLAIN),
        lambda: Code("Literal[{text}]").format_map({"text": PLAIN}),
        lambda: Code("Literal[{!r}]").format(PLAIN),
        lambda: Code("Literal[%s]") % PLAIN,
        lambda: Code("Literal[%s, %s]") % (NAME, PLAIN),
        lambda: Code("Literal[%(text)s]") % {"text": PLAIN},
        lambda: NAME + PLAIN,
        lambda: PLAIN + NAME,
        lambda: Code(", ").join([NAME, PLAIN]),
        lambda: NAME.replace("a", PLAIN),
        lambda: Code.escape(PLAIN),
        lambda: Code.escape(None),
        lambda: Code("Literal[{}]").format([PLAIN]),
    ],
)
def test_plain_text_does_not_get_into_code(combined: Callable[[], Code]) -> None:
    with pytest.raises(TypeError, match=" is not code: quote it with python_literal, or in a "):
        combined()


@pytest.mark.parametrize(
    ("combined", "expected"),
    [
        (lambda: Code("{} | {}").format(NAME, Markup("None")), "name | None"),
        (lambda: Code("{0:>6}{1:03}").format(NAME, 7), "  name007"),
        (lambda: Code("%s[%d]") % (NAME, 2), "name[2]"),
        (lambda: NAME + Code("_x"), "name_x"),
        (lambda: Markup("_") + NAME, "_name"),
        (lambda: Code(", ").join([NAME, 1, True]), "name, 1, True"),
        (lambda: NAME.replace("a", Code("e")), "neme"),
        (lambda: Code("Literal[{}]").format(quoting.literal(PLAIN)), 'Literal["x\\" <&"]'),
    ],
)
def test_code_accepts_code_and_numbers(combined: Callable[[], Code], expected: str) -> None:
    assert combined() == expected
    assert isinstance(combined(), Markup), "so that Jinja prints it as it is"


@pytest.mark.parametrize(
    "quoted",
    [
        *(quoting.literal, quoting.docstring, quoting.comment, quoting.toml_text),
        *(quoting.json_text, markup.html_text, markup.html_line, markup.markdown_text),
        *(markup.markdown_code, lambda text: jsdoc(Comment(text))),
    ],
)
def test_code_is_quoted_like_any_text(quoted: Callable[[str], Code]) -> None:
    text = 'a\\ "b" *c* <d>\t'
    assert quoted(Code(text)) == quoted(text)


def test_the_message_says_which_text_is_not_code() -> None:
    with pytest.raises(TypeError) as raised:
        Code("{}").format("a" * 50 + "\u202e")
    assert str(raised.value) == (
        f'"{"a" * 40}…" is not code: quote it with python_literal, or in a template with a filter '
        "such as literal; pass Code(...) if it is code"
    )


@pytest.mark.parametrize("expression", ['name + "Dict"', '"_" + name', 'name | replace("a", "b")'])
def test_a_template_that_adds_plain_text_to_code_fails_with_its_line(expression: str) -> None:
    source = Source("t.jinja", "mine/t.jinja", f"\n{{{{ {expression} }}}}\n")
    with pytest.raises(TemplateError, match=r'^mine/t\.jinja:2: "\w+" is not code: quote it'):
        render(Template("t.jinja", Templates(own=(source,))), {"name": NAME})
