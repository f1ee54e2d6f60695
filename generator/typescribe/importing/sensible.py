"""Takes constraints from declarations that a spec would reject, and reports each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from typescribe.importing.approximator import Report
from typescribe.importing.losses import Losses
from typescribe.importing.reach import Reach
from typescribe.language.constraints import NONE, Constraints
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredPackage,
    Fields,
    ObjectOf,
    TypeExpression,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import parts_of
from typescribe.resolving.constraint_faults import Fault, without_faults
from typescribe.resolving.resolve import faults_within
from typescribe.sources.typescript.rewriting import expressions, with_parts
from typescribe.text.constraints import value_paragraphs

_VALUES = ("default", "examples")
"""Words that become part of the description instead."""


def sensible(
    declarations: tuple[Declaration, ...], others: tuple[Declaration, ...], report: Report
) -> tuple[Declaration, ...]:
    """Return declarations whose constraints make sense.

    Args:
        declarations: declarations that resolve together with `others`.
        others: declarations of the same package that must not change.
        report: is called for each constraint that is taken away.
    """
    constrained = list(filter(_has_constraints, declarations))
    if not constrained:
        return declarations
    package = DeclaredPackage("imported", (*declarations, *others))
    reach = Reach({declaration.name: declaration for declaration in package.declarations}, Losses())
    below = reach.below(part for declaration in constrained for part in expressions(declaration))
    names = {declaration.name for declaration in constrained}.union(below)
    found = faults_within(package, names)
    by_place: dict[Position, list[Fault]] = {}
    for fault in found:
        by_place.setdefault(fault.position, []).append(fault)
    return tuple(_changed(declaration, by_place, report) for declaration in declarations)


def _has_constraints(declaration: Declaration) -> bool:
    return bool(declaration.constraints) or any(
        field.constraints
        for part in parts_of(expressions(declaration))
        if isinstance(part, ObjectOf)
        for field in part.fields
    )


def _changed(
    declaration: Declaration, by_place: dict[Position, list[Fault]], report: Report
) -> Declaration:
    def of_expression(expression: TypeExpression) -> TypeExpression:
        changed = with_parts(expression, of_expression)
        if not isinstance(changed, ObjectOf):
            return changed
        return replace(changed, fields=tuple(map(of_field, changed.fields)))

    def of_field(field: DeclaredField) -> DeclaredField:
        found = by_place.get(field.position)
        if not found or not field.constraints:
            return field
        _report(declaration, field.wire_name, found, report)
        described = _described(field.description, field.constraints, found)
        kept = without_faults(field.constraints, found)
        return replace(field, description=described, constraints=kept)

    match declaration.body:
        case Fields(object=body, extends=extends):
            own = of_expression(body)
            assert isinstance(own, ObjectOf), "an object type with other fields is one"
            declaration = replace(declaration, body=Fields(own, extends))
        case Alias(type=type_):
            declaration = replace(declaration, body=Alias(of_expression(type_)))
    found = by_place.get(declaration.position)
    if not found or not declaration.constraints:
        return declaration
    _report(declaration, "", found, report)
    described = _described(declaration.description, declaration.constraints, found)
    kept = without_faults(declaration.constraints, found)
    return replace(declaration, description=described, constraints=kept)


def _report(declaration: Declaration, name: str, found: Sequence[Fault], report: Report) -> None:
    for fault in found:
        if fault.word not in _VALUES or fault.of_items:
            message = f"its {fault.problem.message}"
            report(declaration, fault.position, message, "not kept", name)


def _described(description: str, constraints: Constraints, found: Sequence[Fault]) -> str:
    """Return a description with the default or the examples that cannot be kept as such."""
    words = {fault.word for fault in found if not fault.of_items}
    values = replace(
        NONE,
        default=constraints.default if "default" in words else None,
        examples=constraints.examples if "examples" in words else (),
    )
    return "\n\n".join(filter(None, (description, *value_paragraphs(values))))
