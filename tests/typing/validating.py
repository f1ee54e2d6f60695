"""Messages as decoded JSON: what the validators let a type checker know."""

from typing import Any, assert_type

from webex_contact_center import (
    AgentContactDataDict,
    AgentContactDict,
    InteractionDict,
    InteractionMediaDict,
    Issue,
    MediaChannel,
    check_agent_contact,
    is_agent_contact,
    is_interaction_media,
    is_media_channel,
    validate_agent_contact,
    validate_media_channel,
)


def narrowed(value: object) -> str:
    if not is_agent_contact(value):
        assert_type(value, object)
        return ""
    assert_type(value, AgentContactDict)
    assert_type(value["data"], AgentContactDataDict)
    return value["data"]["interaction"]["mediaType"]


def narrowed_in_a_filter(values: list[object]) -> list[InteractionMediaDict]:
    return [value for value in values if is_interaction_media(value)]


def narrowed_to_a_literal(text: str) -> MediaChannel | None:
    return text if is_media_channel(text) else None


def validated(value: object) -> None:
    assert_type(validate_agent_contact(value), AgentContactDict)
    assert_type(validate_media_channel("chat"), MediaChannel)


def explained(value: object) -> list[str]:
    assert_type(check_agent_contact(value), list[Issue])
    assert_type(check_agent_contact(value, undeclared=True), list[Issue])
    return [str(issue) for issue in check_agent_contact(value)]


def keys(data: AgentContactDataDict) -> None:
    assert_type(data["agentId"], str)
    assert_type(data["interaction"], InteractionDict)
    assert_type(data["interaction"]["media"], dict[str, InteractionMediaDict])
    assert_type(data["interaction"]["participants"], Any)
    assert_type(data["interaction"]["media"]["m"]["holdTimestamp"], int | float | None)
    assert_type(data["interaction"]["callProcessingDetails"]["QMgrName"], str)


def keys_that_may_be_absent(data: AgentContactDataDict) -> None:
    assert_type(data.get("agentId"), str)
    assert_type(data.get("reasonCode"), str | int | float | None)
    assert_type(data.get("autoResumed", False), bool)
    if "task" in data:
        assert_type(data["task"], InteractionDict)
    if (state := data.get("monitoringState")) is not None:
        assert_type(state["type"], str)


def made() -> InteractionMediaDict:
    return {
        "mediaResourceId": "m",
        "mediaType": "chat",
        "mediaMgr": "callmm",
        "participants": [],
        "mType": "mainCall",
        "isHold": False,
        "holdTimestamp": None,
    }
