"""The target `validators`: `validators.py`, functions that check decoded JSON."""

from typescribe.targets.contract import Target
from typescribe.targets.shared.support import SUPPORT
from typescribe.targets.validators import context

TARGET = Target(
    "validators",
    "validators.py",
    context.context,
    context.exports,
    is_written=True,
    package="Functions that check decoded JSON, in a module for each file of the spec.",
    parts_of=("checking", "typed_dicts"),
    needs=("typed_dicts", "_shapes"),
    carries=(*SUPPORT, "suspects.py", "strings.py", "reports.py", "verdicts.py"),
    also=(
        Target(
            "validators_checking",
            "private/checking.py",
            context.checking,
            context.no_exports,
            is_written=True,
            is_compact=True,
            package="Tests of decoded JSON, which the validators call.",
        ),
    ),
)
