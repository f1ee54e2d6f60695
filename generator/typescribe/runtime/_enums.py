"""Replaces literals in messages by members of enums, which are equal to them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntFlag
from typing import Any


def member(enum: type[Enum], value: Any) -> Any:
    """Return the member of an enum that a value is; any other value unchanged."""
    if type(value) in (str, int, float):
        return enum._value2member_map_.get(value, value)
    return value


def flag(enum: type[IntFlag], value: Any) -> Any:
    """Return the sum of flags that an integer is; any other value unchanged."""
    return enum(value) if type(value) is int and value >= 0 else value


def each(convert: Callable[[Any], Any], value: Any) -> Any:
    """Return a list with its items converted; any other value unchanged."""
    if type(value) is not list:
        return value
    items: list[Any] = value
    return [convert(item) for item in items]


def each_value(convert: Callable[[Any], Any], value: Any) -> Any:
    """Return a dict with its values converted; any other value unchanged."""
    if type(value) is not dict:
        return value
    members: dict[str, Any] = value
    return {key: convert(item) for key, item in members.items()}
