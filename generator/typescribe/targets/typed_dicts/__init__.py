"""The target `typed_dicts`: `typed_dicts.py`, the messages as plain dicts."""

from typescribe.targets.contract import Target
from typescribe.targets.typed_dicts import context

TARGET = Target("typed_dicts", "typed_dicts.py", context.context, context.exports)
