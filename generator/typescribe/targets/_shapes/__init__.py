"""The target `_shapes`: `_shapes.py`, a table for each type, to explain why a value is invalid."""

from typescribe.targets._shapes import context
from typescribe.targets.contract import Target
from typescribe.targets.shared.limits import enforcing_modules
from typescribe.targets.shared.support import SUPPORT

TARGET = Target(
    "_shapes",
    "_shapes.py",
    context.context,
    context.exports,
    carries=SUPPORT,
    carries_for=enforcing_modules,
    is_written=True,
    is_compact=True,
)
