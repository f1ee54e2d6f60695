"""`python -m fuzz HARNESS [options of libFuzzer] [corpus folders]`: atheris drives one harness."""

from __future__ import annotations

import sys
from importlib import import_module

import atheris

INSTRUMENTED = ["typescribe", "webex_contact_center", "kinds_under_fuzz"]
"""Where a branch not taken before makes an input worth keeping."""


def main(harness: str, *options: str) -> None:
    with atheris.instrument_imports(include=INSTRUMENTED, enable_loader_override=False):
        module = import_module(f"fuzz.{harness}")
    atheris.Setup([f"fuzz {harness}", *options], module.one_input)
    atheris.Fuzz()


main(*sys.argv[1:])
