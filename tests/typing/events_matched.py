"""Unions of messages: read by their literals, and matched on the class."""

from typing import Literal, assert_never, assert_type

from parcels import (
    Event,
    EventDict,
    Known,
    Lost,
    LostData,
    Notice,
    Sent,
    is_event,
    parse_event,
    parse_event_json,
    parse_known,
    validate_event,
)


def matched(value: object) -> str:
    event = parse_event(value)
    assert_type(event, Notice | Sent | Lost)
    match event:
        case Sent():
            assert_type(event, Sent)
            return event.data.parcel.id
        case Lost(data=LostData(reason=reason)):
            assert_type(event, Lost)
            assert_type(event.data.type, Literal["lost", "stolen"])
            return reason or event.data.type
        case Notice():
            assert_type(event, Notice)
            return event.data.type
        case _:
            assert_never(event)


def or_nothing(value: object) -> str | None:
    known = parse_known(value)
    assert_type(known, Sent | Lost | None)
    match known:
        case None:
            return None
        case Sent() | Lost():
            return known.id
        case _:
            assert_never(known)


def from_text(raw: str | bytes) -> Event:
    return parse_event_json(raw)


def written(event: Event, known: Known) -> list[dict[str, object]]:
    return [event.to_dict(), *([known.to_dict()] if known else [])]


def as_json(value: object) -> EventDict | None:
    if is_event(value):
        assert_type(validate_event(value), EventDict)
        return value
    return None
