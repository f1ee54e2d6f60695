"""Waiting for saves: what is looked at, and when it has come to be something else.

What the system tells of folders is a hint to look; what counts is what stands there. So it is one
thing whether an editor writes into a file, or puts another one in its place, and a folder may go
and come again.
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
"""Files by path, with what tells whether one is another than before."""

QUIET = 10
"""Milliseconds without a further change after which a save is taken to be whole."""
BUSY = 200
"""Milliseconds after which is looked even where changes do not end."""
LOOK_AGAIN = 500
"""Milliseconds after which is looked even where nothing is told: some file systems never do."""

_SUFFIXES = {".yaml", ".yml"}
"""What editors write beside these (copies, swap files) is none of our business."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched of a project: its settings, and folders in it."""

    root: Path
    specs: tuple[Path, ...]
    templates: tuple[Path, ...] = ()
    """Folders that may have folders in them."""

    @classmethod
    def of(cls, project: Project, packages: Iterable[PackageSettings]) -> Watched:
        """Return what the files of some packages are made from."""
        chosen = list(packages)
        specs = [project.root / package.spec for package in chosen]
        own = [project.root / each.templates for each in chosen if each.templates is not None]
        return cls(project.root, tuple(dict.fromkeys(specs)), tuple(dict.fromkeys(own)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """Both kinds of folders."""
        return (*self.specs, *self.templates)

    def heard(self) -> set[Path]:
        """Return the folders that have to be listened to, as far as they are there.

        Those above belong to them: they tell when a folder comes again that was moved away.
        """
        above = {place for folder in self.folders for place in (folder, *folder.parents)}
        inside = {place for place in above if place.is_relative_to(self.root)}
        below = {place for folder in self.templates for place in folder.rglob("*/")}
        return {place for place in inside | below | {self.root} if place.is_dir()}

    def state(self) -> State:
        """Return what stands there now."""
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
    """Yield at once, and then after every save of what is watched, for ever.

    What that is is asked for after each, as settings may change. Raises `TypescribeError` where
    the library that hears of changes is missing, or cannot listen.
    """
    _assert_library()
    seen: State | None = None
    while True:
        heard = watched().heard()
        if (found := watched().state()) != seen:
            seen = found
            yield
        with closing(_events(heard)) as events:
            for _ in events:
                if (found := watched().state()) != seen:
                    seen = found
                    yield
                if watched().heard() != heard:
                    break


def _assert_library() -> None:
    if find_spec("watchfiles") is None:
        message = 'the library watchfiles is not installed: pip install "typescribe[watch]"'
        raise TypescribeError([Problem("--watch", message)])


def _events(folders: Iterable[Path]) -> Generator[object, None, None]:
    """Yield when something has changed in some folders, and every now and then."""
    from watchfiles import watch

    try:
        yield from watch(
            *folders,
            watch_filter=None,
            debounce=BUSY,
            step=QUIET,
            rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True,
            recursive=False,
        )
    except FileNotFoundError:
        return  # a folder went before it was listened to
    except OSError as error:
        advice = "with WATCHFILES_FORCE_POLLING=1 in the environment, files are looked at instead"
        message = f"the system does not tell of changes: {error}; {advice}"
        raise TypescribeError([Problem("--watch", message)]) from error
