"""The target `typed_dicts`: `typed_dicts.py`, TypedDicts for messages as decoded JSON."""

from typescribe.targets.contract import Target
from typescribe.targets.typed_dicts import context

TARGET = Target(
    "typed_dicts",
    "typed_dicts.py",
    context.context,
    context.exports,
    is_written=True,
    package="TypedDicts for the messages as decoded JSON, in a module for each file of the spec.",
)
