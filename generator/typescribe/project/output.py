"""Compares a folder with the files generated for it, and writes those that changed.

Only files with the mark of generated files are replaced or removed, and the unedited example of
`typescribe init` by an import. Each is replaced by renaming a complete file, so that no program
reads half a file.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from typescribe.language.errors import OutputError, Problem
from typescribe.language.file_names import sharing_names
from typescribe.project.file_writing import is_left_over, stage
from typescribe.project.marks import MARK, MARKED_WITHIN, Kind, kind_of
from typescribe.project.package_folders import entries, folders_of, foreign

_COMMANDS: dict[Kind, str] = {"package": "generate", "import": "import", "schema": "schema"}
_ADVICE = "move it away or set another output"


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes that writing would make in a folder; file names are relative to it."""

    folder: Path
    shown_as: str
    """The path of the folder in messages."""
    files: tuple[str, ...]
    """All generated files of the folder, changed or not."""
    contents: Mapping[str, bytes] = field(default_factory=dict)
    """The wanted content of each file; empty if the files are known to be unchanged."""
    created: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kind: Kind = "package"
    """The kind of all these files."""
    given_up: Mapping[str, bytes] = field(default_factory=dict)
    """Files without the mark that may be replaced or removed as long as they have this content."""

    @property
    def stale(self) -> bool:
        """Whether the folder differs from what the spec generates."""
        return bool(self.created or self.changed or self.removed)


def plan(
    folder: Path,
    shown_as: str,
    contents: Mapping[str, bytes],
    kind: Kind = "package",
    given_up: Mapping[str, bytes] = MappingProxyType({}),
) -> Plan:
    """Return how a folder differs from the files that it should hold; nothing is written.

    Args:
        folder: where the files belong; it need not exist.
        shown_as: the path of the folder in messages.
        contents: the contents of the files by name.
        kind: the kind of the files; those of another kind are neither replaced nor removed.
        given_up: the contents of files without the mark that are replaced or removed as well.

    Raises:
        OutputError: a file to be replaced does not have the mark, or a file or the folder cannot
            be read.
    """
    created: list[str] = []
    changed: list[str] = []
    problems = [*blocked(folder, shown_as)]
    if not problems:
        problems += foreign(folder, shown_as, contents)
    if problems:
        raise OutputError(problems)
    for name, wanted in contents.items():
        shown = f"{shown_as}/{name}"
        found = _read(folder / name, shown, problems)
        if found is None:
            created.append(name)
        elif _with_line_feeds(found) != wanted:
            changed.append(name)
            if found != given_up.get(name):
                problems += _not_ours(folder / name, shown, found, kind)
    present = dict.fromkeys((*_ours(folder, shown_as, problems, kind), *given_up))
    removed = [name for name in present if name not in contents]
    problems += _sharing(folder, shown_as, contents, removed)
    if problems:
        raise OutputError(problems)
    files = tuple(contents)
    changes = tuple(created), tuple(changed), tuple(removed)
    return Plan(folder, shown_as, files, contents, *changes, kind, given_up)


def _sharing(
    folder: Path, shown_as: str, wanted: Iterable[str], removed: Sequence[str]
) -> Iterator[Problem]:
    """Yield a problem for each file whose name differs from another one only in case."""
    found = entries(folder, inside=True) if folder.is_dir() else []
    present = [entry.relative_to(folder).as_posix() for entry in found]
    kept = [name for name in present if name not in removed]
    for first, name in sharing_names(dict.fromkeys((*kept, *folders_of(wanted), *wanted))):
        message = f'the same file as "{first}" on a disk that ignores case; rename one of them'
        yield Problem(f"{shown_as}/{name}", message)


def _not_ours(file: Path, shown_as: str, head: bytes, kind: Kind) -> Iterator[Problem]:
    """Yield a problem if a file must not be replaced: without the mark, or a symbolic link."""
    found = kind_of(head)
    if file.is_symlink():
        yield Problem(shown_as, f"a symbolic link, so it is not replaced; {_ADVICE}")
    elif found is None:
        message = f'not written by typescribe (its first lines do not say "{MARK}")'
        yield Problem(shown_as, f"{message}, so it is not replaced; {_ADVICE}")
    elif found != kind:
        message = f"written by `typescribe {_COMMANDS[found]}`, so it is not replaced"
        yield Problem(shown_as, f"{message}; {_ADVICE}")


def blocked(folder: Path, shown_as: str) -> Iterator[Problem]:
    """Yield a problem if the folder, or one above it, exists and is not a folder."""
    shown = PurePosixPath(shown_as)
    for place, name in zip((folder, *folder.parents), (shown, *shown.parents), strict=False):
        if place.is_dir():
            return
        if os.path.lexists(place):
            yield Problem(str(name), f"not a folder, so nothing can be written there; {_ADVICE}")
            return


def digests(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 digests of file contents, by file name."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}


def holds(folder: Path, wanted: Mapping[str, str]) -> bool:
    """Whether a folder holds files with the given digests, and no other generated file."""
    problems: list[Problem] = []
    names = _ours(folder, "", problems, "package")
    if problems or set(names) != set(wanted):
        return False
    found = {name: _read(folder / name, "", problems) or b"" for name in names}
    contents = {name: _with_line_feeds(content) for name, content in found.items()}
    return not problems and digests(contents) == dict(wanted)


def _read(file: Path, shown_as: str, problems: list[Problem], size: int = -1) -> bytes | None:
    """Return the first `size` bytes of a file, or all of it; `None` if there is no such file.

    If it cannot be read, or is not a file, a problem is added and the result is `None`.
    """
    try:
        if file.is_file():
            with file.open("rb") as stream:
                return stream.read(size)
        if os.path.lexists(file):
            problems.append(Problem(shown_as, f"not a file, so it is not replaced; {_ADVICE}"))
    except OSError as error:
        problems.append(Problem(shown_as, f"cannot be read: {_reason(error)}"))
    return None


def _ours(folder: Path, shown_as: str, problems: list[Problem], kind: Kind) -> list[str]:
    """Return the names of the files of a kind in a folder, without symbolic links.

    Those of a package may be in folders inside it; all others are directly in the folder.
    """
    try:
        found = entries(folder, inside=kind == "package")
        files = {f.relative_to(folder).as_posix(): f for f in found if _is_whole(f)}
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(Problem(shown_as, f"cannot be listed: {_reason(error)}"))
        return []
    heads = {n: _read(f, f"{shown_as}/{n}", problems, MARKED_WITHIN) for n, f in files.items()}
    return [name for name, head in heads.items() if head and kind_of(head) == kind]


def _is_whole(entry: Path) -> bool:
    """Whether an entry is a regular file, and not a temporary file that a killed run left."""
    return entry.is_file() and not entry.is_symlink() and not is_left_over(entry.name)


def write(*plans: Plan) -> None:
    """Carry out plans, all of them or none.

    First, every file is written under a temporary name in its folder. Then the files are renamed,
    and generated files that no longer belong there are removed.

    Raises:
        OutputError: a file cannot be written, replaced or removed.
    """
    for planned in plans:
        _check_again(planned)
    staged: list[tuple[str, Path, Path]] = []
    new_folders: list[Path] = []
    try:
        for planned in plans:
            for inner in (".", *folders_of(planned.created)) if planned.stale else ():
                shown = str(PurePosixPath(planned.shown_as, inner))
                new_folders += _make(planned.folder / inner, shown)
            for name in (*planned.created, *planned.changed):
                file, shown = planned.folder / name, f"{planned.shown_as}/{name}"
                with _reporting("written", shown):
                    staged.append((shown, stage(file, planned.contents[name]), file))
        new_folders.clear()
        while staged:
            shown, temporary, file = staged[0]
            with _reporting("replaced", shown):
                os.replace(temporary, file)
            del staged[0]
        for planned in plans:
            for name in planned.removed:
                with _reporting("removed", f"{planned.shown_as}/{name}"):
                    (planned.folder / name).unlink(missing_ok=True)
            for inner in reversed(folders_of(planned.removed)):
                with suppress(OSError):  # another file is in it
                    (planned.folder / inner).rmdir()
    finally:
        for _, temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for folder in reversed(new_folders):
            with suppress(OSError):
                folder.rmdir()


def _check_again(planned: Plan) -> None:
    """Raise `OutputError` if a file to be replaced is not, or no longer, a generated one."""
    problems: list[Problem] = []
    for name in dict.fromkeys((*planned.created, *planned.changed, *planned.given_up)):
        file, shown = planned.folder / name, f"{planned.shown_as}/{name}"
        whole = -1 if name in planned.given_up else MARKED_WITHIN
        head = _read(file, shown, problems, whole)
        if head is not None and head != planned.given_up.get(name):
            problems += _not_ours(file, shown, head, planned.kind)
    if problems:
        raise OutputError(problems)


def _make(folder: Path, shown_as: str) -> list[Path]:
    """Create a folder, and return the folders that were created, the outermost first."""
    new = list(takewhile(lambda place: not place.exists(), (folder, *folder.parents)))
    with _reporting("created", shown_as):
        folder.mkdir(parents=True, exist_ok=True)
    return new[::-1]


@contextmanager
def _reporting(what: str, shown_as: str) -> Iterator[None]:
    """Turn an `OSError` inside the block into an `OutputError`."""
    try:
        yield
    except OSError as error:
        raise OutputError([Problem(shown_as, f"cannot be {what}: {_reason(error)}")]) from error


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def diff(planned: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff of the changes that a plan would make."""
    for name in (*planned.created, *planned.changed, *planned.removed):
        shown = f"{planned.shown_as}/{name}"
        lines = difflib.unified_diff(
            _lines(_before(planned, name)),
            _lines(planned.contents.get(name, b"")),
            "/dev/null" if name in planned.created else f"a/{shown}",
            "/dev/null" if name in planned.removed else f"b/{shown}",
        )
        for line in lines:
            yield line.removesuffix("\n")
            if not line.endswith("\n"):
                yield "\\ No newline at end of file"


def _before(planned: Plan, name: str) -> bytes:
    return b"" if name in planned.created else (planned.folder / name).read_bytes()


def _with_line_feeds(content: bytes) -> bytes:
    """Return content without the CRLF line endings that git writes on some machines.

    Generated files have none of their own: carriage returns inside them are escaped.
    """
    return content.replace(b"\r\n", b"\n")


def _lines(content: bytes) -> list[str]:
    """Return the lines of a content, split only at line feeds, as diff and git do."""
    return io.StringIO(content.decode("utf-8", "replace"), newline="\n").readlines()
