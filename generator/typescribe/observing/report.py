"""A profile and its findings -> a report as text, JSON, Markdown or a page of HTML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from typescribe.language.visible import visible
from typescribe.observing.counts import Profile
from typescribe.observing.findings import GROUPS, Finding
from typescribe.observing.wording import HEADINGS, place_of, said, share
from typescribe.text.counting import counted
from typescribe.text.markup import markdown_code, markdown_text

_COLOURS = {"refused": "red", "misread": "yellow", "undeclared": "cyan", "never": "bright_black"}


@dataclass(frozen=True, slots=True)
class Reported:
    """The content of a report: a profile, the findings, and a proposal for each."""

    profile: Profile
    findings: tuple[Finding, ...]
    proposals: tuple[str | None, ...]
    """The overlay entry for each finding, or `None` if there is none."""
    complete: bool = True


def as_text(reported: Reported) -> Iterator[str]:
    """Yield the lines of a report for a terminal: one per finding, the most harmful first."""
    yield summary(reported)
    for group in GROUPS:
        found = [finding for finding in reported.findings if finding.group == group]
        if not found:
            continue
        yield ""
        yield click.style(HEADINGS[group], fg=_COLOURS[group], bold=True)
        width = min(max(len(place_of(finding)) for finding in found), 60)
        for finding in found:
            first = "" if finding.first is None else f", first {finding.first}"
            line = f"  {place_of(finding):{width}}  {said(finding)}: {share(finding)}{first}"
            yield visible(line)


def summary(reported: Reported) -> str:
    """Return a summary of the observed messages in one line."""
    profile = reported.profile
    text = f"{counted(profile.messages, 'message')} of {profile.type}"
    if profile.malformed:
        text += f", {profile.malformed:,} malformed"
    counts = [
        f"{sum(f.group == group for f in reported.findings):,} {HEADINGS[group].lower()}"
        for group in GROUPS
        if any(f.group == group for f in reported.findings)
    ]
    total = counted(len(reported.findings), "finding")
    text += f": {total} ({', '.join(counts)})" if counts else ": as declared"
    return text if reported.complete else f"{text} (incomplete: interrupted)"


def as_json(reported: Reported) -> dict[str, Any]:
    """Return a report as JSON data."""
    profile = reported.profile
    return {
        "type": profile.type,
        "messages": profile.messages,
        "malformed": profile.malformed,
        "complete": reported.complete,
        "findings": [
            {
                "kind": finding.kind,
                "type": finding.type,
                "property": finding.path,
                "what": finding.what,
                "count": finding.count,
                "of": finding.of,
                "first": None if finding.first is None else first_as_json(finding),
                "proposal": proposal,
            }
            for finding, proposal in zip(reported.findings, reported.proposals, strict=True)
        ],
    }


def first_as_json(finding: Finding) -> dict[str, Any]:
    """Return the first place of a finding as JSON data."""
    assert finding.first is not None, "there is one"
    return {
        "file": finding.first.file,
        "line": finding.first.line or None,
        "item": finding.first.item or None,
    }


def as_markdown(reported: Reported) -> Iterator[str]:
    """Yield the lines of a report in Markdown, for a review or a ticket."""
    yield f"# {markdown_text(reported.profile.type)}: what arrives"
    yield ""
    yield f"{markdown_text(summary(reported))}."
    pairs = list(zip(reported.findings, reported.proposals, strict=True))
    for group in GROUPS:
        found = [(finding, proposal) for finding, proposal in pairs if finding.group == group]
        if not found:
            continue
        yield ""
        yield f"## {HEADINGS[group]}"
        yield ""
        yield "| place | what | how often | first | overlay |"
        yield "| --- | --- | --- | --- | --- |"
        for finding, proposal in found:
            first = "" if finding.first is None else str(finding.first)
            place = markdown_code(place_of(finding))
            entry = markdown_code(proposal) if proposal else ""
            cells = (place, markdown_text(said(finding)), share(finding), markdown_text(first))
            yield f"| {' | '.join(cells)} | {entry} |"


def dumped(reported: Reported) -> str:
    """Return a report as JSON text."""
    return json.dumps(as_json(reported), indent=2)
