"""Notices when a file that packages are generated from is saved.

An event of the operating system is only a reason to compare the files with their last state. So
it does not matter whether an editor writes into a file or replaces it, and a folder may be moved
away and come back.
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
"""For each file its path, time of change in nanoseconds, size and inode."""

QUIET = 10
"""Milliseconds without another event after which a save counts as complete."""
BUSY = 200
"""Milliseconds after which the files are compared even if events keep coming."""
COMPARE_AGAIN = 500
"""Milliseconds after which the files are compared without any event; some systems send none."""

_SUFFIXES = {".yaml", ".yml"}
"""The spec files; backups and swap files that editors write beside them are ignored."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The watched files: the settings of a project, its specs and its own templates."""

    root: Path
    specs: tuple[Path, ...]
    templates: tuple[Path, ...] = ()
    """Watched with all folders inside them."""

    @classmethod
    def of(cls, project: Project, packages: Iterable[PackageSettings]) -> Watched:
        """Return the folders that packages are generated from."""
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

        The folders above those of `folders` are among them: their events announce that a folder
        that was moved away is back.
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
    """Yield at once, and then after every save of a watched file, without end.

    Args:
        watched: called again after every save, since a save of the settings may change its result.

    Raises:
        TypescribeError: the library `watchfiles` is missing, or the system sends it no events.
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
    """Yield after every event in some folders, and at least every `COMPARE_AGAIN` milliseconds."""
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
        return  # a folder was removed just now
    except OSError as error:
        advice = "to poll the files instead, set WATCHFILES_FORCE_POLLING=1 in the environment"
        message = f"the system does not report changes of files: {error}; {advice}"
        raise TypescribeError([Problem("--watch", message)]) from error
