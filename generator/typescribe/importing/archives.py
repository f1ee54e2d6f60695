"""An archive as `npm pack` makes it -> a folder with its declarations."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from typescribe.language.errors import Problem, SpecError
from typescribe.sources.typescript.module_files import is_declarations
from typescribe.sources.typescript.program import SIZE_LIMIT

_SUFFIXES = (".tgz", ".tar.gz")


def is_archive(path: Path) -> bool:
    """Return whether a file has the name of an archive of a package."""
    return path.name.endswith(_SUFFIXES) and path.is_file()


@contextmanager
def unpacked(path: Path, shown_as: str) -> Iterator[Path]:
    """Yield a temporary folder with the package of an archive.

    It holds the declarations and the manifests of the package, and nothing else of it.

    Raises:
        SpecError: the file is not such an archive.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        try:
            with tarfile.open(path, "r:gz") as archive:
                for member in archive:
                    _unpack(archive, member, folder)
        except (OSError, EOFError, tarfile.TarError):
            message = "expected an archive as `npm pack` makes it; it cannot be unpacked"
            raise SpecError([Problem(shown_as, message)]) from None
        inner = [entry for entry in folder.iterdir() if entry.is_dir()]
        if len(inner) != 1:
            message = "expected an archive as `npm pack` makes it, with one folder at its top"
            raise SpecError([Problem(shown_as, message)])
        yield inner[0]


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    inside = PurePosixPath(member.name)
    is_wanted = is_declarations(inside.name) or inside.name in ("package.json", "tsconfig.json")
    if not (member.isfile() and is_wanted) or inside.is_absolute() or ".." in inside.parts:
        return
    content = archive.extractfile(member)
    if content is None or member.size > SIZE_LIMIT:
        return
    target = folder / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.read())
