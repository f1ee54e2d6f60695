"""The target `msgspec`: `msgspec_structs.py`, a `msgspec.Struct` for every object type."""

from typescribe.targets.contract import Target
from typescribe.targets.msgspec import context

TARGET = Target(
    "msgspec",
    "msgspec_structs.py",
    context.context,
    context.exports,
    carries=("plain.py", "runtime.py", "readings.py"),
    carries_for=context.modules,
    requires=("msgspec>=0.22",),
)
