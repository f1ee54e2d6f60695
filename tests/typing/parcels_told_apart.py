"""Absent, null and present; unions, tuples and types that hold themselves."""

from datetime import datetime
from typing import Literal, assert_type, reveal_type

from parcels import (
    CARRIER,
    UNSET,
    Box,
    BoxDict,
    Json,
    Letter,
    LetterDict,
    Parcel,
    ParcelDict,
    Unset,
    is_json,
    is_parcel,
)


def absent_null_or_present(parcel: Parcel) -> str:
    assert_type(parcel.note, str | None | Unset)
    if parcel.note is UNSET:
        assert_type(parcel.note, Literal[Unset.UNSET])
        return "absent"
    assert_type(parcel.note, str | None)
    if parcel.note is None:
        return "null"
    assert_type(parcel.note, str)
    return parcel.note


def present(parcel: Parcel) -> str:
    return parcel.note if parcel.note is not UNSET and parcel.note is not None else ""


def with_a_default(parcel: Parcel) -> str:
    assert_type(parcel.note or "", str)
    if parcel.note:
        assert_type(parcel.note, str)
    return parcel.note or ""


def matched(parcel: Parcel) -> str:
    match parcel.wrapping:
        case Unset.UNSET:
            return "absent"
        case None:
            return "null"
        case Box():
            assert_type(parcel.wrapping, Box)
            return parcel.wrapping.kind


def set_and_unset(parcel: Parcel) -> None:
    parcel.note = UNSET
    parcel.note = None
    parcel.note = "fragile"
    parcel.weight = None
    parcel.retired = None


def made() -> Parcel:
    parcel = Parcel(id="p", weight=None, size=[1, 2.5], content=Letter(pages=2), carrier="dhl")
    reveal_type(parcel.arrives)  # reveals: int | float | None | Unset / int | float | Unset | None
    assert_type(parcel.arrives_as_datetime, datetime | None)
    return parcel


def tuples(parcel: Parcel) -> None:
    assert_type(parcel.size, list[int | float | str])


def open_values(parcel: Parcel) -> str:
    carrier: CARRIER = parcel.carrier
    parcel.carrier = "unheard of"
    return carrier.upper()


def told_apart_by_class(parcel: Parcel) -> int | float:
    assert_type(parcel.content, Letter | Box)
    if isinstance(parcel.content, Letter):
        return parcel.content.pages
    assert_type(parcel.content, Box)
    return len(parcel.content.inside)


def told_apart_by_kind(content: Letter | Box) -> int | float:
    if content.kind == "letter":
        assert_type(content, Letter)
        return content.pages
    assert_type(content, Box)
    return sum(told_apart_by_kind(inner) for inner in content.inside)


def dicts_told_apart_by_kind(content: LetterDict | BoxDict) -> int | float:
    if content["kind"] == "letter":
        assert_type(content, LetterDict)
        return content["pages"]
    assert_type(content, BoxDict)
    return sum(dicts_told_apart_by_kind(inner) for inner in content["inside"])


def depth(value: Json) -> int:
    if isinstance(value, list):
        items: list[Json] = value
        return 1 + max(map(depth, items), default=0)
    if isinstance(value, dict):
        members: dict[str, Json] = value
        return 1 + max(map(depth, members.values()), default=0)
    assert_type(value, str | int | float | bool | None)
    return 0


def decoded(value: object) -> None:
    if is_parcel(value):
        assert_type(value, ParcelDict)
        assert_type(value.get("note"), str | None)
        assert_type(value["size"], list[int | float | str])
        assert_type(value["content"], LetterDict | BoxDict)
    elif is_json(value):
        print(depth(value))
