"""The target `constants`: `constants.py`, named constants for the documented literals."""

from typescribe.targets.constants import context
from typescribe.targets.contract import Target

TARGET = Target("constants", "constants.py", context.context, context.exports, is_written=True)
