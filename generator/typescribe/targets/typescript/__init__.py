"""The target `typescript`: `index.d.ts`, the closed model as TypeScript."""

from typescribe.targets.contract import Target
from typescribe.targets.typescript import context

TARGET = Target("typescript", "index.d.ts", context.context, context.exports)
