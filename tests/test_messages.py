"""Reading messages: layouts, malformed lines, gzip, pipes, broken inputs, constant memory."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typescribe.archives import streams
from typescribe.archives.decoding import Malformed, Message
from typescribe.archives.layouts import Layout, read_messages
from typescribe.archives.streams import InputError, MessageInput, open_messages

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LAYOUTS: list[Layout] = ["auto", "document", "lines"]
BOM = b"\xef\xbb\xbf"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
any_bytes = st.binary() | st.lists(
    st.sampled_from(
        [b"{", b"}", b"[", b"]", b'"a"', b":", b",", b"1", b"\n", b"\r", b" ", BOM, b"\xff", b"\\"]
    )
).map(b"".join)


def read(
    data: bytes, layout: Layout = "auto", longest_line: int = 256_000_000
) -> list[Message | Malformed]:
    return list(read_messages(io.BytesIO(data), layout=layout, longest=longest_line))


def reasons(data: bytes, layout: Layout = "lines") -> list[str]:
    return [found.reason for found in read(data, layout) if isinstance(found, Malformed)]


# Layouts


def test_each_line_is_a_message_with_its_number() -> None:
    assert read(b'{"a": 1}\n[2]\n3\n') == [Message(1, {"a": 1}), Message(2, [2]), Message(3, 3)]


def test_the_last_line_needs_no_line_end() -> None:
    assert read(b"1\n2") == [Message(1, 1), Message(2, 2)]


def test_a_one_line_document_reads_as_the_message_on_line_1() -> None:
    assert read(b'{"a": 1}') == [Message(1, {"a": 1})]


@pytest.mark.parametrize("indent", [0, 2, "\t"])
@pytest.mark.parametrize(
    "value",
    [{"a": 1}, [1], {"a": {"b": []}}, [[1], [2]], [{"a": 1}, {"b": 2}], [{}], [[]], [{}, {}]],
)
def test_a_pretty_printed_value_is_one_document_without_a_line(
    value: object, indent: int | str
) -> None:
    assert read(json.dumps(value, indent=indent).encode()) == [Message(None, value)]


@pytest.mark.parametrize(
    "first", ["{", "[", '{"a"', '{"a":', '{"a": {', '{"a": 1', '{"a": 1,', "[1", "[1,", "[[{"]
)
def test_a_first_line_that_has_merely_not_ended_begins_a_document(first: str) -> None:
    assert [found.line for found in read(f"{first}\n  nonsense\n".encode())] == [None]
    assert [found.line for found in read(first.encode())] == [None]


@pytest.mark.parametrize("first", ['{"a": ', '{"a": [1, 2', '{"a": 1,', "[1", '{"a": {'])
@pytest.mark.parametrize("second", ['{"b": 2}', "[2]"])
def test_a_complete_object_or_array_after_it_makes_it_the_cut_first_line_of_json_lines(
    first: str, second: str
) -> None:
    found = read(f"{first}\n\n{second}\n3\n".encode())
    assert [(type(one), one.line) for one in found] == [(Malformed, 1), (Message, 3), (Message, 4)]


@pytest.mark.parametrize("second", [' {"b": 2}', '"text"', "3", '{"b": 2},', '{"b":'])
def test_only_a_complete_object_or_array_from_column_1_on_does_so(second: str) -> None:
    (found,) = read(f'{{"a": [\n{second}\n'.encode())
    assert found.line is None


def test_a_lone_bracket_opens_a_list_even_of_one_unindented_message() -> None:
    assert read(b'[\n{"a": 1}\n]\n') == [Message(None, [{"a": 1}])]


@pytest.mark.parametrize(
    "first", ['{"a": x', "nonsense", "tru", '{"a": "cut', "{} {", "[1]]", r'"\u1', "\f"]
)
def test_a_first_line_broken_in_the_middle_is_a_malformed_line_of_json_lines(first: str) -> None:
    malformed, message = read(f"{first}\n2\n".encode())
    assert isinstance(malformed, Malformed)
    assert (malformed.line, message) == (1, Message(2, 2))


def test_a_layout_that_is_given_is_not_guessed() -> None:
    assert read(b"{\n}\n", "lines") == [
        Malformed(1, "not JSON: expecting a property name in double quotes at column 2"),
        Malformed(2, "not JSON: expecting a value at column 1"),
    ]
    assert read(b"{}\n{}\n", "document") == [
        Malformed(None, "not JSON: more text after the value at line 2, column 1")
    ]
    assert read(b"{}", "document") == [Message(None, {})]


def test_blank_lines_are_skipped_but_counted() -> None:
    assert read(b"\n  \t\n1\n\r\n2\n\n") == [Message(3, 1), Message(5, 2)]


def test_blank_lines_count_in_the_positions_of_a_document() -> None:
    assert read(b"\n \r\n{\n\n\n  x\n}\n") == [
        Malformed(
            None,
            "not JSON: expecting a property name in double quotes at line 6, column 3",
        )
    ]


def test_windows_line_ends_read_like_any_other() -> None:
    assert read(b'{"a": 1}\r\n\r\n2\r\n') == [Message(1, {"a": 1}), Message(3, 2)]
    assert read(b'{\r\n"a": 1}\r\n') == [Message(None, {"a": 1})]


@pytest.mark.parametrize("data", [b"1\n2\n", b"\n1\n", b"{\n}\n", b""])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_byte_order_mark_at_the_start_is_skipped(data: bytes, layout: Layout) -> None:
    assert read(BOM + data, layout) == read(data, layout)


def test_a_byte_order_mark_elsewhere_is_malformed() -> None:
    assert read(b"1\n" + BOM + b"2\n")[1] == Malformed(2, "not JSON: a byte order mark at column 1")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x7f"])
def test_only_a_line_feed_ends_a_line(separator: str) -> None:
    text = f"a{separator}b"
    assert read(json.dumps(text, ensure_ascii=False).encode() + b"\n1") == [
        Message(1, text),
        Message(2, 1),
    ]


def test_nan_and_the_infinities_are_left_to_the_validator() -> None:
    nan, *infinities = read(b"NaN\nInfinity\n-Infinity\n")
    assert isinstance(nan, Message) and nan.value != nan.value
    assert infinities == [Message(2, float("inf")), Message(3, float("-inf"))]


def test_the_last_of_two_equal_keys_wins() -> None:
    assert read(b'{"a": 1, "a": 2}') == [Message(1, {"a": 2})]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n ", BOM, BOM + b"\n"])
def test_a_text_of_white_space_contains_no_message(data: bytes) -> None:
    assert read(data, "auto") == read(data, "lines") == []


@pytest.mark.parametrize("data", [b"", b"\n", BOM])
def test_a_text_of_white_space_is_not_a_document(data: bytes) -> None:
    assert read(data, "document") == [
        Malformed(None, "not JSON: expecting a value at line 1, column 1")
    ]


# What is not JSON


def test_a_malformed_line_does_not_end_the_reading() -> None:
    assert read(b"1\n{\n3\n") == [
        Message(1, 1),
        Malformed(2, "not JSON: expecting a property name in double quotes at column 2"),
        Message(3, 3),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1, ", "not JSON: expecting a value at column 4"),
        ("{1: 2}", "not JSON: expecting a property name in double quotes at column 2"),
        ('{"a" 1}', "not JSON: expecting a colon at column 6"),
        ("[1 2]", "not JSON: expecting a comma or a closing bracket at column 4"),
        ('["a', "not JSON: an unclosed string at column 2"),
        ('["a\tb"]', "not JSON: an unescaped control character at column 4"),
        (r'["\x"]', "not JSON: an invalid escape at column 3"),
        (r'["\u12"]', "not JSON: an invalid escape at column 4"),
        ("{} x", "not JSON: more text after the value at column 4"),
        ("  x", "not JSON: expecting a value at column 3"),
        ('["é" x', "not JSON: expecting a comma or a closing bracket at column 6"),
    ],
)
def test_a_mistake_in_a_line_is_reported_with_its_column(line: str, reason: str) -> None:
    assert reasons(f"{line}\r\n".encode()) == [reason]


def test_a_mistake_in_a_document_has_a_line_and_a_column() -> None:
    assert read(b'{\n  "a": 1,\n  "b": x\n}') == [
        Malformed(None, "not JSON: expecting a value at line 3, column 8")
    ]


def test_a_document_that_ends_early_does_so_at_the_end_of_its_last_line() -> None:
    (found,) = read(b'{\n  "a": 1\n\n')
    assert found == Malformed(
        None, "not JSON: expecting a comma or a closing bracket at line 2, column 9"
    )
    assert isinstance(found, Malformed) and found.ends_early


def test_bytes_that_are_not_utf_8_are_reported_with_their_position() -> None:
    assert read(b'1\n{"name": "caf\xe9"}\n3') == [
        Message(1, 1),
        Malformed(2, "not UTF-8 at byte 14"),
        Message(3, 3),
    ]
    assert read(b'{\n"name": "caf\xe9"}\n') == [Malformed(None, "not UTF-8 at line 2, byte 13")]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("bracket", [b"[", b'{"a":'])
def test_a_value_nested_too_deep_is_malformed(layout: Layout, bracket: bytes) -> None:
    assert reasons(bracket * 100_000, layout) == ["nested too deep"]


def test_an_endless_integer_is_malformed() -> None:
    assert read(b"9" * 4300)[0] == Message(1, 10**4300 - 1)
    assert read(b"9" * 4301 + b"\n1") == [
        Malformed(1, "an integer of more than 4,300 digits"),
        Message(2, 1),
    ]


def test_a_mistake_that_only_later_versions_of_python_name_is_reported_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loads(text: str) -> object:
        raise json.JSONDecodeError(f"Unheard-of {text}", text, 0)

    monkeypatch.setattr(json, "loads", loads)
    assert reasons(b"secret") == ["not JSON: a mistake at column 1"]


MARKER = "x7Secret"


@given(before=any_bytes, after=any_bytes, layout=st.sampled_from(LAYOUTS))
def test_no_reason_contains_text_of_the_payload(
    before: bytes, after: bytes, layout: Layout
) -> None:
    for secret in (MARKER, f'"{MARKER}', f"\\{MARKER}", f'"\\{MARKER}"'):
        for reason in reasons(before + secret.encode() + after, layout):
            assert MARKER not in reason


@given(any_bytes, st.sampled_from(LAYOUTS), st.integers(1, 20))
def test_no_bytes_raise_an_exception(data: bytes, layout: Layout, longest_line: int) -> None:
    for found in read(data, layout, longest_line):
        assert isinstance(found, Message | Malformed)


@given(any_bytes, st.integers(1, 20))
def test_every_line_of_json_lines_is_a_message_or_is_reported(
    data: bytes, longest_line: int
) -> None:
    told = {found.line for found in read(data, "lines", longest_line)}
    lines = data.removeprefix(BOM).split(b"\n")
    not_blank = {number for number, line in enumerate(lines, 1) if line.strip(b" \t\r")}
    too_long = {number for number, line in enumerate(lines, 1) if len(line) > longest_line - 3}
    assert not_blank <= told <= not_blank | too_long


@given(st.lists(json_values), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans())
def test_values_dumped_one_per_line_are_read_back(
    values: list[object], line_end: str, ascii_only: bool
) -> None:
    data = "".join(json.dumps(value, ensure_ascii=ascii_only) + line_end for value in values)
    for layout in ("auto", "lines"):
        found = read(data.encode(errors="surrogatepass"), layout)
        assert [one.value for one in found if isinstance(one, Message)] == values
        step = line_end.count("\n")
        assert [one.line for one in found] == [1 + step * index for index in range(len(values))]


@given(json_values, st.sampled_from([None, 0, 1, "\t"]))
def test_a_dumped_value_is_read_back_however_it_is_indented(
    value: object, indent: int | str | None
) -> None:
    data = json.dumps(value, indent=indent).encode()
    for layout in ("auto", "document"):
        (found,) = read(data, layout)
        assert isinstance(found, Message) and found.value == value


# Long lines and long inputs


def test_a_line_of_more_than_the_bound_is_malformed_and_skipped() -> None:
    data = b'"' + b"a" * 100_000 + b'"\n2\n"' + b"b" * 50_000
    assert read(data, longest_line=100) == [
        Malformed(1, "a line of more than 100 bytes"),
        Message(2, 2),
        Malformed(3, "a line of more than 100 bytes"),
    ]


def test_a_bound_of_a_million_bytes_or_more_is_reported_in_megabytes() -> None:
    assert read(b" " * 2_000_001, "lines", 2_000_000) == [Malformed(1, "a line of more than 2 MB")]


@pytest.mark.parametrize("line_end", [b"", b"\n"])
def test_a_line_as_long_as_the_bound_is_read(line_end: bytes) -> None:
    assert read(b"12345" + line_end, longest_line=5) == [Message(1, 12345)]


def test_the_bound_holds_for_documents_as_well() -> None:
    value = {"a": "b" * 100, "c": 1}
    data = json.dumps(value, indent=1).encode()
    bound = len(data)
    assert read(data, "auto", bound) == read(data, "document", bound) == [Message(None, value)]
    advice = 'read an array of messages with "--layout array"'
    beyond = [Malformed(None, f"a document of more than {bound - 1} bytes; {advice}")]
    assert read(data, "auto", bound - 1) == read(data, "document", bound - 1) == beyond


class Generated(io.RawIOBase):
    """A stream of chunks that are made when they are read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks = chunks
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        self.rest = self.rest or next(self.chunks, b"")
        given, self.rest = self.rest[: len(view)], self.rest[len(view) :]
        view[: len(given)] = given
        return len(given)


def generated(chunk: bytes, size: int) -> BinaryIO:
    return io.BufferedReader(Generated(itertools.repeat(chunk, size // len(chunk))))


MEGABYTE = 1_000_000
MESSAGE_LINE = json.dumps({"agentId": "a" * 2000}).encode() + b"\n"


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("layout", ["auto", "lines"])
def test_json_lines_are_read_in_constant_memory(layout: Layout) -> None:
    count = sum(1 for _ in read_messages(generated(MESSAGE_LINE, 20 * MEGABYTE), layout=layout))
    assert count == 20 * MEGABYTE // len(MESSAGE_LINE)
    assert tracemalloc.get_traced_memory()[1] < 2 * MEGABYTE


@pytest.mark.usefixtures("traced")
def test_the_measured_memory_would_show_a_list_of_all_messages() -> None:
    assert list(read_messages(generated(MESSAGE_LINE, 20 * MEGABYTE)))
    assert tracemalloc.get_traced_memory()[1] > 15 * MEGABYTE


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("line", [b"a" * 1000, b" " * 999 + b"\n", b" " * 1000])
def test_lines_too_long_and_lines_blank_are_skipped_in_constant_memory(line: bytes) -> None:
    stream = generated(line, 20 * MEGABYTE)
    assert len(list(read_messages(stream, longest=10_000))) == (b"\n" not in line)
    assert tracemalloc.get_traced_memory()[1] < 2 * MEGABYTE


@pytest.mark.usefixtures("traced")
def test_a_gzip_file_is_read_in_constant_memory(tmp_path: Path) -> None:
    path = tmp_path / "calls.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(20 * MEGABYTE // len(MESSAGE_LINE)):
            file.write(MESSAGE_LINE)
    tracemalloc.reset_peak()
    with open_messages(str(path)) as source:
        assert sum(1 for _ in source.read()) == 20 * MEGABYTE // len(MESSAGE_LINE)
    assert tracemalloc.get_traced_memory()[1] < 2 * MEGABYTE


# Files, pipes and gzip


def written(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Iterator[BinaryIO]:
    """Make standard input a pipe, and give its writing end."""
    reading, writing = os.pipe()
    with open(reading) as stdin, open(writing, "wb", buffering=0) as end:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield cast(BinaryIO, end)


def test_a_file_is_read(tmp_path: Path) -> None:
    with open_messages(written(tmp_path, "calls.jsonl", b"1\n2\n")) as source:
        assert list(source.read()) == [Message(1, 1), Message(2, 2)]


def test_the_layout_can_be_given(tmp_path: Path) -> None:
    with open_messages(written(tmp_path, "call.json", b"1\n")) as source:
        assert list(source.read("document")) == [Message(None, 1)]


def test_gzip_is_recognised_by_its_content_and_not_by_the_name(tmp_path: Path) -> None:
    with open_messages(written(tmp_path, "calls.jsonl", gzip.compress(b"1\n2\n"))) as source:
        assert list(source.read()) == [Message(1, 1), Message(2, 2)]
    with open_messages(written(tmp_path, "calls.gz", b"1\n2\n")) as source:
        assert list(source.read()) == [Message(1, 1), Message(2, 2)]


def test_gzip_files_put_one_after_the_other_are_one_input(tmp_path: Path) -> None:
    data = gzip.compress(b"1\n2") + gzip.compress(b"3\n4\n")
    with open_messages(written(tmp_path, "calls.gz", data)) as source:
        assert list(source.read()) == [Message(1, 1), Message(2, 23), Message(3, 4)]


@pytest.mark.parametrize("data", [b"", b"1", b"\x1f", b"12\n", b"1\n2\n"])
def test_a_file_may_be_shorter_than_the_signature_of_gzip(tmp_path: Path, data: bytes) -> None:
    with open_messages(written(tmp_path, "calls", data)) as source:
        assert list(source.read()) == read(data)


def test_the_file_is_closed_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[BinaryIO] = []

    def opening(path: str, mode: str) -> BinaryIO:
        # Left open on purpose: the test claims that it gets closed.
        opened.append(cast(BinaryIO, open(path, mode)))  # noqa: SIM115
        return opened[0]

    monkeypatch.setattr(streams, "open", opening, raising=False)
    with open_messages(written(tmp_path, "calls.jsonl", b"1\n")):
        assert not opened[0].closed
    assert opened[0].closed


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_dash_is_standard_input_plain_or_gzip(
    standard_input: BinaryIO, pack: Callable[[bytes], bytes]
) -> None:
    standard_input.write(pack(b"1\n2\n"))
    standard_input.close()
    with open_messages("-") as source:
        assert list(source.read()) == [Message(1, 1), Message(2, 2)]
    assert not sys.stdin.closed


def test_a_pipe_that_begins_with_a_single_byte_is_still_recognised_as_gzip() -> None:
    data = gzip.compress(b"1\n")
    stream = io.BufferedReader(Generated(iter([data[:1], data[1:2], data[2:]])))
    assert list(MessageInput("pipe", stream).read()) == [Message(1, 1)]


def test_a_message_on_a_pipe_is_read_as_soon_as_it_is_there() -> None:
    def chunks() -> Iterator[bytes]:
        yield from (b"1\n", b'"two"\n')
        pytest.fail("read on, where a pipe would have had it wait")

    found = MessageInput("pipe", io.BufferedReader(Generated(chunks()))).read()
    assert [next(found), next(found)] == [Message(1, 1), Message(2, "two")]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_progress_counts_the_bytes_of_the_file_up_to_its_size(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    lines = b"".join(
        b'"%032x"\n' % (number**9) for number in range(60_000)
    )  # gzip reads 128 KiB at once
    data = pack(lines)
    with open_messages(written(tmp_path, "calls", data)) as source:
        assert source.size == len(data)
        steps = [source.consumed for _ in source.read()]
        assert source.consumed == source.size
    assert steps == sorted(steps)
    assert steps[0] < len(data) / 4 < steps[len(steps) // 2] < len(data) * 3 / 4


def test_a_pipe_has_no_size_but_counts(standard_input: BinaryIO) -> None:
    standard_input.write(b"1\n2\n")
    standard_input.close()
    with open_messages("-") as source:
        assert source.size is None
        assert len(list(source.read())) == 2
        assert source.consumed == 4


def test_a_device_has_no_size() -> None:
    with open_messages(os.devnull) as source:
        assert source.size is None
        assert list(source.read()) == []


def test_a_file_as_standard_input_has_the_size_of_what_is_left_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(written(tmp_path, "calls", b"skipped\n1\n"), "rb") as file:
        file.readline()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
        with open_messages("-") as source:
            assert source.size == 2
            assert list(source.read()) == [Message(1, 1)]


def test_a_standard_input_that_is_not_a_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1\n")))
    with open_messages("-") as source:
        assert source.size is None
        assert list(source.read()) == [Message(1, 1)]


# Inputs that cannot be opened or break


def problem(path: str) -> str:
    with pytest.raises(InputError) as caught, open_messages(path) as source:
        list(source.read())
    return str(caught.value)


def test_a_missing_file_is_reported_by_the_name_that_was_given(tmp_path: Path) -> None:
    advice = 'no such file; check the name, or give "-" to read standard input'
    assert problem("no/such.json") == f"no/such.json: {advice}"
    path = written(tmp_path, "calls", b"") + "/inside"
    assert problem(path) == f"{path}: {advice}"


def test_a_folder_is_reported(tmp_path: Path) -> None:
    assert problem(str(tmp_path)) == f"{tmp_path}: a folder; give the name of one file"


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


def test_a_missing_permission_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Not by chmod: root reads everything.
    monkeypatch.setattr(streams, "open", failing(PermissionError(13, "denied")), raising=False)
    expected = "no permission to read it; change its permissions or copy it"
    assert problem("calls.json") == f"calls.json: {expected}"
    # On Windows it is also what opening a folder gives.
    assert problem(str(tmp_path)) == f"{tmp_path}: a folder; give the name of one file"


def test_a_closed_standard_input_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert problem("-") == "standard input: closed; give a file or a pipe"


def test_a_failing_disk_is_reported_after_the_messages_before() -> None:
    class Failing(Generated):
        def readinto(self, buffer: WriteableBuffer) -> int:
            read = super().readinto(buffer)
            if not read:
                raise OSError(5, "Input/output error")
            return read

    found = MessageInput("calls", io.BufferedReader(Failing(iter([b"1\n2\n"])))).read()
    assert [next(found), next(found)] == [Message(1, 1), Message(2, 2)]
    with pytest.raises(InputError) as caught:
        next(found)
    assert str(caught.value) == (
        "calls: cannot be read (Input/output error);"
        " check the disk or the connection, then try again"
    )


NUMBERS = b"".join(b'{"n": %d}\n' % number for number in range(20_000))


def read_until_it_breaks(path: str) -> tuple[list[Message | Malformed], str]:
    found: list[Message | Malformed] = []
    with pytest.raises(InputError) as caught, open_messages(path) as source:
        for one in source.read():
            found.append(one)
    return found, str(caught.value)


def test_an_incomplete_gzip_is_reported_after_every_line_before(tmp_path: Path) -> None:
    data = gzip.compress(NUMBERS)
    half = data[: len(data) // 2]
    path = written(tmp_path, "calls", half)
    found, told = read_until_it_breaks(path)
    # The judge is gzip itself: the whole lines that it can unpack of this half.
    unpacked = subprocess.run(["gzip", "-dc"], input=half, capture_output=True, check=False)
    assert len(found) == unpacked.stdout.count(b"\n") > 1000
    assert found == read(NUMBERS)[: len(found)]
    assert told == f"{path}: the gzip data is incomplete; compress or download it again"


@pytest.mark.parametrize("length", [2, 5, 10, 12])
def test_a_gzip_that_ends_at_once_is_reported(tmp_path: Path, length: int) -> None:
    path = written(tmp_path, "calls", gzip.compress(NUMBERS)[:length])
    told = f"{path}: the gzip data is incomplete; compress or download it again"
    assert read_until_it_breaks(path) == ([], told)


def test_a_gzip_whose_checksum_is_wrong_is_reported_after_every_line(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(NUMBERS))
    data[-8] ^= 1
    path = written(tmp_path, "calls", bytes(data))
    told = f"{path}: the gzip data is damaged; compress or download it again"
    assert read_until_it_breaks(path) == (read(NUMBERS), told)


def test_a_gzip_damaged_in_the_middle_is_reported_after_the_lines_before(tmp_path: Path) -> None:
    parts = [
        gzip.compress(NUMBERS),
        gzip.compress(NUMBERS),
        b"\x1f\x8b\x08" + bytes(7) + b"\xff" * 99,
    ]
    path = written(tmp_path, "calls", b"".join(parts))
    told = f"{path}: the gzip data is damaged; compress or download it again"
    assert read_until_it_breaks(path) == (read(NUMBERS + NUMBERS), told)


@settings(deadline=None)
@given(st.integers(2, 10_000), st.binary(min_size=1, max_size=20))
def test_a_damaged_gzip_raises_only_input_errors(place: int, damage: bytes) -> None:
    data = bytearray(gzip.compress(NUMBERS[:50_000]))
    data[place : place + len(damage)] = damage
    source = MessageInput("calls", cast(io.BufferedIOBase, io.BytesIO(data)))
    try:
        assert list(source.read())
    except InputError as error:
        assert "the gzip data" in str(error)


def test_an_incomplete_gzip_on_standard_input_is_reported_by_that_name(
    standard_input: BinaryIO,
) -> None:
    standard_input.write(gzip.compress(b"1\n2\n")[:-9])
    standard_input.close()
    assert problem("-").startswith("standard input: the gzip data is incomplete;")


def test_errors_of_the_caller_are_not_reported_as_input_errors(tmp_path: Path) -> None:
    path = written(tmp_path, "calls.jsonl", b"1\n2\n")
    with pytest.raises(BrokenPipeError), open_messages(path) as source:
        for _ in source.read():
            raise BrokenPipeError
