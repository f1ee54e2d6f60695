"""Gives names to sets of literals, so that tests name a set in place of writing it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from typescribe.language import naming
from typescribe.targets.shared.checks import Check, Scalars
from typescribe.targets.shared.key_sets import MANY_WORDS
from typescribe.text.quoting import Code


def with_named_sets(type_name: str, checks: Iterable[Check]) -> Iterator[Check]:
    """Yield the checks of the parts of a type, of which some name the constant for their strings.

    Only checks of many literals do, and not those inside arrays and unions.
    """
    prefix = f"_{naming.snake_case(type_name).upper()}_LITERALS"
    names: dict[tuple[str, ...], Code] = {}
    for check in checks:
        if isinstance(check, Scalars) and len(check.strings) >= MANY_WORDS:
            name = f"{prefix}_{len(names) + 1}" if names else prefix
            constant = names.setdefault(check.strings, Code(name))
            yield replace(check, constant=constant)
        else:
            yield check


def named_sets(checks: Iterable[Check | None]) -> list[Scalars]:
    """Return a check for each constant that some of the checks name."""
    named = (check for check in checks if isinstance(check, Scalars) and check.constant)
    return list({check.constant: check for check in named}.values())
