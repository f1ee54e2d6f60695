"""The base of dataclasses that are frozen, and the code that builds their instances.

It takes several times as long to set an attribute of a frozen instance as of another one. So each
instance is created as one of a subclass that allows assignments, the draft of its class. Once all
attributes are set, the instance becomes one of its own class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from .message import SharedMethods, classes_built, declared, refusal
from .message import bind as bind_shared

if TYPE_CHECKING:
    from typing import Self


class _FrozenMethods(SharedMethods):
    """The methods of all frozen messages, and of all frozen objects inside messages."""

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """Keep `dataclass` from defining how frozen instances with slots are pickled.

        Its state is a list of values, which a release with other attributes cannot read.
        """
        super().__init_subclass__(**options)
        for name in ("__getstate__", "__setstate__"):
            if name not in vars(cls):
                setattr(cls, name, getattr(cls, name))

    @classmethod
    def from_dict(cls, value: object) -> Self:
        """Return the message in a decoded JSON object; raises `ValidationError`."""
        try:
            return cls._built(value)
        except Exception as error:
            refused = refusal(declared(cls).__name__, value, error)
            if refused is None:
                raise
        raise refused

    @classmethod
    def _built(cls, value: object) -> Self:
        """Return the message in a decoded JSON object; raises `Refused`."""
        declared(cls)  # from now on, this is the function of the class
        return cls._built(value)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FrozenObject(_FrozenMethods):
    """A message, or an object inside a message, whose attributes cannot be assigned to."""

    extra: dict[str, Any] | None = None
    """Undeclared properties, if there are any."""


def draft(class_: type[FrozenObject]) -> Any:
    """Return a class whose instances can be assigned to, and then become instances of another one.

    It is a subclass without slots of its own, so that an assignment to `__class__` need not compare
    the slots of both classes. Its instances are created by a call, which sets no attribute.
    """
    body = {
        "__slots__": (),
        "__init__": object.__init__,
        "__setattr__": object.__setattr__,  # assignments are slow unless both are replaced
        "__delattr__": object.__delattr__,
    }
    return type(class_.__name__, (class_,), body)


def bind(classes: object, functions: Mapping[str, Any]) -> None:
    """Make functions methods of their classes, as `message.bind` does.

    `build_x` sets the attributes of a draft, which `new_x` creates.
    """
    for own, class_ in classes_built(classes, functions):
        if "_built" not in vars(class_):
            built = _builder(class_, functions[f"new_{own}"], functions[f"build_{own}"])
            class_._built = classmethod(built)
    bind_shared(classes, functions)


def _builder(
    class_: type[FrozenObject], draft_: Any, build: Callable[[Any, object], Any]
) -> Callable[[Any, object], Any]:
    def built(cls: Any, value: object) -> Any:
        self = build(draft_(), value)
        return self if cls is class_ else _copied(self, cls)

    return built


def _copied(self: FrozenObject, class_: type[FrozenObject]) -> FrozenObject:
    """Return an instance of a subclass with the attributes of an instance."""
    copy = class_.__new__(class_)
    for field in fields(self):
        object.__setattr__(copy, field.name, getattr(self, field.name))
    return copy
