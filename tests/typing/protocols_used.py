"""Functions that take every class of a protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_type

from parcels import Farewell, Lost, Message, Sent, SentData, Welcome
from parcels.protocols import MessageLike, MsgLike


def org(message: MessageLike) -> str:
    assert_type(message.tags, Sequence[str])
    assert_type(message.sent_by, str | None)
    return message.org_id


def any_of(message: Message, welcome: Welcome, farewell: Farewell) -> list[str]:
    everything: list[MessageLike] = [message, welcome, farewell]
    return [org(each) for each in everything] + [org(message), org(welcome), org(farewell)]


@dataclass(frozen=True)
class Double:
    """A class of one's own, for a test."""

    org_id: str
    sent_by: str
    tags: tuple[str, ...] = ()


def tested() -> str:
    return org(Double("1", "me"))


def parcel(message: MsgLike[SentData]) -> str:
    return message.data.parcel.id


def key(message: MsgLike[Any]) -> str:
    return message.id


def generics(sent: Sent, lost: Lost) -> None:
    print(parcel(sent), key(sent), key(lost))
