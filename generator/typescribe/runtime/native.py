"""Makes dataclasses of classes that mypyc has compiled; only a compiled package uses this module.

mypyc compiles dataclasses as well, but stores only values of the declared types in them. In the
source that is compiled, all attributes are of the type `Any`, and the classes are plain ones. They
become what they are in the source of the package when they are passed to `as_dataclass`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

TYPE_CHECKING = False  # also for the modules of compiled classes


def as_dataclass(
    class_: Any,
    doc: str | None,
    annotations: dict[str, str],
    defaults: Mapping[str, object],
    others: Mapping[str, object],
    **options: bool,
) -> None:
    """Make a compiled class a dataclass.

    Args:
        class_: the class, whose attributes are descriptors.
        doc: its docstring.
        annotations: the types of the attributes that the class declares, by their names.
        defaults: the defaults of such attributes.
        others: the other values that the body of the class assigns to names.
        options: those of the decorator `dataclass`.
    """
    descriptors: dict[str, Any] = {name: vars(class_)[name] for name in annotations}
    for name in annotations:
        delattr(class_, name)  # `dataclass` would take the descriptor for a default
    for name, value in (*defaults.items(), *others.items()):
        setattr(class_, name, value)
    class_.__annotations__ = annotations
    class_.__doc__ = doc
    class_.__getstate__ = _state
    inherited = getattr(class_.__base__, "__dataclass_fields__", None)
    if inherited is not None:  # mypyc derives no class from one that shows slots
        class_.__slots__ = tuple(name for name in annotations if name not in inherited)
    dataclass(**options)(class_)
    for name, descriptor in descriptors.items():
        setattr(class_, name, descriptor)


def bind(classes: object, names: Iterable[str]) -> None:
    """Give compiled classes their methods, once the functions that these call have been loaded.

    Args:
        classes: the module with the classes.
        names: the names of the classes.
    """
    from .message import bound

    for name in names:
        class_: Any = getattr(classes, name)
        for method, own in (("_read", "_read_natively"), ("to_dict", "_dump_natively")):
            if method not in vars(class_):
                setattr(class_, method, vars(class_)[own])
        bound.add(class_)


def _state(self: Any) -> tuple[dict[str, object] | None, dict[str, object]]:
    """Return the state of an instance for `copy` and `pickle`, as that of one with slots."""
    held = {
        field.name: value
        for field in fields(self)
        if (value := getattr(self, field.name, _ABSENT)) is not _ABSENT
    }
    return getattr(self, "__dict__", None), held


_ABSENT = object()
