"""Declared constants -> the constants of the model, with names in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from typescribe.language.constants import constant_name, free_constant
from typescribe.language.errors import Problem
from typescribe.language.package_constants import DeclaredConstant, NamedConstant


def repeated_constants(constants: Iterable[DeclaredConstant]) -> Iterator[Problem]:
    """Yield a problem for each constant whose name another one before it has."""
    first: dict[str, DeclaredConstant] = {}
    for declared in constants:
        known = first.setdefault(declared.name, declared)
        if known is not declared:
            message = f'the constant "{declared.name}" is already declared at {known.position}'
            yield Problem(declared.position, message)


def named_constants(
    constants: Iterable[DeclaredConstant], types: Set[str]
) -> tuple[NamedConstant, ...]:
    """Return the constants of a package; a name that is taken gets a number.

    Args:
        constants: different constants, in the order of the package.
        types: the class names of the package.
    """
    taken = {*types}
    found: list[NamedConstant] = []
    for declared in constants:
        name = free_constant(constant_name(declared.name) or "CONSTANT", taken)
        made = NamedConstant(
            declared.name, name, declared.value, declared.description, declared.deprecated
        )
        found.append(made)
    return tuple(found)
