"""The object types that become classes of the model, and those that become records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.language.declared import Alias, IntersectionOf, MappedOf, ObjectOf, TypeReference
from typescribe.resolving.closures import Closure, ObjectParts
from typescribe.resolving.signatures import settled

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def class_parts(expander: Expander, closure: Closure) -> ObjectParts | None:
    """Return the parts of a type that becomes a new class; `None` for any other type."""
    expression = closure.expression
    match expression:
        case TypeReference(name=name) if name in closure.environment:
            return class_parts(expander, closure.environment[name])
        case TypeReference():
            declaration = expander.declaration(closure)
            if not declaration and (following := expander.step(closure)):
                return class_parts(expander, following)
            if declaration and not declaration.parameters:
                return None
            if declaration and isinstance(declaration.body, Alias):
                environment = expander.bind(closure, declaration)
                return class_parts(expander, Closure(declaration.body.type, environment))
        case MappedOf():
            if following := expander.step(closure):
                return class_parts(expander, following)
        case ObjectOf() | IntersectionOf():
            pass
        case _:
            return None
    parts = expander.object_parts(closure)
    return None if parts is None or is_record(expander, parts) else parts


def is_record(expander: Expander, parts: ObjectParts) -> bool:
    """Return whether there is an index signature for all strings, and nothing else."""
    if parts.members or not parts.index:
        return False
    return not settled(expander, parts).patterns
