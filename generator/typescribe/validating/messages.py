"""A file or standard input -> the JSON messages in it, one at a time."""

from __future__ import annotations

import codecs
import gzip
import io
import itertools
import json
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, TypeAlias, cast

from typescribe.language.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Layout: TypeAlias = Literal["auto", "document", "lines"]
ByteStream: TypeAlias = BinaryIO | io.BufferedIOBase  # a GzipFile is not declared a BinaryIO
_WHITESPACE = b" \t\r\n"  # JSON's own; bytes.strip() would take form feeds as well

# What `json` says, in our words: some of its messages quote the payload, none of these does.
_MISTAKES = {
    "Expecting value": "expecting a value",
    "Expecting property name": "expecting a property name in double quotes",
    "Expecting ':'": "expecting a colon",
    "Expecting ','": "expecting a comma or a closing bracket",
    "Illegal trailing comma": "a trailing comma",
    "Unterminated string": "an unclosed string",
    "Invalid control character": "an unescaped control character",
    "Invalid \\": "an invalid escape",  # \\escape or \\uXXXX escape
    "Extra data": "more text after the value",
    "Unexpected UTF-8 BOM": "a byte order mark",
    "": "a mistake",  # of a later Python
}


@dataclass(frozen=True, slots=True)
class Message:
    """One JSON value; `line` counts from 1 in JSON Lines and is None for a whole document."""

    line: int | None
    value: object


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line, or a whole document, that is not JSON; `reason` holds nothing of its text."""

    line: int | None
    reason: str
    ends_early: bool = field(default=False, compare=False, repr=False)  # only its rest is missing


class InputError(TypescribeError):
    """The input cannot be opened, or broke while it was read."""


class MessageInput:
    """An opened input: what to call it, how long it is, and how far the reading has come.

    `size` is in bytes, None for a pipe; of a gzip it is the compressed size.
    """

    def __init__(self, name: str, stream: io.BufferedIOBase) -> None:
        self.name = name
        self.size = _size(stream)
        self._raw = _CountedBytes(stream)
        buffered = io.BufferedReader(self._raw)
        is_gzip = buffered.peek(2) == b"\x1f\x8b"
        self._stream = gzip.GzipFile(fileobj=buffered, mode="rb") if is_gzip else buffered

    @property
    def consumed(self) -> int:
        """The bytes read so far, of a gzip compressed ones: `consumed / size` is the progress."""
        return self._raw.count

    def read(self, layout: Layout = "auto") -> Iterator[Message | Malformed]:
        """Yield what `read_messages` does; raise `InputError` where the input breaks.

        The messages before a gzip breaks off have been yielded by then; where it is damaged,
        the few kilobytes unpacked together with the damage are lost.
        """
        with _told_as_input_error(self.name):
            yield from read_messages(self._stream, layout=layout)


@contextmanager
def open_messages(path: str) -> Iterator[MessageInput]:
    """Open a file, or standard input for `-`; raise `InputError` when that is not possible.

        with open_messages("calls.jsonl.gz") as source:
            for message in source.read():
                show(message, source.consumed, source.size)

    Gzip is known by its first two bytes, whatever the name. Standard input stays open.
    """
    name = "standard input" if path == "-" else path
    with ExitStack() as stack:
        with _told_as_input_error(name):
            opened = _standard_input() if path == "-" else stack.enter_context(open(path, "rb"))
            source = MessageInput(name, opened)
        yield source


def read_messages(
    stream: ByteStream, *, layout: Layout = "auto", longest_line: int = 256_000_000
) -> Iterator[Message | Malformed]:
    r"""Yield the values of a UTF-8 stream in order, and in their place those that are not JSON.

    `lines` is JSON Lines: a value a line, one line in memory at a time. Blank lines are
    skipped. Lines end in `\n` or `\r\n` and nowhere else; those of more than `longest_line`
    bytes are malformed and never held whole. `document` is one value of any length.

    `auto` decides by the first line that is not blank:

    - a complete JSON value: lines (a document of one line reads the same);
    - sound JSON that has not ended yet: a document. But lines, the first of them cut short,
      when the next line that is not blank is a complete object or array from its first
      column on, and the first is more than a lone `[` (`[`, `{}`, `]` is a list);
    - anything else: lines, the first of them malformed.

    Nothing but whitespace is no message; where a `document` is expected it is malformed.
    """
    if layout == "document":
        yield _parse(stream.read().removeprefix(codecs.BOM_UTF8), None)
        return
    lines = _lines(stream, longest_line)
    head = list(itertools.islice(lines, 1))
    match head:
        case [_Line(outcome=Malformed(ends_early=True)) as first] if layout == "auto":
            head += itertools.islice(lines, 1)
            if first.data.strip(_WHITESPACE) == b"[" or not any(map(_is_message, head[1:])):
                # Blank lines count in the positions, so they are put back.
                start = b"".join(b"\n" * line.blanks_above + line.data for line in head)
                yield _parse(start + stream.read(), None)
                return
    for line in itertools.chain(head, lines):
        yield line.outcome


class _Line(NamedTuple):
    blanks_above: int
    data: bytes
    outcome: Message | Malformed


def _is_message(line: _Line) -> bool:
    return line.data.startswith((b"{", b"[")) and isinstance(line.outcome, Message)


def _lines(stream: ByteStream, longest: int) -> Iterator[_Line]:
    """Yield the lines that are not blank; of one too long its beginning, the rest is skipped."""
    bound = f"{longest:,} bytes" if longest % 1_000_000 else f"{longest // 1_000_000:,} MB"
    too_long = f"a line of more than {bound}"
    blanks = 0
    for number, data in enumerate(iter(lambda: stream.readline(longest + 1), b""), 1):
        is_too_long = len(data) > longest and not data.endswith(b"\n")
        text = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
        if not is_too_long and not text.lstrip(_WHITESPACE):
            blanks += 1
            continue
        outcome = Malformed(number, too_long) if is_too_long else _parse(text, number)
        yield _Line(blanks, text, outcome)
        blanks = 0
        # Only now: if it was a document after all, its reader has taken the rest.
        while is_too_long and (rest := stream.readline(io.DEFAULT_BUFFER_SIZE)):
            is_too_long = not rest.endswith(b"\n")


def _parse(data: bytes, line: int | None) -> Message | Malformed:
    data = data.rstrip(_WHITESPACE)  # what ends early does so on its last line, not below it
    try:
        return Message(line, json.loads(data.decode()))
    except UnicodeDecodeError as error:
        sound = data[: error.start].split(b"\n")
        place = f"{'' if line else f'line {len(sound)}, '}byte {len(sound[-1]) + 1}"
        return Malformed(line, f"not UTF-8 at {place}")
    except json.JSONDecodeError as error:
        mistake = next(told for said, told in _MISTAKES.items() if error.msg.startswith(said))
        place = f"{'' if line else f'line {error.lineno}, '}column {error.colno}"
        ends_early = error.pos == len(error.doc)  # an unclosed string is placed at its beginning
        return Malformed(line, f"not JSON: {mistake} at {place}", ends_early)
    except RecursionError:
        return Malformed(line, "nested too deep")
    except ValueError:  # the only one left: Python's guard against endless integers
        return Malformed(line, f"an integer of more than {sys.get_int_max_str_digits():,} digits")


class _CountedBytes(io.RawIOBase):
    """The bytes of another stream, counted, and handed on as soon as they are there."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        # A pipe may begin with a single byte, gzip is known by two. Not readinto1(): into more
        # room than its buffer it waits for more, though it has something to hand on.
        data = self._stream.read1(len(room)) if self.count else self._stream.read(2)
        room[: len(data)] = data
        self.count += len(data)
        return len(data)


def _standard_input() -> io.BufferedIOBase:
    if sys.stdin is None:
        raise InputError([Problem("standard input", "closed; give a file or a pipe")])
    return cast(io.BufferedIOBase, sys.stdin.buffer)  # declared as the wider BinaryIO


def _size(stream: io.BufferedIOBase) -> int | None:
    try:
        file = stream.fileno()
        return os.path.getsize(file) - stream.tell() if os.path.isfile(file) else None
    except OSError:  # no file behind it: a replaced standard input
        return None


@contextmanager
def _told_as_input_error(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise InputError([Problem(name, _advice(error, name))]) from error


def _advice(error: Exception, name: str) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return 'no such file; check the name, or give "-" to read standard input'
        case IsADirectoryError() | PermissionError() if os.path.isdir(name):  # the 2nd: Windows
            return "a folder; give the name of one file"
        case PermissionError():
            return "no permission to read it; change its permissions or copy it"
        case EOFError():
            return "the gzip data breaks off; compress or download it again"
        case gzip.BadGzipFile() | zlib.error():
            return "the gzip data is damaged; compress or download it again"
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"cannot be read ({reason}); check the disk or the connection, then try again"
