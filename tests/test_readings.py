"""Each reading decodes the texts of its standard and rejects others; judged by other libraries.

`jsonschema_rs` judges the formats of JSON Schema, and msgspec those that it decodes. Where a text
is read that a judge rejects, or the other way round, the reason is beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from packages import loaded
from pydantic import TypeAdapter
from specs import SETTINGS, load

from typescribe.language.model import ObjectType
from typescribe.language.readings import KINDS
from typescribe.rendering import assembly
from typescribe.runtime import drawing_readings, readings, texts, times
from typescribe.sources.expressions.jsdoc import read_jsdoc

DECODERS: dict[str, Callable[[object, str], object]] = {
    "boolean": readings.as_bool,
    "number": readings.as_number,
    "integer": readings.as_int,
    "epoch_milliseconds": readings.as_datetime,
    "epoch_seconds": times.as_epoch_seconds,
    "date_time": times.as_date_time,
    "local_date_time": times.as_local_date_time,
    "date": times.as_date,
    "time": times.as_time,
    "duration": times.as_duration,
    "uuid": texts.as_uuid,
    "decimal": texts.as_decimal,
    "base64": texts.as_bytes,
    "url": texts.as_url,
    "json": readings.as_json,
}

ONE_HOUR = timezone(timedelta(hours=1))
GOOD: dict[str, dict[object, object]] = {
    "date_time": {
        "2026-01-31T09:30:00Z": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "2026-01-31t09:30:00z": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "2026-01-31 09:30:00Z": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "2026-01-31T09:30:00+01:00": datetime(2026, 1, 31, 9, 30, tzinfo=ONE_HOUR),
        "2026-01-31T09:30:00-00:00": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "2026-01-31T09:30:00.5Z": datetime(2026, 1, 31, 9, 30, 0, 500_000, tzinfo=UTC),
        "2026-01-31T09:30:00.123456789Z": datetime(2026, 1, 31, 9, 30, 0, 123_456, tzinfo=UTC),
        "2024-02-29T23:59:59Z": datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC),
        "2016-12-31T23:59:60Z": datetime(2017, 1, 1, tzinfo=UTC),
        "2017-01-01T00:59:60.5+01:00": datetime(2017, 1, 1, 1, 0, 0, 500_000, tzinfo=ONE_HOUR),
        "0001-01-01T00:00:00Z": datetime(1, 1, 1, tzinfo=UTC),
    },
    "local_date_time": {
        "2026-01-31T09:30:00": datetime(2026, 1, 31, 9, 30),
        "2026-01-31 09:30": datetime(2026, 1, 31, 9, 30),
        "2026-01-31T09:30:00.1234567": datetime(2026, 1, 31, 9, 30, 0, 123_456),
    },
    "integer": {
        "12": 12,
        "-0": 0,
        "1E2": 100,
        "1e23": 10**23,
        "12345678901234567890.0": 12345678901234567890,
        "1234567890123456789000000e-5": 12345678901234567890,
        "0e99999999999999999999": 0,
        2.0: 2,
        10**30: 10**30,
    },
    "json": {"[1.5e3, -0]": [1500.0, 0], '"a"': "a", "null": None},
    "date": {"2026-01-31": date(2026, 1, 31), "2024-02-29": date(2024, 2, 29)},
    "time": {
        "09:30": time(9, 30),
        "09:30:15": time(9, 30, 15),
        "09:30:15.25": time(9, 30, 15, 250_000),
        "09:30:15Z": time(9, 30, 15, tzinfo=UTC),
        "09:30:15+01:00": time(9, 30, 15, tzinfo=ONE_HOUR),
        "09:30+01:00": time(9, 30, tzinfo=ONE_HOUR),
    },
    "duration": {
        "PT0S": timedelta(),
        "P1D": timedelta(days=1),
        "P2W": timedelta(weeks=2),
        "P1W2D": timedelta(days=9),
        "PT1H30M": timedelta(minutes=90),
        "PT1.5S": timedelta(seconds=1.5),
        "PT1,5S": timedelta(seconds=1.5),
        "PT0.5H": timedelta(minutes=30),
        "PT0.0000019S": timedelta(microseconds=1),
        "-PT0.0000019S": timedelta(microseconds=-1),
        "P1DT12H30M5.25S": timedelta(days=1, hours=12, minutes=30, seconds=5.25),
        "P0Y0M3D": timedelta(days=3),
        "-PT15M": timedelta(minutes=-15),
        "+PT15M": timedelta(minutes=15),
        "P000000000000000000000000001D": timedelta(days=1),
        "P999999999D": timedelta(days=999_999_999),
    },
    "uuid": {
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380": UUID("2eb8aa08-aa98-11ea-b4aa-73b441d16380"),
        "2EB8AA08-AA98-11EA-B4AA-73B441D16380": UUID("2eb8aa08-aa98-11ea-b4aa-73b441d16380"),
        "00000000-0000-0000-0000-000000000000": UUID(int=0),
    },
    "decimal": {
        "0.10": Decimal("0.10"),
        "-12": Decimal(-12),
        "+1e5": Decimal("1E+5"),
        "123456789012345678901234567890.5": Decimal("123456789012345678901234567890.5"),
        0.1: Decimal("0.1"),
        10**30: Decimal(10**30),
    },
    "base64": {"": b"", "YQ==": b"a", "YWI=": b"ab", "YWJj": b"abc", "+/+/": b"\xfb\xff\xbf"},
    "url": {
        text: urlsplit(text)
        for text in (
            "https://example.org",
            "https://user:secret@example.org:8080/a/b;c?d=e&f=%20#g?",
            "http://[2001:db8::1]:80/",
            "mailto:somebody@example.org",
            "urn:isbn:0451450523",
            "file:///etc/hosts",
            "HTTP://EXAMPLE.ORG/",
            "https://example.org:/",
        )
    },
    "epoch_seconds": {
        0: datetime(1970, 1, 1, tzinfo=UTC),
        "1700000000": datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
        1_700_000_000.5: datetime(2023, 11, 14, 22, 13, 20, 500_000, tzinfo=UTC),
        "-1": datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
    },
}

BAD: dict[str, tuple[object, ...]] = {
    "integer": (
        "1.5",
        "1.00000000000000000001",
        "1e-999999999",
        "1e-99999999999999999999",
        "1e400",
        "9" * 5000,
        "1_000",
        1.5,
        True,
    ),
    "json": ("NaN", "[1e999]", "-Infinity", "[1", "", 1),
    "date_time": (
        "2026-01-31T09:30:00",  # without an offset
        "2026-01-31T09:30Z",
        "2026-01-31",
        "2026-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T09:60:00Z",
        "2026-01-31T09:30:61Z",
        "2016-12-31T12:00:60Z",  # a leap second is at the end of a day in UTC
        "2016-12-31T23:59:60+01:00",
        "2026-01-31T09:30:00.Z",
        "2026-01-31T09:30:00,5Z",
        "2026-01-31T09:30:00+0100",
        "2026-01-31T09:30:00+01",
        "2026-01-31T09:30:00+24:00",
        "2026-01-31T09:30:00+01:60",
        "2026-W05-6T09:30:00Z",
        "2026-031T09:30:00Z",
        "20260131T093000Z",
        "2026-1-31T09:30:00Z",
        "2026-01-31T9:30:00Z",
        "2026-01-31T09:30:00Z ",
        "2026-01-31T09:30:00Z\n",
        "٢٠٢٦-01-31T09:30:00Z",
        "+002026-01-31T09:30:00Z",
        "0000-01-01T00:00:00Z",  # a year that Python has not
        1_769_851_800,
        "",
    ),
    "local_date_time": (
        "2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00+00:00",
        "2026-01-31T09",
        "2026-01-31",
        "2026-01-31T24:00",
        "2016-12-31T23:59:60",
        "2026-01-31T09:30:00_",
    ),
    "date": (
        "2026-02-29",
        "2026-13-01",
        "2026-1-31",
        "20260131",
        "2026-W05-6",
        "2026-031",
        "2026-01",
        "31.01.2026",
        "2026-01-31T00:00:00Z",
        "2026-01-31\n",
        "২০২৬-01-31",
        20260131,
    ),
    "time": (
        "9:30",
        "24:00",
        "09:60",
        "09:30:60",
        "23:59:60Z",  # a leap second, which Python's `time` has not
        "09:30:00+0100",
        "09:30:00 Z",
        "09:30 PM",
        "0930",
        "09:30:00\n",
        "09:30:00,5",
    ),
    "duration": (
        "P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "P0.5Y",
        "P1Y0M",
        "1D",
        "P-1D",
        "p1d",
        "P1H",
        "PT1D",
        "P1D2W",
        "PT1S1M",
        "PT1.5H30M",
        "PT1_000S",
        "PT\u0661S",
        "PT1S ",
        "P1000000000D",
        "P" + "9" * 400 + "D",
        "01:30:00",
        90,
    ),
    "uuid": (
        "2eb8aa08aa9811eab4aa73b441d16380",
        "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
        "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380\n",
        "2eb8-aa08-aa98-11ea-b4aa73b441d1-6380",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
        7,
    ),
    "decimal": (
        "1_000",
        "1,5",
        " 1",
        "1\n",
        "",
        ".5",
        "5.",
        "NaN",
        "Infinity",
        "0x10",
        "\uff11",
        True,
        float("nan"),
        "1e9999999999999999999",
    ),
    "base64": ("YQ", "YQ=", "Y===", "YQ==YQ==", "YW Jj", "YWJj\n", "-_-_", "ÿÿÿÿ", 1),
    "url": (
        "example.org",
        "//example.org/a",
        "/a/b",
        "1http://example.org",
        "https://example.org/a b",
        "https://example.org/\n",
        "https://example.org/%zz",
        "https://exämple.org/",
        "https://example.org:port/",
        "https://example.org:65536/",
        "https://[::1",
        "https://a@b@c/",
        "https://example.org/<>",
        "",
        None,
    ),
    "epoch_seconds": ("", "1_700_000_000", "soon", "1e400", 1e300, True, "0x10", " 1"),
}


def cases(table: Mapping[str, Iterable[object]]) -> list[Any]:
    return [
        pytest.param(name, text, id=ascii(f"{name}-{text!r}")[1:60])
        for name, texts in table.items()
        for text in texts
    ]


@pytest.mark.parametrize(("name", "text"), cases(GOOD))
def test_a_good_text_is_decoded(name: str, text: object) -> None:
    decoded, expected = DECODERS[name](text, "Order.x"), GOOD[name][text]
    assert decoded == expected
    assert type(decoded) is type(expected)
    if isinstance(expected, datetime | time):
        assert cast(datetime, decoded).utcoffset() == expected.utcoffset()
    if isinstance(expected, Decimal):
        assert str(decoded) == str(expected), "all digits are kept"


@pytest.mark.parametrize(("name", "text"), cases(BAD))
def test_a_bad_text_is_rejected_without_showing_it(name: str, text: object) -> None:
    with pytest.raises(ValueError, match=r"^Order\.x: expected .*, got ") as raised:
        DECODERS[name](text, "Order.x")
    if isinstance(text, str) and len(text) > 3:
        assert text.strip() not in str(raised.value)


FORMATS = {
    "date_time": "date-time",
    "date": "date",
    "time": "time",
    "duration": "duration",
    "uuid": "uuid",
    "url": "uri",
}
"""The formats of JSON Schema that are readings."""

NOT_JUDGED_SO = {
    "2026-01-31 09:30:00Z": "RFC 3339 allows a space in a note below its grammar",
    "0000-01-01T00:00:00Z": "the judge has a year 0",
    "09:30": "HTML leaves out seconds and offset",
    "09:30:15": "HTML leaves out the offset",
    "09:30:15.25": "HTML leaves out the offset",
    "09:30+01:00": "HTML leaves out seconds",
    "23:59:60Z": "the judge has leap seconds",
    "P1W2D": "`Temporal` combines weeks with other units",
    "PT1.5S": "ISO 8601 allows a fraction",
    "PT1,5S": "ISO 8601 allows a fraction",
    "PT0.5H": "ISO 8601 allows a fraction",
    "PT0.0000019S": "ISO 8601 allows a fraction",
    "-PT0.0000019S": "ISO 8601-2 allows a sign",
    "P1DT12H30M5.25S": "ISO 8601 allows a fraction",
    "-PT15M": "ISO 8601-2 allows a sign",
    "+PT15M": "ISO 8601-2 allows a sign",
    "P1Y": "years vary in length",
    "P1M": "months vary in length",
    "P1Y0M": "years vary in length",
    "P1000000000D": "more than Python can represent",
    "P" + "9" * 400 + "D": "more than Python can represent",
    "https://example.org:65536/": "RFC 3986 does not limit ports",
}
"""Texts about which the judge of JSON Schema decides otherwise, and why."""


def test_a_json_schema_library_agrees_except_where_a_reason_is_given() -> None:
    different = set()
    for name, format_ in FORMATS.items():
        validator = jsonschema_rs.validator_for({"format": format_}, validate_formats=True)
        for table, read in ((GOOD, True), (BAD, False)):
            texts = (text for text in table[name] if isinstance(text, str))
            different |= {text for text in texts if validator.is_valid(text) is not read}
    assert different == set(NOT_JUDGED_SO)


MSGSPEC: dict[str, type] = {
    "date_time": datetime,
    "date": date,
    "uuid": UUID,
    "base64": bytes,
    "duration": timedelta,
}


def judged_by_msgspec(name: str, text: str) -> object:
    try:
        return msgspec.json.decode(json.dumps(text), type=MSGSPEC[name])
    except msgspec.ValidationError:
        return None


@pytest.mark.parametrize("name", MSGSPEC)
def test_msgspec_decodes_the_same_where_it_decodes(name: str) -> None:
    rounded = {"2026-01-31T09:30:00.123456789Z", "PT0.0000019S", "-PT0.0000019S"}
    for text, expected in GOOD[name].items():
        assert isinstance(text, str)
        judged = judged_by_msgspec(name, text)
        assert judged in (None, expected) or text in rounded, text


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda n: st.tuples(st.just(n), st.text())))
def test_any_text_is_decoded_or_a_value_error(drawn: tuple[str, str]) -> None:
    name, text = drawn
    try:
        DECODERS[name](text, "Order.x")
    except ValueError as error:
        assert str(error).startswith("Order.x: expected ")


@pytest.mark.parametrize("name", KINDS)
def test_strategies_draw_what_the_reading_decodes(name: str) -> None:
    @given(drawing_readings.text_for(name))
    def decoded(text: str) -> None:
        DECODERS[name](text, "Order.x")

    decoded()


@given(st.datetimes(timezones=st.sampled_from([UTC, ONE_HOUR])))
def test_every_time_that_python_writes_is_read(moment: datetime) -> None:
    assert times.as_date_time(moment.isoformat(), "x") == moment
    naive = moment.replace(tzinfo=None)
    assert times.as_local_date_time(naive.isoformat(), "x") == naive
    assert times.as_date(moment.date().isoformat(), "x") == moment.date()
    assert times.as_time(moment.timetz().isoformat(), "x") == moment.timetz()


SPEC = """
types:
  Parcel:
    fields:
      at?: {type: string, reads_as: date_time}
      price: {type: string, reads_as: "fractions:Fraction"}
      old?: {type: string | null, reads_as: "fractions:Fraction"}
"""


@pytest.mark.parametrize("target", ["dataclasses", "pydantic", "msgspec", "attrs"])
def test_every_target_keeps_what_was_sent_and_decodes_beside_it(
    target: str, tmp_path: Path
) -> None:
    from fractions import Fraction

    sent = {"at": "2026-01-31T09:30:00.000Z", "price": "1/3", "old": None}
    model = load(tmp_path, SPEC, functions_from=("fractions",))
    with loaded(model, "pydantic", "msgspec", "attrs") as package:
        match target:
            case "pydantic":
                parcel = package.modules["pydantic_models.py"].Parcel.model_validate(sent)
                written = parcel.model_dump(by_alias=True, exclude_unset=True)
            case "msgspec":
                kind = package.modules["msgspec_structs.py"].Parcel
                parcel = msgspec.convert(sent, kind)
                written = msgspec.to_builtins(parcel)
            case "attrs":
                kind = package.modules["attrs_classes.py"].Parcel
                parcel = kind(at=sent["at"], price=sent["price"], old=None)
                written = sent
            case _:
                parcel = package.modules["models.py"].Parcel.from_dict(sent)
                written = parcel.to_dict()
        assert parcel.at == sent["at"]
        assert parcel.at_as_datetime == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
        assert parcel.price_as_fraction == Fraction(1, 3)
        assert parcel.old_as_fraction is None
        assert written == sent
        with pytest.raises(AttributeError):
            parcel.price_as_fraction = 1


def test_an_import_takes_no_function_from_a_comment() -> None:
    assert read_jsdoc("/** @readsAs date_time */").reads_as == "date_time"
    assert read_jsdoc("/** @readsAs os:system */").reads_as is None


def test_the_modules_of_readings_are_part_of_a_package_only_if_it_uses_them(tmp_path: Path) -> None:
    model = load(tmp_path, "types: {A: {fields: {at: {type: string, reads_as: date}}}}")
    (parcel,) = model.types
    assert isinstance(parcel, ObjectType)
    plain = replace(model, types=(replace(parcel, fields=()),))
    with_, without = (assembly.modules(SETTINGS, each).keys() for each in (model, plain))
    assert with_ - without == {"private/drawing_readings.py", "private/times.py"}


def test_native_types_of_libraries_do_not_write_what_they_read() -> None:
    sent: dict[object, str] = {
        datetime: "2026-01-31T09:30:00.000Z",
        timedelta: "PT90M",
        UUID: "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
        Decimal: "1e5",
    }
    for type_, text in sent.items():
        adapter: TypeAdapter[object] = TypeAdapter(type_)
        read = adapter.validate_json(json.dumps(text))
        assert json.loads(adapter.dump_json(read)) != text
        decoded = msgspec.json.decode(json.dumps(text), type=type_)
        assert msgspec.json.decode(msgspec.json.encode(decoded)) != text
    assert TypeAdapter(date).dump_json(date(2026, 1, 31)) == b'"2026-01-31"'
