"""An archive as `npm pack` makes it -> a folder with its declarations."""

from __future__ import annotations

import gzip
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from typescribe.language.errors import Problem, SpecError
from typescribe.language.text_files import is_regular
from typescribe.sources.typescript.boundary import MANIFEST
from typescribe.sources.typescript.json_modules import is_json
from typescribe.sources.typescript.module_files import is_declarations
from typescribe.sources.typescript.program import SIZE_LIMIT

UNPACKED_LIMIT = 1_000_000_000
"""How many bytes an archive may unpack to, wanted or not."""
JSON_LIMIT = 200_000
"""How many bytes a module of JSON in an archive may have."""
WANTED_LIMIT = 200_000_000
"""How many bytes of declarations and manifests it may hold."""
MEMBERS_LIMIT = 100_000

_SUFFIXES = (".tgz", ".tar.gz")


def is_archive(path: Path) -> bool:
    """Return whether a file has the name of an archive of a package."""
    return path.name.endswith(_SUFFIXES) and is_regular(path)


class _TooLargeError(Exception):
    """An archive exceeds a limit, which is the message."""


class _Unpacked(gzip.GzipFile):
    """The bytes of an archive, which can neither be too many nor be read all at once."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= SIZE_LIMIT:
            raise _TooLargeError(f"a part of it has more than {SIZE_LIMIT:,} bytes")
        return super().read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        if offset > UNPACKED_LIMIT:
            raise _TooLargeError(f"it unpacks to more than {UNPACKED_LIMIT:,} bytes")
        return super().seek(offset, whence)


@contextmanager
def unpacked(path: Path, shown_as: str) -> Iterator[Path]:
    """Yield a temporary folder with the package of an archive.

    It holds the declarations and the manifests of the package, and nothing else of it.

    Raises:
        SpecError: the file is not such an archive, or is too large.
    """
    with tempfile.TemporaryDirectory() as name:
        yield unpack(path, shown_as, Path(name).resolve())


def unpack(path: Path, shown_as: str, folder: Path) -> Path:
    """Unpack what `unpacked` does into an empty folder; return the folder of the package in it.

    Raises:
        SpecError: as `unpacked` does.
    """
    try:
        with (
            _Unpacked(path, "rb") as stream,
            tarfile.open(fileobj=stream, mode="r:") as archive,
        ):
            _unpack_all(archive, folder)
    except _TooLargeError as error:
        raise SpecError([Problem(shown_as, str(error))]) from None
    except (OSError, EOFError, ValueError, zlib.error, tarfile.TarError):
        message = "expected an archive as `npm pack` makes it; it cannot be unpacked"
        raise SpecError([Problem(shown_as, message)]) from None
    inner = [entry for entry in folder.iterdir() if entry.is_dir()]
    if len(inner) != 1:
        message = "expected an archive as `npm pack` makes it, with one folder at its top"
        raise SpecError([Problem(shown_as, message)])
    return inner[0]


def _unpack_all(archive: tarfile.TarFile, folder: Path) -> None:
    written = 0
    for number, member in enumerate(archive):
        if number == MEMBERS_LIMIT:
            raise _TooLargeError(f"it holds more than {MEMBERS_LIMIT:,} files")
        if _is_wanted(member):
            written += member.size
            if written > WANTED_LIMIT:
                raise _TooLargeError(f"its declarations have more than {WANTED_LIMIT:,} bytes")
            _unpack_file(archive, member, folder)


def _is_wanted(member: tarfile.TarInfo) -> bool:
    inside = PurePosixPath(member.name)
    is_read = is_declarations(inside.name) or inside.name in (MANIFEST, "tsconfig.json")
    # A module may import its data, but a package may as well hold more data than declarations.
    is_read = is_read or (is_json(Path(inside.name)) and member.size <= JSON_LIMIT)
    is_inside = not inside.is_absolute() and ".." not in inside.parts
    return member.isfile() and is_read and is_inside and member.size <= SIZE_LIMIT


def _unpack_file(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    content = archive.extractfile(member)
    assert content is not None, "it is a regular file"
    target = folder / PurePosixPath(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read())
