"""Messages -> records of the invalid ones, and a summary of all."""

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
    """A message that is not valid, or has undeclared properties; or a text that is no message."""

    where: Where
    issues: tuple[Issue, ...]
    reason: str | None
    """Why the text is no message."""
    data: bytes
    """The text as it was read, if it is to be kept."""


class Validated(NamedTuple):
    """The result for one part."""

    records: list[Record]
    summary: Summary
    lines: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Validating:
    """The work on one part: check every message against a type."""

    type: TypeInProject
    options: ReadOptions
    undeclared: bool = False
    keeps_data: bool = False
    most_records: int | None = None
    """How many records of a part are wanted; `None` for all of them."""

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
        """Return the test for messages that need no record."""
        if self.undeclared:
            return None
        validators = validators_of(self.type.settings, self.type.model)
        return validators.test(self.type.class_name)

    def records(self, part: Part, opened: OpenPart, summary: Summary) -> Iterator[Record | None]:
        """Count the messages of a part; yield their records, and `None` now and then."""
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
                # Of our own class: that of the package in memory is not known to other processes.
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
