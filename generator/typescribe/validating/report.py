"""Formats the output of `validate`: a line for each issue, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from typescribe.language.visible import visible
from typescribe.runtime.explain import UNDECLARED
from typescribe.text.counting import counted
from typescribe.text.reports import Detail, Group, Row, layout
from typescribe.validating.summary import Fault, Frequency, Summary
from typescribe.validating.work import Record

SHOWN_FAULTS = 10


_GROUPS = {
    "type": ("Another type", "red"),
    "null": ("Null", "red"),
    "missing": ("Missing", "red"),
    "undeclared": ("Undeclared", "cyan"),
}
"""The headings and colours of the kinds of issues in the summary."""


class Report:
    """Formats records as lines of text or of JSON; of text, `show` limits the number of lines.

    `width` is that of the terminal, None in a pipe.
    """

    def __init__(
        self, name: str, type_name: str, as_json: bool, show: int | None, width: int | None = None
    ) -> None:
        self._name = visible(name)
        self._type_name = type_name
        self._as_json = as_json
        self._left = show
        self._width = width
        self.withheld = 0
        """How many issues were not printed one by one."""

    def lines(self, record: Record) -> list[str]:
        """Return the lines to print for a record, none once the limit is reached."""
        if self._as_json:
            return [json.dumps(_as_json(record))]
        where = click.style(f"{visible(str(record.where))}:", bold=True)
        if record.reason is not None:
            lines = [f"{where} {record.reason}"]
        else:
            lines = [f"{where} {visible(str(issue))}" for issue in record.issues]
        if self._left is None:
            return lines
        shown = lines[: self._left]
        self._left -= len(shown)
        self.withheld += len(lines) - len(shown)
        return shown

    def end(self, summary: Summary, *, every: bool, complete: bool) -> Iterator[str]:
        """Yield the closing lines: the counts, and the most frequent faults.

        Args:
            summary: the counts.
            every: whether to list all faults, not only the most frequent ones.
            complete: whether the input was read to its end.
        """
        if self._as_json:
            yield json.dumps(self._json_end(summary, complete))
            return
        total = summary.issues + summary.undeclared + summary.malformed
        printed = total - self.withheld if self._left is None else None
        if self._left is not None and self._left <= 0:
            self.withheld = max(self.withheld, 1)
        repeated = any(found.issues > 1 for found in summary.faults.values())
        yield self._counts(summary, complete)
        if summary.faults and (self.withheld or repeated or every) and printed != 1:
            yield from self._faults(summary, every)

    def _faults(self, summary: Summary, every: bool) -> Iterator[str]:
        found = summary.by_frequency()
        shown = found if every else found[:SHOWN_FAULTS]
        kinds = [kind_of(fault.expected, fault.received) for fault, _ in shown]
        groups = [
            Group(
                heading,
                kind,
                colour,
                tuple(
                    _row(summary, fault, frequency)
                    for fault, frequency in shown
                    if kind_of(fault.expected, fault.received) == kind
                ),
            )
            for kind, (heading, colour) in _GROUPS.items()
        ]
        groups.sort(key=lambda group: [*kinds, group.label].index(group.label))
        yield from layout(groups, self._width)
        if len(shown) < len(found):
            yield ""
            yield f"and {counted(len(found) - len(shown), 'more place')}; --all shows every one"

    def _counts(self, summary: Summary, complete: bool) -> str:
        if not summary.messages:
            return (
                f"{self._name}: {'no messages' if complete else 'interrupted before any message'}"
            )
        text = f"{counted(summary.messages, 'message')}, {summary.valid:,} valid {self._type_name}"
        if summary.invalid:
            text += f", {summary.invalid:,} invalid with {counted(summary.issues, 'issue')}"
        if summary.malformed:
            text += f", {summary.malformed:,} malformed"
        if summary.with_undeclared:
            what = "undeclared property" if summary.undeclared == 1 else "undeclared properties"
            text += f", {summary.with_undeclared:,} with {summary.undeclared:,} {what}"
        if not complete:
            text += " (incomplete: interrupted)"
        colour = "green" if is_fine(summary) and complete else "red"
        return f"{self._name}: {click.style(text, fg=colour)}"

    def _json_end(self, summary: Summary, complete: bool) -> dict[str, Any]:
        return {
            "type": self._type_name,
            "messages": summary.messages,
            "valid": summary.valid,
            "invalid": summary.invalid,
            "malformed": summary.malformed,
            "issues": summary.issues,
            "undeclared": summary.undeclared,
            "complete": complete,
            "places": [
                {
                    "place": fault.place,
                    "kind": kind_of(fault.expected, fault.received),
                    "expected": fault.expected,
                    "received": fault.received,
                    "issues": frequency.issues,
                    "messages": frequency.messages,
                    "first": {
                        "file": frequency.first.file,
                        "line": frequency.first.line or None,
                        "item": frequency.first.item or None,
                    },
                }
                for fault, frequency in summary.by_frequency()
            ],
        }


def _row(summary: Summary, fault: Fault, frequency: Frequency) -> Row:
    share = 100 * frequency.messages / summary.messages
    messages = f"{frequency.messages:,} of {counted(summary.messages, 'message')}"
    often = f"{messages} ({share:.1f} %), first {frequency.first}"
    return Row(fault.place or "(message)", fault.difference, (Detail(often, is_dim=True),))


def kind_of(expected: str, received: str) -> str:
    """Return the kind of an issue: `undeclared`, `missing`, `null` or `type`."""
    if expected == UNDECLARED:
        return "undeclared"
    return {"nothing": "missing", "null": "null"}.get(received, "type")


def is_fine(summary: Summary) -> bool:
    """Whether all messages were valid, and none had undeclared properties if those are checked."""
    return not (summary.invalid or summary.malformed or summary.undeclared)


def _as_json(record: Record) -> dict[str, Any]:
    where = record.where
    place: dict[str, Any] = {"file": where.file, "line": where.line or None}
    if where.item:
        place["item"] = where.item
    if record.reason is not None:
        return {**place, "malformed": record.reason}
    return {**place, "issues": [issue._asdict() for issue in record.issues]}
