"""Reads text files that people write; raises `SpecError` if one cannot be read."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from typescribe.language.errors import Position, Problem, SpecError

SIZE_LIMIT = 5_000_000

_UTF_8_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x1f\x8b": "a gzip archive",
    b"PK\x03\x04": "a zip archive",
}
_REASONS = {
    errno.ENOENT: "not found",
    errno.ENOTDIR: "not a folder",
    errno.EEXIST: "another file has that name",
    errno.ENAMETOOLONG: "longer than a path may be on this system",
    errno.EACCES: "no permission to {to} it",
    errno.EPERM: "no permission to {to} it",
    errno.ELOOP: "a symbolic link that leads to itself",
}


def read_text_file(path: Path, shown_as: str, limit: int = SIZE_LIMIT) -> str:
    """Read a UTF-8 file of at most `limit` bytes, without its byte order mark.

    Raises:
        SpecError: the file cannot be read, is too large, or is not UTF-8.
    """
    return decoded(read_bytes(path, shown_as, limit), shown_as)


def read_bytes(path: Path, shown_as: str, limit: int = SIZE_LIMIT) -> bytes:
    """Read a regular file of at most `limit` bytes.

    Raises:
        SpecError: the file cannot be read, is of another kind, or is too large.
    """
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise _refusal(shown_as, "a folder; expected a file")
        if not stat.S_ISREG(kind.st_mode):
            raise _refusal(shown_as, "not a regular file")
        if kind.st_size > limit:
            size = f"{kind.st_size:,} bytes; the limit is {limit:,}"
            raise _refusal(shown_as, f"{size}; split the file")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise _refusal(shown_as, reason_of(error)) from None
    except ValueError:
        raise _refusal(shown_as, "a path with a zero byte") from None
    if len(data) > limit:  # system files, such as those in /proc, do not report their size
        raise _refusal(shown_as, f"more than {limit:,} bytes, which is the limit")
    return data


def is_regular(path: Path) -> bool:
    """Return whether a path leads to a regular file; false if the system rejects the path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; false if the system rejects the path."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_existing(path: Path) -> bool:
    """Return whether a path leads to anything; false if the system rejects the path."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def reason_of(error: OSError, to: str = "read") -> str:
    """Return in a few words why the operating system rejects reading or writing a path."""
    if error.errno in _REASONS:
        return _REASONS[error.errno].format(to=to)
    return error.strerror or f"it cannot be {'read' if to == 'read' else 'written'}"


def decoded(data: bytes, shown_as: str) -> str:
    """Return the text of bytes in UTF-8, without a byte order mark.

    Raises:
        SpecError: they are not UTF-8.
    """
    for mark, encoding in _OTHER_MARKS.items():
        if data.startswith(mark):
            raise _refusal(shown_as, f"{encoding}; expected UTF-8")
    data = data.removeprefix(_UTF_8_MARK)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line = before.count("\n") + 1
        position = Position(shown_as, line, len(before) - (before.rfind("\n") + 1) + 1)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8; save the file as UTF-8"
        raise SpecError([Problem(position, message)]) from None


def _refusal(shown_as: str, message: str) -> SpecError:
    return SpecError([Problem(shown_as, message)])
