"""Where `is_` narrows the other branch as well."""

from typing import Any, Literal, assert_never, assert_type

from parcels import BoxDict, LetterDict, is_box, is_letter, is_mode, is_size, is_text, is_weight


def a_literal(mode: Literal["air", "sea", "land"] | None) -> None:
    if is_mode(mode):
        assert_type(mode, Literal["air", "sea"] | None)
    else:
        assert_type(mode, Literal["land"])


def any_text(text: str | None) -> str | None:
    if is_mode(text):
        assert_type(text, Literal["air", "sea"] | None)
        return text
    assert_type(text, str)
    return None


def literals_of_several_kinds(size: Literal["small", "large", 1, 2, 3]) -> None:
    if is_size(size):
        assert_type(size, Literal["small", 1, 2])
    else:
        assert_type(size, Literal["large", 3])


def nothing_is_left(size: Literal["small", 1]) -> None:
    if not is_size(size):
        assert_never(size)


def a_text(value: str | int | None) -> None:
    if not is_text(value):
        assert_type(value, int)


def a_number(value: str | float | None) -> None:
    """NaN is a float and no number of JSON, so the other branch keeps its type."""
    if not is_weight(value):
        assert_type(value, str | float | None)


def objects(value: dict[str, Any], either: LetterDict | BoxDict) -> None:
    if is_box(value):
        assert_type(value, BoxDict)
    if is_letter(either):
        assert_type(either, LetterDict)
    else:
        assert_type(either, LetterDict | BoxDict)


def anything(value: Any) -> None:
    if is_mode(value):
        assert_type(value, Literal["air", "sea"] | None)
