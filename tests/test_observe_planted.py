"""Captures with planted differences: `observe` finds each with its number, and nothing else."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest
from captures import Captures
from jsonschema import Draft202012Validator
from specs import SETTINGS

from typescribe import pipeline
from typescribe.language.model import Model
from typescribe.observing.counts import Place, Profile
from typescribe.observing.findings import Finding, find
from typescribe.observing.observer import Observer
from typescribe.observing.overlays import read_spec, write_overlay
from typescribe.observing.profile_file import from_json, to_json
from typescribe.observing.proposals import Proposal, propose
from typescribe.project.settings import Project
from typescribe.targets.json_schema import context as json_schema
from typescribe.validating.type_expressions import TypeInProject, find_type

SPECS = int(os.environ.get("OBSERVED_SPECS", "200"))
BATCHES = 8


class Drawn:
    """A drawn spec on disk, its captures, and the type of the messages in them."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.captures = Captures(seed)
        self.folder = folder / f"drawn{seed}"
        (self.folder / "spec").mkdir(parents=True)
        (self.folder / "spec" / "a.yaml").write_text(self.captures.spec, encoding="utf-8")
        self.project = Project(self.folder, {"p": SETTINGS})
        self.type: TypeInProject = find_type(self.project, "Root", None, "observed")
        self.overlay = self.folder / "spec" / "overlay.yaml"

    def observed(self, numbers: list[int]) -> Profile:
        observer = Observer(self.type)
        for number in numbers:
            observer.add(self.captures.messages[number - 1], Place("captures.jsonl", number))
        return observer.profile

    @property
    def numbers(self) -> list[int]:
        return list(range(1, len(self.captures.messages) + 1))

    def findings(self, profile: Profile) -> tuple[Finding, ...]:
        return find(self.type.model, "Root", profile, 1)

    def proposal(self, profile: Profile) -> Proposal:
        spec = read_spec(self.folder, self.type.settings)
        return propose(self.findings(profile), profile, spec.origins(), 1)

    def observed_model(self) -> Model:
        return pipeline.load_spec("p", self.folder / "spec", "spec", "observed")


def counted(findings: tuple[Finding, ...]) -> dict[Any, Any]:
    return {
        (f.kind, f.type, f.path, f.what): (f.count, f.of, f.first.line if f.first else 0)
        for f in findings
        if f.kind != "never"
    }


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_planted_departure_is_found_and_the_overlay_accepts_it(
    batch: int, tmp_path: Path
) -> None:
    for seed in range(batch, SPECS, BATCHES):
        drawn = Drawn(seed, tmp_path)
        profile = drawn.observed(drawn.numbers)
        assert counted(drawn.findings(profile)) == drawn.captures.expected(), drawn.captures.spec
        assert_merges(drawn, profile, random.Random(seed))
        assert_overlay(drawn, profile)


def assert_merges(drawn: Drawn, whole: Profile, rng: random.Random) -> None:
    """Assert that the profiles of parts add up to the whole profile, in any order and grouping."""
    numbers = drawn.numbers
    rng.shuffle(numbers)
    cuts = sorted(rng.sample(range(len(numbers)), 2))
    parts = [numbers[: cuts[0]], numbers[cuts[0] : cuts[1]], numbers[cuts[1] :]]
    a, b, c = (from_json(to_json(drawn.observed(sorted(part)))) for part in parts)
    empty = Profile(whole.type)
    assert to_json((a + b) + c) == to_json(c + (a + b)) == to_json(a + (b + c)) == to_json(whole)
    assert to_json(whole + empty) == to_json(empty + whole) == to_json(whole)


def assert_overlay(drawn: Drawn, profile: Profile) -> None:
    """Assert that the overlay makes all messages valid, and changes no other types."""
    declared = drawn.type.model
    spec = read_spec(drawn.folder, drawn.type.settings)
    written = write_overlay(drawn.overlay, drawn.proposal(profile), spec.package)
    assert written.left_out == (), written.left_out
    observed = drawn.observed_model()
    schema = json_schema.context(observed)["schema"]
    judge = Draft202012Validator({**schema, "$ref": "#/$defs/Root"})
    for number, message in enumerate(drawn.captures.messages, 1):
        errors = [error.message for error in judge.iter_errors(message)]
        assert errors == [], (number, drawn.overlay.read_text(), drawn.captures.spec)
    touched = {(f.type, f.wire_name) for f in drawn.findings(profile) if f.group != "never"}
    fields = {(owner.name, field.wire_name): field for owner, field in declared.fields()}
    for owner, field in observed.fields():
        known = fields.get((owner.name, field.wire_name))
        if known is not None and (owner.name, field.wire_name) not in touched:
            assert (known.type, known.optional) == (field.type, field.optional)
    # What the overlay says is no longer a departure.
    drawn.type = find_type(drawn.project, "Root", None, "observed")
    again = drawn.findings(drawn.observed(drawn.numbers))
    assert [f for f in again if f.group == "refused"] == []
