"""Options of pytest, and profiles of Hypothesis, that several test modules share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# Examples depend on the test alone, and no test fails because a machine is busy.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# For long searches: HYPOTHESIS_PROFILE=search pytest ...
settings.register_profile(
    "search", settings.get_profile("ci"), derandomize=False, max_examples=2000, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

collect_ignore = ["browser"]
"""What needs a browser is asked for by name: `make browser`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected files of tests/golden instead of comparing; fails never",
    )
