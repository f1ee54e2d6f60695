"""Merges edits with an edit around them that rewrites the whole type of a property."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from typescribe.amending.amend_objects import ObjectAmender
from typescribe.language.declared import DeclaredField, ObjectOf, UnionOf
from typescribe.language.overlay import FieldAmendment, ObjectAmendment, Observation
from typescribe.observing.edits import Edit, declared_expression, is_signature
from typescribe.observing.inference import HERE, union
from typescribe.observing.origins import ObjectOrigin, Origins, Step


def folded(edits: list[Edit], origins: Origins) -> Iterator[Edit]:
    """Yield the edits, with those inside a rewritten type merged into the edit that rewrites it.

    An overlay gives a rewritten type as one text, so its parts have no entries of their own.
    """
    kept = {(edit.owner, edit.name): edit for edit in edits}
    rewritten = {key for key, edit in kept.items() if edit.type is not None}
    rewritten |= {outer for edit in edits for outer in _owned_around(edit, origins)}
    # From the inside out, so that an edit that was merged can itself be merged further.
    for key in sorted(rewritten, key=lambda key: -len(key[0].steps)):
        inner = [edit for edit in kept.values() if _is_inside(edit, *key)]
        if inner:
            edit = kept.get(key) or Edit(*key, is_undeclared=origins.is_undeclared(*key))
            for found in inner:
                del kept[found.owner, found.name]
            kept[key] = _with_inner(edit, inner, origins)
    yield from kept.values()


def _owned_around(edit: Edit, origins: Origins) -> Iterator[tuple[ObjectOrigin, str]]:
    """Yield the properties around an edit whose types the overlay already rewrites."""
    for depth, (name, _, _) in enumerate(edit.owner.steps):
        outer = ObjectOrigin(edit.owner.declaration, edit.owner.steps[:depth])
        if origins.is_owned(outer, name or ""):
            yield outer, name or ""


def _is_inside(edit: Edit, owner: ObjectOrigin, name: str) -> bool:
    depth = len(owner.steps)
    steps = edit.owner.steps
    return (
        edit.owner.declaration == owner.declaration
        and len(steps) > depth
        and steps[:depth] == owner.steps
        and (steps[depth][0] or "") == name
    )


def _with_inner(edit: Edit, inner: list[Edit], origins: Origins) -> Edit:
    """Return the edit of a property, with the edits of object types inside its type applied."""
    declared = declared_expression(edit.owner, edit.name, origins)
    assert declared is not None, "it holds an object type"
    depth = len(edit.owner.steps)
    tree = _amendments([(one.owner.steps[depth:], one) for one in inner])
    amender = ObjectAmender(origins.declarations, "observed")
    amended = amender.objects(declared, tree, edit.name)
    added = edit.type
    if added is not None:
        kept = declared.members if isinstance(declared, UnionOf) else (declared,)
        news = added.members if isinstance(added, UnionOf) else (added,)
        amended = union([amended, *(member for member in news if member not in kept)])
    reasons = dict.fromkeys(reason for one in (edit, *inner) for reason in one.reasons)
    return replace(edit, type=amended, reasons=tuple(reasons), nullable=False)


_Inner: TypeAlias = tuple[tuple[Step, ...], Edit]
"""An edit and the steps that lead to its object type from the property around it."""


def _amendments(
    edits: list[_Inner],
) -> tuple[ObjectAmendment, ...]:
    """Return edits as amendments of object types, nested along the steps that lead to them."""
    by_place: dict[int, list[_Inner]] = {}
    for steps, edit in edits:
        by_place.setdefault(steps[0][1], []).append((steps[1:], edit))
    return tuple(
        ObjectAmendment(HERE, place, None, _fields(found), _added(found))
        for place, found in by_place.items()
    )


def _fields(
    edits: list[_Inner],
) -> tuple[FieldAmendment, ...]:
    deeper: dict[str, list[_Inner]] = {}
    own: dict[str, Edit] = {}
    for steps, edit in edits:
        if steps:
            deeper.setdefault(steps[0][0] or "", []).append((steps, edit))
        elif not edit.is_undeclared:
            own[edit.name] = edit
    amendments = []
    for name in dict.fromkeys((*own, *deeper)):
        made = own.get(name)
        observed = None
        if made is not None:
            observed = Observation(HERE, made.type, made.optional or None, made.nullable)
        objects = _amendments(deeper[name]) if name in deeper else ()
        if is_signature(name):
            amended = FieldAmendment(None, HERE, observed=observed, objects=objects, signature=name)
        else:
            amended = FieldAmendment(name, HERE, observed=observed, objects=objects)
        amendments.append(amended)
    return tuple(amendments)


def _added(
    edits: list[_Inner],
) -> ObjectOf | None:
    fields = tuple(
        DeclaredField(edit.name, edit.type, edit.optional, HERE)
        for steps, edit in edits
        if not steps and edit.is_undeclared and edit.type is not None
    )
    return ObjectOf(fields, HERE) if fields else None
