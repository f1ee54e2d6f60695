"""Any bytes: `from_json` gives a message that loses nothing, or `ValidationError`, alone."""

from __future__ import annotations

import json
from typing import Any

import webex_contact_center
import webex_contact_center.models
import webex_contact_center.private.building
import webex_contact_center.private.explain
import webex_contact_center.private.shapes
import webex_contact_center.validators
from fuzz import kinds

CASES = (
    (webex_contact_center, "AgentContact", "agent_contact"),
    (webex_contact_center, "InteractionMedia", "interaction_media"),
    (kinds.package, "Kinds", "kinds"),
)
READINGS = ("is_paused_as_bool", "total_as_number", "priority_as_int", "event_time_as_datetime")


def one_input(data: bytes) -> None:
    for package, class_name, function in CASES:
        try:
            message = getattr(package, class_name).from_json(data)
        except package.ValidationError as error:
            assert error.issues, "an error says why"
            assert error.__cause__ is None and error.__context__ is None, "it brings no document"
            assert str(error) and "\n" not in str(error.issues[0])
            _refused_for_a_reason(data, getattr(package, f"is_{function}"))
        else:
            value = json.loads(data)
            assert _text(message.to_dict()) == _text(value), "nothing is lost or changed"
            assert getattr(package, f"is_{function}")(value)
            _readings_decode_or_say_why(message)


def _refused_for_a_reason(data: bytes, is_valid: Any) -> None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return
    assert not is_valid(value)


def _readings_decode_or_say_why(message: object) -> None:
    for name in (*READINGS, "blob_as_json"):
        try:
            getattr(message, name, None)
        except ValueError as error:
            assert error.args


def _text(value: object) -> str:
    try:
        return json.dumps(value, sort_keys=True)
    except RecursionError:
        return "deep"
