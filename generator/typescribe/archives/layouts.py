"""A stream of UTF-8 -> its messages: JSON Lines, one document, or one array of messages."""

from __future__ import annotations

import codecs
import io
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Literal, NamedTuple, TypeAlias

from typescribe.archives.arrays import array_items
from typescribe.archives.decoding import (
    WHITESPACE,
    Malformed,
    Message,
    Passed,
    decode,
    explained,
    parse,
)

Layout: TypeAlias = Literal["auto", "document", "lines", "array"]
ByteStream: TypeAlias = BinaryIO | io.BufferedIOBase  # a GzipFile is not declared a BinaryIO
LONGEST = 256_000_000
"""The number of bytes that a message may have: a line, a document, or an item of an array."""
BATCH = 64
"""The number of messages that one `Passed` stands for at most."""


def read_messages(
    stream: ByteStream,
    *,
    layout: Layout = "auto",
    longest: int = LONGEST,
) -> Iterator[Message | Malformed]:
    """Yield what `filtered_messages` does without a test: all messages and malformed texts."""
    for found in filtered_messages(stream, None, layout=layout, longest=longest):
        if not isinstance(found, Passed):
            yield found


def filtered_messages(
    stream: ByteStream,
    passes: Callable[[object], bool] | None,
    *,
    layout: Layout = "auto",
    longest: int = LONGEST,
) -> Iterator[Message | Malformed | Passed]:
    r"""Yield the messages of a UTF-8 stream, and a `Malformed` for each text that is not JSON.

    Messages that pass the test `passes`, if there is one, are only counted.

    The layout `lines` is JSON Lines: one value per line, with one line in memory at a time. Blank
    lines are skipped. Only `\n` and `\r\n` end a line. `document` is a single value. `array` is a
    single array whose items are the messages, with one item in memory at a time. A line, document
    or item of more than `longest` bytes is malformed, and is not read into memory as a whole.

    `auto` decides by the first line that is not blank:

    - If it is a complete JSON value, the layout is `lines`; a document of one line reads the same.
    - If it is the beginning of valid JSON, the layout is `document`. There is one exception: if
      the next line that is not blank is itself a complete object or array without indentation,
      and the first line is not just `[`, then the layout is `lines` and the first line was cut
      short.
    - Otherwise, the layout is `lines`, and the first line is malformed.

    A text of white space only contains no message; as a `document`, it is malformed.
    """
    if layout == "array":
        yield from sifted(array_items(stream, longest), passes)
        return
    if layout == "document":
        yield from sifted([_document(b"", stream, longest)], passes)
        return
    if layout == "lines":
        yield from filtered_lines(stream, passes, longest)
        return
    lines = _lines(stream, longest)
    head = list(itertools.islice(lines, 1))
    match head:
        case [_Line(outcome=Malformed(ends_early=True)) as first]:
            head += itertools.islice(lines, 1)
            if first.data.strip(WHITESPACE) == b"[" or not any(map(_is_message, head[1:])):
                # Blank lines are put back, since positions count them.
                start = b"".join(b"\n" * line.blanks_above + line.data for line in head)
                yield from sifted([_document(start, stream, longest)], passes)
                return
    yield from sifted((line.outcome for line in head), passes)
    if head:
        if head[-1].is_cut:
            _skip_line(stream)
        yield from filtered_lines(stream, passes, longest, head[-1].number)


def read_lines(
    stream: ByteStream,
    longest: int = LONGEST,
    after: int = 0,
    *,
    begins_file: bool = True,
) -> Iterator[Message | Malformed]:
    """Yield the messages of a stream of JSON Lines; its first line has the number `after + 1`.

    A byte order mark is allowed only at the beginning of the file.
    """
    for found in filtered_lines(stream, None, longest, after, begins_file=begins_file):
        if not isinstance(found, Passed):
            yield found


def filtered_lines(
    stream: ByteStream,
    passes: Callable[[object], bool] | None,
    longest: int = LONGEST,
    after: int = 0,
    *,
    begins_file: bool = True,
) -> Iterator[Message | Malformed | Passed]:
    """Yield messages as `read_lines` does; those that pass a test are only counted."""
    number = after
    passed = 0
    readline, limit = stream.readline, longest + 1
    while data := readline(limit):
        number += 1
        if len(data) > longest and not data.endswith(b"\n"):
            yield Malformed(number, _too_long(longest), None, data)
            _skip_line(stream)
            continue
        if number == 1 and begins_file:
            data = data.removeprefix(codecs.BOM_UTF8)
        text = data.strip(WHITESPACE)
        if text:
            try:
                value = decode(text)
            except (ValueError, RecursionError):
                yield explained(data, number)
                continue
            if passes is not None and passes(value):
                passed += 1
                if passed == BATCH:
                    yield Passed(passed)
                    passed = 0
            else:
                yield Message(number, value, None, data)
    if passed:
        yield Passed(passed)


def sifted(
    messages: Iterable[Message | Malformed], passes: Callable[[object], bool] | None
) -> Iterator[Message | Malformed | Passed]:
    """Yield messages; each that passes a test is replaced by `Passed(1)`."""
    for message in messages:
        if passes is not None and isinstance(message, Message) and passes(message.value):
            yield Passed(1)
        else:
            yield message


def _document(start: bytes, stream: ByteStream, longest: int) -> Message | Malformed:
    data = start + stream.read(max(longest + 1 - len(start), 0))
    if len(data) > longest:
        advice = '; read an array of messages with "--layout array"'
        return Malformed(None, f"a document of more than {_bytes(longest)}{advice}", None, b"")
    return parse(data.removeprefix(codecs.BOM_UTF8), None)


class _Line(NamedTuple):
    number: int
    blanks_above: int
    data: bytes
    outcome: Message | Malformed
    is_cut: bool


def _is_message(line: _Line) -> bool:
    return line.data.startswith((b"{", b"[")) and isinstance(line.outcome, Message)


def _lines(stream: ByteStream, longest: int) -> Iterator[_Line]:
    """Yield the lines that are not blank; of a line that is too long, only the beginning."""
    blanks = 0
    for number, data in enumerate(iter(lambda: stream.readline(longest + 1), b""), 1):
        is_too_long = len(data) > longest and not data.endswith(b"\n")
        text = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
        if not is_too_long and not text.lstrip(WHITESPACE):
            blanks += 1
            continue
        outcome = (
            Malformed(number, _too_long(longest), None, data)
            if is_too_long
            else parse(text, number)
        )
        yield _Line(number, blanks, text, outcome, is_too_long)
        blanks = 0
        if is_too_long:
            _skip_line(stream)


def _skip_line(stream: ByteStream) -> None:
    while rest := stream.readline(io.DEFAULT_BUFFER_SIZE):
        if rest.endswith(b"\n"):
            return


def _too_long(longest: int) -> str:
    return f"a line of more than {_bytes(longest)}"


def _bytes(number: int) -> str:
    return f"{number:,} bytes" if number % 1_000_000 else f"{number // 1_000_000:,} MB"
