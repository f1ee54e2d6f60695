"""Messages that others publish: accepted as the compiler accepts them, and kept as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packages import Package, assert_agreement, loaded

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.resolving.resolve import resolve

FOLDER = Path(__file__).parent / "messages"
MESSAGES = [
    json.loads(line) for line in (FOLDER / "messages.jsonl").read_text("utf-8").splitlines()
]
FILES = sorted({message["declarations"] for message in MESSAGES})


@pytest.fixture(scope="module", params=FILES)
def declared(request: pytest.FixtureRequest) -> Iterator[tuple[Package, list[dict[str, Any]]]]:
    """The package for a file of declarations, and the messages of its types."""
    own = [message for message in MESSAGES if message["declarations"] == request.param]
    entries = tuple(sorted({message["type"] for message in own}))
    read = import_types(Source(str(FOLDER / request.param)), Wanted(entries, described=False))
    assert (read.approximated, read.left_out) == (0, 0)
    with loaded(resolve(as_package(read))) as package:
        yield package, own


def test_published_messages_are_accepted_and_kept(
    declared: tuple[Package, list[dict[str, Any]]],
) -> None:
    package, messages = declared
    for message in messages:
        name, value = _class_of(package, message["type"]), message["message"]
        assert assert_agreement(package, name, value) is message["accepted"], message["source"]
        if message["accepted"]:
            assert _round_trip(package, name, value) == value, message["source"]


def test_published_messages_without_a_required_property_are_rejected(
    declared: tuple[Package, list[dict[str, Any]]],
) -> None:
    package, messages = declared
    for message in messages:
        missing = message["rejected_without"]
        if missing is not None:
            kept = {name: one for name, one in message["message"].items() if name != missing}
            name = _class_of(package, message["type"])
            assert assert_agreement(package, name, kept) is False, message["source"]


def _class_of(package: Package, declared: str) -> str:
    return next(n.name for n in package.model.types if n.name.lower() == declared.lower())


def _round_trip(package: Package, name: str, value: Any) -> Any:
    read = package.read if name in package.classes() else package.parse
    return read(name, value).to_dict()
