"""The harnesses of `tests/fuzz`, run on what is stored: seeds, and inputs that once broke them."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path

import pytest

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
STORED = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))


def test_every_harness_has_a_corpus() -> None:
    assert {name.split("/")[0] for name in STORED} == {"check", "from_json", "spec_reader"}


@pytest.mark.parametrize("name", STORED)
def test_stored_fuzz_inputs_do_not_crash_their_harness(name: str) -> None:
    harness = import_module(f"fuzz.{name.split('/', maxsplit=1)[0]}")
    harness.one_input((CORPUS / name).read_bytes())


@pytest.mark.parametrize("name", STORED)
def test_changed_fuzz_inputs_do_not_crash_their_harness(name: str) -> None:
    """No search for coverage, only a few steps of it: `make fuzz` goes further."""
    harness = import_module(f"fuzz.{name.split('/', maxsplit=1)[0]}")
    chance = random.Random(name)
    for _ in range(10):
        data = bytearray((CORPUS / name).read_bytes())
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        harness.one_input(bytes(data))
