"""The classes of declarations, and the names under which people look for them."""

from __future__ import annotations

from collections.abc import Iterable

from typescribe.language.declared import Declaration
from typescribe.language.model import Model
from typescribe.language.naming import class_name
from typescribe.language.type_names import joined


def class_of(declaration: Declaration) -> str:
    """Return the name of the class of a declaration; "" if it has none and none can be derived."""
    return declaration.class_name or class_name(declaration.name)


def find_class(name: str, declarations: Iterable[Declaration], model: Model) -> str | None:
    """Return the class that a name stands for, `None` if there is no such class.

    Args:
        name: the name of a class; or of a type in the spec, or in TypeScript with its namespaces.
        declarations: the declarations of the package.
        model: what they resolve to. It has no class for a declaration with type parameters.
    """
    if name in model.by_name:
        return name
    written = (name, joined(name))
    for declaration in declarations:
        if declaration.name in written:
            found = class_of(declaration)
            return found if found in model.by_name else None
    return joined(name) if joined(name) in model.by_name else None
