"""Findings and overlay entries in words, for all formats of a report."""

from __future__ import annotations

from typing import Final

from typescribe.language.overlay import INDEX
from typescribe.observing.edits import Edit
from typescribe.observing.findings import Finding, Group
from typescribe.text.declared_types import property_key, type_text

HEADINGS: Final[dict[Group, str]] = {
    "refused": "Refused today",
    "misread": "Misread today",
    "undeclared": "Not declared",
    "never": "Never seen",
}
_CARRIES: Final = {
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "epoch_milliseconds": "a time in milliseconds",
    "iso_8601": "a time in ISO 8601",
    "json": "JSON",
}
SHOWN: Final = 80


def place_of(finding: Finding) -> str:
    """Return the place of a finding, such as `Order.lines[]`."""
    if not finding.path:
        return finding.type
    separator = "" if finding.path.startswith(("[", "{")) else "."
    return f"{finding.type}{separator}{finding.path}"


def said(finding: Finding) -> str:
    """Return a finding in words, without its place and frequency."""
    match finding.kind:
        case "missing":
            return "required, but missing"
        case "null":
            return "null"
        case "type":
            return f"arrives as {finding.what}"
        case "literal":
            return f"{finding.what} is not declared"
        case "reads_as":
            return f"always carries {_CARRIES[finding.what]}"
        case "undeclared":
            keys = "keys that are identifiers, each " if finding.path == INDEX else ""
            return f"{keys}{_type(finding)}"
        case "any":
            return f"declared any, carries {_type(finding)}"
        case _ if finding.what == "never present":
            return finding.what
        case _:
            return f"{finding.what} never seen"


def _type(finding: Finding) -> str:
    return "" if finding.accepts is None else shortened(type_text(finding.accepts, one_line=True))


def shortened(text: str) -> str:
    """Return a text, cut to fit on a line."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


def share(finding: Finding) -> str:
    """Return the frequency of a finding: `3 of 4 (75.0 %)`."""
    if finding.kind == "never":
        return f"0 of {finding.of:,}"
    percent = 100 * finding.share
    digits = 0 if percent in (0, 100) else 1
    return f"{finding.count:,} of {finding.of:,} ({percent:.{digits}f} %)"


def proposal_text(edit: Edit) -> str:
    """Return an overlay entry on one line, without the names of its type and property."""
    if edit.is_undeclared and edit.type is not None:
        key = INDEX if edit.name == INDEX else property_key(edit.name, edit.optional)
        reads_as = "" if edit.reads_as is None else f", reads_as: {edit.reads_as}"
        written = type_text(edit.type, one_line=True)
        return f"undeclared: {key}: {written}{reads_as}"
    said_of_it = []
    if edit.type is not None:
        said_of_it.append(f"type: {type_text(edit.type, one_line=True)}")
    if edit.optional:
        said_of_it.append("optional: true")
    if edit.nullable:
        said_of_it.append("nullable: true")
    if said_of_it:
        return f"observed: {{{', '.join(said_of_it)}}}"
    return f"reads_as: {edit.reads_as}"
