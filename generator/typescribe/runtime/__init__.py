"""Modules that every generated package carries a copy of; they import the standard library only."""

from typescribe.runtime.runtime import UNSET, Issue, Unset, ValidationError

__all__ = ["UNSET", "Issue", "Unset", "ValidationError"]
