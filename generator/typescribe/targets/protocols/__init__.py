"""The target `protocols`: `protocols.py`, a protocol for what several dataclasses share."""

from typescribe.targets.contract import Target
from typescribe.targets.protocols import context

TARGET = Target(
    "protocols", "protocols.py", context.context, context.exports, needs=("dataclasses",)
)
