"""Validates all messages of some sources; counts are available while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from typescribe.archives.parts import WHOLE, ReadOptions, open_part, parts_of
from typescribe.archives.running import Workers, results
from typescribe.archives.sources import Source
from typescribe.archives.streams import InputError
from typescribe.language.errors import Problem
from typescribe.validating.summary import Summary
from typescribe.validating.type_expressions import TypeInProject
from typescribe.validating.work import Record, Validating


@dataclass
class ValidateRun:
    """One run over all sources."""

    type: TypeInProject
    sources: tuple[Source, ...]
    options: ReadOptions
    workers: Workers
    undeclared: bool = False
    keeps_data: bool = False
    most_records: int | None = None
    """The number of records needed, `None` for all; with `keeps_data`, all are yielded."""
    summary: Summary = field(default_factory=Summary)
    problems: list[Problem] = field(default_factory=list)
    """The reasons why sources could not be read to the end."""
    empty: list[str] = field(default_factory=list)
    """The names of sources that contain no message."""

    def records(self, progress: Callable[[int], None]) -> Iterator[Record]:
        """Yield a record for each message with issues, and each malformed text, in order.

        `progress` is called with the number of bytes read so far from all sources. Raises
        `WorkerError` or `ClusterError` if a part could not be processed.
        """
        most = None if self.keeps_data else self.most_records
        work = Validating(self.type, self.options, self.undeclared, self.keeps_data, most)
        if self.workers.is_alone(self.sources):
            yield from self._alone(work, progress)
        else:
            yield from self._side_by_side(work, progress)

    def _alone(self, work: Validating, progress: Callable[[int], None]) -> Iterator[Record]:
        read = 0
        summary = self.summary
        for part in parts_of(self.sources, self.options, WHOLE):
            before = summary.messages
            count_of_problems = len(self.problems)
            try:
                with open_part(part, self.options, work.passes()) as opened:
                    for record in work.records(part, opened, summary):
                        if record is not None:
                            yield record
                        progress(read + opened.consumed())
            except InputError as error:
                self.problems += error.problems
            if summary.messages == before and len(self.problems) == count_of_problems:
                self.empty.append(part.name)
            read += part.size or 0

    def _side_by_side(self, work: Validating, progress: Callable[[int], None]) -> Iterator[Record]:
        read = lines = messages = 0
        for part, result in results(work, self.sources, self.options, self.workers):
            if not part.start:
                lines = messages = 0
            for record in result.records:
                yield record._replace(where=record.where.moved(lines))
            self.summary.join(result.summary, lines)
            self.problems += result.problems
            lines += result.lines
            messages += result.summary.messages
            is_last = part.stop is None or part.stop == part.source.size
            if is_last and not messages and not result.problems:
                self.empty.append(part.name)
            read += part.size or 0
            progress(read)
