"""`REV:path` in git -> the files that were there, in a folder of our own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from typescribe.errors import Problem, SpecError, nearest

KEPT = frozenset({".yaml", ".yml", ".ts", ".mts", ".cts", ".json", ".html", ".htm", ".txt"})
"""Ends of the files that a source may read; no other is taken out of a revision."""

_LINK = "120000"


def check_out(revision: str, path: str, folder: Path) -> Path:
    """Put what a path was in a revision into a folder; return the file or the folder asked for.

    Nothing of the repository is touched, and none of its filters or hooks runs.

    Args:
        revision: what names a commit: a branch, a tag, `HEAD~3`, a hash.
        path: from the root of the repository; with `./` in front, from the current folder.
        folder: an empty one.

    Raises:
        SpecError: there is no git, no repository, no such revision, or no such path in it.
    """
    return _Revision(revision, path).check_out(folder)


class _Revision:
    """What an argument says, and git's answers to questions about it."""

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
            told = "".join(reason).removeprefix("fatal: ")
            if told.startswith("not a git repository"):
                told = "the current folder is in no git repository"
            raise self._refusal(f"not found, and {told}")
        self._commit = self._id(f"{revision}^{{commit}}")
        if not self._commit:
            raise self._refusal(f'git knows no revision "{revision}", and no such file is there')
        self._revision = revision

    def check_out(self, folder: Path) -> Path:
        found = self._id(f"{self._commit}:{self._path}")
        if not found:
            advice = nearest(self._path, self._siblings())
            message = f'there is no "{self._path}" in the revision "{self._revision}"{advice}'
            raise self._refusal(message)
        name = PurePosixPath(self._path).name or "root"
        target = folder / name
        if self._run("cat-file", "-t", found).stdout.strip() == b"blob":
            target.write_bytes(self._run("cat-file", "blob", found).stdout)
            return target
        target.mkdir()
        files = dict(self._files(found))
        for (file, _), content in zip(files.items(), self._contents(files), strict=True):
            place = target / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return target

    def _files(self, tree: str) -> Iterator[tuple[str, str]]:
        """Yield the path and the object of every file below a tree that may be read."""
        listing = self._run("ls-tree", "--full-tree", "-r", "-z", tree).stdout.decode(
            "utf-8", "surrogateescape"
        )
        for entry in filter(None, listing.split("\0")):
            about, _, file = entry.partition("\t")
            mode, _, object_id = about.split()
            path = PurePosixPath(file)
            if path.suffix.lower() not in KEPT or ".." in path.parts or path.is_absolute():
                continue
            if mode == _LINK:
                message = f'"{file}" is a symbolic link there; diff a folder that holds the file'
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
        tree = f"{self._commit}:{inside}"
        listing = self._run("ls-tree", "--full-tree", "-z", "--name-only", tree).stdout
        names = listing.decode("utf-8", "replace").split("\0")
        return [f"{inside}/{name}" if inside else name for name in names if name]

    def _id(self, name: str) -> str:
        """Return the object that git knows under a name, or ""."""
        found = self._run("rev-parse", "--verify", "--quiet", name)
        return "" if found.returncode else found.stdout.decode().strip()

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(  # noqa: S603  # a list, no shell; what is asked begins with no dash
            [self._git, *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )

    def _refusal(self, message: str) -> SpecError:
        return SpecError([Problem(self._shown, message)])
