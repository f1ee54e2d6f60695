"""Messages as dataclasses: what reading, changing and writing them is inferred to give."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, assert_never, assert_type, reveal_type

from webex_contact_center import (
    AgentContact,
    AgentContactData,
    CallFlowParam,
    ContactDirection,
    Interaction,
    InteractionMedia,
    Issue,
    MediaChannel,
    Msg,
    ValidationError,
)


class TracedContact(AgentContact):
    """The part of a message that an application keeps."""

    def trace(self) -> str:
        return self.tracking_id


def read(text: str, data: bytes, value: object) -> None:
    assert_type(AgentContact.from_json(text), AgentContact)
    assert_type(AgentContact.from_json(data), AgentContact)
    assert_type(AgentContact.from_json(bytearray(data), loads=json.loads), AgentContact)
    assert_type(AgentContact.from_dict(value), AgentContact)
    assert_type(AgentContact.from_dict({"type": "x"}), AgentContact)
    assert_type(Msg.from_json(text).data, Any)


def read_into_a_subclass(text: str, value: object) -> None:
    assert_type(TracedContact.from_json(text), TracedContact)
    assert_type(TracedContact.from_dict(value), TracedContact)
    read_text: Callable[[str], TracedContact] = TracedContact.from_json
    read_value: Callable[[dict[str, int]], AgentContact] = TracedContact.from_dict
    print(read_text, read_value, [contact.trace() for contact in map(read_text, [text])])


def write(contact: AgentContact) -> None:
    assert_type(contact.to_dict(), dict[str, Any])
    assert_type(replace(contact, tracking_id="t"), AgentContact)


def attributes(contact: AgentContact) -> None:
    assert_type(contact.data, AgentContactData)
    assert_type(contact.data.is_conferencing, bool)
    assert_type(contact.data.auto_resumed, bool | None)
    assert_type(contact.data.reason_code, str | int | float | None)
    reveal_type(contact.data.reason_code)  # reveals: str | int | float | None
    assert_type(contact.data.interaction.participants, Any)
    assert_type(contact.data.interaction.previous_v_teams, list[str])
    assert_type(contact.data.interaction.media, dict[str, InteractionMedia])
    assert_type(contact.data.interaction.call_flow_params, dict[str, CallFlowParam])
    assert_type(contact.extra, dict[str, Any] | None)


def readings(interaction: Interaction, media: InteractionMedia) -> None:
    details = interaction.call_processing_details
    assert_type(details.task_to_be_self_serviced, str)
    assert_type(details.task_to_be_self_serviced_as_bool, bool)
    assert_type(details.is_paused, str | None)
    assert_type(details.is_paused_as_bool, bool | None)
    assert_type(details.consult_destination_agent_joined, bool | str | None)
    assert_type(details.consult_destination_agent_joined_as_bool, bool | None)
    assert_type(details.rona_timeout_as_number, int | float)
    assert_type(details.priority_as_number, int | float | None)
    assert_type(details.fce_registered_events_as_json, Any)
    assert_type(interaction.created_timestamp, int | float | None)
    assert_type(interaction.created_timestamp_as_datetime, datetime | None)
    assert_type(media.hold_timestamp, int | float | None)
    assert_type(media.hold_timestamp_as_datetime, datetime | None)


def present_or_absent(data: AgentContactData) -> str:
    if data.task is None:
        assert_type(data.task, None)
        return "no task"
    assert_type(data.task, Interaction)
    if (resumed := data.auto_resumed) is not None:
        assert_type(resumed, bool)
    return data.task.state


def every_channel(channel: MediaChannel) -> str:
    if channel == "telephony":
        assert_type(channel, Literal["telephony"])
        return "call"
    match channel:
        case "email" | "chat" | "sms":
            return channel
        case "social" | "facebook" | "whatsapp":
            return "network"
        case _:
            assert_never(channel)


def destructured(contact: AgentContact) -> str:
    match contact:
        case AgentContact(data=AgentContactData(agent_id=agent, task=Interaction(state=state))):
            assert_type(agent, str)
            assert_type(state, str)
            return agent + state
        case _:
            return contact.tracking_id


def made() -> ContactDirection:
    direction = ContactDirection(type="INBOUND")
    direction.type = "OUTBOUND"
    direction.extra = {"anything": [1, None]}
    return direction


def refused(text: str) -> list[Issue]:
    try:
        AgentContact.from_json(text)
    except ValidationError as error:
        assert_type(error.expected, str)
        assert_type(error.issues, list[Issue])
        for issue in error.issues:
            assert_type(issue.path, tuple[str | int, ...])
            assert_type(issue.expected, str)
            assert_type(issue.received, str)
        value_error: ValueError = error
        print(value_error)
        return error.issues
    return []
