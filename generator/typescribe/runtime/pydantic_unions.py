"""Unions of pydantic models that a literal distinguishes, at any depth of the message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    PydanticKnownError,
    ValidationError,
    core_schema,
)

from .plain import DICT, is_instance, literal_at, plain_dict

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Literals: TypeAlias = Mapping[str | int | float | bool, str | tuple[str, ...]]


class ByLiteral:
    """Annotates a union: literals at a path select models, and any other members are tried then.

    The errors of an invalid message are those of one member. Unlike the errors of pydantic's own
    discriminators, they do not quote the message.
    """

    def __init__(self, path: Sequence[str | tuple[str, ...]], variants: Literals) -> None:
        """Make the annotation.

        Args:
            path: the properties that lead to the literal; the names of each, if its attributes
                have others.
            variants: the names of the models of each literal.
        """
        self.path = [(step,) if isinstance(step, str) else step for step in path]
        self.variants = {
            literal: (names,) if isinstance(names, str) else names
            for literal, names in variants.items()
        }

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        members = get_args(source)
        models = {member.__name__: member for member in members if isinstance(member, type)}
        schemas = {name: handler.generate_schema(model) for name, model in models.items()}
        records = [handler.generate_schema(m) for m in members if not isinstance(m, type)]
        if records:
            schemas[_RECORD] = core_schema.union_schema([*records])
        chosen = {name for names in self.variants.values() for name in names}
        one_each = all(
            isinstance(literal, str) and len(names) == 1 for literal, names in self.variants.items()
        )
        if one_each and len(self.path) == 1 and len(chosen) == len(schemas):
            return core_schema.tagged_union_schema(
                {literal: schemas[name] for literal, (name,) in self.variants.items()},
                _alternatives(self.path[0]),
                custom_error_type="discriminator",
                custom_error_message=_UNKNOWN,
                custom_error_context=self._expected(),
            )
        union = _Union(self, models, [name for name in schemas if name not in chosen])
        attempts = {
            label: core_schema.no_info_before_validator_function(_value_of, schema)
            for label, schema in schemas.items()
        }
        return core_schema.no_info_wrap_validator_function(
            union.validated, core_schema.tagged_union_schema({**attempts}, union.label)
        )

    def __get_pydantic_json_schema__(
        self, schema: Any, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Leave out that members are tried in an order: the value has to be of any of them."""
        if schema["type"] == "function-wrap":
            return handler(core_schema.union_schema([*schema["schema"]["choices"].values()]))
        return handler(schema)

    def literal(self, value: object) -> str | int | float | bool | None:
        """Return the literal of a message or model; `None` if there is none."""
        *steps, last = self.path
        for names in steps:
            value = _property(value, names)
        found = _property(value, last)
        return literal_at({"": found}, "")

    def unknown(self, value: object) -> Exception:
        """Return the error of a message without a known literal."""
        if is_instance(value, DICT) or is_instance(value, BaseModel):
            return PydanticCustomError("discriminator", _UNKNOWN, self._expected())
        return PydanticKnownError("model_attributes_type")

    def _expected(self) -> dict[str, Any]:
        path = ".".join(names[0] for names in self.path)
        return {"discriminator": path, "expected_tags": " or ".join(map(repr, self.variants))}


_RECORD = "dict[str, ...]"
"""The label of the members that are no models."""
_UNKNOWN = "Input should have the property {discriminator}, which is {expected_tags}"


class _Attempt:
    """A value that is to be read as one member of the union."""

    __slots__ = ("label", "value")

    def __init__(self, label: str, value: object) -> None:
        self.label = label
        self.value = value


def _value_of(attempt: object) -> object:
    return attempt.value if isinstance(attempt, _Attempt) else attempt


class _Union:
    """The members of one union by their labels, which are those in the errors of pydantic."""

    def __init__(
        self,
        by: ByLiteral,
        models: Mapping[str, type[BaseModel]],
        rest: Sequence[str],
    ) -> None:
        self.by = by
        self.models = models
        self.rest = rest

    def label(self, value: object) -> str:
        """Return the label of an attempt, or that of a model when a message is written."""
        return value.label if isinstance(value, _Attempt) else next(self._of_model(value), _RECORD)

    def _of_model(self, value: object) -> Iterator[str]:
        for label, model in self.models.items():
            if is_instance(value, model):
                yield label

    def validated(self, value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> object:
        """Return a value as the first member that accepts it; raise the errors of the nearest."""
        nearest: ValidationError | None = None
        for labels in self._meant(value):
            failed: ValidationError | None = None
            for label in labels:
                try:
                    return handler(_Attempt(label, value))
                except ValidationError as error:
                    if failed is None or error.error_count() < failed.error_count():
                        failed = error
            nearest = nearest or failed
        raise nearest or self.by.unknown(value)

    def _meant(self, value: object) -> tuple[Sequence[str], Sequence[str]]:
        """Return the members that a value is meant to be, and those to try afterwards."""
        if is_instance(value, BaseModel):
            return [*self._of_model(value)], ()
        literal = self.by.literal(value)
        return () if literal is None else self.by.variants.get(literal, ()), self.rest


def _alternatives(names: tuple[str, ...]) -> str | list[list[str | int]]:
    return names[0] if len(names) == 1 else [[name] for name in names]


def _property(value: object, names: tuple[str, ...]) -> object:
    """Return the property of an object or of a model that has the first of some names."""
    members = vars(value) if is_instance(value, BaseModel) else plain_dict(value)
    if members is not None:
        for name in names:
            if name in members:
                return members[name]
    return None
