"""Splits sources into parts that can be read in parallel: files, or ranges of lines."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from typescribe.archives.decoding import Malformed, Message, Passed, parse
from typescribe.archives.envelopes import Path, taken_out
from typescribe.archives.layouts import Layout, filtered_lines, read_lines, sifted
from typescribe.archives.sources import Source
from typescribe.archives.streams import as_input_error, open_messages, shown
from typescribe.project.garbage_collector import collecting_rarely

PART = 16_000_000
"""The size in bytes of the parts into which a plain file of lines is divided."""
WHOLE = 1 << 62
"""A size that no file exceeds, so that files are not divided."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How archives are read: their layout, and the path to the message in each value."""

    layout: Layout = "auto"
    at: Path = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a source: the lines that begin in a range of bytes, or all of it without `stop`."""

    source: Source
    start: int = 0
    stop: int | None = None

    @property
    def name(self) -> str:
        """The name of the file in messages."""
        return shown(self.source.path)

    @property
    def size(self) -> int | None:
        """The number of bytes to read, if known."""
        return self.source.size if self.stop is None else self.stop - self.start


def parts_of(sources: Iterable[Source], options: ReadOptions, size: int = PART) -> Iterator[Part]:
    """Yield the parts of all sources in the order of the input.

    Large local files of lines are divided, unless they are compressed. Other sources are a single
    part each, since they have to be read from the beginning.
    """
    for source in sources:
        if source.size is not None and source.size >= 2 * size and _is_of_lines(source, options):
            for start in range(0, source.size, size):
                yield Part(source, start, min(start + size, source.size))
        else:
            yield Part(source)


def _is_of_lines(source: Source, options: ReadOptions) -> bool:
    if "://" in source.path or options.layout not in ("auto", "lines"):
        return False
    try:
        with open_messages(source.path) as opened:
            if not opened.is_plain:
                return False
            line = opened.stream.readline(PART)
            while line and not line.strip():
                line = opened.stream.readline(PART)
    except Exception:  # whatever it is, it is raised again and reported when the file is read
        return False
    is_message = isinstance(parse(line.removeprefix(b"\xef\xbb\xbf"), 1), Message)
    return options.layout == "lines" or is_message


@dataclass
class OpenPart:
    """A part that is being read: its messages, and the numbers of bytes and lines read so far."""

    messages: Iterator[Message | Malformed | Passed]
    consumed: Callable[[], int]
    lines: Callable[[], int]


@contextmanager
def open_part(
    part: Part, options: ReadOptions, passes: Callable[[object], bool] | None = None
) -> Iterator[OpenPart]:
    """Open a part; messages that pass a test, if there is one, are only counted.

    Lines are numbered from 1 in each part, since the number of lines before it is not known until
    the parts before it have been read.

    Raises:
        InputError: the part cannot be opened, or, while messages are read, the input fails.
    """
    if part.stop is None:
        with open_messages(part.source.path) as opened, collecting_rarely():
            if options.at:
                found = sifted(taken_out(opened.read(options.layout), options.at), passes)
            else:
                found = opened.filtered(options.layout, passes)
            yield OpenPart(found, lambda: opened.consumed, lambda: 0)
        return
    with ExitStack() as stack:
        stack.enter_context(collecting_rarely())
        with as_input_error(part.name):
            file = stack.enter_context(open(part.source.path, "rb"))
            stream = _Range(file, part.start, part.stop)

        def read() -> Iterator[Message | Malformed]:
            with as_input_error(part.name):
                yield from read_lines(stream, begins_file=not part.start)

        def filtered() -> Iterator[Message | Malformed | Passed]:
            with as_input_error(part.name):
                yield from filtered_lines(stream, passes, begins_file=not part.start)

        chosen = sifted(taken_out(read(), options.at), passes) if options.at else filtered()
        yield OpenPart(chosen, stream.consumed, stream.lines)


class _Range(io.BufferedIOBase):
    """A stream of the lines that begin in a range of the bytes of a file."""

    def __init__(self, file: io.BufferedReader, start: int, stop: int) -> None:
        self._file = file
        self._stop = stop
        self._start = start
        self._lines = 0
        if start:
            file.seek(start - 1)
            while (piece := file.readline(1 << 20)) and not piece.endswith(b"\n"):
                pass
        self._at = file.tell()
        self._inside = False

    def consumed(self) -> int:
        return max(self._at - self._start, 0)

    def lines(self) -> int:
        return self._lines

    def readline(self, size: int | None = -1, /) -> bytes:
        if self._at >= self._stop and not self._inside:
            return b""
        data = self._file.readline(-1 if size is None else size)
        self._at += len(data)
        self._inside = bool(data) and not data.endswith(b"\n")
        self._lines += not self._inside
        return data
