"""Declarations -> declarations that the resolver accepts; rejected types become `unknown`.

Only the resolver knows what a spec can express, so it runs again after each round of changes, over
the changed types and those that depend on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from typescribe.importing.affected import affected
from typescribe.importing.approximator import (
    Approximator,
    FreeNames,
    Report,
    cause,
    places_in,
)
from typescribe.importing.sensitive import sensitive_generics
from typescribe.language.declared import Alias, Declaration, DeclaredPackage, Keyword, Values
from typescribe.language.errors import Position, Problem
from typescribe.resolving.budget import Budget
from typescribe.resolving.resolve import Places, problems_of, problems_within, with_faults
from typescribe.sources.typescript.notes import Loss

_ROUNDS = 200
_SMALL_CHANGES = 100
"""After so many rounds, whatever still has a problem becomes unknown: one name can give another."""
_OF_NAMES = {"attribute_name", "class_name"}


def approximate(
    declarations: tuple[Declaration, ...],
    others: tuple[Declaration, ...],
    report: Report,
    budget: Budget,
    names: Set[str] | None = None,
) -> tuple[Declaration, ...]:
    """Return declarations that resolve together with `others`, as far as they were resolved.

    If nothing had to change, these are the given ones, and they resolve.

    Args:
        declarations: what was imported.
        others: declarations of the same package that must not change.
        report: receives the declaration, the position and the reason of each change, and its kind.
        budget: how much work all runs for this package may take.
        names: the declarations to resolve; by default all.

    Raises:
        SpecError: the resolver rejects them for a reason that no change here removes.
    """
    for number in range(_ROUNDS):
        package = DeclaredPackage("imported", (*declarations, *others))
        if names is None:
            places = problems_of(package, budget)
        else:
            places = problems_within(package, names, budget)
        if not places:
            return declarations
        changed = declarations
        if number < _SMALL_CHANGES:
            changed = _approximated(declarations, _causes(list(places)), places, report)
        if changed == declarations:
            changed = _without(declarations, places, report)
        if changed == declarations:
            break
        # Only the first place of a problem changes in a round, and that may have been the cause
        # of it at the others.
        unchanged = {place for found in places.values() for place in found[1:]}
        names = affected(declarations, changed, unchanged)
        declarations = changed
    with_faults(DeclaredPackage("imported", (*declarations, *others)), budget)
    return declarations


def _without(
    declarations: tuple[Declaration, ...], places: Places, report: Report
) -> tuple[Declaration, ...]:
    """Let each declaration with a problem that no smaller change removes become unknown."""
    where = {place: p for p, found in places.items() for place in (*found, p.where)}

    def changed(declaration: Declaration) -> Declaration:
        problem = next((where[place] for place in places_in(declaration) if place in where), None)
        if problem is None or isinstance(declaration.body, Values):
            return declaration
        loss = Loss("type", cause(problem))
        report(declaration, declaration.position, loss, "approximated")
        return replace(declaration, body=Alias(Keyword("unknown", declaration.position)))

    return tuple(map(changed, declarations))


def _causes(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems without those that only follow from another one.

    Once a package needs too many classes, each further class is reported as well.
    """
    causes = [problem for problem in problems if problem.code != "too_many_classes"]
    return causes or problems[:1]


def _approximated(
    declarations: tuple[Declaration, ...],
    problems: Iterable[Problem],
    places: Places,
    report: Report,
) -> tuple[Declaration, ...]:
    """Change the types that cause the problems, or else the types in which they appear.

    A generic usually works for most of its arguments, so one of its uses changes if possible.
    """
    by_place = {p.where: p for p in problems if isinstance(p.where, Position)}
    names, sensitive = FreeNames(declarations), sensitive_generics(declarations)
    declared = {declaration.name: declaration for declaration in declarations}
    approximator = Approximator(by_place, report, names, sensitive, declared)
    names_only = {where: p for where, p in by_place.items() if p.code in _OF_NAMES}
    namer = Approximator(names_only, report, names, sensitive, declared)
    changed = tuple(
        namer.declaration(d) if d.parameters else approximator.declaration(d) for d in declarations
    )
    approximator.changed |= namer.changed
    shown_in = {
        places[problem][0]: problem
        for problem in problems
        if places[problem] and problem.where not in approximator.changed
    }
    if shown_in:
        of_users = Approximator(shown_in, report, names, sensitive, declared)
        changed = tuple(of_users.declaration(declaration, whole=True) for declaration in changed)
    if changed == declarations:
        return tuple(approximator.declaration(declaration) for declaration in declarations)
    return changed
