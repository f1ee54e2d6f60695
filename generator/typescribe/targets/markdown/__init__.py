"""The target `markdown`: `reference.md`, a reference of all types."""

from typescribe.targets.contract import Target
from typescribe.targets.markdown import context

TARGET = Target("markdown", "reference.md", context.context, context.exports)
