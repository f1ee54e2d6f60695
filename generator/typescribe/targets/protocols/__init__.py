"""The target `protocols`: `protocols.py`, the attributes that several dataclasses share."""

from typescribe.targets.contract import Target
from typescribe.targets.protocols import context

TARGET = Target(
    "protocols", "protocols.py", context.context, context.exports, needs=("dataclasses",)
)
