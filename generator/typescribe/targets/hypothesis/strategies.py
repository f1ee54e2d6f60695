"""Closed types -> Python expressions of hypothesis strategies."""

from __future__ import annotations

from typescribe.language import naming
from typescribe.language.constraints import NONE, Constraints
from typescribe.language.model import (
    ArrayType,
    Field,
    KeyPattern,
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
    references,
)
from typescribe.language.readings import KINDS, ReadsAs
from typescribe.targets.shared.heights import Heights
from typescribe.targets.shared.limits import Limited, is_checked, split
from typescribe.text.quoting import python_literal

_ARGUMENTS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusive_minimum",
    "exclusive_maximum": "exclusive_maximum",
    "multiple_of": "multiple_of",
    "integer": "integer",
    "min_length": "min_length",
    "max_length": "max_length",
    "python_pattern": "regex",
    "min_items": "min_items",
    "max_items": "max_items",
    "unique_items": "unique",
}
"""The arguments of the functions in `drawing_limits.py` by the attributes of constraints."""

_PRIMITIVES = {
    "string": "st.text()",
    "number": "number()",
    "boolean": "st.booleans()",
    "null": "st.none()",
    "any": "json_value()",
    "unknown": "json_value()",
    "never": "st.nothing()",
}


class Strategies:
    """Writes strategies for the types of a model; named types have private functions."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._heights = Heights(model)

    def is_inhabited(self, type_: Type) -> bool:
        """Whether a type has a finite value."""
        return self._heights.is_inhabited(type_)

    def is_endless(self, type_: Type) -> bool:
        """Whether values of a type may contain values of a recursive type."""
        return not self._model.endless.isdisjoint(references(type_))

    def field(self, field: Field) -> str:
        """Return the strategy of a property; a built-in reading can decode what it draws."""
        if field.reads_as not in KINDS:
            return self.of(field.type, field.constraints)
        drawn = self._decodable(field, field.reads_as)
        arguments = _arguments(field.constraints) if is_checked(field.constraints) else []
        return f"only_within({', '.join([drawn, *arguments])})" if arguments else drawn

    def _decodable(self, field: Field, reads_as: ReadsAs) -> str:
        type_ = self._model.expand(field.type)
        members = type_.members if isinstance(type_, UnionType) else (type_,)
        return self._one_of(list(dict.fromkeys(self._readable(m, reads_as) for m in members)))

    def _readable(self, type_: Type, reads_as: ReadsAs) -> str:
        match self._model.expand(type_):
            case Primitive(name="string" | "any" | "unknown"):
                return f"text_for({python_literal(reads_as)})"
            case Primitive(name="number") if "number" in KINDS[reads_as].decodes:
                return f"number_for({python_literal(reads_as)})"
            case _:
                return self.of(type_)

    def of(self, type_: Type, limits: Constraints = NONE) -> str:
        """Return the strategy of a type within constraints; it draws decoded JSON."""
        if not self.is_inhabited(type_):
            return "st.nothing()"
        limited, others = split(self._model, type_, limits)
        if limited:
            return self._limited(limited, others)
        match type_:
            case Primitive(name=name):
                return _PRIMITIVES[name]
            case LiteralType(value=value):
                return f"st.just({python_literal(value)})"
            case PatternType(template=template, regex=regex):
                return f"text_of({python_literal(template)}, {python_literal(regex)})"
            case Reference(name=name):
                drawn = f"_{naming.snake_case(name)}_dicts"
                return f"nested({drawn})" if name in self._model.recursive else drawn
            case ArrayType(item=item):
                return self._unless_deep("list", item)
            case RecordType(value=value):
                return self.record(value)
            case TupleType():
                return self._tuple(type_)
            case UnionType(members=members):
                return self._union(members)

    def _limited(self, members: list[Limited], others: Type | None) -> str:
        drawn = [self._within(member) for member in members]
        if others is None or not self.is_inhabited(others):
            return self._one_of(drawn)
        every = self._one_of([*drawn, self.of(others)])
        flat = [
            text for text, one in zip(drawn, members, strict=True) if not self.is_endless(one.type)
        ]
        if flat and self.is_endless(others):
            return f"unless_deep({every}, {self._one_of(flat)})"
        return every

    def _within(self, member: Limited) -> str:
        arguments = _arguments(member.limits)
        match member.type:
            case Primitive(name="number"):
                return f"numbers_within({', '.join(arguments)})"
            case Primitive(name="string"):
                return f"texts_within({', '.join(arguments)})"
            case ArrayType(item=item):
                if not self.is_inhabited(item):
                    return "empty_list()"
                drawn = self.of(item, member.limits.items or NONE)
                listed = f"lists_within({', '.join([drawn, *arguments])})"
                if not self.is_endless(item):
                    return listed
                least = member.limits.min_items or 0
                shortest = f"lists_within({drawn}, {least}, {least})" if least else "empty_list()"
                return f"unless_deep({listed}, {shortest})"
            case other:
                return f"only_within({', '.join([self.of(other), *arguments])})"

    def record(self, value: Type) -> str:
        """Return the strategy of dicts with any keys and values of one type."""
        return self._unless_deep("dict", value)

    def undeclared(self, object_: ObjectType) -> str:
        """Return the strategy of undeclared properties; `None` if the spec gives them no type."""
        index = "" if object_.index is None else self.record(object_.index)
        if not object_.patterns:
            return index
        patterns = ", ".join(map(self._keyed, object_.patterns))
        drawn = f"keyed([{patterns}]{f', {index}' if index else ''})"
        is_endless = any(self.is_endless(pattern.value) for pattern in object_.patterns)
        return f"unless_deep({drawn}, empty_dict())" if is_endless else drawn

    def _keyed(self, pattern: KeyPattern) -> str:
        held = self.of(pattern.value) if self.is_inhabited(pattern.value) else "None"
        keys = pattern.keys
        return f"_Keyed({python_literal(keys.template)}, {python_literal(keys.regex)}, {held})"

    def _unless_deep(self, container: str, inner: Type) -> str:
        if not self.is_inhabited(inner):
            return f"empty_{container}()"
        drawn = f"{container}_of({self.of(inner)})"
        return f"unless_deep({drawn}, empty_{container}())" if self.is_endless(inner) else drawn

    def _tuple(self, tuple_: TupleType) -> str:
        required = [self.of(item) for item in tuple_.items[: tuple_.required]]
        optional: list[Type] = []
        rest = tuple_.rest
        for item in tuple_.items[tuple_.required :]:
            if not self.is_inhabited(item):  # so no further place can be filled
                rest = None
                break
            optional.append(item)
        if rest is not None and not self.is_inhabited(rest):
            rest = None
        ending = ", ".join(map(self.of, tuple_.ending))
        last = f", [{ending}]" if ending else ""
        shortest = f"tuple_of([{', '.join(required)}], []{f', None{last}' if last else ''})"
        further = [*optional, *([rest] if rest is not None else [])]
        if not further:
            return shortest
        places = f"[{', '.join(required)}], [{', '.join(map(self.of, optional))}]"
        drawn = f"tuple_of({places}{f', {self.of(rest)}' if rest is not None else ''}{last})"
        if any(map(self.is_endless, further)):
            return f"unless_deep({drawn}, {shortest})"
        return drawn

    def _union(self, members: tuple[Type, ...]) -> str:
        """Return the strategy of a union; flat members come first, since values shrink to them."""
        inhabited = sorted(filter(self.is_inhabited, members), key=self._heights.of)
        drawn = self._one_of(self._choices(inhabited))
        lowest = self._heights.of(inhabited[0])
        flattest = [member for member in inhabited if self._heights.of(member) == lowest]
        if len(flattest) == len(inhabited) or not any(map(self.is_endless, inhabited)):
            return drawn
        return f"unless_deep({drawn}, {self._one_of(self._choices(flattest))})"

    def _choices(self, members: list[Type]) -> list[str]:
        literals = [python_literal(m.value) for m in members if isinstance(m, LiteralType)]
        others = [self.of(m) for m in members if not isinstance(m, LiteralType)]
        if "st.none()" in others:
            others.remove("st.none()")
            others.insert(0, "st.none()")
        if len(literals) == 1:
            return [*others[:1], f"st.just({literals[0]})", *others[1:]]
        return [*([f"st.sampled_from([{', '.join(literals)}])"] if literals else []), *others]

    @staticmethod
    def _one_of(choices: list[str]) -> str:
        return choices[0] if len(choices) == 1 else f"st.one_of({', '.join(choices)})"


def _arguments(limits: Constraints) -> list[str]:
    return [
        f"{argument}={python_literal(value)}"
        for attribute, argument in _ARGUMENTS.items()
        if (value := getattr(limits, attribute)) is not None and value is not False
    ]
