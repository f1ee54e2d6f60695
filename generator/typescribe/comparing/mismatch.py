"""Explains why one type does not fit another, by the first property that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from typescribe.comparing.model_fits import ModelFits, as_object
from typescribe.comparing.reach import step, step_of_keys
from typescribe.comparing.sentences import Sentence, sentence
from typescribe.comparing.undeclared import undeclared_type
from typescribe.language.model import (
    NEVER,
    ArrayType,
    Field,
    ObjectType,
    RecordType,
    Reference,
    Type,
    UnionType,
)
from typescribe.language.patterns import accepts
from typescribe.resolving.key_patterns import keys_fit, may_share_a_key
from typescribe.text.closed_types import spelling


def mismatch(relation: ModelFits, source: Type, target: Type) -> Sentence | None:
    """Return why a type does not fit another; `None` if no property inside them is the reason.

    >>> from typescribe.language.model import Model, Primitive
    >>> model = Model("shop", ())
    >>> numbers, texts = RecordType(Primitive("number")), RecordType(Primitive("string"))
    >>> mismatch(ModelFits(model, model), numbers, texts).text()
    '[*] is number, not string'
    """
    if relation.answer(source, target) is None:
        return sentence("they are too large to compare")
    path = ""
    seen: set[tuple[Type, Type]] = set()
    while (source, target) not in seen:
        seen.add((source, target))
        left, right = relation.bodies(source, target)
        match left, right:
            case (Reference(), _):
                source = left
            case (_, Reference()):
                target = right
            case (UnionType(members=members), _):
                source = next((m for m in members if not relation.holds(m, target)), source)
            case (ArrayType(), ArrayType()):
                path += "[*]"
                source, target = left.item, right.item
            case (ObjectType() | RecordType(), ObjectType() | RecordType()):
                for found in _failing(relation, as_object(left), as_object(right)):
                    path += found.path
                    if found.reason:
                        return sentence(f"{{path}} {found.reason}", path=path.removeprefix("."))
                    source, target = found.source, found.target
                    break
    if not path:
        return None
    return sentence(
        "{path} is {source}, not {target}",
        path=path.removeprefix("."),
        source=spelling(source),
        target=spelling(target),
    )


@dataclass(frozen=True, slots=True)
class _Failing:
    """A property that does not fit: its path, its two types, and another reason if there is one."""

    path: str
    source: Type
    target: Type
    reason: str = ""


def _failing(relation: ModelFits, source: ObjectType, target: ObjectType) -> Iterator[_Failing]:
    declared = {field.wire_name: field for field in source.fields}
    for wanted in target.fields:
        path = step(wanted.wire_name)
        found = declared.pop(wanted.wire_name, None)
        type_ = found.type if found else undeclared_type(source, wanted.wire_name) or NEVER
        if not wanted.optional and (found is None or found.optional):
            reason = "is missing" if found is None else "may be missing"
            yield _Failing(path, type_, wanted.type, reason)
        elif not relation.holds(type_, wanted.type):
            yield _Failing(path, type_, wanted.type)
    yield from (
        failing
        for failing in _signatures(source, target, declared.values())
        if not relation.holds(failing.source, failing.target)
    )


def _signatures(
    source: ObjectType, target: ObjectType, others: Iterable[Field]
) -> Iterator[_Failing]:
    """Yield what the target compares with its index signatures; it declares no `others`."""
    if target.index is not None:
        for field in others:
            yield _Failing(step(field.wire_name), field.type, target.index)
        if source.index is not None:
            yield _Failing("[*]", source.index, target.index)
        for pattern in source.patterns:
            yield _Failing(step_of_keys(pattern), pattern.value, target.index)
    for wanted in target.patterns:
        for field in others:
            if accepts(wanted.keys, field.wire_name):
                yield _Failing(step(field.wire_name), field.type, wanted.value)
        covering = [p for p in source.patterns if keys_fit(wanted.keys, p.keys)]
        sharing = [p for p in source.patterns if may_share_a_key(p.keys, wanted.keys)]
        for pattern in covering or sharing:
            yield _Failing(step_of_keys(pattern), pattern.value, wanted.value)
        if source.index is not None and not covering:
            yield _Failing(step_of_keys(wanted), source.index, wanted.value)
