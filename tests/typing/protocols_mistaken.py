"""Mistaken uses of protocols, each with what type checkers report."""

from parcels import Letter, Lost, SentData, Welcome
from parcels.protocols import MessageLike, MsgLike


def org(message: MessageLike) -> str:
    message.org_id = "1"  # error: misc / reportAttributeAccessIssue
    print(message.text)  # error: attr-defined / reportAttributeAccessIssue
    return message.org_id


def parcel(message: MsgLike[SentData]) -> SentData:
    return message.data


def mistaken(letter: Letter, welcome: Welcome, lost: Lost) -> None:
    org(letter)  # error: arg-type / reportArgumentType
    parcel(lost)  # error: arg-type / reportArgumentType
    parcel(welcome)  # error: arg-type / reportArgumentType
