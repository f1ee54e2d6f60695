"""The target `html`: `reference.html`, a reference of all types on one page."""

from typescribe.targets.contract import Target
from typescribe.targets.html import context

TARGET = Target("html", "reference.html", context.context, context.exports)
