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
    needs=("_shapes",),
    carries=(*SUPPORT, "suspects.py", "reports.py", "message.py", "instances.py", "readings.py"),
    also=(
        Target(
            "dataclasses_building",
            "private/building.py",
            context.context,
            context.no_exports,
            is_written=True,
            is_compact=True,
        ),
    ),
    carries_for=context.modules,
)
