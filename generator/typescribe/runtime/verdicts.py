"""Used by the validators when a value is not valid, or raises an exception while it is tested."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .runtime import Issue, ValidationError
    from .suspects import Test


def verdict(error: Exception, check: Callable[[Any], list[Issue]], value: object) -> bool:
    """Return whether a value is valid whose test raised an exception; called where it is caught.

    A value nested too deep to be tested is walked by `check`, which does not recurse. A value that
    raised the exception itself is invalid; any other exception is raised again.
    """
    if isinstance(error, RecursionError):
        return not check(value)
    from .raised import by_value

    if not by_value(error):
        raise  # noqa: PLE0704 - the exception that the caller handles
    return False


def invalid(name: str, issues: list[Issue]) -> ValidationError:
    """Return the error of a value that is not of a type."""
    from .runtime import ValidationError

    return ValidationError(name, issues)


def check(name: str, test: Test, value: object, undeclared: bool) -> list[Issue]:
    """Return every issue of a value with an object type; `test` is its test."""
    return (_reports or _loaded())[0](name, test, value, undeclared)


def check_alias(
    name: str, test: Callable[[Any], bool], value: object, undeclared: bool
) -> list[Issue]:
    """Return every issue of a value with another type; `test` is its test."""
    return (_reports or _loaded())[1](name, test, value, undeclared)


_reports: list[Callable[[str, Any, object, bool], list[Issue]]] = []
"""The functions that find issues, once they are loaded."""


def _loaded() -> list[Callable[[str, Any, object, bool], list[Issue]]]:
    from .reports import report, report_alias

    _reports.extend((report, report_alias))
    return _reports
