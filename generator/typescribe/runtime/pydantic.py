"""The base class of the pydantic models of a package, and types that pydantic does not have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .plain import is_number, matches, plain_list, plain_string

if TYPE_CHECKING:
    from enum import Enum

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


T = TypeVar("T")

CONFIG: Final = ConfigDict(
    strict=True,
    extra="allow",
    allow_inf_nan=False,  # RFC 8259, section 6
    validate_by_alias=True,
    validate_by_name=True,
    use_attribute_docstrings=True,
    hide_input_in_errors=True,  # numbers and names of callers must not reach logs
    protected_namespaces=(),
)


@dataclass(frozen=True, slots=True)
class Always:
    """The only value of a required property, in the body of a model."""

    value: Any


def always(value: T) -> T:
    """Return a marker that gives a property its only value when an instance is created.

    It is no default of pydantic, since a message without the property would be valid.
    """
    given: Any = Always(value)
    made: T = given
    return made


if TYPE_CHECKING:  # which accept no metaclass that is computed
    Filled = BaseModel
else:

    class Filling(type(BaseModel)):
        """Creates instances with the properties that can have only one value.

        pydantic does not call this when it reads a message.
        """

        def __call__(cls, /, *args: Any, **given: Any) -> Any:
            if not cls.__pydantic_custom_init__:
                for name, value in cls.__always__.items():
                    if name not in given and cls.model_fields[name].alias not in given:
                        given[name] = value
            return super().__call__(*args, **given)

    class Filled(BaseModel, metaclass=Filling):
        """A model whose constructor fills in the properties that can have only one value."""


class _Declared:
    __always__: ClassVar[dict[str, Any]] = {}
    """The only values of required properties, by attribute."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Keep the only values of properties from pydantic, which sees no default."""
        found = {name: held.value for name, held in vars(cls).items() if isinstance(held, Always)}
        for name in found:
            delattr(cls, name)
        cls.__always__ = {**cls.__always__, **found}
        super().__init_subclass__(**options)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Leave out defaults: they stand for absent properties and never occur in messages."""
        made = handler(schema)
        for declared in handler.resolve_ref_schema(made).get("properties", {}).values():
            declared.pop("default", None)
        return made


class WireModel(_Declared, Filled):
    """A message as it is declared: nothing is converted, undeclared properties are kept.

    `model_dump(by_alias=True, exclude_unset=True)` returns what was validated.
    """

    model_config = CONFIG


class FrozenWireModel(_Declared, Filled, frozen=True):
    """A `WireModel` that is frozen; type checkers allow no frozen class to extend another one."""

    model_config = CONFIG


def complete(names: Mapping[str, Any]) -> None:
    """Complete the models of a module whose annotations refer to later ones.

    pydantic would do so when such a model is used first, and prefer the names of the module that
    uses it, such as a dataclass of the same name.

    Args:
        names: the content of the module.
    """
    for found in tuple(names.values()):
        if isinstance(found, type) and found.__module__ == names["__name__"]:
            model: type[BaseModel] = found
            model.model_rebuild(_types_namespace={**names})


@dataclass(frozen=True, slots=True)
class NotNull:
    """Annotates `T | None`: the property may be absent but not null, in JSON Schema too."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_not_null, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        made = handler(schema)
        variants = [found for found in made.pop("anyOf") if found != {"type": "null"}]
        return {**made, **variants[0]} if len(variants) == 1 else {**made, "anyOf": variants}


def _not_null(value: object) -> object:
    if value is None:
        raise PydanticCustomError("null", "Input may be left out, but not be null")
    return value


def is_none(value: object) -> bool:
    """Whether the value of an attribute means that its property is absent."""
    return value is None


Omittable: TypeAlias = Annotated[T | None, NotNull(), Field(exclude_if=is_none)]
"""The type of a property that may be absent, for which `None` stands, but not null."""


class Finite:
    """Annotates `int | float`: any JSON number, and no boolean."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        numbers: list[CoreSchema | tuple[CoreSchema, str]] = [
            core_schema.int_schema(strict=True),
            core_schema.float_schema(strict=True, allow_inf_nan=False),
        ]
        return core_schema.union_schema(
            numbers,
            custom_error_type="number_type",
            custom_error_message="Input should be a valid number",
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "number"}


FiniteNumber: TypeAlias = Annotated[int | float, Finite()]


class NoValue:
    """Annotates `Never`: every value is rejected."""

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_refused)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"not": {}}


def _refused(_: object) -> object:
    raise PydanticCustomError("never", "Input should be left out")


class MemberOf:
    """Annotates an enum: a value in a message becomes the member that is equal to it."""

    def __init__(self, enum: type[Enum]) -> None:
        self.enum = enum

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.member, handler(source))

    def member(self, value: object) -> object:
        if type(value) in (str, int, float):
            return self.enum._value2member_map_.get(value, value)
        if type(value) is bool:  # which pydantic takes for 0 or 1
            raise PydanticCustomError("enum", "Input should be a member of the enum")
        return value


class Exactly:
    """Annotates a type: literals that are not all strings, where `1` is not `true`."""

    def __init__(self, *values: str | int | float | bool) -> None:
        self.values = values
        self.expected = " or ".join(map(repr, values))

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validated)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"const": self.values[0]} if len(self.values) == 1 else {"enum": [*self.values]}

    def validated(self, value: object) -> object:
        """Return the value if it is one of the literals."""
        for literal in self.values:
            if isinstance(literal, bool):
                found = value is literal
            elif isinstance(literal, str):
                found = plain_string(value) == literal
            else:
                found = is_number(value) and value == literal
            if found:
                return value
        expected = {"expected": self.expected}
        raise PydanticCustomError("literal_error", "Input should be {expected}", expected)


class Matching:
    """Annotates `str`: strings of a template literal type, by its regular expression."""

    def __init__(self, template: str, regex: str) -> None:
        self.template = template
        self.regex = regex

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strict=True)
        return core_schema.no_info_after_validator_function(self.validated, text)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": self.regex}

    def validated(self, value: str) -> str:
        """Return the string if it matches the template."""
        if matches(value, self.regex):
            return value
        expected = {"template": self.template}
        raise PydanticCustomError("template_literal", "Input should match {template}", expected)


class Patterns:
    """The types of undeclared properties by their names; `others` is that of all others, if any."""

    def __init__(self, *types: tuple[str, Any], others: Any = dict[str, Any]) -> None:
        self.adapters = [(regex, TypeAdapter[Any](type_)) for regex, type_ in types]
        self.others = TypeAdapter[Any](others)

    def validated(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return values as the type of the first pattern; each has to be of those of all others."""
        made = given.copy()
        others = given.copy()
        for regex, adapter in reversed(self.adapters):
            found = {key: item for key, item in given.items() if matches(key, regex)}
            if found:
                made.update(adapter.validate_python(found))
                for key in found:
                    others.pop(key, None)
        return {**made, **self.others.validate_python(others)}


def typed_by_name(patterns: Callable[[], Patterns]) -> Any:
    """Return a validator of the undeclared properties of a model by their names."""

    def validated(model: BaseModel) -> BaseModel:
        if model.__pydantic_extra__:
            model.__pydantic_extra__.update(patterns().validated(model.__pydantic_extra__))
        return model

    return model_validator(mode="after")(validated)


class TupleOf:
    """Annotates `list[T]`: a type for each position, as in TypeScript's tuples.

    The first `required` of `items` must be present; items after the last are of any type in `rest`,
    and those at the end of the types of `ending`.
    """

    def __init__(
        self,
        items: Sequence[Any],
        required: int,
        rest: Sequence[Any] = (),
        ending: Sequence[Any] = (),
    ) -> None:
        self.items = items
        self.required = required
        self.rest = rest
        self.ending = ending

    def __get_pydantic_core_schema__(self, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        items = [handler.generate_schema(item) for item in self.items]
        rest = [handler.generate_schema(item) for item in self.rest]
        ending = [handler.generate_schema(item) for item in self.ending]
        lengths = range(self.required, len(items) + 1)
        tuples = {
            length: core_schema.tuple_schema(
                [*items[:length], *((*rest, *ending) if length == len(items) else ())],
                variadic_item_index=length if rest and length == len(items) else None,
                strict=False,
            )
            for length in lengths
        }

        def of_length(value: Sequence[object]) -> int:
            return min(max(len(value), lengths[0]), lengths[-1])

        found = (
            tuples[self.required]
            if len(tuples) == 1
            else core_schema.tagged_union_schema({**tuples}, of_length)
        )
        return core_schema.no_info_before_validator_function(
            _only_list,
            core_schema.no_info_after_validator_function(_as_list, found),
            serialization=core_schema.simple_ser_schema("any"),
        )


def _as_list(value: tuple[Any, ...]) -> list[Any]:
    return list(value)


def _only_list(value: object) -> object:
    found = plain_list(value)
    if found is not None:
        return found
    raise PydanticCustomError("list_type", "Input should be a valid list")
