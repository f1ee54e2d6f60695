"""Finds the amendments that new declarations make invalid or needless."""

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
    """The amendments that no longer serve a purpose."""

    refused: tuple[Problem, ...] = ()
    """Their type or field is gone, or of another kind: the package cannot be generated."""
    needless: tuple[Problem, ...] = ()
    """They equal the declarations, and do no harm."""


def obsolete(package: DeclaredPackage, overlay: Overlay) -> Obsolete:
    """Return the problems that an overlay has with a new version of its package.

    Problems in other files are left out. So are those that occur on one basis only, declared or
    observed, since the project may use the other.
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
