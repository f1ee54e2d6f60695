"""What `validate` says of each message, and of all of them in the end."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click

from typescribe.runtime import Issue
from typescribe.text.counting import counted
from typescribe.validating.messages import Malformed, Message


class Report:
    """Counts messages and puts their issues into lines of text or of JSON."""

    def __init__(self, name: str, type_name: str, as_json: bool) -> None:
        self._name = name
        self._type_name = type_name
        self._as_json = as_json
        self._valid = 0
        self._invalid = 0
        self._issues = 0
        self._malformed = 0

    @property
    def fine(self) -> bool:
        """Whether every message so far was valid."""
        return not self._invalid and not self._malformed

    @property
    def messages(self) -> int:
        """How many there were so far, malformed ones too."""
        return self._valid + self._invalid + self._malformed

    def checked(self, message: Message, issues: Sequence[Issue]) -> list[str]:
        """Return the lines about a message; a valid one has none."""
        if not issues:
            self._valid += 1
            return []
        self._invalid += 1
        self._issues += len(issues)
        if self._as_json:
            return [json.dumps({"line": message.line, "issues": [i._asdict() for i in issues]})]
        where = self._where(message.line)
        return [f"{where} {issue}" for issue in issues]

    def malformed(self, found: Malformed) -> list[str]:
        """Return the line about what is no message at all."""
        self._malformed += 1
        if self._as_json:
            return [json.dumps({"line": found.line, "malformed": found.reason})]
        return [f"{self._where(found.line)} {found.reason}"]

    def summary(self) -> str:
        """Return the closing line."""
        total = self.messages
        if self._as_json:
            return json.dumps(
                {
                    "type": self._type_name,
                    "messages": total,
                    "valid": self._valid,
                    "invalid": self._invalid,
                    "malformed": self._malformed,
                    "issues": self._issues,
                }
            )
        if not total:
            return f"{self._name}: no messages"
        told = f"{counted(total, 'message')}, {self._valid:,} valid {self._type_name}"
        if self._invalid:
            told += f", {self._invalid:,} invalid with {counted(self._issues, 'issue')}"
        if self._malformed:
            told += f", {self._malformed:,} malformed"
        return f"{self._name}: {click.style(told, fg='green' if self.fine else 'red')}"

    def _where(self, line: int | None) -> str:
        place = self._name if line is None else f"{self._name}:{line}"
        return click.style(f"{place}:", bold=True)
