"""Notices when a file that packages are generated from is saved.

An event of the operating system only causes the files to be compared with their last state. So it
makes no difference whether an editor writes into a file or replaces it, and a folder may be moved
away and back.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

from typescribe.language.errors import Problem, TypescribeError
from typescribe.project.settings import FILE, PackageSettings, Project

State: TypeAlias = frozenset[tuple[str, int, int, int]]
"""The path, time of change in nanoseconds, size and inode of each file."""

QUIET = 10
"""A save counts as complete after this many milliseconds without an event."""
BUSY = 200
"""The files are compared after this many milliseconds even if events keep coming."""
COMPARE_AGAIN = 500
"""The files are compared after this many milliseconds without events; some systems send none."""

_SUFFIXES = {".yaml", ".yml"}
"""The suffixes of spec files; backup and swap files of editors have others, and are ignored."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The watched files: the settings of a project, its specs and its own templates."""

    root: Path
    specs: tuple[Path, ...]
    templates: tuple[Path, ...] = ()
    """The folders of templates, which are watched with all folders inside them."""

    @classmethod
    def of(cls, project: Project, packages: Iterable[PackageSettings]) -> Watched:
        """Return the files that the given packages of a project are generated from."""
        chosen = list(packages)
        specs = [project.root / package.spec for package in chosen]
        own = [project.root / each.templates for each in chosen if each.templates is not None]
        return cls(project.root, tuple(dict.fromkeys(specs)), tuple(dict.fromkeys(own)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """All folders of specs and templates."""
        return (*self.specs, *self.templates)

    def event_folders(self) -> set[Path]:
        """Return the existing folders whose events may announce a save.

        These include the folders above the watched ones, whose events announce that a watched
        folder was moved back.
        """
        above = {place for folder in self.folders for place in (folder, *folder.parents)}
        inside = {place for place in above if place.is_relative_to(self.root)}
        below = {place for folder in self.templates for place in folder.rglob("*/")}
        return {place for place in inside | below | {self.root} if place.is_dir()}

    def state(self) -> State:
        """Return the current state of all watched files."""
        files = [self.root / FILE]
        for folder in self.specs:
            with suppress(OSError):
                files += [file for file in folder.iterdir() if file.suffix in _SUFFIXES]
        for folder in self.templates:
            with suppress(OSError):
                files += [file for file in folder.rglob("*") if not file.name.endswith("~")]
        found = []
        for file in files:
            if not file.name.startswith("."):
                with suppress(OSError):
                    status = file.stat()
                    found.append((str(file), status.st_mtime_ns, status.st_size, status.st_ino))
        return frozenset(found)


def saves(watched: Callable[[], Watched]) -> Iterator[None]:
    """Yield once at the beginning, and then after every save of a watched file, without end.

    Args:
        watched: returns the watched files, which a save of the settings may change.

    Raises:
        TypescribeError: the library `watchfiles` is missing, or the system cannot watch files.
    """
    _assert_library()
    seen: State | None = None
    while True:
        folders = watched().event_folders()
        if (found := watched().state()) != seen:
            seen = found
            yield
        with closing(_events(folders)) as events:
            for _ in events:
                if (found := watched().state()) != seen:
                    seen = found
                    yield
                if watched().event_folders() != folders:
                    break


def _assert_library() -> None:
    if find_spec("watchfiles") is None:
        message = 'the library watchfiles is not installed: pip install "typescribe[watch]"'
        raise TypescribeError([Problem("--watch", message)])


def _events(folders: Iterable[Path]) -> Generator[object, None, None]:
    """Yield after every event in the folders, and at least every `COMPARE_AGAIN` milliseconds."""
    from watchfiles import watch

    try:
        yield from watch(
            *folders,
            watch_filter=None,
            debounce=BUSY,
            step=QUIET,
            rust_timeout=COMPARE_AGAIN,
            yield_on_timeout=True,
            recursive=False,
        )
    except FileNotFoundError:
        return  # a folder has just been removed
    except OSError as error:
        advice = "to poll the files instead, set WATCHFILES_FORCE_POLLING=1 in the environment"
        message = f"the system does not report changes of files: {error}; {advice}"
        raise TypescribeError([Problem("--watch", message)]) from error
