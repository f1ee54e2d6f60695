"""The target `attrs`: `attrs_classes.py`, classes of attrs that cattrs can structure."""

from typescribe.language.model import Model
from typescribe.targets.attrs import context
from typescribe.targets.contract import Target
from typescribe.targets.shared.limits import ENFORCING, has_limits
from typescribe.targets.shared.readings import reading_modules
from typescribe.targets.shared.support import SUPPORT


def _modules(model: Model) -> tuple[str, ...]:
    limits = (*ENFORCING, "attrs_limits.py") if has_limits(model) else ()
    return (*reading_modules(model), *limits)


TARGET = Target(
    "attrs",
    "attrs_classes.py",
    context.context,
    context.exports,
    needs=("_shapes",),
    carries=(*SUPPORT, "readings.py"),
    carries_for=_modules,
    also=(
        Target("attrs_shapes", "private/attrs_shapes.py", context.no_context, context.exports),
        Target("attrs_support", "private/attrs.py", context.no_context, context.exports),
    ),
    requires=("attrs>=23.2",),
)
