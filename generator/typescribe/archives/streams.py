"""Opens a file, a URL or standard input as a stream of messages, and counts the bytes read."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, cast

from typescribe.archives.decoding import Malformed, Message, Passed
from typescribe.archives.layouts import Layout, filtered_messages, read_messages
from typescribe.language.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT = "-"
MAGIC = {
    "gzip": b"\x1f\x8b",
    "bzip2": b"BZh",
    "xz": b"\xfd7zXZ\x00",
    "zstd": b"\x28\xb5\x2f\xfd",
}
"""The first bytes of compressed data; no JSON begins with them."""
_LONGEST_MAGIC = max(map(len, MAGIC.values()))


class InputError(TypescribeError):
    """The input cannot be opened, or an error occurred while it was read."""


class MessageInput:
    """An opened input: its name, its length, and how much of it has been read.

    `size` is in bytes, before decompression; it is `None` for a pipe.
    """

    def __init__(self, name: str, stream: io.BufferedIOBase, size: int | None = None) -> None:
        self.name = name
        self.size = _size(stream) if size is None else size
        self._raw = _CountedBytes(stream)
        buffered = io.BufferedReader(self._raw, 1 << 16)
        head = buffered.peek(_LONGEST_MAGIC)
        self._packed = next((n for n, magic in MAGIC.items() if head.startswith(magic)), None)
        self.stream = _unpacked(buffered, self._packed, name)

    @property
    def consumed(self) -> int:
        """The number of bytes read so far, before decompression."""
        return self._raw.count

    @property
    def is_plain(self) -> bool:
        """Whether the input is not compressed."""
        return self._packed is None

    def filtered(
        self, layout: Layout, passes: Callable[[object], bool] | None
    ) -> Iterator[Message | Malformed | Passed]:
        """Yield the results of `filtered_messages`; raise `InputError` if the input fails."""
        with as_input_error(self.name, self._packed):
            yield from filtered_messages(self.stream, passes, layout=layout)

    def read(self, layout: Layout = "auto") -> Iterator[Message | Malformed]:
        """Yield what `read_messages` does; raise `InputError` if the input fails.

        If compressed data is incomplete, all messages before its end are yielded first. If it is
        damaged, up to a few kilobytes before the damage are lost.
        """
        with as_input_error(self.name, self._packed):
            yield from read_messages(self.stream, layout=layout)


@contextmanager
def open_messages(path: str) -> Iterator[MessageInput]:
    """Open a file, a URL, or standard input for `-`; raise `InputError` if this fails.

        with open_messages("calls.jsonl.gz") as source:
            for message in source.read():
                show(message, source.consumed, source.size)

    Compression (gzip, bzip2, xz, zstd) is recognised by the first bytes, not by the name. Standard
    input is not closed.
    """
    name = shown(path)
    with ExitStack() as stack:
        with as_input_error(name):
            source = MessageInput(name, *_opened(path, stack))
        yield source


def shown(path: str) -> str:
    """Return the name of an input as messages show it."""
    return "standard input" if path == STANDARD_INPUT else path


def _opened(path: str, stack: ExitStack) -> tuple[io.BufferedIOBase, int | None]:
    if path == STANDARD_INPUT:
        return _standard_input(), None
    if "://" in path:
        from typescribe.archives.remote import open_url

        return open_url(path, stack)
    return stack.enter_context(open(path, "rb")), None


def _unpacked(stream: Any, packed: str | None, name: str) -> io.BufferedIOBase:
    match packed:
        case "gzip":
            return gzip.GzipFile(fileobj=stream, mode="rb")
        case "bzip2":
            import bz2

            return io.BufferedReader(cast(Any, bz2.BZ2File(stream)), 1 << 16)
        case "xz":
            return io.BufferedReader(cast(Any, lzma.LZMAFile(stream)), 1 << 16)
        case "zstd":
            return io.BufferedReader(cast(Any, _zstd(name).ZstdFile(stream)), 1 << 16)
        case _:
            return cast(io.BufferedIOBase, stream)


def _zstd(name: str) -> Any:
    """Return the module that reads zstd: Python's own since 3.14, otherwise its backport."""
    import importlib

    for module in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(module)
        except ImportError:
            continue
    advice = 'zstd data: pip install "typescribe[zstd]", or unpack it and pipe it in'
    raise InputError([Problem(name, advice)])


class _CountedBytes(io.RawIOBase):
    """Counts the bytes of another stream, and passes them on as soon as they arrive."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        # Not readinto1(): given more room than its buffer, it waits for more data although some
        # has arrived.
        data = self._stream.read1(len(room)) if self.count else self._head()
        room[: len(data)] = data
        self.count += len(data)
        return len(data)

    def _head(self) -> bytes:
        """Return the first bytes: enough to recognise compression, but no more than necessary.

        A pipe may deliver a message of two bytes and then wait for an answer.
        """
        head = self._stream.read(2)
        longer = [magic for magic in MAGIC.values() if magic.startswith(head)]
        if len(head) == 2 and longer:
            head += self._stream.read(max(map(len, longer)) - 2)
        return head


def _standard_input() -> io.BufferedIOBase:
    if sys.stdin is None:
        raise InputError([Problem("standard input", "closed; give a file or a pipe")])
    return cast(io.BufferedIOBase, sys.stdin.buffer)  # typeshed declares the wider BinaryIO


def _size(stream: io.BufferedIOBase) -> int | None:
    try:
        file = stream.fileno()
        return os.path.getsize(file) - stream.tell() if os.path.isfile(file) else None
    except OSError:  # standard input was replaced by an object that is not a file
        return None


@contextmanager
def as_input_error(name: str, packed: str | None = None) -> Iterator[None]:
    """Turn any error of an input inside the block into an `InputError` with advice."""
    try:
        yield
    except (TypescribeError, KeyboardInterrupt, GeneratorExit, BrokenPipeError):
        raise
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise InputError([Problem(name, _advice(error, name, packed))]) from error
    except Exception as error:  # zstd and drivers raise classes of modules that may be missing
        if packed == "zstd" or "://" in name:
            raise InputError([Problem(name, _advice(error, name, packed))]) from error
        raise


def _advice(error: Exception, name: str, packed: str | None) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return 'no such file; check the name, or give "-" to read standard input'
        case IsADirectoryError() | PermissionError() if os.path.isdir(name):  # the second: Windows
            return "a folder; give the name of one file"
        case PermissionError():
            return "no permission to read it; change its permissions or copy it"
        case EOFError():
            return f"the {packed or 'gzip'} data is incomplete; compress or download it again"
        case gzip.BadGzipFile() | zlib.error() | lzma.LZMAError():
            return _damaged(packed)
        case OSError(errno=None) if packed:  # what bz2 raises
            return _damaged(packed)
        case _ if packed == "zstd" and not isinstance(error, OSError):
            return _damaged(packed)
    reason = getattr(error, "strerror", None) or type(error).__name__
    return f"cannot be read ({reason}); check the disk or the connection, then try again"


def _damaged(packed: str | None) -> str:
    return f"the {packed or 'gzip'} data is damaged; compress or download it again"
