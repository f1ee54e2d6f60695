"""Replaces literals in messages by members of enums, which are equal to them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, IntFlag
from typing import Any

from .plain import DICT, LIST


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
    return [convert(item) for item in value] if type(value) is LIST else value


def each_value(convert: Callable[[Any], Any], value: Any) -> Any:
    """Return a dict with its values converted; any other value unchanged."""
    return {key: convert(item) for key, item in value.items()} if type(value) is DICT else value
