"""Constraints that pydantic has no `Field` for, or checks otherwise than JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .limits import are_unique, contains, is_multiple, is_whole
from .plain import DICT, LIST, is_instance

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


class Words:
    """Annotates a type with words of JSON Schema, for the schema that pydantic makes of it."""

    def __init__(self, **words: Any) -> None:
        self.words = words

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), **self.words}


class Whole:
    """Annotates `int`: a JSON number without a fraction, such as `1` or `1.0`."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        number = core_schema.float_schema(strict=True, allow_inf_nan=False)
        return core_schema.union_schema(
            [
                core_schema.int_schema(strict=True),
                core_schema.no_info_after_validator_function(_whole, number),
            ],
            custom_error_type="int_type",
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer"}


def _whole(value: float) -> float:
    if is_whole(value):
        return value
    raise PydanticCustomError("int_type", "Input should be a valid integer")


WholeNumber: TypeAlias = Annotated[int, Whole()]


class MultipleOf(Words):
    """Annotates a number: a multiple of a step, as both are written in decimals."""

    def __init__(self, step: float) -> None:
        super().__init__(multipleOf=step)
        self.step = step

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.validated, handler(source))

    def validated(self, value: float) -> float:
        """Return the number if it is a multiple of the step."""
        if is_multiple(value, self.step):
            return value
        expected = {"multiple_of": self.step}
        raise PydanticCustomError(
            "multiple_of", "Input should be a multiple of {multiple_of}", expected
        )


class Containing(Words):
    """Annotates a string: a pattern of JavaScript matches in it; `regex` is it in Python."""

    def __init__(self, pattern: str, regex: str) -> None:
        super().__init__(pattern=pattern)
        self.pattern = pattern
        self.regex = regex

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.validated, handler(source))

    def validated(self, value: str) -> str:
        """Return the string if the pattern matches."""
        if contains(value, self.regex):
            return value
        expected = {"pattern": self.pattern}
        raise PydanticCustomError(
            "string_pattern_mismatch", "String should match pattern '{pattern}'", expected
        )


class UniqueItems(Words):
    """Annotates a list: no two items are equal."""

    def __init__(self) -> None:
        super().__init__(uniqueItems=True)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(_unique, handler(source))


def _unique(value: list[Any]) -> list[Any]:
    if are_unique(map(_as_sent, value)):
        return value
    raise PydanticCustomError("unique_items", "List items should be unique")


def _as_sent(value: Any) -> Any:
    """Return a value with the JSON of the models in it."""
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    if is_instance(value, LIST):
        return [_as_sent(item) for item in value]
    if is_instance(value, DICT):
        return {key: _as_sent(item) for key, item in value.items()}
    return value
