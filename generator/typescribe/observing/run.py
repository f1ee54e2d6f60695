"""Observes sources from beginning to end; the profile so far is available at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from typescribe.archives.parts import WHOLE, ReadOptions, open_part, parts_of
from typescribe.archives.running import Workers, results
from typescribe.archives.sources import Source
from typescribe.archives.streams import InputError
from typescribe.language.errors import Problem
from typescribe.observing.counts import Profile
from typescribe.observing.observer import Observer
from typescribe.observing.work import Observing, counted, moved
from typescribe.validating.type_expressions import TypeInProject

Progress = Callable[[int], None]
"""A function that receives the number of bytes read so far from all sources."""


@dataclass
class ObserveRun:
    """One run over all sources."""

    type: TypeInProject
    sources: tuple[Source, ...]
    options: ReadOptions
    workers: Workers
    keep_values: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    """The reasons why sources could not be read to the end."""
    _merged: Profile | None = None
    _observer: Observer | None = None

    @property
    def profile(self) -> Profile:
        """The profile of all messages so far."""
        if self._observer is not None:
            return self._observer.profile
        return self._merged or Profile(self.type.shown)

    def go(self, progress: Progress) -> None:
        """Observe all sources; raises `WorkerError` or `ClusterError`."""
        if self.workers.is_alone(self.sources):
            self._alone(progress)
        else:
            self._side_by_side(progress)

    def _alone(self, progress: Progress) -> None:
        self._observer = Observer(self.type, self.keep_values)
        read = 0
        for part in parts_of(self.sources, self.options, WHOLE):
            try:
                with open_part(part, self.options) as opened:
                    for _ in counted(self._observer, part, opened.messages):
                        progress(read + opened.consumed())
            except InputError as error:
                self.problems += error.problems
            read += part.size or 0

    def _side_by_side(self, progress: Progress) -> None:
        work = Observing(self.type, self.options, self.keep_values)
        read = before = 0
        for part, result in results(work, self.sources, self.options, self.workers):
            if not part.start:
                before = 0
            found = moved(result.profile, before)
            self._merged = found if self._merged is None else self._merged + found
            self.problems += result.problems
            before += result.lines
            read += part.size or 0
            progress(read)
