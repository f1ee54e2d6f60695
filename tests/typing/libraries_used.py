"""Models of pydantic and Structs of msgspec, which need no plugin of a type checker."""

from datetime import datetime
from typing import Literal, assert_type

import msgspec
from msgspec import UNSET, UnsetType
from parcels import msgspec_structs as structs
from parcels import pydantic_models as models
from pydantic import TypeAdapter


def read_by_pydantic(raw: bytes) -> None:
    parcel = models.Parcel.model_validate_json(raw)
    assert_type(parcel.note, str | None)
    assert_type(parcel.weight, int | float | None)
    assert_type(parcel.size, list[int | float | str])
    assert_type(parcel.content, models.Letter | models.Box)
    assert_type(parcel.arrives_as_datetime, datetime | None)
    assert_type(parcel.retired, None)
    if parcel.content.kind == "letter":
        assert_type(parcel.content, models.Letter)
    parcel.note = None


def make_by_the_names_of_attributes() -> None:
    letter = models.Letter(pages=1)
    models.Letter(kind="letter", pages=1)
    models.Parcel(id="1", weight=None, size=[1, 2], content=letter, carrier="dhl")
    adapter: TypeAdapter[models.Json] = TypeAdapter(models.Json)
    print(adapter.validate_python(["a"]))


def decode_by_msgspec(raw: bytes) -> str:
    parcel = msgspec.json.decode(raw, type=structs.Parcel)
    assert_type(parcel.note, str | None | UnsetType)
    assert_type(parcel.content, structs.Letter | structs.Box)
    assert_type(parcel.arrives_as_datetime, datetime | None)
    if parcel.note is not UNSET:
        assert_type(parcel.note, str | None)
    if isinstance(parcel.content, structs.Letter):
        assert_type(parcel.content.kind, Literal["letter"])
        return str(parcel.content.pages)
    assert_type(parcel.content, structs.Box)
    return parcel.content.kind


def make_a_struct() -> structs.Parcel:
    letter = structs.Letter(pages=1)
    return structs.Parcel(id="1", weight=None, size=[1, 2], content=letter, carrier="dhl")


def decode_a_union_without_tags(raw: bytes) -> str:
    known = structs.decode_known(raw)
    assert_type(known, structs.Sent | structs.Lost | None)
    if isinstance(known, structs.Sent):
        return known.data.parcel.id
    assert_type(structs.convert_event({}), structs.Notice | structs.Sent | structs.Lost)
    return "" if known is None else known.data.type


def read_a_union_by_pydantic(raw: bytes) -> str:
    adapter: TypeAdapter[models.Known] = TypeAdapter(models.Known)
    known = adapter.validate_json(raw)
    assert_type(known, models.Sent | models.Lost | None)
    return "" if known is None else known.data.type
