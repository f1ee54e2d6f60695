"""An object type before and after -> the changes of its properties."""

from __future__ import annotations

from collections.abc import Iterator

from typescribe.comparing.changes import Breaks, Change, Place
from typescribe.comparing.constraint_changes import constraint_changes
from typescribe.comparing.note_changes import deprecation_changes, description_changes
from typescribe.comparing.reach import step_of_keys
from typescribe.comparing.sentences import Sentence, joined, sentence
from typescribe.comparing.type_changes import TypeChanges
from typescribe.comparing.undeclared import patterns_of, type_of_keys, undeclared_type
from typescribe.language.model import Field, ObjectType, Type
from typescribe.language.public_names import reading_property
from typescribe.text.closed_types import field_spelling, spelling


def object_changes(types: TypeChanges, old: ObjectType, new: ObjectType) -> Iterator[Change]:
    """Yield the changes of properties: in the order of the new type, then the removed ones."""
    before = {field.wire_name: field for field in old.fields}
    after = {field.wire_name: field for field in new.fields}
    for name, field in after.items():
        place = Place(new.name, name)
        if name in before:
            yield from _kept(types, place, before[name], field)
        else:
            yield _added(types, place, field, undeclared_type(old, name))
    for name, field in before.items():
        if name not in after:
            yield _removed(types, Place(new.name, name), field, undeclared_type(new, name))
    if old.closed is new.closed:
        yield from _undeclared(types, Place(new.name, None, "[*]"), old.index, new.index)
    else:
        yield _closed(Place(new.name), new)
    removed = [pattern for pattern in old.patterns if pattern.keys not in patterns_of(new)]
    for pattern in (*new.patterns, *removed):
        place = Place(new.name, None, step_of_keys(pattern))
        sides = type_of_keys(old, pattern.keys), type_of_keys(new, pattern.keys)
        yield from _undeclared(types, place, *sides)


def _kept(types: TypeChanges, place: Place, old: Field, new: Field) -> Iterator[Change]:
    if new.optional and not old.optional:
        why = sentence("Readers rely on it, and messages may now leave it out.")
        yield Change("field_made_optional", place, None, None, why, Breaks(readers=True))
    elif old.optional and not new.optional:
        why = sentence("Writers may leave it out, and it is required now.")
        yield Change("field_made_required", place, None, None, why, Breaks(writers=True))
    yield from types.between(place, old.type, new.type)
    yield from constraint_changes(place, old.constraints, new.constraints)
    if old.attribute != new.attribute:
        why = sentence(
            "Messages stay as they are; Python code that uses {old} must use {new}.",
            old=old.attribute,
            new=new.attribute,
        )
        yield Change(
            "attribute_renamed", place, old.attribute, new.attribute, why, Breaks(python=True)
        )
    yield from _readings(place, old, new)
    yield from description_changes(place, old.description, new.description)
    yield from deprecation_changes(place, old.deprecated, new.deprecated)


def _readings(place: Place, old: Field, new: Field) -> Iterator[Change]:
    """Yield the change of a field's `reads_as`; renaming the attribute renames the reading too."""
    before, after = _reading(old), _reading(new)
    if before == after:
        return
    if before is None:
        why = sentence("Messages stay as they are; Python code gains {name}.", name=after or "")
    elif after is None:
        why = sentence(
            "Messages stay as they are; Python code that uses {name} fails.", name=before
        )
    else:
        text = "Messages stay as they are; Python code that uses {old} must use {new}."
        why = sentence(text, old=before, new=after)
    yield Change("reads_as_changed", place, before, after, why, Breaks(python=before is not None))


def _reading(field: Field) -> str | None:
    return reading_property(field.attribute, field.reads_as) if field.reads_as else None


def _added(types: TypeChanges, place: Place, field: Field, index: Type | None) -> Change:
    """Return the change for a new property; `index` is the type it had while undeclared."""
    shown = "" if index is None else spelling(index)
    unreadable = index is not None and not types.readable(field.type, index)
    unwritable = index is not None and not types.writable(index, field.type)
    clauses: list[Sentence] = []
    if unreadable:
        clauses.append(
            sentence("readers expect {index} of a property that they do not know", index=shown)
        )
    if not field.optional:
        clauses.append(sentence("writers do not send it, though it is required"))
    elif unwritable:
        clauses.append(
            sentence("writers may send {index} there, as for any undeclared property", index=shown)
        )
    breaks = Breaks(readers=unreadable, writers=not field.optional or unwritable)
    harmless = sentence("readers may ignore it, and writers may leave it out")
    why = joined(clauses or [harmless])
    return Change("field_added", place, None, field_spelling(field), why, breaks)


def _removed(types: TypeChanges, place: Place, field: Field, index: Type | None) -> Change:
    """Return the change for a removed property; `index` is its type as an undeclared property."""
    shown = "" if index is None else spelling(index)
    unreadable = index is not None and not types.readable(index, field.type)
    unwritable = index is not None and not types.writable(field.type, index)
    clauses: list[Sentence] = []
    if not field.optional:
        clauses.append(sentence("readers rely on it, and messages may now leave it out"))
    elif unreadable:
        clauses.append(
            sentence(
                "readers may now get {index} there, as for any undeclared property", index=shown
            )
        )
    if unwritable:
        clauses.append(
            sentence("writers send it, where undeclared properties must be {index}", index=shown)
        )
    breaks = Breaks(not field.optional or unreadable, unwritable, python=True)
    text = "readers know that it may be absent, and writers may send undeclared properties"
    why = joined(clauses or [sentence(text)])
    return Change("field_removed", place, field_spelling(field), None, why, breaks)


def _closed(place: Place, new: ObjectType) -> Change:
    """Return the change of a type that is closed now, or no longer."""
    if new.closed:
        why = sentence("Writers may send undeclared properties, which are now rejected.")
        return Change("type_closed", place, None, None, why, Breaks(writers=True))
    why = sentence("Readers reject undeclared properties, which messages may now have.")
    return Change("type_opened", place, None, None, why, Breaks(readers=True))


def _undeclared(
    types: TypeChanges, place: Place, old: Type | None, new: Type | None
) -> Iterator[Change]:
    """Yield the changes of an index signature."""
    if old is not None and new is not None:
        yield from types.between(place, old, new)
    elif new is not None:
        why = sentence("Undeclared properties had no type until now.")
        yield Change("undeclared_typed", place, None, spelling(new), why)
    elif old is not None:
        why = sentence("Undeclared properties are still allowed, and none is required.")
        yield Change("undeclared_untyped", place, spelling(old), None, why)
