"""The target `html`: `reference.html`, a reference of the types as one page."""

from typescribe.targets.contract import Target
from typescribe.targets.html import context

TARGET = Target("html", "reference.html", context.context, context.exports)
