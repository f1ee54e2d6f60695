"""The target `dataclasses`: `models.py`, dataclasses that parse, check and write messages."""

from typescribe.targets.contract import Target
from typescribe.targets.dataclasses import context
from typescribe.targets.shared.support import SUPPORT

TARGET = Target(
    "dataclasses",
    "models.py",
    context.context,
    context.exports,
    is_written=True,
    package="Dataclasses for the messages, in a module for each file of the spec.",
    needs=("_shapes",),
    carries=(*SUPPORT, "suspects.py", "message.py", "instances.py", "readings.py"),
    also=(
        Target(
            "dataclasses_building",
            "private/building.py",
            context.context,
            context.no_exports,
            is_written=True,
            is_compact=True,
            package="Builds the instances of classes, and converts them back to JSON.",
        ),
    ),
    carries_for=context.modules,
)
