"""Whether an exception was raised by a value while it was looked at, or by something else.

Of a value, only keys of dicts have methods that are called: `__hash__` and `__eq__` of those that
are not plain strings. What they raise is a fault of the value. Anything else, such as a time-out
raised by a signal handler, or `MemoryError`, says nothing about the value, and reaches the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, FrameType, FunctionType, TracebackType, WrapperDescriptorType
from typing import Any, Final

from .plain import DICT, is_instance, plain_key

PACKAGE: Final = (__package__ or "").rpartition(".")[0]
"""The name of the generated package, whose modules are in it or in a package inside it."""

_mro_of: Final[Any] = type.__dict__["__mro__"].__get__
_members_of: Final[Any] = type.__dict__["__dict__"].__get__


def by_value(error: Exception) -> bool:
    """Whether a key of the value under test raised an exception; if not, `release` was called."""
    frames = list(_frames(error.__traceback__))
    own = [place for place, frame in enumerate(frames) if _is_own(frame)]
    if own and not isinstance(error, MemoryError):
        codes = [code for key in _strange_keys(frames[own[-1]]) for code in _codes(key)]
        following = frames[own[-1] + 1 : own[-1] + 2]
        if codes and (not following or None in codes or following[0].f_code in codes):
            return True
        if following and _is_method_of_a_key(following[0]):
            return True
    release(error)
    return False


def release(error: Exception) -> None:
    """Release what the functions of this package held when an exception passed through them.

    Its traceback then keeps no half-built instance.
    """
    own = [frame for frame in _frames(error.__traceback__) if _is_own(frame)]
    for frame in own[1:]:  # the first is still running: it caught the exception
        frame.clear()


def _frames(traceback: TracebackType | None) -> Iterator[FrameType]:
    while traceback is not None:
        yield traceback.tb_frame
        traceback = traceback.tb_next


def _is_own(frame: FrameType) -> bool:
    name = frame.f_globals.get("__package__") or ""
    return name == PACKAGE or name.startswith(f"{PACKAGE}.")


def _is_method_of_a_key(frame: FrameType) -> bool:
    """Whether a function of this package called `__eq__` or `__hash__`, which it does of keys only.

    This also holds where the package is compiled, so that its functions show no dicts.
    """
    code = frame.f_code
    return code.co_argcount > 0 and code in _codes(frame.f_locals.get(code.co_varnames[0]))


def _strange_keys(frame: FrameType) -> Iterator[object]:
    """Yield the keys, in the dicts that a function was looking at, that are not plain strings."""
    for name, held in frame.f_locals.items():
        keys = DICT.keys(held) if is_instance(held, DICT) else (held,) * name.startswith("key")
        yield from (key for key in keys if plain_key(key) is None)


def _codes(key: object) -> Iterator[CodeType | None]:
    """Yield the code of the methods of a key that a dict calls; `None` for code without a frame."""
    for base in _mro_of(type(key)):
        for name in ("__eq__", "__hash__"):
            method = _members_of(base).get(name)
            if type(method) is FunctionType:
                yield method.__code__
            elif method is not None and type(method) is not WrapperDescriptorType:
                yield None
