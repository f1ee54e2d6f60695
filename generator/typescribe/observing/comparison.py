"""Two profiles -> the changes between the observed messages, in the terms of `diff`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from typescribe.language.errors import Problem
from typescribe.observing.counts import Members, Profile, Tally
from typescribe.observing.profile_file import ProfileError


@dataclass(frozen=True, slots=True)
class WireChange:
    """One change: something was `added` or `removed`, or a type was `widened` or `narrowed`."""

    kind: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.kind:8}  {self.place}: {self.message}"


def compared(old: Profile, new: Profile) -> tuple[WireChange, ...]:
    """Return the changes between two profiles; raises `ProfileError` if their types differ."""
    if old.type != new.type:
        message = f'profiles of two types, "{old.type}" and "{new.type}", cannot be compared'
        raise ProfileError([Problem("--compare", message)])
    changes = [*_tally(old.type, old.root, new.root)]
    for name in sorted(old.classes.keys() | new.classes.keys()):
        before, after = old.classes.get(name), new.classes.get(name)
        is_before = before is not None and before.count > 0
        is_after = after is not None and after.count > 0
        if before is not None and after is not None and is_before and is_after:
            changes += _members(name, before, after)
        elif is_after:
            changes.append(WireChange("added", name, "arrives now"))
        elif is_before:
            changes.append(WireChange("removed", name, "no longer arrives"))
    for name in sorted(old.aliases.keys() & new.aliases.keys()):
        changes += _tally(name, old.aliases[name], new.aliases[name])
    return tuple(changes)


def _members(place: str, old: Members, new: Members) -> Iterator[WireChange]:
    before, after = {**old.properties, **old.others}, {**new.properties, **new.others}
    for name in sorted(before.keys() | after.keys()):
        one, other = before.get(name, Tally()), after.get(name, Tally())
        where = f"{place}.{name}"
        if one.present and other.present:
            was, is_ = one.present < old.count, other.present < new.count
            if is_ and not was:
                missing = f"{new.count - other.present:,} of {new.count:,}"
                yield WireChange("widened", where, f"was always present, is missing in {missing}")
            elif was and not is_:
                yield WireChange("narrowed", where, "was sometimes missing, is always present")
            yield from _tally(where, one, other)
        elif other.present:
            kinds = " or ".join(_kinds(other))
            often = f"{other.present:,} of {new.count:,}"
            yield WireChange("added", where, f"arrives now, as {kinds}, in {often}")
        elif one.present:
            yield WireChange("removed", where, "no longer arrives")
    if old.values is not None and new.values is not None:
        yield from _tally(f"{place}{{}}", old.values, new.values)


def _tally(place: str, old: Tally, new: Tally) -> Iterator[WireChange]:
    before, after = _kinds(old), _kinds(new)
    if before and after:
        for kind in after:
            if kind not in before:
                count = new.kinds[kind]
                often = f"{count.number:,} of {new.present:,}, first {count.first}"
                yield WireChange("widened", place, f"arrives as {kind} too, in {often}")
        for kind in before:
            if kind not in after:
                yield WireChange("narrowed", place, f"no longer arrives as {kind}")
    if old.literals and new.literals:
        for text in sorted(new.literals.keys() - old.literals.keys()):
            often = f"{new.literals[text].number:,} of {new.present:,}"
            arrives = f"{text} arrives" if text else "other literals arrive"
            yield WireChange("widened", place, f"{arrives} now, in {often}")
        for text in sorted(old.literals.keys() - new.literals.keys()):
            arrives = "no longer arrives" if text else "no longer arrive"
            yield WireChange("narrowed", place, f"{text or 'other literals'} {arrives}")
    for step, one, other in (
        ("[]", old.items, new.items),
        ("{}", old.values, new.values),
        *((f"[{n}]", old.places.get(n), new.places[n]) for n in sorted(new.places)),
    ):
        if one is not None and other is not None:
            yield from _tally(f"{place}{step}", one, other)
    if old.members is not None and new.members is not None:
        yield from _members(place, old.members, new.members)
    for literal in sorted(new.variants.keys() - old.variants.keys()):
        objects = new.variants[literal].count
        text = f"the literal {literal}" if literal else "another literal"
        yield WireChange("added", place, f"objects with {text} arrive now: {objects:,}")


def _kinds(tally: Tally) -> list[str]:
    return sorted(kind for kind in tally.kinds if kind[0] != "!")


def dumped(changes: tuple[WireChange, ...]) -> str:
    """Return changes as JSON text."""
    written = [{"kind": c.kind, "place": c.place, "message": c.message} for c in changes]
    return json.dumps({"changes": written}, indent=2)
