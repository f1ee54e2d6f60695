"""The declarations whose resolving may change when others change.

Only these are resolved again after a change. It is an estimate: at the end all are resolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from typescribe.importing.approximator import places_in
from typescribe.language.declared import (
    Alias,
    ArrayOf,
    Declaration,
    Fields,
    ObjectOf,
    TypeExpression,
    TypeReference,
    UnionOf,
)
from typescribe.language.errors import Position
from typescribe.language.expressions import inner_expressions, references
from typescribe.sources.typescript.rewriting import expressions


def affected(
    before: Sequence[Declaration], after: Sequence[Declaration], others: Set[Position] = frozenset()
) -> Set[str]:
    """Return the names of the declarations that have to be resolved again.

    Args:
        before: the declarations that were resolved.
        after: the same declarations, some of which have changed.
        others: the places of problems that have not led to a change.
    """
    changed = {
        new.name
        for old, new in zip(before, after, strict=True)
        if new != old or not others.isdisjoint(places_in(new))
    }
    users: dict[str, list[str]] = {}
    for declaration in after:
        for used in {r.name for e in expressions(declaration) for r in references(e)}:
            users.setdefault(used, []).append(declaration.name)
    reaching = set(changed)
    waiting = list(changed)
    while waiting:
        more = [name for name in users.get(waiting.pop(), ()) if name not in reaching]
        reaching.update(more)
        waiting += more
    by_name = {declaration.name: declaration for declaration in after}
    looking = (
        name for name in reaching if any(one in reaching for one in _looked_at(name, by_name))
    )
    return changed.union(looking)


def _looked_at(name: str, by_name: Mapping[str, Declaration]) -> Iterator[str]:
    """Yield the types whose declarations a declaration depends on, apart from their names.

    A property of an object type, or of an array or union of some, holds a reference to it.
    """
    declaration = by_name[name]
    waiting: list[TypeExpression] = []
    match declaration.body:
        case Fields(object=body, extends=extends):
            waiting.append(body)
            looked_at = [*extends]
        case Alias(type=ObjectOf() as body):
            waiting.append(body)
            looked_at = []
        case _:
            looked_at = expressions(declaration)
    while waiting:
        part = waiting.pop()
        match part:
            case ObjectOf() | ArrayOf() | UnionOf():
                waiting += inner_expressions(part)
            case TypeReference(name=used, arguments=()) if _is_object(by_name.get(used)):
                pass
            case _:
                looked_at.append(part)
    for part in looked_at:
        yield from (reference.name for reference in references(part))


def _is_object(declaration: Declaration | None) -> bool:
    return (
        declaration is not None
        and isinstance(declaration.body, Fields)
        and not declaration.parameters
    )
