"""Constraints -> the validator of an attribute in an attrs class."""

from __future__ import annotations

from typescribe.language.constraints import Constraints
from typescribe.targets.shared.checks import Anything, Array
from typescribe.targets.shared.limit_tests import Limit
from typescribe.targets.shared.limits import is_checked, of_array, of_kind


def validator(constraints: Constraints) -> str:
    """Return the expression of a validator, "" if no constraint can make a value invalid."""
    if not is_checked(constraints):
        return ""
    found = [
        ("number", Limit("number", of_kind(constraints, "number")).constraints),
        ("text", Limit("string", of_kind(constraints, "string")).constraints),
        ("array", Array(Anything(), of_array(constraints)).arguments),
    ]
    arguments = [f"{kind}=dict({words})" for kind, words in found if words]
    if constraints.items and (items := validator(constraints.items)):
        arguments.append(f"items={items}")
    return f"within({', '.join(arguments)})"
