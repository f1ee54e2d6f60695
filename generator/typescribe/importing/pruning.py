"""A linked declaration -> the same without the parts that JSON cannot carry, which are reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from typescribe.importing.bases import may_be_array
from typescribe.importing.pruned_combinations import pruned_intersection, pruned_union
from typescribe.importing.pruned_conditions import pruned_condition, pruned_conditional
from typescribe.importing.pruned_keys import pruned_keys, without_symbols
from typescribe.importing.sent_as import (
    as_not_json,
    sent_of_mapped,
)
from typescribe.importing.undefined import whole_or_unknown, with_type
from typescribe.language.declared import (
    Alias,
    ArrayOf,
    ConditionalOf,
    Declaration,
    DeclaredField,
    Fields,
    IndexedAccess,
    IntersectionOf,
    KeyOf,
    KeySignature,
    Keyword,
    KeywordName,
    LinkedReference,
    MappedOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TupleOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inner_expressions
from typescribe.sources.typescript.aliases import followed
from typescribe.sources.typescript.not_json import any_object
from typescribe.sources.typescript.notes import Loss, Note, NoteKind
from typescribe.sources.typescript.rewriting import with_parts

Report: TypeAlias = Callable[[Note], None]

_OBJECTS = {"Omit", "Pick", "Record"}
_OF_VALUES = {"Partial", "Readonly", "Required", "NonNullable", *_OBJECTS}
"""Utility types that have no JSON if an argument has none: the last of `Record`, else the first."""

_LOST: frozenset[NoteKind] = frozenset({"approximated", "left out"})
_DEPENDS = "it depends on a part that is left out"


def ignore(_: Note) -> None:
    """Receive the notes of a trial run, which are not reported."""


@dataclass(frozen=True, slots=True)
class Pruner:
    """Prunes one declaration; a `name` is the path to a part, as the report shows it."""

    key: str
    left_out: Mapping[str, NotJson]
    shown: Mapping[str, str]
    report: Report
    sensitive: Set[str] = frozenset()
    """The keys of the generic types that apply an operator to what they are given."""
    declarations: Mapping[str, Declaration] = field(default_factory=dict)
    """All linked declarations by key."""

    def silent(self) -> Pruner:
        """Return a pruner for a trial run, which reports nothing."""
        return replace(self, report=ignore)

    def declaration(self, declaration: Declaration, name: str) -> Declaration:
        """Return a declaration without the parts that JSON cannot carry."""
        parameters = tuple(
            replace(
                parameter,
                constraint=parameter.constraint and self._constraint(parameter.constraint, name),
                default=parameter.default and self.or_keyword(parameter.default, "unknown", name),
            )
            for parameter in declaration.parameters
        )
        declaration = replace(declaration, parameters=parameters)
        match declaration.body:
            case Alias(type=type_):
                return replace(declaration, body=Alias(self.expression(type_, name)))
            case Fields(extends=extends) if any(self._may_be_array(b, name) for b in extends):
                return replace(declaration, body=Alias(Keyword("unknown", declaration.position)))
            case Fields(object=body, extends=extends):
                pruned = self._object(body, name)
                bases = tuple(kept for base in extends if (kept := self._base(base, name)))
                return replace(declaration, body=Fields(pruned, bases))
            case _:
                return declaration

    def _may_be_array(self, base: TypeExpression, name: str) -> bool:
        """Return whether a base type that is lost may be an array, which is reported."""
        loss = self._loss_of_base(base) if may_be_array(base, self.declarations) else None
        if loss is not None:
            self.approximate(name, base.position, replace(loss, of="type"))
        return loss is not None

    def _base(self, base: TypeExpression, name: str) -> TypeExpression | None:
        if isinstance(base, Keyword):
            return None
        if loss := self._loss_of_base(base):
            self.approximate(name, base.position, loss)
            return None
        return self.expression(base, name)

    def _loss_of_base(self, base: TypeExpression) -> Loss | None:
        """Return why a base type is lost, None if it is not."""
        if isinstance(base, LinkedReference) and (why := self._lost(base.key, base.arguments)):
            return Loss("base", _DEPENDS, why)
        match self.silent().expression(base, ""):
            case NotJson(reason=reason):
                return Loss("base", reason)
            case Keyword() if not isinstance(base, Keyword):
                return Loss("base", _DEPENDS, self.loss(base) or "")
            case _:
                return None

    def _constraint(self, constraint: TypeExpression, name: str) -> TypeExpression | None:
        silent = self.silent()
        found = silent.expression(constraint, name)
        return None if isinstance(found, NotJson) else found

    def or_keyword(
        self, expression: TypeExpression, keyword: KeywordName, name: str
    ) -> TypeExpression:
        """Return a pruned expression, or a keyword in place of one that JSON cannot carry."""
        found = self.expression(expression, name)
        if not isinstance(found, NotJson):
            return found
        self.approximate(name, expression.position, f"{found.reason} becomes {keyword}")
        return Keyword(keyword, expression.position)

    def approximate(self, name: str, position: Position, message: str | Loss) -> None:
        """Report that a part is approximated."""
        loss = message if isinstance(message, Loss) else None
        self.report(Note("approximated", name, position, str(message), self.key, loss=loss))

    def _leave_out(self, name: str, position: Position, why: NotJson) -> None:
        self.report(Note("left out", name, position, why.reason, self.key, why.function))

    def expression(self, expression: TypeExpression, name: str) -> TypeExpression:
        """Return an expression without the parts that JSON cannot carry; NotJson if all of it."""
        match expression:
            case LinkedReference(key=key, position=position) if key in self.left_out:
                reason = f"`{self.shown[key]}` is left out: {self.left_out[key].reason}"
                return NotJson(reason, position, sent_as=self.left_out[key].sent_as)
            case LinkedReference(key=key, arguments=arguments) if why := self._lost(key, arguments):
                return self._made_of(expression) or self.unknown(expression, why, name)
            case TypeReference():
                return self._reference(expression, name)
            case UnionOf(members=members, position=position, is_object=False):
                return pruned_union(self, members, position, name)
            case ObjectOf():
                return self._object_or_not_json(expression, name)
            case _:
                return self._operator(expression, name)

    def _operator(self, expression: TypeExpression, name: str) -> TypeExpression:
        match expression:
            case IntersectionOf(members=members, position=position):
                return pruned_intersection(self, members, position, name)
            case ArrayOf() | TupleOf():
                made = with_parts(expression, lambda part: self.expression(part, name))
                if found := next(filter(None, map(as_not_json, inner_expressions(made))), None):
                    items = ArrayOf(Keyword("unknown", found.position), found.position)
                    return replace(found, sent_as=items)
                return made
            case KeyOf(type=operand) if why := self.loss(operand):
                return self.unknown(expression, why, name)
            case MappedOf():
                return self._mapped(expression, name)
            case TemplateOf(types=types) if why := next(filter(None, map(self.loss, types)), None):
                return self.unknown(expression, why, name)
            case IndexedAccess(index=index) if why := self.loss(index):
                return self.unknown(expression, why, name)
            case ConditionalOf():
                return pruned_conditional(self, expression, name)
            case LinkedReference():
                return self._with_parts(expression, name)
            case _:
                return with_parts(expression, lambda part: self.or_keyword(part, "unknown", name))

    def _mapped(self, mapped: MappedOf, name: str) -> TypeExpression:
        kept = without_symbols(self, mapped)
        if kept is None:
            return any_object(mapped.position)
        if found := as_not_json(self.expression(kept.value, name)):
            return replace(found, sent_as=sent_of_mapped(kept))
        why = self.loss(kept.keys)
        return self._with_parts(kept, name) if why is None else self.unknown(kept, why, name)

    def loss(self, operand: TypeExpression, kinds: Set[NoteKind] = _LOST) -> str | None:
        """Return the first part of an operand that JSON cannot carry, None if it is whole.

        An operator sees that part, which its result depends on. `kinds` are those of the notes that
        count.
        """
        lost: list[Note] = []
        found = replace(self, report=lost.append).expression(operand, "")
        if isinstance(found, NotJson):
            return found.reason
        first = next((note for note in lost if note.kind in kinds), None)
        if first is None:
            return None
        return first.loss.part if first.loss and first.loss.part else first.message

    def _lost(self, key: str, arguments: tuple[TypeExpression, ...]) -> str | None:
        """Return the first argument that JSON cannot carry; what a generic makes of it is open.

        If the generic applies operators, so is what it makes of an argument without some parts.
        """
        if key in self.sensitive:
            return next(filter(None, map(self.loss, arguments)), None)
        found = (as_not_json(self.silent().expression(argument, "")) for argument in arguments)
        return next((why.reason for why in found if why), None)

    def _made_of(self, reference: LinkedReference) -> NotJson | None:
        """Return the type that a generic alias names if JSON cannot carry it, as for `Same<F>`."""
        made = followed(reference, lambda one: self.declarations.get(one.key))
        is_left_out = isinstance(made, LinkedReference) and made.key in self.left_out
        return as_not_json(self.expression(made, "")) if is_left_out else as_not_json(made)

    def unknown(self, operator: TypeExpression, why: str, name: str) -> TypeExpression:
        self.approximate(name, operator.position, Loss("type", _DEPENDS, why))
        return Keyword("unknown", operator.position)

    def _object_or_not_json(self, object_: ObjectOf, name: str) -> TypeExpression:
        """Return a pruned object; NotJson if it had members and none is left."""
        pruned = self._object(object_, name)
        was_empty = not object_.fields and object_.is_closed
        if was_empty or pruned.fields or not pruned.is_closed:
            return pruned
        position = object_.position
        return NotJson("JSON can carry none of its members", position, None, any_object(position))

    def _with_parts(self, expression: TypeExpression, name: str) -> TypeExpression:
        made = with_parts(expression, lambda part: self.or_keyword(part, "unknown", name))
        return whole_or_unknown(expression, made)

    def _reference(self, reference: TypeReference, name: str) -> TypeExpression:
        if reference.name in ("Exclude", "Extract") and len(reference.arguments) == 2:
            return pruned_condition(self, reference, name)
        kept = without_symbols(self, reference)
        if kept is None:
            return any_object(reference.position)
        reference = kept
        if reference.arguments and reference.name in _OF_VALUES:
            values = reference.arguments[-1 if reference.name == "Record" else 0]
            if found := as_not_json(self.expression(values, name)):
                # A mapped type over a function has its properties, and cannot be called.
                is_mapped = reference.name in _OBJECTS or (
                    found.function is not None and reference.name != "NonNullable"
                )
                return replace(found, sent_as=any_object(found.position)) if is_mapped else found
            # A property that became unknown may be absent; `Required` is not to require it. Of a
            # function or null, `NonNullable` leaves the function.
            depends = reference.name in ("NonNullable", "Required")
            if depends and (why := self.loss(values, {"approximated"})):
                return self.unknown(reference, why, name)
        return self._with_parts(reference, name)

    def _object(self, object_: ObjectOf, name: str) -> ObjectOf:
        fields: list[DeclaredField] = []
        for declared in object_.fields:
            inner = f"{name}.{declared.wire_name}"
            found = self.expression(declared.type, inner)
            if isinstance(found, NotJson):
                self._leave_out(inner, declared.position, found)
            else:
                fields.append(with_type(declared, found))
        position = object_.position if object_.index is None else object_.index.position
        index = object_.index and self.expression(object_.index, f"{name}[key]")
        if isinstance(index, NotJson):
            self._leave_out(f"{name}[key]", position, index)
            index = None
        signatures: list[KeySignature] = []
        for signature in object_.signatures:
            keys = pruned_keys(self, signature.keys, f"{name}[key]")
            if keys is None:
                continue
            value = self.expression(signature.value, f"{name}[key]")
            if isinstance(value, NotJson):
                self._leave_out(f"{name}[key]", signature.value.position, value)
            elif isinstance(keys, Keyword) and keys.name == "string":
                index = index or value
            else:
                signatures.append(KeySignature(keys, value))
        return replace(object_, fields=tuple(fields), index=index, signatures=tuple(signatures))
