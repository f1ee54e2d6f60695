"""Object types that have a class name -> their classes: fields, index signatures and patterns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from typescribe.language import naming
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.model import ANY, NEVER, Field, KeyPattern, ObjectType, PatternType, Type
from typescribe.language.patterns import accepts
from typescribe.language.python_regexes import with_python
from typescribe.resolving.budget import STEPS_OF_FIELD
from typescribe.resolving.closing import Closer
from typescribe.resolving.closures import Closure, Member, all_of
from typescribe.resolving.expand import Expander
from typescribe.resolving.findings import Findings
from typescribe.resolving.pending_classes import Classes, Pending
from typescribe.resolving.python_names import attributes
from typescribe.resolving.signatures import settled
from typescribe.resolving.undefined import admits_undefined

TOO_DEEP = "this type is nested too deep to resolve"


class ClassFields:
    """Resolves the fields of classes; unless it `keeps` them, only for the problems in them."""

    def __init__(
        self,
        expander: Expander,
        closer: Closer,
        classes: Classes,
        found: Findings,
        *,
        keeps: bool,
    ) -> None:
        self._expander = expander
        self._closer = closer
        self._classes = classes
        self._found = found
        self._keeps = keeps
        self.positions: dict[tuple[str, str], Position] = {}
        """The positions of fields with a reading or with constraints, by class and wire name."""

    def close(self, pending: Pending) -> None:
        """Resolve the fields of a class, and define it."""
        self._classes.owner = pending.name
        self._classes.itself = (pending.itself, pending.name) if pending.itself else None
        self._expander.budget.begin(self._found.place)
        try:
            # All at once: a class of which a part is refused needs no further work.
            self._expander.budget.spend(STEPS_OF_FIELD * len(pending.parts.members))
            self._classes.require_room(pending.parts.members, self._found.place)
            parts = settled(self._expander, pending.parts)
        except SpecError as error:
            self._found.add(error.problems)
            return
        named, problems = attributes({n: m.declared for n, m in parts.members.items()})
        self._found.add(problems)
        fields = tuple(
            self._field(pending.name, wire_name, member, named[wire_name])
            for wire_name, member in parts.members.items()
        )
        index = None
        if parts.index:
            closure = all_of(parts.index, parts.index[0].position)
            index = self._try_close(closure, f"{pending.name}Value")
        patterns = tuple(
            self._pattern(pending.name, keys, types, fields)
            for keys, types in parts.patterns.items()
        )
        closed = pending.parts.refuses_others
        if closed and index is not None:
            message = f'"{pending.name}" cannot be closed: "[key: string]" declares every property'
            self._found.add([Problem(self._found.place, message)])
        index = NEVER if closed else index
        made = ObjectType(
            pending.name, fields, index, pending.description, pending.deprecated, patterns, closed
        )
        try:
            self._classes.define(made, self._found.place)
        except SpecError as error:
            self._found.add(error.problems)
            return
        if not self._keeps:
            with_reading = tuple(field for field in fields if field.reads_as)
            self._classes.named[pending.name] = replace(made, fields=with_reading)

    def _pattern(
        self, owner: str, keys: PatternType, types: tuple[Closure, ...], fields: Iterable[Field]
    ) -> KeyPattern:
        value = self._try_close(all_of(types, types[0].position), f"{owner}Value")
        beside_optional = any(f.optional and accepts(keys, f.wire_name) for f in fields)
        return KeyPattern(keys, value, beside_optional)

    def _field(self, owner: str, wire_name: str, member: Member, attribute: str) -> Field:
        declared = member.declared
        if declared.reads_as or member.constraints:
            self.positions[owner, wire_name] = declared.position
        closure = all_of(member.of_values, declared.position)
        optional = member.optional
        try:
            optional = optional or (
                not member.defined and admits_undefined(self._expander, closure)
            )
        except SpecError as error:
            self._found.add(error.problems)
        return Field(
            wire_name,
            attribute,
            self._try_close(
                self._without_needless(member), naming.inner_class_name(owner, wire_name)
            ),
            optional,
            declared.description,
            declared.reads_as,
            declared.deprecated,
            with_python(member.constraints),
        )

    def _without_needless(self, member: Member) -> Closure:
        """Return the type of a property without signatures that all its values match anyway.

        In an intersection with `{ a: any }`, the type of `a` would be `any`. But a value has to
        match its own type, whatever a signature says.
        """
        own = all_of(member.types, member.declared.position)
        fits = self._expander.values_fit
        needed = tuple(each for each in member.signatures if not fits(own, each))
        return all_of((*member.types, *needed), member.declared.position)

    def _try_close(self, closure: Closure, hint: str) -> Type:
        try:
            return self._closer.close_from(closure, hint)
        except SpecError as error:
            self._found.add(error.problems)
        except RecursionError:
            self._found.add([Problem(closure.position, TOO_DEEP)])
        return ANY
