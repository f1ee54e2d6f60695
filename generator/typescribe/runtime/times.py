"""Decodes texts and numbers that stand for times: RFC 3339, ISO 8601, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from .plain import plain_string
from .readings import as_number, undecoded

_DATE = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_FRACTION = r"(?:\.([0-9]+))?"
_OFFSET = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
_FULL_DATE = re.compile(_DATE).fullmatch
_DATE_TIME = re.compile(
    rf"{_DATE}[Tt ]([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}}){_FRACTION}{_OFFSET}"
).fullmatch
_LOCAL = re.compile(
    rf"{_DATE}[Tt ]([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}}){_FRACTION})?"
).fullmatch
_TIME = re.compile(rf"([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}}){_FRACTION})?{_OFFSET}?").fullmatch
_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_DURATION = re.compile(
    rf"([+-])?P(?=[0-9T])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
).fullmatch
_MICROSECONDS = (604_800_000_000, 86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000)
"""Of a week, a day, an hour, a minute and a second."""


def as_date_time(value: object, field: str) -> datetime:
    """Return the time that a text gives with its offset from UTC, as RFC 3339 writes it.

    A leap second is the second after it, as in POSIX time; digits after the microseconds are cut
    off. Raises `ValueError` for other values, and for a time without an offset.
    """
    match = _DATE_TIME(plain_string(value) or "")
    if match is None:
        raise _not_a("a date and time with an offset, as in RFC 3339", value, field)
    *numbers, second, fraction, offset = match.groups()
    is_leap = second == "60"
    try:
        found = _datetime(numbers, "59" if is_leap else second, fraction)
        found = found.replace(tzinfo=_timezone(offset))
        if is_leap:
            utc = found.astimezone(UTC)
            if (utc.hour, utc.minute) != (23, 59):
                raise ValueError("leap seconds are inserted at the end of a day in UTC")
            found += timedelta(seconds=1)
    except (ValueError, OverflowError):
        raise _not_a("a date and time that exists", value, field) from None
    return found


def as_local_date_time(value: object, field: str) -> datetime:
    """Return the naive time that a text gives without an offset.

    The text is a local date and time of HTML, or one of RFC 3339 without its offset: seconds may be
    missing. Raises `ValueError` for other values.
    """
    match = _LOCAL(plain_string(value) or "")
    if match is None:
        raise _not_a("a date and time without an offset", value, field)
    *numbers, second, fraction = match.groups()
    try:
        return _datetime(numbers, second, fraction)
    except ValueError:
        raise _not_a("a date and time that exists", value, field) from None


def as_date(value: object, field: str) -> date:
    """Return the date that a text gives as year, month and day: `full-date` of RFC 3339.

    Raises `ValueError` for other values.
    """
    match = _FULL_DATE(plain_string(value) or "")
    if match is None:
        raise _not_a("a date as YYYY-MM-DD", value, field)
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise _not_a("a date that exists", value, field) from None


def as_time(value: object, field: str) -> time:
    """Return the time of a day that a text gives: aware if it has an offset, else naive.

    The text is a `full-time` or `partial-time` of RFC 3339, or a time of HTML, in which seconds may
    be missing. Raises `ValueError` for other values, and for leap seconds, which a `time` cannot
    represent.
    """
    match = _TIME(plain_string(value) or "")
    if match is None:
        raise _not_a("a time of a day as HH:MM:SS", value, field)
    hour, minute, second, fraction, offset = match.groups()
    zone = _timezone(offset) if offset else None
    try:
        return time(int(hour), int(minute), int(second or 0), _microsecond(fraction), zone)
    except ValueError:
        raise _not_a("a time of a day from 00:00:00 to 23:59:59", value, field) from None


def as_epoch_seconds(value: object, field: str) -> datetime:
    """Return the UTC time that is a number of seconds after the Unix epoch.

    Raises `ValueError` for a value that is no number, or for a time that Python cannot represent.
    """
    number = as_number(value, field)
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
    except OverflowError:
        message = f"{field}: expected seconds since 1970, got a number out of range"
        raise ValueError(message) from None


def as_duration(value: object, field: str) -> timedelta:
    """Return the duration that a text gives in ISO 8601, as `Temporal.Duration` writes it.

    Only the last of its numbers may have a fraction; what is shorter than a microsecond is cut off.
    Raises `ValueError` for other values, and for years and months, which have no fixed length.
    """
    match = _DURATION(plain_string(value) or "")
    if match is None:
        raise _not_a("a duration as in ISO 8601", value, field)
    sign, years, months, *counts = match.groups()
    given = [count for count in (years, months, *counts) if count]
    if any("." in count or "," in count for count in given[:-1]):
        raise _not_a("a duration with a fraction only in its last number", value, field)
    if (years or months or "0").strip("0.,") or (months or "0").strip("0.,"):
        raise _not_a("a duration without years and months, which vary in length", value, field)
    total = sum(
        _times(count, unit) for count, unit in zip(counts, _MICROSECONDS, strict=True) if count
    )
    try:
        return timedelta(microseconds=-total if sign == "-" else total)
    except OverflowError:
        raise _not_a("a duration of less than a billion days", value, field) from None


def _times(count: str, unit: int) -> int:
    """Return the microseconds in a number of units, without what is left over."""
    whole, _, fraction = count.replace(",", ".").lstrip("0").partition(".")
    if len(whole) > 20:  # more than a `timedelta` holds, whatever the unit
        return unit * 10**20
    digits = fraction[:20]
    scale: int = 10 ** len(digits)
    return int(whole or "0") * unit + int(digits or "0") * unit // scale


def _datetime(numbers: list[str], second: str | None, fraction: str | None) -> datetime:
    """Return a naive time, given its year, month, day, hour and minute; raises `ValueError`."""
    year, month, day, hour, minute = map(int, numbers)
    return datetime(year, month, day, hour, minute, int(second or 0), _microsecond(fraction))


def _microsecond(fraction: str | None) -> int:
    return int((fraction or "")[:6].ljust(6, "0"))


def _timezone(offset: str) -> timezone:
    """Return the time zone of an offset; raises `ValueError` if it has a day or more."""
    if offset in "Zz":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError("an offset is less than a day (RFC 3339, section 5.6)")
    zone = timezone(timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1))
    return UTC if zone == UTC else zone


def _not_a(expected: str, value: object, field: str) -> ValueError:
    return ValueError(f"{field}: expected {expected}, got {undecoded(value)}")
