"""The contract of a target: what it declares, and what it gives its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.language.model import Model


class Definitions(tuple[Any, ...]):
    """What a template says one by one, each without regard to the others.

    They are dataclasses, whose `repr` tells all that a template can read from them. What is wrong
    with one is told with its `class_name`, or else its `name`.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What one generated file is made of.

    A distribution brings one of its own by an entry point of the group `typescribe.targets`, which
    is called like it and leads to a `Target`, or to a function that returns one.
    """

    name: str
    """How settings ask for it."""
    file: str
    """What it is called in the generated package; its template has `.jinja` behind that."""
    context: Callable[[Model], Mapping[str, Any]]
    """What the template is rendered with, beside `mark` and `settings`.

    It is asked twice, of the model and of one whose texts are harmless: what both make of it must
    differ by texts alone. Texts stay `str`, which the template quotes; `Code` is for names that
    typescribe has made. What stands in `Definitions` is rendered one by one.
    """
    exports: Callable[[Model], list[str]]
    """The public names that the file defines."""
    needs: tuple[str, ...] = ()
    """Other targets whose files it imports."""
    carries: tuple[str, ...] = ()
    """Modules of `typescribe.runtime` whose copies it imports."""
    templates: Path | None = None
    """The folder of its templates, where they are not those of typescribe."""
    also: tuple[Target, ...] = ()
    """Further files that are made with it; settings do not ask for them."""
    requires: tuple[str, ...] = ()
    """What has to be installed where its file is imported, as PEP 508 writes it."""
    annotation_calls: tuple[str, ...] = ()
    """Functions that its module passes annotations as strings: names in those count as used."""


def flattened(target: Target) -> Iterator[Target]:
    """Yield a target and what comes with it."""
    yield target
    for other in target.also:
        yield from flattened(other)
