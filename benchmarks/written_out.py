"""Writes all tests of a message out in one function: a lower limit for their time in Python.

The function makes no call per object, accepts no subclasses of `str`, `list` and `dict`, and does
not explain a fault: it raises or returns false. The generated code does all of that in little more
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from typescribe.language.model import (
    STRING,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
    Primitive,
    RecordType,
    Reference,
    Type,
    UnionType,
)
from typescribe.targets.validators.context import WORTH_GATHERING
from webex_contact_center.private.plain import PLAIN_SIZES, only_strings, size_of

PYTHON = {"string": "str", "boolean": "bool"}


def written_out(model: Model, name: str) -> Callable[[Any], object]:
    """Return the function for a named object type, which must not be recursive."""
    writer = _Writer(model)
    lines = [f"    {line}" for line in writer.tested(Reference(name), "message")]
    namespace: dict[str, Any] = {
        "only_strings": only_strings,
        "size_of": size_of,
        "PLAIN_SIZES": PLAIN_SIZES,
        **writer.constants,
    }
    exec("\n".join(["def test(message):", *lines, "    return True"]), namespace)
    test: Callable[[Any], object] = namespace["test"]
    return test


class _Writer:
    """Writes lines of code that return false if a value is not of its type."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.numbers = count(1)
        self.constants: dict[str, frozenset[str]] = {}

    def tested(self, type_: Type, value: str) -> Iterator[str]:
        """Yield the lines for a type; the expression `value` occurs in them once."""
        x = f"x_{next(self.numbers)}"
        match self.model.expand(type_):
            case Primitive(name="string" | "boolean" as name):
                yield f"if type({value}) is not {PYTHON[name]}: return False"
            case Primitive(name="any"):
                yield value
            case Reference(name=name):
                named = self.model.by_name[name]
                assert isinstance(named, ObjectType), "aliases are expanded"
                yield from self._object(named, value)
            case ArrayType(item=part):
                yield from (f"{x} = {value}", f"if type({x}) is not list: return False")
                yield from (f"for i_{x} in {x}:", *_indented(self.tested(part, f"i_{x}")))
            case RecordType(value=part):
                yield from (f"{x} = {value}", f"if type({x}) is not dict: return False")
                yield f"for k_{x}, i_{x} in {x}.items():"
                yield f"    if type(k_{x}) is not str: return False"
                yield from _indented(self.tested(part, f"i_{x}"))
            case UnionType(members=members):
                yield from (f"{x} = {value}", f"if {_of_none(members, x)}: return False")
            case simple:
                yield from (f"{x} = {value}", f"if {_of_none((simple,), x)}: return False")

    def _object(self, object_: ObjectType, value: str) -> Iterator[str]:
        n = next(self.numbers)
        v = f"v_{n}"
        yield from (f"{v} = {value}", f"if type({v}) is not dict: return False")
        strings = [field for field in object_.fields if field.type == STRING]
        gathered = len(strings) >= WORTH_GATHERING
        yield f"rest_{n} = {v}.copy()" if gathered else f"seen_{n} = 0"
        for field in sorted(object_.fields, key=lambda field: field.optional):
            if gathered and field in strings:
                continue
            key = repr(field.wire_name)
            lines = self.tested(field.type, f"rest_{n}.pop({key})" if gathered else f"{v}[{key}]")
            if field.optional:
                yield f"if {key} in {v}:"
                lines = _indented([*lines, *([] if gathered else [f"seen_{n} += 1"])])
            yield from lines
        required = [field.wire_name for field in object_.fields if not field.optional]
        if gathered:
            names = {field.wire_name for field in strings}
            self.constants[f"REQUIRED_{n}"] = frozenset(names.intersection(required))
            yield f"if REQUIRED_{n}.difference({v}): return False"
            yield f"only_strings(tuple(rest_{n}.values()), 1)"
            yield f"if size_of({v}) not in PLAIN_SIZES: return False"
        else:
            yield f"if len({v}) != seen_{n} + {len(required)}: return False"


def _of_none(members: tuple[Type, ...], x: str) -> str:
    """Return a condition that is true if a value is of none of some primitives and literals."""
    literals = [member.value for member in members if isinstance(member, LiteralType)]
    if literals:
        return f"type({x}) is not str or {x} not in {{{', '.join(map(repr, literals))}}}"
    names = [member.name for member in members if isinstance(member, Primitive)]
    tests = [f"type({x}) is not {PYTHON[name]}" for name in names if name in PYTHON]
    if "number" in names:
        tests.append(f"type({x}) is not int and (type({x}) is not float or {x} - {x} != 0.0)")
    if "null" in names:
        tests.append(f"{x} is not None")
    return " and ".join(tests)


def _indented(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
