"""The path of an issue in a message -> its place, with `*` for array indices and record keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from typescribe.language.model import (
    ArrayType,
    Model,
    ObjectType,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
)
from typescribe.language.patterns import accepts
from typescribe.runtime.runtime import format_path

Path: TypeAlias = tuple[str | int, ...]
EVERY = "*"
_MOST_KNOWN = 10_000


class Places:
    """Converts paths in messages of one type to places: `lines[3].count` to `lines[*].count`."""

    def __init__(self, model: Model, class_name: str) -> None:
        self._model = model
        self._root = Reference(class_name)
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        """Return the place of a path; "" stands for the message itself."""
        known = self._known.get(path)
        if known is None:
            known = self._text(path)
            if len(self._known) < _MOST_KNOWN:
                self._known[path] = known
        return known

    def _text(self, path: Path) -> str:
        steps: list[str | int] = []
        types: list[Type] = [self._root]
        for step in path:
            members = [member for type_ in types for member in self._members(type_)]
            types = []
            is_declared = False
            for member in members:
                inner, declared = self._inside(member, step)
                types += inner
                is_declared = is_declared or declared
            if isinstance(step, int) or (types and not is_declared):
                steps.append(EVERY)
            else:
                steps.append(step)
        return format_path(tuple(steps)).replace(f'["{EVERY}"]', f"[{EVERY}]")

    def _members(self, type_: Type) -> Iterator[Type]:
        waiting = [type_]
        seen: set[str] = set()
        while waiting:
            match self._model.expand(waiting.pop()):
                case UnionType(members=members):
                    waiting += [
                        m for m in members if not isinstance(m, Reference) or m.name not in seen
                    ]
                    seen |= {m.name for m in members if isinstance(m, Reference)}
                case found:
                    yield found

    def _inside(self, type_: Type, step: str | int) -> tuple[list[Type], bool]:
        """Return the types after a step of a path, and whether the step is a declared property."""
        match type_:
            case ArrayType(item=item):
                return [item], False
            case TupleType():
                return list(children(type_)), False
            case RecordType(value=value):
                return [value], False
            case Reference(name=name):
                named = self._model.by_name[name]
                assert isinstance(named, ObjectType), "aliases were followed"
                for field in named.fields:
                    if field.wire_name == step:
                        return [field.type], True
                by_name = [p.value for p in named.patterns if accepts(p.keys, str(step))]
                others = [named.index] if named.index is not None else []
                return by_name or others, False
            case _:
                return [], False
