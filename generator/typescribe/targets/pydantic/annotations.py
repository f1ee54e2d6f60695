"""Closed types -> the annotations of pydantic models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from typescribe.language.constraints import NONE, Constraints
from typescribe.language.model import (
    AliasType,
    ArrayType,
    LiteralType,
    Model,
    ObjectType,
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
from typescribe.targets.shared.annotations import evaluable, literal_annotations
from typescribe.targets.shared.checks import Named, Union
from typescribe.targets.shared.discriminators import Choice, Discriminator
from typescribe.targets.shared.limits import Limited, split
from typescribe.targets.shared.model_checks import Checks
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
        flat = self._flat(type_)
        by = self._discriminator(type_, flat)
        if by is None:
            flat = [*type_.members] if isinstance(type_, UnionType) else [type_]
        literals = [member for member in flat if isinstance(member, LiteralType)]
        written = _literals(literals) if literals else ""
        found: dict[str, None] = {}
        for member in flat:
            match member:
                case LiteralType():
                    found[written] = None
                case Reference() | RecordType() if by and self._is_object(member):
                    found[self._by_literal(by, flat)] = None
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
                return evaluable(self.model, self.classes.__getitem__)(name)
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

    def _discriminator(self, type_: Type, flat: list[Type]) -> Discriminator | None:
        """Return the discriminator of a union of several objects; `None` for any other type."""
        node = self.checks.of(type_)
        several = sum(map(self._is_object, flat)) > 1
        return node.by if several and isinstance(node, Union) else None

    def _flat(self, type_: Type) -> list[Type]:
        """Return the members of a type, with those of aliases that hold objects."""
        match type_:
            case UnionType(members=members):
                return [*dict.fromkeys(part for member in members for part in self._flat(member))]
            case Reference(name=name) if name not in self.model.recursive:
                named = self.model.by_name[name]
                if isinstance(named, AliasType):
                    flat = self._flat(named.type)
                    return flat if any(map(self._is_object, flat)) else [type_]
        return [type_]

    def _is_object(self, type_: Type) -> bool:
        """Whether a type is a class or a record."""
        if isinstance(type_, Reference):
            return isinstance(self.model.by_name[type_.name], ObjectType)
        return isinstance(type_, RecordType)

    def _by_literal(self, by: Discriminator, flat: list[Type]) -> str:
        """Return the annotation of the objects of a union with a discriminator."""
        members = " | ".join(self._simple(member) for member in flat if self._is_object(member))
        variants = ", ".join(
            f"{python_literal(literal)}: {self._models(choice)}"
            for choice in by.choices
            for literal in choice.literals
        )
        return f"Annotated[{members}, ByLiteral([{self._path(by)}], {{{variants}}})]"

    def _models(self, choice: Choice) -> str:
        names = [python_literal(self.classes[name]) for name in _classes(choice)]
        return names[0] if len(names) == 1 else f"({', '.join(names)})"

    def _path(self, by: Discriminator) -> str:
        """Return the names of each property on the path: that in messages, then its attributes."""
        owners = dict.fromkeys(name for choice in by.choices for name in _classes(choice))
        steps: list[str] = []
        for wire_name in by.path:
            attributes = (self.attributes[owner, wire_name] for owner in owners)
            names = [*dict.fromkeys((wire_name, *attributes))]
            written = ", ".join(map(python_literal, names))
            steps.append(written if len(names) == 1 else f"({written})")
            owners = dict.fromkeys(
                inner for owner in owners for inner in self._inner(owner, wire_name)
            )
        return ", ".join(steps)

    def _inner(self, owner: str, wire_name: str) -> Iterator[str]:
        """Yield the class of a property, if it has one."""
        named = self.model.by_name[owner]
        for field in named.fields if isinstance(named, ObjectType) else ():
            type_ = self.model.expand(field.type)
            if field.wire_name == wire_name and isinstance(type_, Reference):
                yield type_.name


def _classes(choice: Choice) -> Iterator[str]:
    for variant in choice.variants:
        assert isinstance(variant, Named), "a literal is a property of an object type"
        yield str(variant.class_name)


def _literals(literals: list[LiteralType]) -> str:
    """Return the annotation of literals; Python has no float literals (PEP 586)."""
    values = [literal.value for literal in literals]
    written = literal_annotations(values)
    if all(isinstance(value, str) for value in values):
        return written[0]
    arguments = ", ".join(map(python_literal, values))
    return f"Annotated[{' | '.join(written)}, Exactly({arguments})]"
