"""The target `pydantic`: `pydantic_models.py`, a pydantic model for every object type."""

from typescribe.language.model import Model
from typescribe.targets.contract import Target
from typescribe.targets.pydantic import context
from typescribe.targets.shared.limits import has_limits
from typescribe.targets.shared.readings import reading_modules


def _modules(model: Model) -> tuple[str, ...]:
    limits = ("limits.py", "pydantic_limits.py") if has_limits(model) else ()
    return (*reading_modules(model), *limits)


TARGET = Target(
    "pydantic",
    "pydantic_models.py",
    context.context,
    context.exports,
    carries=("plain.py", "runtime.py", "readings.py", "pydantic.py", "pydantic_unions.py"),
    carries_for=_modules,
    requires=("pydantic>=2.12",),
    annotation_calls=("TupleOf",),
)
