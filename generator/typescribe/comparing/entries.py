"""`--entry` of `diff`: restricts two models to some types and what these refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from typescribe.language.declared import DeclaredPackage
from typescribe.language.declared_names import class_of, find_class
from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.model import Model
from typescribe.language.reachable import reachable
from typescribe.language.type_names import suggestion

OPTION = "--entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """A type to compare, by its names in the old and the new source."""

    old: str
    new: str

    @property
    def has_two_names(self) -> bool:
        """Whether both names were given, so that both types have to exist."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class FoundEntries:
    """The types of one source that `--entry` names."""

    classes: Mapping[str, str] = field(default_factory=dict)
    """The name of each found type in the model, by the name that was given."""
    unknown: Mapping[str, str] = field(default_factory=dict)
    """The end of the message about each name that was not found: advice, or a reason."""


def parse_entries(texts: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries from the values of the option: `NAME`, or `OLD=NEW`.

    Raises `TypescribeError` if a value has another form.
    """
    found: list[Entry] = []
    problems: list[Problem] = []
    for text in texts:
        names = [part.strip() for part in text.split("=")]
        if not all(names) or len(names) > 2:
            problems.append(Problem(OPTION, f'expected NAME or OLD=NEW; found "{text}"'))
        else:
            found.append(Entry(names[0], names[-1]))
    if problems:
        raise TypescribeError(problems)
    return tuple(found)


def find_entries(package: DeclaredPackage, model: Model, names: Sequence[str]) -> FoundEntries:
    """Find types of a spec and its model, by the names in the spec, in Python or in TypeScript."""
    classes: dict[str, str] = {}
    unknown: dict[str, str] = {}
    for name in names:
        if known := find_class(name, package.declarations, model):
            classes[name] = known
        else:
            unknown[name] = suggestion(name, model.by_name)
    return FoundEntries(classes, unknown)


def imported_entries(
    named: Mapping[str, tuple[str, ...]],
    unknown: Mapping[str, str],
    package: DeclaredPackage,
    model: Model,
) -> FoundEntries:
    """Return the classes of imported types, by the names that an import looked them up under.

    Args:
        named: the declarations in `package` that each name stands for.
        unknown: advice on each name that no type has.
        package: the imported declarations.
        model: what they resolve to. It has no class for a declaration with type parameters.
    """
    declarations = {declaration.name: declaration for declaration in package.declarations}
    classes: dict[str, str] = {}
    nothing = dict(unknown)
    for entry, names in named.items():
        for declaration in filter(None, map(declarations.get, names)):
            name = class_of(declaration)
            if name in model.by_name:
                classes.setdefault(entry, name)
        if entry not in classes:
            nothing[entry] = " that can be compared: it has type parameters, or is not for JSON"
    return FoundEntries(classes, nothing)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sources: its name in messages, its model, and the entries in it."""

    shown_as: str
    model: Model
    found: FoundEntries


def restricted(
    old: Side, new: Side, entries: Sequence[Entry]
) -> tuple[Model, Model, Mapping[str, str]]:
    """Return both models with only the entries and what they refer to, and the pairs of entries.

    A pair is the name of an entry in the old model and in the new one. An entry that only one
    source has was added or removed.

    Raises:
        TypescribeError: neither source has an entry, or one source has only one of two names.
    """
    problems = list(dict.fromkeys(_problems(old, new, entries)))
    if problems:
        raise TypescribeError(problems)
    pairs = {
        old.found.classes[entry.old]: new.found.classes[entry.new]
        for entry in entries
        if entry.old in old.found.classes and entry.new in new.found.classes
    }
    return _reached(old), _reached(new), pairs


def _problems(old: Side, new: Side, entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        missing = [
            (side.shown_as, name, side.found.unknown[name])
            for side, name in ((old, entry.old), (new, entry.new))
            if name not in side.found.classes
        ]
        if entry.has_two_names or len(missing) > 1:
            for shown_as, name, advice in missing:
                yield Problem(OPTION, f'there is no type "{name}" in {shown_as}{advice}')


def _reached(side: Side) -> Model:
    """Return the part of a model that its entries refer to, without description and constants."""
    found = reachable(side.model, side.found.classes.values())
    return replace(found, description="", constants=())
