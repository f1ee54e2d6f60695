"""YAML -> a tree with positions: values, positions, and what is rejected."""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language.errors import SpecError
from typescribe.language.text_files import SIZE_LIMIT, read_text_file
from typescribe.sources.yaml.positioned import Document, parse_yaml
from typescribe.sources.yaml.scalars import plain_value
from typescribe.sources.yaml.tree import Mapping, Node, Scalar, Sequence


@pytest.fixture(params=[True, False], ids=["libyaml", "pure Python"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Test both parsers of PyYAML, which may be installed without its C parser."""
    if request.param and not yaml.__with_libyaml__:
        pytest.skip("PyYAML is built without libyaml here")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param)


def problems_of(text: str) -> list[str]:
    try:
        return [str(problem) for problem in parse_yaml(text, "a.yaml").problems]
    except SpecError as error:
        return [str(problem) for problem in error.problems]


def scalars_of(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Mapping():
            for entry in node.entries:
                yield entry.key
                yield from scalars_of(entry.value)
        case Sequence():
            for item in node.items:
                yield from scalars_of(item)


def data_of(node: Node | None) -> object:
    match node:
        case None:
            return None
        case Scalar():
            return node.value
        case Mapping():
            return {entry.key.text: data_of(entry.value) for entry in node.entries}
        case Sequence():
            return [data_of(item) for item in node.items]


def value_at(document: Document, *path: str) -> Scalar:
    node = document.root
    for key in path:
        assert isinstance(node, Mapping)
        entry = node.get(key)
        assert entry is not None
        node = entry.value
    assert isinstance(node, Scalar)
    return node


# What is read


@pytest.mark.parametrize(
    "text",
    [
        *("on", "off", "yes", "No", "y", "N", "012", "-07", "0x", "0b1", "12:30", "2024-01-31"),
        *("1_000", "1e", "1.2.3", "tRUE", "nil", "None", "+", "-", ".", "=", "²", "٣"),
    ],
)
def test_a_scalar_that_yaml_1_2_does_not_resolve_stays_text(text: str) -> None:
    assert plain_value(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("", None), ("~", None), ("null", None), ("Null", None), ("true", True)],
        *[("FALSE", False), ("0", 0), ("-12", -12), ("+3", 3), ("0x1F", 31), ("0o17", 15)],
        *[("1.50", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-.inf", -math.inf)],
        ("9" * 400, math.inf),
    ],
)
def test_values_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    found = plain_value(text)
    assert (found, type(found)) == (value, type(value))


def test_a_quoted_scalar_is_always_text(either_parser: None) -> None:
    document = parse_yaml("a: 'null'\nb: \"1\"\nc: |-\n  true\n", "a.yaml")
    assert data_of(document.root) == {"a": "null", "b": "1", "c": "true"}


def test_mappings_keep_the_order_of_the_file(either_parser: None) -> None:
    document = parse_yaml("b: 1\na: {d: 2, c: [3, x]}\n", "a.yaml")
    assert data_of(document.root) == {"b": 1, "a": {"d": 2, "c": [3, "x"]}}
    assert [scalar.text for scalar in scalars_of(document.root)] == list("b1ad2c3x")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_has_no_tree(text: str, either_parser: None) -> None:
    assert parse_yaml(text, "a.yaml") == Document(None, ())


def test_a_missing_value_is_distinguished_from_null(either_parser: None) -> None:
    document = parse_yaml("a:\nb: ~\nc: ''\n", "a.yaml")
    assert [value_at(document, key).is_missing for key in "abc"] == [True, False, False]


def test_an_alias_stands_for_its_anchor(either_parser: None) -> None:
    document = parse_yaml("a: &x {c: 1}\nb: *x\n", "a.yaml")
    assert data_of(document.root) == {"a": {"c": 1}, "b": {"c": 1}}


def test_a_number_and_the_same_digits_in_quotes_are_two_keys(either_parser: None) -> None:
    assert problems_of("1: a\n'1': b\n") == []


# Positions


def test_positions_count_lines_and_characters_from_1(either_parser: None) -> None:
    document = parse_yaml("ключ: {𝄞: é, b: c}\r\nd:\r\n  - e\r\n", "a.yaml")
    places = {scalar.text: str(scalar.position) for scalar in scalars_of(document.root)}
    assert places == {
        "ключ": "a.yaml:1:1",
        "𝄞": "a.yaml:1:8",
        "é": "a.yaml:1:11",
        "b": "a.yaml:1:14",
        "c": "a.yaml:1:17",
        "d": "a.yaml:2:1",
        "e": "a.yaml:3:5",
    }


@pytest.mark.parametrize(
    "written",
    [
        "string | Foo",
        "'string | Foo'",
        '"string | Foo"',
        "&x string | Foo",
        "&x 'string | Foo'",
        "&x # a comment\n  string | Foo",
        "string\n    | Foo",
        "'string |\n\n   Foo'",
        ">-\n    string\n    | Foo",
        "| # a comment\n  string |\n\n   Foo\n",
    ],
)
def test_a_part_of_a_scalar_is_located_where_it_is_written(
    written: str, either_parser: None
) -> None:
    text = f"a: {written}"
    scalar = value_at(parse_yaml(text, "a.yaml"), "a")
    position = scalar.locate(scalar.text.index("Foo"))
    assert text.split("\n")[position.line - 1].index("Foo") + 1 == position.column


def test_a_quote_doubled_in_single_quotes_counts_once(either_parser: None) -> None:
    scalar = value_at(parse_yaml("a: '''x'' | Foo'\n", "a.yaml"), "a")
    assert scalar.text == "'x' | Foo"
    assert str(scalar.locate(scalar.text.index("Foo"))) == "a.yaml:1:13"


def test_a_scalar_with_escapes_is_located_at_its_start(either_parser: None) -> None:
    scalar = value_at(parse_yaml('a: "\\x41 | Foo"\n', "a.yaml"), "a")
    assert scalar.text == "A | Foo"
    assert str(scalar.locate(4)) == "a.yaml:1:5"


def test_the_end_of_a_scalar_has_a_position(either_parser: None) -> None:
    document = parse_yaml("a: string |\nb: 'string |'\nc: \n", "a.yaml")
    ends = [str(scalar.locate(len(scalar.text))) for scalar in scalars_of(document.root)]
    assert ends[1::2] == ["a.yaml:1:12", "a.yaml:2:13", "a.yaml:3:3"]


texts = st.text(st.sampled_from("ab'|>&#:-,[]{} \né"), max_size=12)
styles = st.sampled_from([None, "'", "|", ">"])


@given(st.dictionaries(texts, st.lists(texts, max_size=3), max_size=3), styles, st.booleans())
def test_each_character_is_found_in_the_source(
    data: dict[str, list[str]], style: str | None, flow: bool
) -> None:
    text = yaml.safe_dump(data, default_style=style, default_flow_style=flow, allow_unicode=True)
    document = parse_yaml(text, "a.yaml")
    lines = text.split("\n")
    assert data_of(document.root) == data
    for scalar in scalars_of(document.root):
        for offset, character in enumerate(scalar.text):
            position = scalar.locate(offset)
            written = lines[position.line - 1][position.column - 1 :]
            escaped = "\\" in "".join(lines)
            assert character.isspace() or escaped or written.startswith(character)


@given(st.text(st.sampled_from("ab:-[]{},'\"|>&*# \n01"), max_size=40))
def test_both_parsers_of_pyyaml_read_valid_files_alike(text: str) -> None:
    read: list[object] = []
    for with_libyaml in (True, False):
        with pytest.MonkeyPatch.context() as patch, suppress(SpecError):
            patch.setattr(yaml, "__with_libyaml__", with_libyaml)
            document = parse_yaml(text, "a.yaml")
            places = [(scalar.text, scalar.position) for scalar in scalars_of(document.root)]
            read.append((repr(data_of(document.root)), places, document.problems))
    assert len(read) < len(("libyaml", "pure Python")) or read[0] == read[1]


# What is rejected


FLOW = "put text that contains any of , [ ] { } in quotes here"
TAG = "a tag (!) is not allowed; put text that starts with ! in quotes"
CHECK = "check indentation and quotes"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", '3:1: duplicate key "a"; the first is on line 1'),
        ("a: 1\n'a': 3\n", '2:1: duplicate key "a"; the first is on line 1'),
        ("x: {a: 1, a: 3}\n", '1:11: duplicate key "a"; the first is on line 1'),
        ("a: !!python/object/apply:os.system [ls]\n", f"1:4: {TAG}"),
        ("a: !foo b\n", f"1:4: {TAG}"),
        ("a: !!str b\n", f"1:4: {TAG}"),
        ("a: ! b\n", f"1:4: {TAG}"),
        ("a: !e!x b\n", f"1:4: {TAG}"),
        ("a: &x {}\nb:\n  <<: *x\n", '3:3: a merge key ("<<") is not allowed; use "extends"'),
        ("? [a, b]\n: c\n", "1:3: expected a text as key; found a list"),
        ("? {a: b}\n: c\n", "1:3: expected a text as key; found a mapping"),
        ("a: &x b\n*x : c\n", "2:1: expected a text as key; found an alias"),
        ("a: b\n---\nc: d\n", "2:1: a second document; use a second file"),
        ("a: *x\n", '1:4: there is no anchor "&x" above; put text that starts with * in quotes'),
        ("a: &x [*x]\n", '1:8: the alias "*x" is inside its own anchor'),
        ("a: *important*\n", '1:4: put text that starts with "*" in quotes'),
        ("a: @b\n", '1:4: put text that starts with "@" in quotes'),
        ("a: `b`\n", '1:4: put text that starts with "`" in quotes'),
        ("a: ? b\n", '1:4: put text that starts with "? " in quotes'),
        ("a: b: c\n", '1:5: put text that contains ": " in quotes'),
        (
            "a: b\n  c: d\n",
            '2:4: a ":" is not expected here; check the indentation, and the line above',
        ),
        ("a:\n    b: c\n  d: e\n", f'3:3: "d" does not continue the mapping of line 1; {CHECK}'),
        ("a: 'it's'\n", f'1:8: "s" does not continue the mapping of line 1; {CHECK}'),
        ("a:\n  - - b\n   - c\n", f'3:4: "-" does not continue the list of line 2; {CHECK}'),
        ("a: b\nc\n", '2:1: expected ":" after this key'),
        ("a: - b\n", '1:4: a list item ("- ") starts on a line of its own'),
        ("a: , b\n", '1:4: expected a value; found ","'),
        (
            "a: [b, c\n",
            f'2:1: expected "," or "]" after the "[" of line 1; '
            f"found the end of the file; {FLOW}",
        ),
        (
            "x: {type: string[], y: z}\n",
            f'1:17: expected "," or "}}" after the "{{" of line 1; found "["; {FLOW}',
        ),
        ("{a: b}}\n", '1:7: expected the end of the file; found "}"'),
        ("a: 'b\nc: d\n", "1:4: a single quote is never closed"),
        ('a: "b\n', "1:4: a double quote is never closed"),
        ('a: "\\d+"\n', "1:5: no such escape; in single quotes a \\ stands for itself"),
        ('a: "\\xZZ"\n', "1:5: no such escape; in single quotes a \\ stands for itself"),
        ("a: >x\n  b\n", '1:5: expected the end of the line after ">"; found "x"'),
        ("a: b\n\tc: d\n", "2:1: a tab cannot indent; use spaces"),
        ("a:\n\tb: c\n", "2:1: a tab cannot indent; use spaces"),
        ("a: |\n\tb\n", "2:1: a tab cannot indent; use spaces"),
        ("%YAML 2.0\n---\na: b\n", "1:1: expected YAML 1.2; remove the directive"),
        ("%\n", "1:1: a directive (%) is not understood; remove it"),
        (
            "a: b\x07\n",
            "1:5: the character U+0007 is not allowed; " "double quotes can hold it as an escape",
        ),
        (
            "a: b\u2028c\n",
            "1:5: the character U+2028 is not allowed; " "double quotes can hold it as an escape",
        ),
        (
            "a: b\ud800\n",
            "1:5: the character U+D800 is not allowed; " "double quotes can hold it as an escape",
        ),
    ],
)
def test_a_mistake_is_reported_at_its_place(text: str, problem: str, either_parser: None) -> None:
    assert problems_of(text) == [f"a.yaml:{problem}"]


def test_half_of_a_surrogate_pair_is_rejected(either_parser: None) -> None:
    [problem] = problems_of('a: "\\ud800"\n')
    assert problem.startswith("a.yaml:1:")


def test_mistakes_before_a_syntax_error_are_reported_too(either_parser: None) -> None:
    assert problems_of("a: 1\na: !x 2\nb: @\n") == [
        f"a.yaml:2:4: {TAG}",
        'a.yaml:2:1: duplicate key "a"; the first is on line 1',
        'a.yaml:3:4: put text that starts with "@" in quotes',
    ]


def test_a_quoted_merge_key_is_a_key(either_parser: None) -> None:
    assert problems_of("'<<': string\n") == []


@pytest.mark.parametrize(
    "nest",
    [
        lambda depth: "[" * depth + "]" * depth,
        lambda depth: "{a: " * depth + "}" * depth,
        lambda depth: "- " * (depth - 1) + "[]",
        lambda depth: "".join(f"{' ' * level}a:\n" for level in range(depth)),
    ],
)
def test_yaml_nested_deeper_than_a_hundred_levels_is_rejected(
    nest: Callable[[int], str], either_parser: None
) -> None:
    assert problems_of(nest(100)) == []
    for depth in (101, 2_000):
        [problem] = problems_of(nest(depth))
        assert problem.endswith(": nested deeper than 100 levels")


def test_aliases_do_not_nest_deeper_than_what_is_written(either_parser: None) -> None:
    half = "[" * 60 + "]" * 60
    assert problems_of(f"a: &x {half}\nb: {'[' * 30}*x{']' * 30}\n") == []
    [problem] = problems_of(f"a: &x {half}\nb: {'[' * 60}*x{']' * 60}\n")
    assert problem == "a.yaml:2:64: nested deeper than 100 levels"


def test_a_billion_laughs_are_rejected(either_parser: None) -> None:
    lines = ["a0: &a0 [ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    [problem] = problems_of("\n".join(lines))
    assert problem == "a.yaml:6:25: aliases repeat more than 100,000 values; write fewer"


def test_reading_stops_after_too_many_mistakes() -> None:
    problems = problems_of("a: 1\n" * 100_000)
    assert len(problems) == 1_001
    assert problems[-1] == ("a.yaml:1001:1: too many mistakes; the rest of the file is not read")


# How a file is read


def problem_of(path: Path) -> str:
    with pytest.raises(SpecError) as caught:
        read_text_file(path, "spec/a.yaml")
    return str(caught.value)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: \xc3\xa9\r\n")
    assert read_text_file(path, "spec/a.yaml") == "a: é\r\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"a: \xe9\n", ":1:4: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (
            b"\xef\xbb\xbf\xc3\xa9\n\xc3\xa9: \xff\n",
            ":2:4: byte 0xFF is not UTF-8; " "save the file as UTF-8",
        ),
        ("a: b".encode("utf-16"), ": UTF-16; expected UTF-8"),
        (b"\xfe\xff\x00a", ": UTF-16; expected UTF-8"),
        ("a: b".encode("utf-32"), ": UTF-32; expected UTF-8"),
    ],
)
def test_another_encoding_is_rejected(data: bytes, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert problem_of(path) == f"spec/a.yaml{problem}"


def test_a_file_over_the_limit_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * SIZE_LIMIT)
    assert len(read_text_file(path, "spec/a.yaml")) == SIZE_LIMIT
    path.write_bytes(b"#" * (SIZE_LIMIT + 1))
    expected = "spec/a.yaml: 5,000,001 bytes; the limit is 5,000,000; split the file"
    assert problem_of(path) == expected


def test_a_path_that_is_not_a_readable_file_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problem_of(tmp_path / "gone.yaml") == "spec/a.yaml: not found"
    assert problem_of(tmp_path) == "spec/a.yaml: a folder; expected a file"
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert problem_of(loop) == "spec/a.yaml: a symbolic link that leads to itself"
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert problem_of(pipe) == "spec/a.yaml: not a regular file"
    locked = tmp_path / "locked.yaml"
    locked.touch()
    denied = PermissionError(errno.EACCES, "Permission denied")  # root may read everything
    monkeypatch.setattr(Path, "open", mock.Mock(side_effect=denied))
    assert problem_of(locked) == "spec/a.yaml: no permission to read it"
