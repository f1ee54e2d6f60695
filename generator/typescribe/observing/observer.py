"""Counts the values in messages, in one pass and in constant memory; the result is a profile."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from typescribe.language.model import Model, ObjectType, Reference
from typescribe.observing.containers import (
    Contested,
    Discriminated,
    Items,
    Literal,
    OneClass,
    Option,
    Places,
    Shared,
    Values,
)
from typescribe.observing.counts import Place, Profile
from typescribe.observing.fitting import fits
from typescribe.observing.objects import ByName, ObjectCounter
from typescribe.observing.slots import Container, Here, Slot
from typescribe.observing.untyped import DEEPEST, Inferred, inferred_slot
from typescribe.project.settings import find_project
from typescribe.targets.shared.checks import (
    Anything,
    Array,
    Check,
    Named,
    Nothing,
    Record,
    Scalars,
    Tuple,
    Union,
)
from typescribe.targets.shared.model_checks import Checks
from typescribe.text.closed_types import pattern_spelling
from typescribe.validating.in_memory import validators_of
from typescribe.validating.type_expressions import TypeInProject, find_type

__all__ = ["Observer"]


class Observer:
    """Counts the values that arrive in messages of one type.

        observer = Observer.of("AgentContact")
        for message in messages:
            observer.add(message)
        observer.profile

    Messages need not be valid, since the purpose is to find where they differ from the
    declaration. A value of a union is counted as the variant that its literal names, or else as
    the first member that it matches, or else as the class with which it has the fewest issues.
    """

    def __init__(self, type_: TypeInProject, keep_values: Iterable[str] = ()) -> None:
        """Prepare to observe a type; the values of the places in `keep_values` are kept.

        A place is given as `Class.property`.
        """
        self.type = type_
        self._here = Here()
        self._counters = _Counters(type_, self._here, frozenset(keep_values))
        self._root = self._counters.root()
        self._messages = 0
        self._malformed = 0

    @classmethod
    def of(
        cls,
        type_name: str,
        project: str | Path = ".",
        package: str | None = None,
        keep_values: Iterable[str] = (),
    ) -> Observer:
        """Return an observer of a type in a project.

        Args:
            type_name: the name of the type, or an expression such as `Order[]`.
            project: the folder of the project, or a folder inside it.
            package: the package of the type, if several packages have a type of this name.
            keep_values: as for the constructor.

        Raises:
            TypescribeError: there is no project, or it has no such type.
        """
        found = find_project(Path(project).resolve())
        return cls(find_type(found, type_name, package, "observed"), keep_values)

    def add(self, value: object, place: Place = Place("")) -> None:  # noqa: B008 - is immutable
        """Count a message, given as decoded JSON; `place` is where it was read.

        Raises `TypeError` for a value that JSON does not have.
        """
        self._here.place = place
        self._messages += 1
        self._root.add(value)

    def add_malformed(self) -> None:
        """Count a text that is not JSON."""
        self._malformed += 1

    @property
    def profile(self) -> Profile:
        """The counts of all messages so far."""
        return Profile(
            self.type.shown,
            self._messages,
            self._malformed,
            self._root.tally(),
            self._counters.classes(),
            self._counters.aliases(),
        )


class _Counters:
    """Makes the counters for the types of a model; all uses of a class share one."""

    def __init__(self, type_: TypeInProject, here: Here, keep_values: frozenset[str]) -> None:
        self._model: Model = type_.model
        self._root_name = type_.class_name
        self._here = here
        self._keep = keep_values
        self._checks = Checks(type_.model)
        self._validators = validators_of(type_.settings, type_.model)
        self._classes: dict[str, ObjectCounter] = {}
        self._aliases: dict[str, Slot] = {}

    def root(self) -> Slot:
        """Return the slot that counts whole messages."""
        name = self._root_name
        named = self._model.by_name[name]
        if isinstance(named, ObjectType):
            return self.slot(self._checks.of(Reference(name)), name)
        if name in self._model.recursive:
            return self.slot(self._checks.of(Reference(name)), name)
        return self.slot(self._checks.of(named.type), name)

    def classes(self) -> dict[str, Any]:
        return {name: counter.members() for name, counter in sorted(self._classes.items())}

    def aliases(self) -> dict[str, Any]:
        return {name: slot.tally() for name, slot in sorted(self._aliases.items())}

    def slot(self, check: Check, place: str) -> Slot:
        """Return a new slot for the values of a type at a place."""
        keeps = place in self._keep
        match check:
            case Anything():
                inside = self._inferred()
                return Slot(self._here, None, {list: inside, dict: inside}, keeps_values=keeps)
            case Named(is_class=False, class_name=name) if name in self._model.recursive:
                return self._forwarding(str(name))
            case Named(is_class=False, class_name=name):
                named = self._model.by_name[name]
                assert not isinstance(named, ObjectType), "it is an alias"
                return self.slot(self._checks.of(named.type), place)
            case Union(scalars=scalars, others=others):
                pass
            case Scalars():
                scalars, others = check, ()
            case Nothing():
                scalars, others = None, ()
            case _:
                scalars, others = None, (check,)
        containers: dict[type, Container] = {
            list: self._arrays([o for o in others if _may_be(o, list)], place),
            dict: self._objects(check, [o for o in others if _may_be(o, dict)], place),
        }
        return Slot(self._here, scalars or Scalars(), containers, keeps_values=keeps)

    def _forwarding(self, name: str) -> Slot:
        def add(value: Any) -> None:
            self._alias(name).add(value)

        shared = Shared(partial(self._alias, name))
        slot = Slot(self._here, None, {list: shared, dict: shared})
        for type_ in (str, int, float, bool, type(None)):
            slot.looks[type_] = add
        return slot

    def _alias(self, name: str) -> Slot:
        if name not in self._aliases:
            named = self._model.by_name[name]
            assert not isinstance(named, ObjectType), "a class has a counter of its own"
            self._aliases[name] = self.slot(self._checks.of(named.type), name)
        return self._aliases[name]

    def _arrays(self, options: list[Check], place: str) -> Container:
        match options:
            case []:
                return self._inferred()
            case [only]:
                return self._container(only, place)
            case _:
                return Contested([self._option(o, place) for o in options], self._inferred())

    def _objects(self, check: Check, options: list[Check], place: str) -> Container:
        by = check.by if isinstance(check, Union) else None
        match options:
            case []:
                return self._inferred()
            case [only]:
                return self._container(only, place)
        if by is None:
            return Contested([self._option(o, place) for o in options], self._inferred())
        made = {option: self._option(option, place) for option in options}
        literals: dict[Literal, list[Option]] = {
            (isinstance(literal, bool), literal): [made[variant] for variant in choice.variants]
            for choice in by.choices
            for literal in choice.literals
        }
        rest = [made[option] for option in by.rest if option in made]
        return Discriminated(by.path, literals, rest, self._untyped)

    def _option(self, check: Check, place: str) -> Option:
        issues = None
        if isinstance(check, Named) and check.is_class:
            issues = partial(self._validators.count_issues, str(check.class_name))
        return Option(self._container(check, place), partial(fits, check, self._validators), issues)

    def _container(self, check: Check, place: str) -> Container:
        match check:
            case Array(item=item):
                return Items(self.slot(item, f"{place}[]"))
            case Record(value=value):
                return Values(self.slot(value, f"{place}{{}}"))
            case Tuple(items=items, rest=rest, ending=ending):
                slots = [self.slot(item, f"{place}[{n}]") for n, item in enumerate(items)]
                after = None if rest is None else self.slot(rest, f"{place}[]")
                numbered = enumerate(ending, -len(ending))
                last = [self.slot(item, f"{place}[{n}]") for n, item in numbered]
                return Places(slots, check.least, after, last, self._inferred())
            case Named(is_class=True, class_name=name):
                return OneClass(self._class(str(name)))
            case Named(class_name=name):
                return Shared(partial(self._alias, str(name)))
        raise AssertionError("only types with parts have containers")

    def _class(self, name: str) -> ObjectCounter:
        counter = self._classes.get(name)
        if counter is None:
            named = self._model.by_name[name]
            assert isinstance(named, ObjectType), "it is a class"
            declared: dict[str, Slot] = {}
            counter = ObjectCounter(self._here, self._undeclared)
            self._classes[name] = counter  # before its fields, since they may refer to it
            for field in named.fields:
                place = f"{name}.{field.wire_name}"
                declared[field.wire_name] = self.slot(self._checks.of(field.type), place)
            values = None
            if named.index is not None:
                values = self.slot(self._checks.of(named.index), f"{name}{{}}")
            counter.declare(declared, values, self._by_name(named))
        return counter

    def _by_name(self, class_: ObjectType) -> list[ByName]:
        found = []
        for pattern in class_.patterns:
            signature = pattern_spelling(pattern)
            slot = self.slot(self._checks.of(pattern.value), f"{class_.name}{signature}")
            found.append(ByName(signature, re.compile(pattern.keys.regex).match, slot))
        return found

    def _undeclared(self) -> Slot:
        return inferred_slot(self._here, self._untyped, 0)

    def _inferred(self) -> Inferred:
        return Inferred(self._here, self._untyped, 0)

    def _untyped(self, depth: int = 0) -> ObjectCounter:
        def make() -> ObjectCounter:
            return self._untyped(depth + 1)

        return ObjectCounter(
            self._here, lambda: inferred_slot(self._here, make, min(depth + 1, DEEPEST))
        )


def _may_be(check: Check, kind: type) -> bool:
    match check:
        case Array() | Tuple():
            return kind is list
        case Record() | Named(is_class=True):
            return kind is dict
        case _:
            return True
