"""The defaults of required properties that have only one possible value."""

from __future__ import annotations

from typescribe.language.model import AliasType, Field, LiteralType, Model, Reference
from typescribe.targets.shared.enums import enum_base
from typescribe.text.quoting import Code, python_literal


def literal_default(model: Model, field: Field, *, enums: bool = False) -> Code | None:
    """Return the only value of a required property as Python code; None if it has several.

    With `enums`, it is a member of the enum that the type of the property has, if there is one. A
    property that is always null gets no default: `= None` would read as if it could be absent.
    """
    if field.optional:
        return None
    expanded = model.expand(field.type)
    if not isinstance(expanded, LiteralType):
        return None
    type_ = field.type
    while enums and isinstance(type_, Reference):
        alias = model.by_name[type_.name]
        assert isinstance(alias, AliasType), "it expands to a literal"
        if enum_base(model, alias):
            return Code(f"_{alias.name}.{alias.values[0].constants[0]}")
        type_ = alias.type
    return Code(python_literal(expanded.value))
