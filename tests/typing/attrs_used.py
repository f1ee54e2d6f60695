"""Classes of attrs, which need no plugin of a type checker, and a converter of cattrs."""

from datetime import datetime
from typing import Any, Literal, assert_type

import cattrs
from cattrs.preconf.json import JsonConverter, make_converter
from parcels import UNSET, Unset
from parcels import attrs_classes as classes


def read_by_cattrs(value: object, raw: bytes) -> None:
    converter = classes.configure(cattrs.Converter())
    assert_type(converter, cattrs.Converter)
    parcel = converter.structure(value, classes.Parcel)
    assert_type(parcel, classes.Parcel)
    assert_type(parcel.note, str | Unset | None)
    assert_type(parcel.size, list[int | float | str])
    assert_type(parcel.arrives_as_datetime, datetime | None)
    assert_type(parcel.extra, dict[str, Any] | None)
    of_json = classes.configure(make_converter())
    assert_type(of_json, JsonConverter)
    assert_type(of_json.loads(raw, classes.Letter), classes.Letter)


def read_without_cattrs(value: object) -> str:
    parcel = classes.structure(value, classes.Parcel)
    assert_type(parcel, classes.Parcel)
    assert_type(parcel.content, classes.Letter | classes.Box)
    if parcel.note is not UNSET:
        assert_type(parcel.note, str | None)
    if isinstance(parcel.content, classes.Letter):
        assert_type(parcel.content.kind, Literal["letter"])
        return str(parcel.content.pages)
    assert_type(classes.parse_known(value), classes.Known)
    return parcel.content.kind


def make_an_instance() -> classes.Parcel:
    letter = classes.Letter(pages=1)
    parcel = classes.Parcel(id="1", weight=None, size=[1, 2], content=letter, carrier="dhl")
    parcel.note = None
    return parcel
