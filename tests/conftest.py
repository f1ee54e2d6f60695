"""Options of pytest, profiles of Hypothesis, and what makes tests faster, for all test modules."""

from __future__ import annotations

import gc
import math
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from typescribe.rendering import formatting

# pytest-xdist gives its workers a width. Output is that of a pipe, unless a test says otherwise.
os.environ.pop("COLUMNS", None)

# Draw the same examples in every run, and never fail because a machine is busy.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# Search longer and at random: HYPOTHESIS_PROFILE=search pytest ...
settings.register_profile(
    "search", settings.get_profile("ci"), derandomize=False, max_examples=2000, print_blob=True
)
# Few examples, since all are drawn by `make test`: what differs here is the version of Python.
settings.register_profile("versions", settings.get_profile("ci"), max_examples=20)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["browser"]
"""Tests that need a browser run only when named: `make browser`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected files of tests/golden instead of comparing them",
    )


@pytest.fixture(scope="session", autouse=True)
def _formatting_in_this_process() -> Iterator[None]:
    """Start no processes to format what commands write in this one.

    pytest-xdist uses every core already, and what was formatted once is remembered here: above
    all the runtime modules, which every package carries. Commands in processes of their own are
    not affected.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formatting, "WORTH_A_PROCESS", math.inf)
        yield


def pytest_collection_finish() -> None:
    """Collect garbage less often, and not among the modules that were imported."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_runtest_teardown() -> None:
    """Turn the garbage collector on again: `generate --watch` turns it off for its process."""
    gc.enable()
