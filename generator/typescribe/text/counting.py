"""Counts of things in words, for messages and reports."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with a noun, which gets a plural `s` unless the number is 1.

    >>> counted(1, "change"), counted(2000, "change")
    ('1 change', '2,000 changes')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
