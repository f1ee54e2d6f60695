"""A part of the input -> a profile; parts are counted in parallel, each by its own observer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, NamedTuple, cast

from typescribe.archives.decoding import Malformed
from typescribe.archives.parts import Part, ReadOptions, open_part
from typescribe.archives.streams import InputError
from typescribe.language.errors import Problem
from typescribe.observing.counts import Place, Profile
from typescribe.observing.observer import Observer
from typescribe.validating.type_expressions import TypeInProject


class Observed(NamedTuple):
    """The result of observing one part."""

    profile: Profile
    lines: int
    """The number of lines in the part; 0 if the part is a whole file."""
    problems: tuple[Problem, ...] = ()
    """The reasons why the part could not be read to the end."""


@dataclass(frozen=True)
class Observing:
    """Reads the messages of a part and counts their values; can be sent to other processes."""

    type: TypeInProject
    options: ReadOptions
    keep_values: tuple[str, ...] = ()

    def __call__(self, part: Part) -> Observed:
        observer = Observer(self.type, self.keep_values)
        problems: tuple[Problem, ...] = ()
        lines = 0
        try:
            with open_part(part, self.options) as opened:
                for _ in counted(observer, part, opened.messages):
                    pass
                lines = opened.lines()
        except InputError as error:
            problems = error.problems
        return Observed(observer.profile, lines, problems)


def counted(observer: Observer, part: Part, messages: Iterable[Any]) -> Iterator[None]:
    """Count messages with an observer, and yield after each one."""
    name = part.name
    for message in messages:
        if isinstance(message, Malformed):
            observer.add_malformed()
        else:
            observer.add(message.value, Place(name, message.line or 0, message.item or 0))
        yield


def moved(profile: Profile, lines: int) -> Profile:
    """Return a profile with `lines` added to all line numbers."""
    if not lines:
        return profile

    def move(place: Place) -> Place:
        return place._replace(line=place.line + lines) if place.line else place

    return cast(Profile, _mapped(profile, move))


def _mapped(value: Any, move: Callable[[Place], Place]) -> Any:
    if isinstance(value, Place):
        return move(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(_mapped(part, move) for part in value))
    if isinstance(value, dict):
        return {key: _mapped(part, move) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _mapped(getattr(value, f.name), move) for f in fields(value)}
        return replace(value, **changed)
    return value
