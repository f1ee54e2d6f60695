"""The base of all dataclasses: reads a message, writes it, and shows, copies and pickles it.

The code that builds and dumps the instances of each class is in private modules. They are loaded
when the first message is read or written, and bind their functions to the classes then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Final

if TYPE_CHECKING:
    from typing import Self

    from .runtime import ValidationError

MODELS: Final = f"{(__package__ or '').rpartition('.')[0]}.models"
"""The name of the module, or package of modules, with the classes."""
BUILDING: Final = f"{__package__}.building"
"""The name of the module, or package of modules, with their functions."""


def load_json(raw: str | bytes | bytearray) -> Any:
    """Return the value of a JSON text, as `json.loads` does."""
    import json

    return json.loads(raw)


def dump_json(value: Any) -> str:
    """Return the JSON text of a value, as `json.dumps` does."""
    import json

    return json.dumps(value)


class SharedMethods:
    """The methods of all messages, and of all objects inside messages."""

    __slots__ = ()
    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __post_init__(self) -> None:
        """Make `extra` as it is after reading; raises `ValidationError` for declared properties."""
        message: Any = self
        if message.extra:
            _assert_undeclared(type(self), message.extra)
        elif message.extra is not None:
            object.__setattr__(self, "extra", None)

    @classmethod
    def from_json(
        cls, raw: str | bytes | bytearray, *, loads: Callable[[Any], Any] = load_json
    ) -> Self:
        """Return the message in a JSON text; raises `ValidationError`.

        `loads` decodes the text, as `json.loads` does.
        """
        try:
            value = loads(raw)
        except (ValueError, RecursionError) as error:
            refused = _unparsed(declared(cls).__name__, error)
        else:
            return cls.from_dict(value)
        raise refused

    @classmethod
    def from_dict(cls, value: object) -> Self:
        """Return the message in a decoded JSON object; raises `ValidationError`."""
        self: Any = cls.__new__(cls)
        try:
            made: Self = self._read(value)
            return made
        except Exception as error:
            del self  # half-built
            refused = refusal(declared(cls).__name__, value, error)
            if refused is None:
                raise
        raise refused

    def to_dict(self) -> dict[str, Any]:
        """Return the message as a JSON object, undeclared properties included."""
        return declared(type(self)).to_dict(self)

    def to_json(self, *, dumps: Callable[[Any], Any] = dump_json) -> Any:
        """Return the message as a JSON text; `dumps` encodes it, as `json.dumps` does."""
        return dumps(self.to_dict())

    def _read(self, value: object) -> Any:
        """Set all attributes to the values in a decoded JSON object; raises `Refused`.

        Returns the instance itself.
        """
        return declared(type(self))._read(self, value)

    def __repr__(self) -> str:
        """Return the class with its attributes, except those that are absent."""
        from .runtime import UNSET

        extra, *attributes = fields(self)
        shown: list[str] = []
        for field in (*attributes, extra):
            value = getattr(self, field.name, UNSET)
            if value is not UNSET and (value is not None or field.default is not None):
                shown.append(f"{field.name}={value!r}")
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setstate__(self, state: tuple[object, dict[str, object]]) -> None:
        """Restore a pickled or copied instance.

        It may have been pickled by another release, whose class had other attributes: new optional
        ones are absent, and those that are gone are left out.
        """
        held = state[1]
        for field in fields(self):
            value = held.get(field.name, field.default)
            if value is not MISSING:
                object.__setattr__(self, field.name, value)


@dataclass(slots=True, kw_only=True, repr=False)
class DeclaredObject(SharedMethods):
    """A message, or an object inside a message."""

    extra: dict[str, Any] | None = None
    """Undeclared properties, if there are any."""


bound: Final[set[type[SharedMethods]]] = set()


def bind(classes: object, functions: Mapping[str, Any]) -> None:
    """Make functions methods of their classes: `build_x` sets the attributes, `dump_x` writes them.

    Args:
        classes: the module with the classes.
        functions: the content of a module with such functions.
    """
    for own, class_ in classes_built(classes, functions):
        for method, verb in (("_read", "build"), ("to_dict", "dump")):
            if method not in vars(class_):
                setattr(class_, method, functions[f"{verb}_{own}"])
        bound.add(class_)


def classes_built(classes: object, functions: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the classes that functions `build_x` of a module build, each with its `x`.

    An annotation of such a function says which class it is: `m.Order`.
    """
    home = functions["__name__"]
    return [
        (name.removeprefix("build_"), getattr(classes, said.rpartition(".")[2]))
        for name, function in functions.items()
        if name.startswith("build_") and function.__module__ == home
        for said in set(function.__annotations__.values())
        if said.startswith("m.")
    ]


def declared(class_: type[SharedMethods]) -> type[SharedMethods]:
    """Return the generated class that a class is or extends, with its functions bound."""
    for base in class_.__mro__:
        if base in bound:
            return base
    for base in class_.__mro__:
        if base.__module__.startswith(MODELS):
            building(base.__module__)
            if base in bound:
                return base
    raise TypeError(f"{class_.__name__} is not a class of this package, nor a subclass")


def building(module: str) -> Any:
    """Return the private module with the functions of the classes in a module."""
    from importlib import import_module

    return import_module(f"{BUILDING}{module.removeprefix(MODELS)}")


def parsed(module: str, name: str, value: object) -> Any:
    """Return a decoded JSON value as an alias of a module; raises `ValidationError`."""
    try:
        return building(module).PARSERS[name](value)
    except Exception as error:
        refused = refusal(name, value, error)
        if refused is None:
            raise
    raise refused


def parsed_json(
    module: str, name: str, raw: str | bytes | bytearray, loads: Callable[[Any], Any]
) -> Any:
    """Return the value in a JSON text as an alias of a module; raises `ValidationError`."""
    try:
        value = loads(raw)
    except (ValueError, RecursionError) as error:
        refused = _unparsed(name, error)
    else:
        return parsed(module, name, value)
    raise refused


def _assert_undeclared(class_: type[SharedMethods], extra: Mapping[str, Any]) -> None:
    """Raise `ValidationError` if a property in `extra` is declared: it would hide the attribute."""
    from .runtime import Issue, ValidationError
    from .suspects import object_of

    name = declared(class_).__name__
    taken = sorted(object_of(name).place.keys() & extra.keys())
    if taken:
        words = ("an undeclared property", "a declared one")
        raise ValidationError(name, [Issue(("extra", key), *words) for key in taken])


def _unparsed(name: str, error: Exception) -> ValidationError:
    from .runtime import unparsed

    return unparsed(name, error)


def refusal(expected: str, value: object, error: Exception) -> ValidationError | None:
    """Return the error of an invalid value; `None` if what was raised is not about the value."""
    from .explain import explain
    from .plain import Refused
    from .raised import by_value, release
    from .runtime import ValidationError
    from .suspects import shapes_of_package

    if not isinstance(error, (Refused, KeyError, RecursionError)) and not by_value(error):
        return None
    issues = explain(shapes_of_package(), expected, value)
    if issues:
        return ValidationError(expected, issues)
    release(error)
    return None
