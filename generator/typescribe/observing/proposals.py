"""Findings -> overlay entries that accept the observed values, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from typescribe.language.declared import Keyword, TypeExpression
from typescribe.language.readings import ReadsAs
from typescribe.observing.counts import EMPTY_TALLY, Profile, merged
from typescribe.observing.departures import Steps
from typescribe.observing.edits import Edit, declared_expression, is_signature
from typescribe.observing.findings import Finding, form_of
from typescribe.observing.folding import folded
from typescribe.observing.inference import HERE, inferred
from typescribe.observing.origins import ObjectOrigin, Origins
from typescribe.observing.widening import widened


@dataclass(frozen=True, slots=True)
class Proposal:
    """The edits that an overlay needs, and the findings for which there is no edit."""

    edits: tuple[Edit, ...]
    rare: tuple[Finding, ...] = ()
    """Findings based on too few values."""
    elsewhere: tuple[Finding, ...] = ()
    """Findings at places that no overlay can amend."""


@dataclass(slots=True)
class _Change:
    """The changes to one property that its findings call for."""

    additions: dict[Steps, list[TypeExpression]] = field(default_factory=dict)
    optional: bool = False
    reads_as: ReadsAs | None = None
    reasons: list[str] = field(default_factory=list)


def propose(
    findings: Iterable[Finding], profile: Profile, origins: Origins, at_least: int
) -> Proposal:
    """Return the edits of an overlay that make the observed messages valid.

    Findings based on fewer than `at_least` values are left out. So are those in types that an
    operator has made (`Omit`, a mapped type), as an overlay cannot amend these.
    """
    changes: dict[tuple[ObjectOrigin, str], _Change] = {}
    undeclared: dict[tuple[ObjectOrigin, str], list[Finding]] = {}
    rare: list[Finding] = []
    elsewhere: list[Finding] = []
    for finding in findings:
        if finding.group == "never" or (finding.kind == "reads_as" and not finding.reads_as):
            continue
        if finding.count < at_least:
            rare.append(finding)
            continue
        place = _place(finding, origins)
        if place is None:
            elsewhere.append(finding)
        elif finding.kind == "undeclared":
            undeclared.setdefault(place, []).append(finding)
        else:
            change = changes.setdefault(place, _Change())
            _add(change, finding)
    edits = [_edit(owner, name, change, origins) for (owner, name), change in changes.items()]
    for (owner, name), found in undeclared.items():
        # If another object type with the same classes gets the property, one edit is enough.
        classes = origins.classes_of(owner)
        is_added = any(
            other_name == name and classes < origins.classes_of(other)
            for other, other_name in undeclared
        )
        edit = None if is_added else _undeclared(owner, name, found, profile, origins)
        if edit is not None:
            edits.append(edit)
        elif not is_added:
            elsewhere += found
    return Proposal(tuple(folded(edits, origins)), tuple(rare), tuple(elsewhere))


def proposal_for(finding: Finding, profile: Profile, origins: Origins) -> Edit | None:
    """Return the edit for a single finding; `None` if no overlay entry can accept it."""
    edits = propose((finding,), profile, origins, 0).edits
    return edits[0] if edits else None


def _place(finding: Finding, origins: Origins) -> tuple[ObjectOrigin, str] | None:
    """Return the object type and the property to amend for a finding; `None` if there is none."""
    if finding.kind == "undeclared":
        owner = origins.of_class(finding.type)
        if owner is None or finding.wire_name is None:
            return None  # keys that are identifiers are not properties
        return owner, finding.wire_name
    if finding.wire_name is not None and is_signature(finding.wire_name):
        owner = origins.of_class(finding.type)
        if owner is None or declared_expression(owner, finding.wire_name, origins) is None:
            return None
        return owner, finding.wire_name
    if finding.wire_name is None:
        declaration = origins.of_alias(finding.type)
        return None if declaration is None else (ObjectOrigin(declaration.name), "")
    origin = origins.of_field(finding.type, finding.wire_name)
    return None if origin is None else (origin.owner, finding.wire_name)


def _add(change: _Change, finding: Finding) -> None:
    if finding.kind == "missing":
        change.optional = True
    if finding.reads_as is not None:
        change.reads_as = finding.reads_as
    if finding.accepts is not None:
        change.additions.setdefault(finding.steps, []).append(finding.accepts)
    change.reasons.append(reason(finding))


def reason(finding: Finding) -> str:
    """Return the reason for an overlay entry, for the comment beside it."""
    share = f"{finding.count:,} of {finding.of:,}"
    inside = "".join(finding.steps)
    where = f" in {inside}" if inside else ""
    match finding.kind:
        case "missing":
            return f"missing in {share}"
        case "reads_as":
            return f"{finding.what} in all {finding.count:,}"
        case "undeclared" | "any":
            return f"in {share}"
        case _:
            return f"{finding.what}{where} in {share}"


def _edit(owner: ObjectOrigin, name: str, change: _Change, origins: Origins) -> Edit:
    reasons = tuple(dict.fromkeys(change.reasons))
    edit = Edit(owner, name, reads_as=change.reads_as, reasons=reasons, optional=change.optional)
    edit = replace(edit, is_undeclared=origins.is_undeclared(owner, name))
    additions = change.additions
    if not additions:
        return edit
    nullable = {(): [Keyword("null", HERE)]}
    is_ours = edit.is_undeclared or origins.is_owned(owner, name)
    if additions == nullable and name and not is_ours:
        return replace(edit, nullable=True)
    expression = declared_expression(owner, name, origins)
    if expression is None:
        return edit
    return replace(edit, type=widened(expression, additions, origins.declarations))


def _undeclared(
    owner: ObjectOrigin,
    name: str,
    found: list[Finding],
    profile: Profile,
    origins: Origins,
) -> Edit | None:
    """Return the edit that adds a property to an object type.

    `None` if one of its classes declares the property already, or had too many keys to count each.
    """
    classes = origins.classes_of(owner) | {finding.type for finding in found}
    if any(origins.declares(class_, name) for class_ in classes):
        return None
    tally = EMPTY_TALLY
    count = objects = 0
    for class_ in classes:
        members = profile.classes.get(class_)
        if members is None:
            continue
        objects += members.count
        if name in members.others:
            tally = merged(tally, members.others[name])
            count += members.others[name].present
        elif members.is_full:
            return None
    # Optional even if it always arrived, as nobody has declared that it does.
    return Edit(
        owner,
        name,
        inferred(tally),
        True,
        reads_as=form_of(tally),
        is_undeclared=True,
        reasons=(f"in {count:,} of {objects:,}",),
    )
