"""The target `_shapes`: `private/shapes.py`, tables of types, to explain why values are invalid."""

from typescribe.targets._shapes import context
from typescribe.targets.contract import Target
from typescribe.targets.shared.limits import enforcing_modules
from typescribe.targets.shared.support import SUPPORT

TARGET = Target(
    "_shapes",
    "private/shapes.py",
    context.context,
    context.exports,
    carries=SUPPORT,
    carries_for=enforcing_modules,
    is_written=True,
    is_compact=True,
    package="The shapes of all types, by which invalid values are explained.",
    table="SHAPES",
)
