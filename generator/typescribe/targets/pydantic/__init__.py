"""The target `pydantic`: `pydantic_models.py`, a pydantic model for every object type."""

from typescribe.targets.contract import Target
from typescribe.targets.pydantic import context
from typescribe.targets.shared.readings import reading_modules

TARGET = Target(
    "pydantic",
    "pydantic_models.py",
    context.context,
    context.exports,
    carries=("_runtime.py", "_readings.py", "_pydantic.py"),
    carries_for=reading_modules,
    requires=("pydantic>=2.12",),
    annotation_calls=("TupleOf",),
)
