"""A package that is declared anew, and its overlay -> the amendments that no longer apply."""

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
    """The amendments that new declarations have left without a purpose."""

    refused: tuple[Problem, ...] = ()
    """What they amend or name is gone, or of another type: no package can be generated so."""
    needless: tuple[Problem, ...] = ()
    """The declarations have caught up with them; they do no harm."""


def obsolete(package: DeclaredPackage, overlay: Overlay) -> Obsolete:
    """Return the amendments of a package that no longer apply, with what is there instead.

    What is wrong with the other files is not told here; nor what is wrong in only one of the
    two readings, since a project may ask for the other.
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
