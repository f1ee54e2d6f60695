"""The target `hypothesis`: `strategies.py`, hypothesis strategies that draw valid messages."""

from typescribe.targets.contract import Target
from typescribe.targets.hypothesis import context

TARGET = Target(
    "hypothesis",
    "strategies.py",
    context.context,
    context.exports,
    needs=("dataclasses", "typed_dicts"),
    carries=("drawing.py",),
    carries_for=context.further_modules,
    requires=("hypothesis>=6",),
)
