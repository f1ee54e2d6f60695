"""Closed types -> the annotations of pydantic models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.model import (
    ArrayType,
    LiteralType,
    Model,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
    children,
)
from typescribe.targets.pydantic.limits import pydantic_arguments
from typescribe.targets.shared.annotations import literal_annotations
from typescribe.targets.shared.limits import Limited, split
from typescribe.targets.shared.model_checks import Checks
from typescribe.targets.shared.tagged_unions import TaggedUnion, tagged_union
from typescribe.text.quoting import python_literal

_IN_A_MODEL = {"string": "str", "boolean": "bool"}
_ANYWHERE = {"string": "StrictStr", "boolean": "StrictBool"}
_PRIMITIVES = {
    "number": "FiniteNumber",
    "null": "None",
    "any": "Any",
    "unknown": "object",
    "never": "Annotated[Never, NoValue()]",
}


@dataclass(frozen=True, slots=True)
class Annotations:
    """Writes annotations: inside models, whose settings are strict, or outside of models."""

    model: Model
    checks: Checks
    classes: Mapping[str, str]
    """The name of each type in the module."""
    attributes: Mapping[tuple[str, str], str]
    """The attribute of each class and wire name."""
    in_a_model: bool
    quotes: bool
    """Whether annotations that are passed as values are quoted: they may name later definitions."""

    def of(self, type_: Type, limits: Constraints = NONE) -> str:
        """Return the annotation of a type, and of the constraints on it."""
        limited, others = split(self.model, type_, limits)
        found = dict.fromkeys(self._limited(each) for each in limited)
        found.update(dict.fromkeys([] if others is None else self._members(others)))
        if "None" in found:
            del found["None"]
            found["None"] = None
        return " | ".join(found)

    def _limited(self, member: Limited) -> str:
        limits = member.limits
        match member.type:
            case Primitive(name="number") if limits.integer:
                written = "WholeNumber"
            case ArrayType(item=item):
                written = self._container(f"list[{self.of(item, limits.items or NONE)}]")
            case other:
                written = self._simple(other)
        arguments = pydantic_arguments(limits)
        return f"Annotated[{written}, {', '.join(arguments)}]" if arguments else written

    def _members(self, type_: Type) -> list[str]:
        flat = type_.members if isinstance(type_, UnionType) else (type_,)
        literals = [member for member in flat if isinstance(member, LiteralType)]
        written = _literals(literals) if literals else ""
        discriminated = self._discriminated(type_) if isinstance(type_, UnionType) else None
        found: dict[str, None] = {}
        for member in flat:
            match member:
                case LiteralType():
                    found[written] = None
                case Reference(name=name) if discriminated and name in discriminated[0].tags:
                    found[self._variants(*discriminated)] = None
                case UnionType():
                    found.update(dict.fromkeys(self._members(member)))
                case _:
                    found[self._simple(member)] = None
        return list(found)

    def _simple(self, type_: Type) -> str:
        match type_:
            case Primitive(name=name):
                words = _PRIMITIVES | (_IN_A_MODEL if self.in_a_model else _ANYWHERE)
                return words[name]
            case PatternType(template=template, regex=regex):
                quoted = f"{python_literal(template)}, {python_literal(regex)}"
                return f"Annotated[str, Matching({quoted})]"
            case Reference(name=name):
                return self.classes[name]
            case ArrayType(item=item):
                return self._container(f"list[{self.of(item)}]")
            case RecordType(value=value):
                return self._container(f"dict[str, {self.of(value)}]")
            case TupleType():
                return self._tuple(type_)
            case LiteralType() | UnionType():
                return self.of(type_)

    def _container(self, written: str) -> str:
        return written if self.in_a_model else f"Annotated[{written}, Strict()]"

    def _tuple(self, type_: TupleType) -> str:
        rest_types = () if type_.rest is None else (type_.rest,)
        items, rest, ending = (
            ", ".join(map(self._value, types)) for types in (type_.items, rest_types, type_.ending)
        )
        held = self.of(UnionType(children(type_))) or "Never"
        arguments = [f"[{items}]", f"required={type_.required}"]
        arguments += [f"rest=[{rest}]"] if rest else []
        arguments += [f"ending=[{ending}]"] if ending else []
        return f"Annotated[list[{held}], TupleOf({', '.join(arguments)})]"

    def _value(self, type_: Type) -> str:
        written = self.of(type_)
        return python_literal(written) if self.quotes else written

    def _variants(self, tagged: TaggedUnion, attribute: str) -> str:
        names = " | ".join(self.classes[name] for name in tagged.tags)
        return f"Annotated[{names}, Field(discriminator={python_literal(attribute)})]"

    def _discriminated(self, union: UnionType) -> tuple[TaggedUnion, str] | None:
        """Return the tags of a union and their attribute, if pydantic can discriminate by them.

        Tags have to be strings, and their attribute has to have the same name in all models.
        """
        tagged = tagged_union(self.model, self.checks, union)
        if tagged is None:
            return None
        attributes = [self.attributes[name, tagged.wire_name] for name in tagged.tags]
        only_strings = all(isinstance(t, str) for found in tagged.tags.values() for t in found)
        is_one = len(set(attributes)) == 1
        return (tagged, attributes[0]) if only_strings and is_one else None


def _literals(literals: list[LiteralType]) -> str:
    """Return the annotation of literals; Python has no float literals (PEP 586)."""
    values = [literal.value for literal in literals]
    written = literal_annotations(values)
    if all(isinstance(value, str) for value in values):
        return written[0]
    arguments = ", ".join(map(python_literal, values))
    return f"Annotated[{' | '.join(written)}, Exactly({arguments})]"
