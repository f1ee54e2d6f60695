"""Mistakes of an application that a type checker reports before the application runs."""

import webex_contact_center as contact_center
from webex_contact_center import (
    AgentContact,
    AgentContactData,
    AgentContactDict,
    ContactDirection,
    ContactDirectionDict,
    Interaction,
    InteractionMedia,
    InteractionMediaDict,
    MediaChannel,
    ValidationError,
    check_agent_contact,
    is_agent_contact,
    validate_agent_contact,
)


def names(contact: AgentContact, data: AgentContactData) -> None:
    print(contact_center.is_contact)  # error: attr-defined / reportAttributeAccessIssue
    print(contact.trackingId)  # error: attr-defined / reportAttributeAccessIssue
    print(data.agent_ID)  # error: attr-defined / reportAttributeAccessIssue
    contact.nickname = "mine"  # error: attr-defined / reportAttributeAccessIssue
    print(data.interaction.is_paused)  # error: attr-defined / reportAttributeAccessIssue
    del contact.to_yaml  # error: attr-defined / reportAttributeAccessIssue


def arguments(media: InteractionMedia) -> None:
    ContactDirection(type=1)  # error: arg-type / reportArgumentType
    ContactDirection()  # error: call-arg / reportCallIssue
    ContactDirection("INBOUND")  # error: call-arg, arg-type / reportCallIssue
    ContactDirection(type="INBOUND", kind="x")  # error: call-arg / reportCallIssue
    AgentContact.from_json(3)  # error: arg-type / reportArgumentType
    AgentContact.from_json(memoryview(b"{}"))  # error: arg-type / reportArgumentType
    AgentContact.from_json("{}", json_loads=str)  # error: call-arg / reportCallIssue
    AgentContact.from_json("{}", str)  # error: call-arg / reportCallIssue
    AgentContact.from_dict()  # error: call-arg / reportCallIssue
    check_agent_contact({}, True)  # error: call-arg / reportCallIssue
    check_agent_contact({}, undeclared="yes")  # error: arg-type / reportArgumentType
    InteractionMedia(**media.to_dict(), is_hold=None)  # error: arg-type / reportArgumentType


def assignments(interaction: Interaction, data: AgentContactData) -> None:
    details = interaction.call_processing_details
    details.is_paused_as_bool = True  # error: misc / reportAttributeAccessIssue
    data.event_time_as_datetime = None  # error: misc / reportAttributeAccessIssue
    details.is_paused = False  # error: assignment / reportAttributeAccessIssue
    interaction.media_type = "fax"  # error: assignment / reportAttributeAccessIssue
    interaction.media = []  # error: assignment / reportAttributeAccessIssue
    channel: MediaChannel = "fax"  # error: assignment / reportAssignmentType
    print(channel)


def optional(data: AgentContactData) -> str:
    print(data.task.state)  # error: union-attr / reportOptionalMemberAccess
    print(data.event_time + 1)  # error: operator / reportOptionalOperand
    print(data.event_time_as_datetime.year)  # error: union-attr / reportOptionalMemberAccess
    print(data.extra["undeclared"])  # error: index / reportOptionalSubscript
    if data.queue_name is None:
        print(data.queue_name.upper())  # error: attr-defined / reportAttributeAccessIssue
    return data.queue_name  # error: return-value / reportReturnType


def made() -> ContactDirectionDict:
    return {"type": "", "kind": ""}  # error: typeddict-unknown-key / reportReturnType


def dicts(contact: AgentContactDict, media: InteractionMediaDict) -> None:
    empty: ContactDirectionDict = {}  # error: typeddict-item / reportAssignmentType
    wrong: ContactDirectionDict = {"type": 1}  # error: typeddict-item / reportAssignmentType
    print(empty, wrong)
    print(contact["trackingID"])  # error: typeddict-item / reportGeneralTypeIssues
    print(contact["data"]["eventTime"])  # error: - / reportTypedDictNotRequiredAccess
    print(contact["data"].get("task")["state"])  # error: index / reportOptionalSubscript
    media["mediaType"] = "fax"  # error: typeddict-item / reportGeneralTypeIssues
    media["isHold"] = None  # error: typeddict-item / reportGeneralTypeIssues
    del media["isHold"]  # error: misc / reportGeneralTypeIssues


def not_narrowed(value: object) -> AgentContactDict:
    print(value["data"])  # error: index / reportIndexIssue
    if not is_agent_contact(value):
        return value  # error: return-value / reportReturnType
    read: AgentContact = validate_agent_contact(value)  # error: assignment / reportAssignmentType
    print(read)
    return value


def not_an_issue(error: ValidationError) -> None:
    print(error.errors)  # error: attr-defined / reportAttributeAccessIssue
    error.issues.append("wrong")  # error: arg-type / reportArgumentType
    print(error.issues[0].message)  # error: attr-defined / reportAttributeAccessIssue
    error.issues[0].received = "nothing"  # error: misc / reportAttributeAccessIssue


class Reader(AgentContact):
    def from_json(self, raw: str) -> str:  # error: override / reportIncompatibleMethodOverride
        return raw
