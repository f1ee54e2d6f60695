"""Copies files out of a git revision, as in `REV:path`."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from typescribe.language.errors import Problem, SpecError, nearest
from typescribe.sources.typescript.module_files import is_declarations

SPEC_SUFFIXES = (".yaml", ".yml")
_LINK = "120000"


_MANIFEST = "package.json"


def holds_typescript(names: Iterable[str]) -> bool:
    """Return whether a folder with files of these names is TypeScript, not a spec."""
    return any(name == _MANIFEST or is_declarations(name) for name in names)


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
        if self._run("cat-file", "-t", found).stdout.strip() == b"blob":
            if is_declarations(name):
                return self._check_out_all(folder)
            (folder / name).write_bytes(self._run("cat-file", "blob", found).stdout)
            return folder / name
        entries = self._names(found)
        if any(entry.endswith(SPEC_SUFFIXES) for entry in entries) and not holds_typescript(
            entries
        ):
            target = folder / (name or "spec")
            self._write(found, target, lambda path: path.name.endswith(SPEC_SUFFIXES))
            return target
        return self._check_out_all(folder)

    def _check_out_all(self, folder: Path) -> Path:
        """Copy all TypeScript of the revision, since each file may import any other."""
        self._write(
            self._commit,
            folder,
            lambda path: path.name == _MANIFEST or is_declarations(path.name),
        )
        inside = self._path
        if inside.startswith("."):
            prefix = self._run("rev-parse", "--show-prefix").stdout.decode("utf-8", "replace")
            inside = posixpath.normpath(prefix.strip() + inside)
        target = folder / inside
        if not target.exists():  # git does not store empty folders
            target.mkdir(parents=True)
        return target

    def _write(self, tree: str, target: Path, wanted: Callable[[PurePosixPath], bool]) -> None:
        target.mkdir(exist_ok=True)
        files = dict(self._files(tree, wanted))
        for (file, _), content in zip(files.items(), self._contents(files), strict=True):
            place = target / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    def _files(
        self, tree: str, wanted: Callable[[PurePosixPath], bool]
    ) -> Iterator[tuple[str, str]]:
        """Yield the path and the object id of each wanted file below a tree."""
        listing = self._run("ls-tree", "--full-tree", "-r", "-z", tree).stdout.decode(
            "utf-8", "surrogateescape"
        )
        for entry in filter(None, listing.split("\0")):
            about, _, file = entry.partition("\t")
            mode, _, object_id = about.split()
            path = PurePosixPath(file)
            if not wanted(path) or ".." in path.parts or path.is_absolute():
                continue
            if mode == _LINK:
                message = (
                    f'"{file}" is a symbolic link there; compare a folder that contains the file'
                )
                raise self._refusal(message)
            yield file, object_id

    def _contents(self, files: dict[str, str]) -> Iterator[bytes]:
        asked = "".join(f"{object_id}\n" for object_id in files.values())
        answer = self._run("cat-file", "--batch", given=asked.encode()).stdout
        start = 0
        for _ in files:
            head = answer.index(b"\n", start)  # <object> blob <size>
            end = head + 1 + int(answer[start:head].split()[2])
            yield answer[head + 1 : end]
            start = end + 1

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
            env={**os.environ, "LC_ALL": "C"},
        )

    def _refusal(self, message: str) -> SpecError:
        return SpecError([Problem(self._shown, message)])
