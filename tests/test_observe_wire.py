"""`observe` finds every known fact about the messages of the contact center."""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import run

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
AS_DECLARED = json.loads((DATA / "contact_assigned.json").read_text())
AS_SENT = json.loads((DATA / "offer_contact_as_sent.json").read_text())
MESSAGES = 40

DETAILS = "CallProcessingDetails"
BOOLEANS = (
    *("pauseResumeEnabled", "isPaused", "recordInProgress", "recordingStarted", "ctqInProgress"),
    *("outdialTransferToQueueEnabled", "taskToBeSelfServiced", "isConferencing", "isParked"),
    *("monitoringInvisibleMode", "CONTINUE_RECORDING_ON_TRANSFER"),
)
NUMBERS = ("pauseDuration", "ronaTimeout", "participantInviteTimeout", "priority")


def captured() -> list[dict[str, Any]]:
    """Return messages that differ from the declaration according to the facts."""
    messages = []
    for number in range(MESSAGES):
        message = copy.deepcopy(AS_DECLARED)
        data = message["data"]
        interaction = data["interaction"]
        details = interaction["callProcessingDetails"]
        details |= dict.fromkeys(BOOLEANS, "true" if number % 3 else "false")
        details |= {name: str(number) for name in NUMBERS}
        details["fceRegisteredEvents"] = '["zq"]'
        details["consultDestinationAgentJoined"] = "true" if number % 2 else False
        details[f"flow{number % 2}"] = "zq"
        data["eventTime"] = interaction["createdTimestamp"] = 1756288815012 + number
        interaction["outboundType"] = None
        interaction["callAssociatedData"] = {"ani": {"value": "zq"}}
        interaction["callAssociatedDetails"] = {"zq": "zq"}
        interaction["flowProperties"] = {"a": 1} if number % 2 else None
        interaction["mediaProperties"] = {"a": 1} if number % 2 else None
        interaction["workflowManager"] = "zq" if number % 2 else None
        interaction["queuedTimestamp"] = 1756288815012 if number % 2 else None
        interaction["isMediaForked"] = bool(number % 2)
        interaction["parentInteractionId"] = "zq"
        interaction["mediaChannel"] = "line" if number % 2 else "telephony"
        for media in interaction["media"].values():
            media["holdTimestamp"] = 1756288815012 if number % 2 else None
        del interaction["callFlowParams"]
        del data["consultMediaResourceId"]
        messages.append(message)
    return [*messages, *[AS_SENT] * MESSAGES]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the declarations of the SDK, without additions of our own."""
    settings = "[tool.typescribe.packages.webex_contact_center]\n"
    (tmp_path / "pyproject.toml").write_text(settings)
    spec = tmp_path / "spec" / "webex_contact_center"
    shutil.copytree(ROOT / "spec" / "webex_contact_center", spec)
    (spec / "overlay.yaml").unlink(missing_ok=True)
    for file in spec.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^ +reads_as: \w+\n", "", text, flags=re.M)
        file.write_text(re.sub(r"reads_as: \w+, ", "", text), encoding="utf-8")
    lines = "".join(f"{json.dumps(message)}\n" for message in captured())
    (tmp_path / "captures.jsonl").write_text(lines)
    (tmp_path / "offer.json").write_text(json.dumps(AS_SENT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_fact_is_found_and_the_overlay_makes_the_sent_message_valid(project: Path) -> None:
    overlay = "spec/webex_contact_center/overlay.yaml"
    arguments = ("--type", "AgentContact", "--format", "json", "--overlay", overlay)
    result = run("observe", "captures.jsonl", *arguments)
    assert result.exit_code == 0, result
    findings = json.loads(result.stdout)["findings"]
    found = {(f["kind"], f["type"], f["property"], f["what"]) for f in findings}
    expected = {
        *(("reads_as", DETAILS, name, "boolean") for name in BOOLEANS),
        *(("reads_as", DETAILS, name, "integer") for name in NUMBERS),
        ("reads_as", DETAILS, "fceRegisteredEvents", "json"),
        ("reads_as", DETAILS, "consultDestinationAgentJoined", "boolean"),
        ("reads_as", "AgentContactData", "eventTime", "epoch_milliseconds"),
        ("reads_as", "Interaction", "createdTimestamp", "epoch_milliseconds"),
        ("undeclared", DETAILS, "flow0", "not declared"),
        ("undeclared", "AgentContact", "keepalive", "not declared"),
        ("null", "Interaction", "outboundType", "null"),
        ("missing", "AgentContactData", "consultMediaResourceId", "nothing"),
        ("missing", DETAILS, "tenantId", "nothing"),
        *(
            ("undeclared", "Interaction", name, "not declared")
            for name in (
                *("callAssociatedData", "callAssociatedDetails", "flowProperties"),
                *("mediaProperties", "workflowManager", "queuedTimestamp", "isMediaForked"),
                "parentInteractionId",
            )
        ),
        ("literal", "Interaction", "mediaChannel", '"line"'),
        ("missing", "Interaction", "callFlowParams", "nothing"),
        ("any", "Interaction", "participants", "any"),
    }
    assert expected - found == set()
    (held,) = [f for f in findings if f["property"] == "holdTimestamp"]
    assert (held["kind"], held["what"]) == ("reads_as", "epoch_milliseconds")
    assert run("validate", "offer.json", "--type", "AgentContact").exit_code == 1
    with open("pyproject.toml", "a", encoding="utf-8") as settings:
        settings.write('types = "observed"\n')
    for file in ("offer.json", "captures.jsonl"):
        result = run("validate", file, "--type", "AgentContact")
        assert (result.exit_code, result.stderr) == (0, ""), result.stdout
