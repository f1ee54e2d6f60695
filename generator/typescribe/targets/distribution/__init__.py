"""The target `distribution`: `pyproject.toml` and `README.md`, to install the package."""

from typescribe.targets.contract import Target
from typescribe.targets.distribution import context

TARGET = Target(
    "distribution",
    "pyproject.toml",
    context.context,
    context.exports,
    also=(Target("readme", "README.md", context.readme_context, context.exports),),
)
