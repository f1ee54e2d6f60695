"""The target `_shapes`: `_shapes.py`, tables of all types, from which errors are explained."""

from typescribe.targets._shapes import context
from typescribe.targets.contract import Target
from typescribe.targets.shared.support import SUPPORT

TARGET = Target("_shapes", "_shapes.py", context.context, context.exports, carries=SUPPORT)
