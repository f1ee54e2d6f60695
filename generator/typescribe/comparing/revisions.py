"""Copies files out of a git revision, as in `REV:path`."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from typescribe.language.errors import Problem, SpecError, nearest
from typescribe.language.syntax import quoted
from typescribe.language.text_files import reason_of
from typescribe.sources.typescript.boundary import MANIFEST
from typescribe.sources.typescript.module_files import is_declarations
from typescribe.sources.typescript.program import SIZE_LIMIT

SPEC_SUFFIXES = (".yaml", ".yml")
_LINK = "120000"
_SUBMODULE = "160000"

ENTRIES_LIMIT = 1_000_000
"""The number of files that a tree may have; git can store any number in a few kilobytes."""
FILES_LIMIT = 20_000
"""The number of files that may be read."""
TOTAL_LIMIT = 200_000_000
"""The number of bytes that all files together may have."""
_BATCH = 20_000_000
"""The number of bytes after which git is asked for the next files."""


class GitFile(NamedTuple):
    """A file of a revision: its path below a tree, its object, and its size.

    The size of a submodule is `None`.
    """

    path: str
    object_id: str
    size: int | None

    @property
    def readable(self) -> int:
        """The number of bytes to read; 0 for a submodule and for a file that is too large."""
        return self.size if self.size is not None and self.size <= SIZE_LIMIT else 0


def holds_typescript(names: Iterable[str]) -> bool:
    """Return whether a folder with files of these names is TypeScript, not a spec."""
    return any(name == MANIFEST or is_declarations(name) for name in names)


def check_out(revision: str, path: str, folder: Path) -> Path:
    """Copy a file or folder out of a revision into a folder, and return its path there.

    The repository is not changed, and none of its filters or hooks is run.

    Args:
        revision: a commit: a branch, a tag, `HEAD~3`, a hash.
        path: from the root of the repository; from the current folder if it begins with `./`.
        folder: an empty folder.

    Raises:
        SpecError: git is not installed, or the repository, the revision or the path does not exist.
    """
    return _Revision(revision, path).check_out(folder)


class _Revision:
    """A revision and a path in it, read with git."""

    def __init__(self, revision: str, path: str) -> None:
        self._path = path
        self._shown = f"{revision}:{path}"
        if not revision or revision.startswith("-"):
            raise self._refusal("not found; expected a path, or REV:path such as HEAD~1:spec/shop")
        if (git := shutil.which("git")) is None:
            raise self._refusal("not found, and git is not installed to look for a revision")
        self._git = git
        repository = self._run("rev-parse", "--git-dir")
        if repository.returncode:
            reason = repository.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            answer = "".join(reason).removeprefix("fatal: ")
            if answer.startswith("not a git repository"):
                answer = "the current folder is not in a git repository"
            raise self._refusal(f"not found, and {answer}")
        self._commit = self._id(f"{revision}^{{commit}}")
        if not self._commit:
            raise self._refusal(f'there is no revision "{revision}" in git, and no such file')
        self._revision = revision

    def check_out(self, folder: Path) -> Path:
        found = self._id(f"{self._commit}:{self._path}")
        if not found:
            advice = nearest(self._path, self._siblings())
            message = f'there is no "{self._path}" in the revision "{self._revision}"{advice}'
            raise self._refusal(message)
        name = PurePosixPath(self._path).name
        kind = self._run("cat-file", "-t", found).stdout.strip()
        if kind == b"blob":
            if is_declarations(name):
                return self._check_out_all(folder, is_folder=False)
            size = int(self._run("cat-file", "-s", found).stdout)
            self._write([GitFile(name, found, size)], folder)
            return folder / name
        if kind != b"tree":
            raise self._refusal("a submodule there; compare it in its own repository")
        entries = self._names(found)
        if any(entry.endswith(SPEC_SUFFIXES) for entry in entries) and not holds_typescript(
            entries
        ):
            target = folder / (name or "spec")
            specs = self._files(found, (), lambda path: path.name.endswith(SPEC_SUFFIXES))
            self._write(specs, target)
            return target
        return self._check_out_all(folder, is_folder=True)

    def _check_out_all(self, folder: Path, *, is_folder: bool) -> Path:
        """Copy all TypeScript that an import of the path may read."""
        inside = self._path
        if PurePosixPath(inside).parts[:1] == ("..",) or inside[:2] in (".", "./"):
            prefix = self._run("rev-parse", "--show-prefix").stdout.decode("utf-8", "replace")
            inside = posixpath.normpath(prefix.strip() + inside)
        path = PurePosixPath(inside)
        readable = self._readable(path if is_folder else path.parent)
        files = self._files(
            self._commit,
            readable,
            lambda path: _is_read(path.name),
        )
        self._write(files, folder)
        if is_folder and path.parts:  # git does not store empty folders
            self._write([GitFile(inside, "", None)], folder)
        return folder / inside

    def _readable(self, folder: PurePosixPath) -> tuple[str, ...]:
        """Return the package around a folder, or else the folder, and each `node_modules` above."""
        around = (folder, *folder.parents)
        manifests = (f"{self._commit}:{parent / MANIFEST}" for parent in around)
        found = (parent for parent, name in zip(around, manifests, strict=True) if self._id(name))
        root = next(found, folder)
        if not root.parts:
            return ()
        return (str(root), *(str(parent / "node_modules") for parent in root.parents))

    def _files(
        self, tree: str, inside: tuple[str, ...], wanted: Callable[[PurePosixPath], bool]
    ) -> list[GitFile]:
        """Return the wanted files below a tree; if `inside` is given, only those in these folders.

        Only names and sizes are read, and no more of them than the limits allow.
        """
        found: list[GitFile] = []
        arguments = ("ls-tree", "--full-tree", "-r", "-l", "-z", tree, "--", *inside)
        for count, entry in enumerate(self._entries(*arguments)):
            about, _, file = entry.partition("\t")
            mode, _, object_id, size = about.split()
            path = PurePosixPath(file)
            if count == ENTRIES_LIMIT:
                raise self._refusal(f"more than {ENTRIES_LIMIT:,} files; give a smaller folder")
            if not wanted(path) or ".." in path.parts or path.is_absolute():
                continue
            if mode == _LINK:
                message = (
                    f'"{file}" is a symbolic link there; compare a folder that contains the file'
                )
                raise self._refusal(message)
            found.append(GitFile(file, object_id, None if mode == _SUBMODULE else int(size)))
            if len(found) > FILES_LIMIT:
                raise self._refusal(
                    f"more than {FILES_LIMIT:,} files to read; give a smaller folder"
                )
        if sum(file.readable for file in found) > TOTAL_LIMIT:
            raise self._refusal(f"more than {TOTAL_LIMIT:,} bytes to read; give a smaller folder")
        return found

    def _write(self, files: Iterable[GitFile], target: Path) -> None:
        """Write files below a folder; submodules become folders.

        A file that is too large gets its size but no content, so that reading it is reported.
        """
        place = target
        try:
            target.mkdir(exist_ok=True)
            for file, content in self._contents(files):
                place = target / file.path
                if file.size is None:
                    place.mkdir(parents=True, exist_ok=True)
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("xb") as stream:
                    stream.write(content)
                if file.size > SIZE_LIMIT:
                    os.truncate(place, file.size)
        except OSError as error:
            shown = place.relative_to(target).as_posix()
            raise self._refusal(
                f"{quoted(shown)} cannot be written: {reason_of(error, 'write')}"
            ) from None

    def _contents(self, files: Iterable[GitFile]) -> Iterator[tuple[GitFile, bytes]]:
        """Yield files with their contents; the content is empty if a file is not to be read."""
        waiting: list[GitFile] = []
        for file in files:
            if not file.readable:
                yield file, b""
                continue
            waiting.append(file)
            if sum(one.readable for one in waiting) > _BATCH:
                yield from self._batch(waiting)
                waiting = []
        yield from self._batch(waiting)

    def _batch(self, files: Sequence[GitFile]) -> Iterator[tuple[GitFile, bytes]]:
        asked = "".join(f"{file.object_id}\n" for file in files)
        answer = self._run("cat-file", "--batch", given=asked.encode()).stdout
        start = 0
        for file in files:
            head = answer.find(b"\n", start)
            about = answer[start:head].split()  # <object> blob <size>
            if len(about) != 3:
                raise self._refusal(f"git cannot read {quoted(file.path)}")
            end = head + 1 + int(about[2])
            yield file, answer[head + 1 : end]
            start = end + 1

    def _entries(self, *arguments: str) -> Iterator[str]:
        """Yield the entries that git prints between zero bytes, as soon as they arrive."""
        with subprocess.Popen(  # noqa: S603  # a list, no shell
            [self._git, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            assert process.stdout is not None, "it is a pipe"
            rest = b""
            try:
                while chunk := process.stdout.read(1 << 16):
                    *entries, rest = (rest + chunk).split(b"\0")
                    for entry in entries:
                        yield entry.decode("utf-8", "surrogateescape")
            finally:
                process.kill()

    def _siblings(self) -> list[str]:
        parent = str(PurePosixPath(self._path).parent)
        inside = "" if parent == "." else parent
        names = self._names(f"{self._commit}:{inside}")
        return [f"{inside}/{name}" if inside else name for name in names]

    def _names(self, tree: str) -> list[str]:
        listing = self._run("ls-tree", "--full-tree", "-z", "--name-only", tree).stdout
        return [name for name in listing.decode("utf-8", "replace").split("\0") if name]

    def _id(self, name: str) -> str:
        """Return the id of the git object with a name, or "" if there is none."""
        found = self._run("rev-parse", "--verify", "--quiet", name)
        return "" if found.returncode else found.stdout.decode().strip()

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603  # a list, no shell; no name begins with a dash
            [self._git, *arguments],
            input=given,
            capture_output=True,
            check=False,
            env=_environment(),
        )

    def _refusal(self, message: str) -> SpecError:
        return SpecError([Problem(self._shown, message)])


def _is_read(name: str) -> bool:
    """Return whether an import reads files with this name."""
    is_manifest = name == MANIFEST or (name.startswith("tsconfig") and name.endswith(".json"))
    return is_manifest or is_declarations(name)


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}
