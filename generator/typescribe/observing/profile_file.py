"""Saves a profile as a JSON file, and loads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from typescribe.language.errors import Problem, TypescribeError
from typescribe.observing import forms as f
from typescribe.observing.counts import Count, Members, Place, Profile, Tally
from typescribe.project.file_writing import replace_file

VERSION: Final = 1
T = TypeVar("T")


class ProfileError(TypescribeError):
    """A file is not a profile, or is a profile of another type."""


def save(profile: Profile, file: Path) -> None:
    """Write a profile to a file, which at any moment holds either the old or the new one."""
    text = json.dumps(to_json(profile), indent=1, ensure_ascii=False)
    replace_file(file, f"{text}\n".encode("utf-8", "backslashreplace"))


def load(file: Path) -> Profile:
    """Read a profile; raises `ProfileError` if the file is unreadable or is not a profile."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        if read["profile"] != VERSION:
            raise ProfileError(
                [Problem(str(file), "saved by another version of typescribe; observe again")]
            )
        return from_json(read)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProfileError([Problem(str(file), f"cannot be read: {reason}")]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProfileError(
            [Problem(str(file), "not a profile saved by typescribe observe")]
        ) from error


def to_json(profile: Profile) -> dict[str, Any]:
    """Return a profile as JSON data."""
    return {
        "profile": VERSION,
        "type": profile.type,
        "messages": profile.messages,
        "malformed": profile.malformed,
        "root": _tally(profile.root),
        "classes": _each(profile.classes, _members),
        "aliases": _each(profile.aliases, _tally),
    }


def from_json(read: dict[str, Any]) -> Profile:
    """Return the profile from the JSON data that `to_json` returns.

    Raises `ValueError`, `KeyError`, `TypeError` or `AttributeError` for any other data.
    """
    return Profile(
        str(read["type"]),
        int(read["messages"]),
        int(read["malformed"]),
        _read_tally(read["root"]),
        _each(read["classes"], _read_members),
        _each(read["aliases"], _read_tally),
    )


def _each(mapping: Mapping[str, Any], convert: Callable[[Any], T]) -> dict[str, T]:
    return {name: convert(mapping[name]) for name in sorted(mapping)}


def _tally(tally: Tally) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if tally.kinds:
        written["kinds"] = _each(tally.kinds, _count)
    if tally.absent is not None:
        written["absent"] = list(tally.absent)
    if tally.forms != f.EVERY_FORM:
        written["forms"] = [name for name, form in f.FORM_NAMES.items() if tally.forms & form]
    if tally.distinct is None:
        written["distinct"] = None
    elif tally.distinct:
        written["distinct"] = sorted(tally.distinct)
    if tally.literals:
        written["literals"] = _each(tally.literals, _count)
    for name in ("items", "values"):
        inner = getattr(tally, name)
        if inner is not None:
            written[name] = _tally(inner)
    if tally.places:
        written["places"] = _each(tally.places, _tally)
    if tally.members is not None:
        written["members"] = _members(tally.members)
    if tally.variants:
        written["variants"] = _each(tally.variants, _members)
    return written


def _members(members: Members) -> dict[str, Any]:
    written: dict[str, Any] = {"count": members.count}
    if members.first is not None:
        written["first"] = list(members.first)
    if members.properties:
        written["properties"] = _each(members.properties, _tally)
    if members.others:
        written["others"] = _each(members.others, _tally)
    if members.values is not None:
        written["values"] = _tally(members.values)
    if members.is_full:
        written["full"] = True
    return written


def _count(count: Count) -> list[Any]:
    return [count.number, *count.first]


def _read_count(read: list[Any]) -> Count:
    return Count(int(read[0]), _place(read[1:]))


def _place(read: list[Any]) -> Place:
    file, line, item = read
    return Place(str(file), int(line), int(item))


def _read_tally(read: dict[str, Any]) -> Tally:
    forms = f.EVERY_FORM
    if "forms" in read:
        forms = sum(f.FORM_NAMES[name] for name in read["forms"])
    distinct = read.get("distinct", ())
    return Tally(
        _each(read.get("kinds", {}), _read_count),
        _place(read["absent"]) if "absent" in read else None,
        forms,
        None if distinct is None else frozenset(map(int, distinct)),
        _each(read.get("literals", {}), _read_count),
        _read_tally(read["items"]) if "items" in read else None,
        _each(read.get("places", {}), _read_tally),
        _read_tally(read["values"]) if "values" in read else None,
        _read_members(read["members"]) if "members" in read else None,
        _each(read.get("variants", {}), _read_members),
    )


def _read_members(read: dict[str, Any]) -> Members:
    return Members(
        int(read["count"]),
        _place(read["first"]) if "first" in read else None,
        _each(read.get("properties", {}), _read_tally),
        _each(read.get("others", {}), _read_tally),
        _read_tally(read["values"]) if "values" in read else None,
        bool(read.get("full", False)),
    )
