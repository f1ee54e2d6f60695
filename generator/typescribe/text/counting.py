"""Numbers of things in words, for reports."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless there is one.

    >>> counted(1, "change"), counted(2000, "change")
    ('1 change', '2,000 changes')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
