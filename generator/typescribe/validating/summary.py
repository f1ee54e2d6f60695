"""The counts at the end of `validate`; the counts of two parts can be added."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from typescribe.runtime import Issue
from typescribe.runtime._explain import UNDECLARED
from typescribe.validating.places import Places

_LENGTH = re.compile(r" of length \d+$")


class Where(NamedTuple):
    """A file, and a line or item in it; 0 if it has none."""

    file: str
    line: int = 0
    item: int = 0

    def __str__(self) -> str:
        item = f"[{self.item}]" if self.item else ""
        return f"{self.file}{item}:{self.line}" if self.line else f"{self.file}{item}"

    def moved(self, lines: int) -> Where:
        """Return the place with its line number raised by an offset."""
        return self._replace(line=self.line + lines) if self.line else self


class Fault(NamedTuple):
    """Issues of one kind: their place in messages, the expected type and the found one."""

    place: str
    expected: str
    received: str

    def __str__(self) -> str:
        before = f"{self.place}: " if self.place else ""
        return f"{before}expected {self.expected}, got {self.received}"


@dataclass(slots=True)
class Frequency:
    """The number of occurrences of a fault, and the place of the first."""

    issues: int
    messages: int
    first: Where


@dataclass(slots=True)
class Summary:
    """The number of messages, and the faults in them."""

    valid: int = 0
    invalid: int = 0
    malformed: int = 0
    issues: int = 0
    undeclared: int = 0
    """Undeclared properties; they make no message invalid."""
    with_undeclared: int = 0
    faults: dict[Fault, Frequency] = field(default_factory=dict)

    @property
    def messages(self) -> int:
        """The number of messages, malformed ones included."""
        return self.valid + self.invalid + self.malformed

    def add(self, issues: list[Issue], places: Places, where: Where) -> None:
        """Count a message with some issues."""
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
        """Add the counts of a later part, with its line numbers raised by an offset."""
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
        """Return the faults, the most frequent first; of those as frequent, by their place."""
        return sorted(self.faults.items(), key=lambda found: (-found[1].messages, found[0]))
