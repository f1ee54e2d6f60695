"""The counts that `validate` reports at the end; those of several parts can be added."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from typescribe.runtime import Issue
from typescribe.runtime.explain import UNDECLARED
from typescribe.validating.places import Places

_LENGTH = re.compile(r" of length \d+$")


class Where(NamedTuple):
    """The place of a message: a file, and a line or item in it, or 0 if it has none."""

    file: str
    line: int = 0
    item: int = 0

    def __str__(self) -> str:
        item = f"[{self.item}]" if self.item else ""
        return f"{self.file}{item}:{self.line}" if self.line else f"{self.file}{item}"

    def moved(self, lines: int) -> Where:
        """Return the place with `lines` added to its line number."""
        return self._replace(line=self.line + lines) if self.line else self


class Fault(NamedTuple):
    """Issues of the same kind: their place in messages, the expected and the received type."""

    place: str
    expected: str
    received: str

    @property
    def difference(self) -> str:
        """The words of the issue: expected this, got that."""
        return f"expected {self.expected}, got {self.received}"


@dataclass(slots=True)
class Frequency:
    """The number of issues of a fault, the number of messages with it, and the first of these."""

    issues: int
    messages: int
    first: Where


@dataclass(slots=True)
class Summary:
    """The counts of messages, and the faults in them."""

    valid: int = 0
    invalid: int = 0
    malformed: int = 0
    issues: int = 0
    undeclared: int = 0
    """The number of undeclared properties; these do not make a message invalid."""
    with_undeclared: int = 0
    faults: dict[Fault, Frequency] = field(default_factory=dict)

    @property
    def messages(self) -> int:
        """The number of messages, malformed ones included."""
        return self.valid + self.invalid + self.malformed

    def add(self, issues: list[Issue], places: Places, where: Where) -> None:
        """Count a message that has the given issues."""
        seen: set[Fault] = set()
        wrong = 0
        for issue in issues:
            received = _LENGTH.sub("", issue.received)
            fault = Fault(places.of(issue.path), issue.expected, received)
            wrong += issue.expected != UNDECLARED
            frequency = self.faults.get(fault)
            if frequency is None:
                self.faults[fault] = Frequency(1, 1, where)
            else:
                frequency.issues += 1
                frequency.messages += fault not in seen
            seen.add(fault)
        self.issues += wrong
        self.undeclared += len(issues) - wrong
        self.with_undeclared += wrong < len(issues)
        if wrong:
            self.invalid += 1
        else:
            self.valid += 1

    def join(self, other: Summary, lines: int) -> None:
        """Add the counts of a later part; `lines` is added to its line numbers."""
        self.valid += other.valid
        self.invalid += other.invalid
        self.malformed += other.malformed
        self.issues += other.issues
        self.undeclared += other.undeclared
        self.with_undeclared += other.with_undeclared
        for fault, found in other.faults.items():
            frequency = self.faults.get(fault)
            if frequency is None:
                first = found.first.moved(lines)
                self.faults[fault] = Frequency(found.issues, found.messages, first)
            else:
                frequency.issues += found.issues
                frequency.messages += found.messages

    def by_frequency(self) -> list[tuple[Fault, Frequency]]:
        """Return the faults, the most frequent first; equally frequent ones by place."""
        return sorted(self.faults.items(), key=lambda found: (-found[1].messages, found[0]))
