"""Strategies for values that a property with a reading can decode."""

from __future__ import annotations

import json
from binascii import b2a_base64
from datetime import date, datetime, time
from typing import Final

from hypothesis import strategies as st

from .drawing import SAFE, json_value, number

_FIRST_SECOND: Final = -62_135_596_800
"""The first second of the year 1, after 1970."""
_LAST_SECOND: Final = 253_402_300_799
"""The last second of the year 9999, after 1970."""


def number_for(reads_as: str) -> st.SearchStrategy[int | float]:
    """Draw numbers that a property with a reading can decode."""
    match reads_as:
        case "epoch_milliseconds":
            return st.integers(1000 * _FIRST_SECOND, 1000 * _LAST_SECOND)
        case "epoch_seconds":
            return st.integers(_FIRST_SECOND, _LAST_SECOND)
        case "integer":
            return st.integers(-SAFE, SAFE)
        case _:
            return number()


def text_for(reads_as: str) -> st.SearchStrategy[str]:
    """Draw strings that a property with a reading can decode."""
    match reads_as:
        case "boolean":
            return st.sampled_from(["false", "true"])
        case "json":
            return json_value().map(json.dumps)
        case "date_time":
            offsets = st.sampled_from(["Z", "+02:00", "-09:30"])
            return st.builds("{}{}".format, text_for("local_date_time"), offsets)
        case "local_date_time":
            return st.datetimes().map(datetime.isoformat)
        case "date":
            return st.dates().map(date.isoformat)
        case "time":
            return st.times().map(time.isoformat)
        case "duration":
            return st.builds("{}P{}DT{}.{}S".format, *_DURATION_PARTS)
        case "uuid":
            return st.uuids().map(str)
        case "decimal":
            return st.decimals(allow_nan=False, allow_infinity=False).map(str)
        case "base64":
            return st.binary().map(lambda data: b2a_base64(data, newline=False).decode())
        case "url":
            names = st.from_regex(r"[a-z][a-z0-9]{0,20}", fullmatch=True)
            return st.builds("https://{}.example/{}".format, names, names)
        case _:
            return number_for(reads_as).map(str)


_DURATION_PARTS = (
    st.sampled_from(["", "-"]),
    st.integers(0, 10_000),
    st.integers(0, 100_000),
    st.integers(0, 999_999),
)
