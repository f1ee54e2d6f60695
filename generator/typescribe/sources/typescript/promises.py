"""Promises, and what interfaces and classes that extend one settle to."""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.language.declared import Fields, LinkedReference, NotJson, TypeExpression
from typescribe.sources.typescript.aliases import DEEPEST, Referred
from typescribe.sources.typescript.rewriting import substituted


@dataclass(frozen=True, slots=True)
class PromiseOf:
    """A promise of a linked type."""

    type: TypeExpression


def settled_type(reference: LinkedReference, referred: Referred) -> TypeExpression | None:
    """Return the type in the promise that an interface or class extends; None for any other.

    Args:
        reference: the interface or class.
        referred: returns the declaration of a type.
    """
    waiting = [reference]
    for _ in range(DEEPEST):
        if not waiting:
            break
        current = waiting.pop()
        declaration = referred(current)
        if declaration is None or not isinstance(declaration.body, Fields):
            continue
        names = [parameter.name for parameter in declaration.parameters]
        environment = dict(zip(names, current.arguments, strict=False))
        for base in declaration.body.extends:
            made = substituted(base, environment)
            match made:
                case NotJson(origin=PromiseOf(type=inner)):
                    return substituted(inner, environment)
                case LinkedReference():
                    waiting.append(made)
    return None
