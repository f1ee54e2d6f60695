r"""A stream of UTF-8 -> its messages: JSON Lines, one document, or one array of messages."""

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
"""How many bytes a message may have: a line, a document, an item of an array."""
BATCH = 64
"""How many messages pass before it is said that they did."""


def read_messages(
    stream: ByteStream,
    *,
    layout: Layout = "auto",
    longest: int = LONGEST,
) -> Iterator[Message | Malformed]:
    """Yield all results of `filtered_messages`, without a test."""
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
    r"""Yield the values of a UTF-8 stream in order, and in their place those that are not JSON.

    `lines` is JSON Lines: a value a line, one line in memory at a time. Blank lines are
    skipped. Lines end in `\n` or `\r\n` and nowhere else; those of more than `longest`
    bytes are malformed and never held whole. `document` is one value of at most
    `longest` bytes. `array` is one array whose items are the messages, one of them in
    memory at a time.

    `auto` decides by the first line that is not blank:

    - a complete JSON value: lines (a document of one line reads the same);
    - sound JSON that has not ended yet: a document. But lines, the first of them cut short,
      when the next line that is not blank is a complete object or array from its first
      column on, and the first is more than a lone `[` (`[`, `{}`, `]` is a list);
    - anything else: lines, the first of them malformed.

    A text of nothing but whitespace holds no message; as a `document` it is malformed.

    Of values that pass a test, if one is given, it is said only how many they are.
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
                # Blank lines count in the positions, so they are put back.
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
    """Yield the lines of a stream that are not blank; the first is numbered `after + 1`.

    Only a line that begins the file may begin with a byte order mark.
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
    """Yield lines as `read_lines` does; values that pass a test are only counted."""
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
    """Yield messages; those that pass a test are replaced by their number."""
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
    """Yield the lines that are not blank; of one too long its beginning, the rest is skipped."""
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
