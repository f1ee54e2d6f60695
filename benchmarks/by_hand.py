"""Models as written by hand with pydantic: the part of an AgentContact that a program reads.

They are strict, as TypeScript is, except for strings that carry a boolean, which pydantic converts.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import MISSING, BaseModel, ConfigDict, Field, Strict
from pydantic.alias_generators import to_camel

TextBool = Annotated[bool, Strict(False)]
MediaChannel = Literal["email", "chat", "telephony", "social", "sms", "facebook", "whatsapp"]


class Message(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, strict=True, extra="allow", hide_input_in_errors=True
    )


class CallProcessingDetails(Message):
    q_mgr_name: str = Field(alias="QMgrName")
    is_paused: TextBool | MISSING = MISSING
    rona_timeout: str


class Media(Message):
    is_hold: bool
    hold_timestamp: float | None


class Interaction(Message):
    interaction_id: str
    state: str
    media_channel: MediaChannel
    outbound_type: str | MISSING = MISSING
    call_processing_details: CallProcessingDetails
    media: dict[str, Media]
    participants: Any


class AgentContactData(Message):
    agent_id: str
    event_time: float | MISSING = MISSING
    rona_timeout: float | MISSING = MISSING
    interaction: Interaction


class AgentContact(Message):
    type: str
    org_id: str
    tracking_id: str
    data: AgentContactData
