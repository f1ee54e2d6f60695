"""A part of the input -> records of the invalid messages, and the counts of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from typescribe.archives.decoding import Malformed, Message, Passed
from typescribe.archives.parts import OpenPart, Part, ReadOptions, open_part
from typescribe.archives.streams import InputError
from typescribe.language.errors import Problem
from typescribe.runtime import Issue
from typescribe.validating.in_memory import validators_of
from typescribe.validating.places import Places
from typescribe.validating.quick_issues import issues_of_invalid
from typescribe.validating.summary import Summary, Where
from typescribe.validating.type_expressions import TypeInProject


class Record(NamedTuple):
    """A message that is invalid or has undeclared properties, or a malformed text."""

    where: Where
    issues: tuple[Issue, ...]
    reason: str | None
    """Why the text is malformed; `None` for a message."""
    data: bytes
    """The text as it was read, if the run keeps it."""


class Validated(NamedTuple):
    """The result of validating one part."""

    records: list[Record]
    summary: Summary
    lines: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Validating:
    """Checks the messages of a part against a type; can be sent to other processes."""

    type: TypeInProject
    options: ReadOptions
    undeclared: bool = False
    keeps_data: bool = False
    most_records: int | None = None
    """The number of records needed from a part; `None` for all."""

    def __call__(self, part: Part) -> Validated:
        summary = Summary()
        records: list[Record] = []
        problems: tuple[Problem, ...] = ()
        most = self.most_records
        lines = 0
        try:
            with open_part(part, self.options, self.passes()) as opened:
                for record in self.records(part, opened, summary):
                    if record is not None and (most is None or len(records) < most):
                        records.append(record)
                lines = opened.lines()
        except InputError as error:
            problems = error.problems
        return Validated(records, summary, lines, problems)

    def passes(self) -> Callable[[object], bool] | None:
        """Return the test for messages that need no record; `None` if each must be checked."""
        if self.undeclared:
            return None
        validators = validators_of(self.type.settings, self.type.model)
        return validators.test(self.type.class_name)

    def records(self, part: Part, opened: OpenPart, summary: Summary) -> Iterator[Record | None]:
        """Count the messages of a part in `summary`, and yield a record for each with issues.

        Also yields `None` after valid messages, so that the caller can report progress.
        """
        validators = validators_of(self.type.settings, self.type.model)
        check = validators.check(self.type.class_name)
        explain = issues_of_invalid(validators, self.type.model, self.type.class_name)
        places = Places(self.type.model, self.type.class_name)
        name = part.name
        undeclared = self.undeclared
        for message in opened.messages:
            if isinstance(message, Passed):
                summary.valid += message.count
                yield None
            elif isinstance(message, Message):
                if undeclared:
                    issues = check(message.value, undeclared=True)
                    if not issues:
                        summary.valid += 1
                        yield None
                        continue
                else:
                    issues = explain(message.value)
                where = Where(name, message.line or 0, message.item or 0)
                summary.add(issues, places, where)
                # Our own class of issues, since other processes cannot import the one in memory.
                ours = tuple(map(Issue._make, issues))
                yield Record(where, ours, None, self._kept(message))
            else:
                summary.malformed += 1
                where = Where(name, message.line or 0, message.item or 0)
                yield Record(where, (), message.reason, self._kept(message))

    def _kept(self, message: Message | Malformed) -> bytes:
        if not self.keeps_data:
            return b""
        return message.data if message.data.endswith(b"\n") else message.data + b"\n"
