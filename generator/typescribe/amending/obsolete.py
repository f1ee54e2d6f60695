"""Finds the amendments that are invalid or needless with new declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from typescribe.amending.amend import Amender, in_order
from typescribe.language.declared import DeclaredPackage
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.overlay import Overlay
from typescribe.resolving.references import reference_problems
from typescribe.resolving.resolve import resolve


@dataclass(frozen=True, slots=True)
class Obsolete:
    """The amendments of an overlay that have to be removed or may be removed."""

    refused: tuple[Problem, ...] = ()
    """Amendments of types or fields that are gone or differ; they prevent generation."""
    needless: tuple[Problem, ...] = ()
    """Observations that say the same as the declarations, which do no harm."""


def obsolete(package: DeclaredPackage, overlay: Overlay) -> Obsolete:
    """Return the problems of an overlay with a new version of its package.

    Problems in other files are left out. So are problems that occur only with declared types, or
    only with observed types, since the project may use the other ones.
    """
    amender = Amender(package, "observed")
    observed = amender.package(overlay)
    elsewhere = {declaration.position.file for declaration in package.declarations}
    refused = {*amender.problems, *reference_problems(observed)}
    if in_declared := _mistakes(Amender(package, "declared").package(overlay)):
        refused |= in_declared & _mistakes(observed)
    return Obsolete(
        tuple(in_order(_outside(elsewhere, refused))), tuple(in_order(amender.needless))
    )


def _mistakes(package: DeclaredPackage) -> set[Problem]:
    try:
        resolve(package)
    except SpecError as error:
        return set(error.problems)
    return set()


def _outside(files: set[str], problems: Iterable[Problem]) -> Iterable[Problem]:
    return (p for p in problems if isinstance(p.where, Position) and p.where.file not in files)
