"""The target `json_schema`: `schema.json`, a JSON Schema (draft 2020-12)."""

from typescribe.targets.contract import Target
from typescribe.targets.json_schema import context

TARGET = Target("json_schema", "schema.json", context.context, context.exports)
