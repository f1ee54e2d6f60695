"""The events of the SDK are distinguished as its page describes.

That the spec is what the published release gives is held by `make sdk`, which asks the registry.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import webex_contact_center as cc

DATA = Path(__file__).parent / "data"

LOGGED_OUT: dict[str, Any] = {
    "type": "AgentDesktopMessage",
    "orgId": "o",
    "trackingId": "t",
    "data": {
        "eventType": "AgentDesktopMessage",
        "agentId": "a",
        "trackingId": "t",
        "agentSessionId": "s",
        "orgId": "o",
        "status": "LoggedOut",
        "subStatus": "",
        "type": "AgentLogoutSuccess",
    },
}


def test_a_message_is_read_as_the_class_of_its_literal() -> None:
    event = cc.parse_contact_center_event(LOGGED_OUT)
    assert type(event) is cc.LogoutSuccess
    assert event.to_dict() == LOGGED_OUT


def test_any_other_message_of_the_shape_of_an_agent_contact_goes_to_it() -> None:
    message = json.loads((DATA / "contact_assigned.json").read_bytes())
    event = cc.parse_contact_center_event(message)
    assert type(event) is cc.AgentContact
    assert event.to_dict() == message


def test_the_issues_of_an_invalid_message_are_those_of_the_class_its_literals_select() -> None:
    data = {**LOGGED_OUT["data"], "status": None}
    with pytest.raises(cc.ValidationError) as caught:
        cc.parse_contact_center_event({**LOGGED_OUT, "data": data})
    assert [str(issue) for issue in caught.value.issues] == [
        "data.status: expected string, got null"
    ]
