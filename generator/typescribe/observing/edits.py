"""A change to an overlay: the entry of one property, before it is written as text."""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.language.declared import TypeExpression
from typescribe.language.overlay import INDEX
from typescribe.language.readings import ReadsAs
from typescribe.observing.origins import ObjectOrigin, Origins
from typescribe.observing.widening import alias_expression
from typescribe.text.declared_types import signature_text


@dataclass(frozen=True, slots=True)
class Edit:
    """The new content of the entry of a property, or of an alias as a whole."""

    owner: ObjectOrigin
    name: str
    """The name of the property; "" stands for the alias that `owner` names."""
    type: TypeExpression | None = None
    optional: bool = False
    nullable: bool = False
    reads_as: ReadsAs | None = None
    is_undeclared: bool = False
    reasons: tuple[str, ...] = ()
    """The counts on which the entry is based, as its comment states them."""


def is_signature(name: str) -> bool:
    """Whether a name is that of an index signature, such as `[key: string]`."""
    return name.startswith("[key: ") and name.endswith("]")


def declared_expression(owner: ObjectOrigin, name: str, origins: Origins) -> TypeExpression | None:
    """Return the declared type of a property, or of an alias if `name` is empty."""
    if not name:
        return alias_expression(origins.declarations[owner.declaration])
    body = origins.body(owner)
    if name == INDEX:
        return body.index
    if is_signature(name):
        found = (one.value for one in body.signatures if signature_text(one.keys) == name)
        return next(found, None)
    return next((field.type for field in body.fields if field.wire_name == name), None)
