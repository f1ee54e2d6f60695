"""Generic types that drop the functions of what they are given, as an import does anyway.

With `type Names<T> = { [K in keyof T]: T[K] extends Function ? never : K }[keyof T]`, `Pick<T,
Names<T>>` is the same whether T still has its methods or not. So is a mapped type with such a
condition in its `as` clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from typescribe.language.declared import (
    Alias,
    ConditionalOf,
    Declaration,
    IndexedAccess,
    KeyOf,
    Keyword,
    LinkedReference,
    MappedOf,
    NotJson,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import inner_expressions

_KEPT = {"Pick": False, "Omit": True}
"""Whether the second argument is to list the functions of the first, or all else."""


def parts_that_look(
    expression: TypeExpression, declarations: Mapping[str, Declaration]
) -> Iterator[TypeExpression]:
    """Yield the parts of an expression without those that only drop functions.

    Args:
        expression: an expression of a generic type.
        declarations: all declarations by their names or keys.
    """
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        match part:
            case MappedOf(keys=KeyOf(type=owner), renamed=ConditionalOf() as renamed, value=value):
                if _selects(renamed, owner, part.parameter, functions=False):
                    waiting.append(value)
                    continue
            case TypeReference(name="Pick" | "Omit" as name, arguments=(owner, names)):
                if _lists(names, owner, declarations, functions=_KEPT[name]):
                    waiting.append(owner)
                    continue
        yield part
        waiting += inner_expressions(part)


def _lists(
    names: TypeExpression,
    owner: TypeExpression,
    declarations: Mapping[str, Declaration],
    *,
    functions: bool,
) -> bool:
    """Return whether a type lists the names of the functions of its owner, or all others."""
    match names:
        case TypeReference(name=name, arguments=(argument,)) | LinkedReference(
            key=name, arguments=(argument,)
        ):
            declaration = declarations.get(name)
            if declaration is None or argument != owner or not isinstance(declaration.body, Alias):
                return False
            parameter = TypeReference(declaration.parameters[0].name, (), owner.position)
            body = declaration.body.type
            is_reference = isinstance(body, TypeReference | LinkedReference)
            return not is_reference and _lists(body, parameter, declarations, functions=functions)
        case IndexedAccess(object=MappedOf(keys=KeyOf(type=of)) as mapped, index=KeyOf(type=other)):
            is_own = of == other == owner and isinstance(mapped.value, ConditionalOf)
            return is_own and _selects(mapped.value, owner, mapped.parameter, functions=functions)
        case _:
            return False


def _selects(
    condition: TypeExpression, owner: TypeExpression, parameter: str, *, functions: bool
) -> bool:
    """Return whether it is `T[K] extends Function ? never : K`, or the reverse for functions."""
    if not isinstance(condition, ConditionalOf):
        return False
    kept, dropped = condition.yes, condition.no
    if not functions:
        kept, dropped = dropped, kept
    key = TypeReference(parameter, (), condition.position)
    is_selection = kept == key and dropped == Keyword("never", condition.position)
    is_own = condition.checked == IndexedAccess(owner, key, condition.position)
    return is_selection and is_own and _is_function(condition.extends)


def _is_function(extends: TypeExpression) -> bool:
    """Return whether a condition is about functions; without them, it is about `never`."""
    match extends:
        case NotJson(reason=reason):
            return reason.startswith("a function")
        case Keyword(name="never"):
            return True
        case _:
            return False
