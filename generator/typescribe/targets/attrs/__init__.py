"""The target `attrs`: `attrs_classes.py`, classes of attrs that cattrs can structure."""

from typescribe.targets.attrs import context
from typescribe.targets.contract import Target
from typescribe.targets.shared.readings import reading_modules
from typescribe.targets.shared.support import SUPPORT

TARGET = Target(
    "attrs",
    "attrs_classes.py",
    context.context,
    context.exports,
    needs=("_shapes",),
    carries=(*SUPPORT, "_readings.py"),
    carries_for=reading_modules,
    also=(
        Target("attrs_shapes", "_attrs_shapes.py", context.no_context, context.exports),
        Target("attrs_support", "_attrs.py", context.no_context, context.exports),
    ),
    requires=("attrs>=23.2",),
)
