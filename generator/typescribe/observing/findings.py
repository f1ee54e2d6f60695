"""A profile and its model -> the findings, most harmful first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from typescribe.language.declared import TypeExpression
from typescribe.language.model import AliasType, Field, Model, ObjectType, Reference, Type
from typescribe.language.overlay import INDEX
from typescribe.language.readings import ReadsAs
from typescribe.observing import forms as f
from typescribe.observing.counts import OTHERS, Members, Place, Profile, Tally
from typescribe.observing.departures import Departure, Kind, Steps, Types, departures
from typescribe.observing.inference import inferred
from typescribe.resolving.readings import reading_problem
from typescribe.targets.shared.checks import Check, Named
from typescribe.text.closed_types import pattern_spelling

Group: TypeAlias = Literal["refused", "misread", "undeclared", "never"]
GROUPS: Final[dict[Group, tuple[Kind, ...]]] = {
    "refused": ("missing", "null", "type", "literal"),
    "misread": ("reads_as",),
    "undeclared": ("undeclared", "any"),
    "never": ("never",),
}
"""The kinds of findings in each group, the most harmful group first."""
_GROUP_OF: Final = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
_RANK: Final = {group: rank for rank, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between the declaration and the observed messages."""

    kind: Kind
    type: str
    """The class or alias."""
    path: str
    """The property, followed by `[]` for items or `{}` for values; "" for an alias as a whole."""
    what: str
    """The type, literal or variant that arrived or never arrived."""
    count: int
    of: int
    first: Place | None
    wire_name: str | None = None
    steps: Steps = ()
    accepts: TypeExpression | None = None
    reads_as: ReadsAs | None = None
    optional: bool = False
    """Whether an undeclared property was missing in any object."""

    @property
    def group(self) -> Group:
        """The group of the finding, which says how harmful it is."""
        return _GROUP_OF[self.kind]

    @property
    def share(self) -> float:
        """The share of all values or objects that the finding applies to, from 0 to 1."""
        return self.count / self.of if self.of else 0.0


def find(model: Model, root: str, profile: Profile, at_least: int = 1) -> tuple[Finding, ...]:
    """Return the findings of a profile, the most harmful first and the most frequent of those.

    Args:
        model: the model that the messages were compared with.
        root: the class or alias of a whole message.
        profile: the counts of the observed messages.
        at_least: the number of observations that a finding needs if it says that something never
            arrives, or that all values of a place have the same form.
    """
    return tuple(sorted(_Finder(model, profile, at_least).findings(root), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    place = (finding.type, finding.path, finding.kind, finding.what)
    return (_RANK[finding.group], -finding.count, *place)


class _Finder:
    """Compares one profile with one model."""

    def __init__(self, model: Model, profile: Profile, at_least: int) -> None:
        self._model = model
        self._types = Types(model)
        self._profile = profile
        self._at_least = at_least

    def findings(self, root: str) -> Iterator[Finding]:
        yield from self._of_root(root)
        for name, tally in self._profile.aliases.items():
            named = self._model.by_name.get(name)
            if named is not None and not isinstance(named, ObjectType):
                check = self._types.checks.of(named.type)
                for departure in departures(self._types, check, tally):
                    yield _finding(name, None, departure)
        for name, members in self._profile.classes.items():
            class_ = self._model.by_name.get(name)
            if isinstance(class_, ObjectType) and members.count:
                yield from self._of_class(class_, members)

    def _of_root(self, root: str) -> Iterator[Finding]:
        named = self._model.by_name[root]
        is_class = isinstance(named, ObjectType)
        if root in self._model.recursive and not is_class:
            return  # compared with its own tally, like every use of it
        check = self._types.checks.of(Reference(root) if is_class else _body(named))
        for departure in departures(self._types, check, self._profile.root):
            yield _finding(root, None, departure)
        yield from self._never_inside(check, root, None, self._profile.root)

    def _of_class(self, class_: ObjectType, members: Members) -> Iterator[Finding]:
        for field in class_.fields:
            tally = members.properties.get(field.wire_name)
            if tally is not None:
                yield from self._of_field(class_, field, tally, members.count)
        for pattern in class_.patterns:
            signature = pattern_spelling(pattern)
            if (tally := members.properties.get(signature)) is not None:
                check = self._types.checks.of(pattern.value)
                for departure in departures(self._types, check, tally):
                    yield _finding(class_.name, signature, departure)
        for name, tally in sorted(members.others.items()):
            if tally.present:
                yield _undeclared(class_.name, name, tally, members.count)
        if members.values is not None and members.values.present:
            if class_.index is None:
                yield _undeclared(class_.name, None, members.values, members.count)
                return
            check = self._types.checks.of(class_.index)
            for departure in departures(self._types, check, members.values):
                yield _finding(class_.name, INDEX, departure)

    def _of_field(
        self, class_: ObjectType, field: Field, tally: Tally, objects: int
    ) -> Iterator[Finding]:
        name = field.wire_name
        absent = objects - tally.present
        if absent and not field.optional:
            owner = class_.name
            yield Finding("missing", owner, name, "nothing", absent, objects, tally.absent, name)
        check = self._types.checks.of(field.type)
        for departure in departures(self._types, check, tally):
            yield _finding(class_.name, name, departure)
        if field.optional and not tally.present and objects >= self._at_least:
            yield Finding("never", class_.name, name, "never present", 0, objects, None, name)
        yield from self._never_inside(check, class_.name, name, tally)
        if field.reads_as is None and self._is_open(check):
            yield from self._reads_as(class_, field, tally)

    def _is_open(self, check: Check) -> bool:
        """Whether a type accepts any string or any number; literals need no reading."""
        parts = self._types.parts(check)
        scalars = parts[0] if parts else None
        return scalars is not None and (scalars.string or scalars.number)

    def _never_inside(
        self, check: Check, owner: str, name: str | None, tally: Tally
    ) -> Iterator[Finding]:
        """Yield the literals and variants of a place that were never observed."""
        parts = self._types.parts(check)
        if parts is None or tally.present < self._at_least:
            return
        scalars, others = parts
        known = tally.literals
        for literal in scalars.literals if scalars is not None else ():
            text = json.dumps(literal)
            if (
                known
                and text not in known
                and OTHERS not in known
                and not isinstance(literal, bool)
            ):
                yield Finding("never", owner, name or "", text, 0, tally.present, None, name)
        classes = [str(o.class_name) for o in others if isinstance(o, Named) and o.is_class]
        objects = tally.kinds.get("object")
        for class_name in classes if len(classes) > 1 and objects is not None else ():
            members = self._profile.classes.get(class_name)
            if objects is not None and (members is None or not members.count):
                of = objects.number
                yield Finding("never", owner, name or "", class_name, 0, of, None, name)

    def _reads_as(self, class_: ObjectType, field: Field, tally: Tally) -> Iterator[Finding]:
        kinds = [count for kind, count in tally.kinds.items() if kind in ("string", "number")]
        count = sum(kind.number for kind in kinds)
        if not kinds or count < self._at_least:
            return
        reads_as = form_of(tally)
        tried = replace(field, reads_as=reads_as)
        what: str
        if reads_as is not None and not reading_problem(self._model, tried):
            what = reads_as
        elif set(tally.kinds) - {"null"} == {"string"} and tally.forms & f.ISO_8601:
            reads_as, what = None, "iso_8601"
        else:
            return
        name = field.wire_name
        first = min(kind.first for kind in kinds)
        finding = Finding("reads_as", class_.name, name, what, count, count, first, name)
        yield replace(finding, reads_as=reads_as)


def _body(named: object) -> Type:
    assert isinstance(named, AliasType), "it is not a class"
    return named.type


def _finding(owner: str, wire_name: str | None, departure: Departure) -> Finding:
    path = f"{wire_name or ''}{''.join(departure.steps)}"
    below = departure.below
    return Finding(
        departure.kind,
        owner,
        f"{path}.{below}" if path and below else path or below,
        departure.what,
        departure.count.number,
        departure.of,
        departure.count.first,
        wire_name,
        departure.steps,
        departure.accepts,
    )


def _undeclared(owner: str, name: str | None, tally: Tally, objects: int) -> Finding:
    kinds = [count for kind, count in tally.kinds.items() if kind[0] != "!"]
    count = sum(kind.number for kind in kinds)
    return Finding(
        "undeclared",
        owner,
        INDEX if name is None else name,
        "not declared",
        count,
        objects,
        min(kind.first for kind in kinds),
        name,
        (),
        inferred(tally),
        None if name is None else form_of(tally),
        optional=count < objects,
    )


_READINGS: Final[tuple[tuple[int, ReadsAs], ...]] = (
    (f.BOOLEAN, "boolean"),
    (f.EPOCH, "epoch_milliseconds"),
    (f.INTEGER, "integer"),
    (f.NUMBER, "number"),
    (f.JSON, "json"),
)


def form_of(tally: Tally) -> ReadsAs | None:
    """Return the reading that can decode all values of a tally; `None` if there is none."""
    kinds = {kind for kind in tally.kinds if kind != "null"}
    forms = tally.forms
    if kinds == {"number"}:
        return "epoch_milliseconds" if forms & f.EPOCH else None
    if kinds == {"string"} or (kinds == {"string", "boolean"} and forms & f.BOOLEAN):
        return next((reading for form, reading in _READINGS if forms & form), None)
    if kinds == {"string", "number"} and forms & f.NUMBER:
        return "number"
    return None
