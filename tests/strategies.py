"""Strategies for property tests: values of closed types, near misses of them, small packages."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import assume, settings
from hypothesis import strategies as st

from typescribe.language import declared as d
from typescribe.language.errors import Position, SpecError
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
)
from typescribe.language.patterns import accepts
from typescribe.resolving.resolve import resolve
from typescribe.verifying.values import heights_of, places, texts_of

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]

NOT_FINITE = (math.nan, math.inf, -math.inf)
KEYS = st.sampled_from(
    (
        *("", "a", "b", "type", "extra", "from_dict", "__class__", "0ae9", "x y", "ä"),
        *("x-", "x-a", "a-x", "x-x", "1", "-2.5", "01", "1e3"),
    )
)
TEXTS = st.sampled_from(["", "a", "b", "1", "true", "null", "\ud800", "\x00"]) | st.text(max_size=3)
NUMBERS = (
    st.sampled_from([0, 1, -1, 1.0, 1.5, -0.0, 1e300, 2**70])
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS
JSON_VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def examples(count: int) -> settings:
    """Return settings for so many examples; more where the profile asks for more than its 100."""
    return settings(max_examples=count * settings().max_examples // 100)


# Values of a type.


def values(model: Model, type_: Type, *, undeclared: bool = True) -> st.SearchStrategy[Any]:
    """Return values that TypeScript would accept for a type; the type must have one.

    Without `undeclared`, objects hold declared properties only, as those do that are made for
    the type.
    """
    heights = heights_of(model)
    return st.composite(lambda draw: Drawer(draw, model, heights, undeclared).value(type_, 4))()


class Drawer:
    """Draws a value, flatter as `depth` runs out."""

    def __init__(
        self, draw: Draw, model: Model, heights: dict[str, float], undeclared: bool
    ) -> None:
        self.draw = draw
        self.model = model
        self.heights = heights
        self.undeclared = undeclared

    def value(self, type_: Type, depth: int) -> Any:
        match type_:
            case Primitive(name="string"):
                return self.draw(TEXTS)
            case Primitive(name="number"):
                return self.draw(NUMBERS)
            case Primitive(name="boolean"):
                return self.draw(st.booleans())
            case Primitive(name="null"):
                return None
            case Primitive():
                return self.draw(JSON_VALUES)
            case LiteralType(value=value):
                return value
            case PatternType() as pattern:
                return self.draw(st.sampled_from(texts_of(pattern)))
            case ArrayType(item=item):
                return [self.value(item, depth - 1) for _ in range(self.count(item, depth))]
            case TupleType(items=items, required=required, rest=rest, ending=ending):
                optional = range(len(items) - required)
                more = next(
                    (n for n in optional if not self.wants(items[required + n], depth)), None
                )
                found = [*items[: required + more]] if more is not None else [*items]
                if more is None and rest is not None:
                    found += [rest] * self.count(rest, depth)
                return [self.value(item, depth - 1) for item in (*found, *ending)]
            case RecordType(value=inner):
                return self.members(inner, depth, ())
            case Reference(name=name):
                named = self.model.by_name[name]
                if isinstance(named, AliasType):
                    return self.value(named.type, depth)
                return self.object(named, depth)
            case UnionType(members=members):
                return self.value(self.draw(st.sampled_from(self.possible(members, depth))), depth)

    def object(self, object_: ObjectType, depth: int) -> dict[str, Any]:
        found = {
            field.wire_name: self.value(field.type, depth - 1)
            for field in object_.fields
            if not field.optional or self.wants(field.type, depth)
        }
        names = tuple(field.wire_name for field in object_.fields)
        if object_.patterns:
            return found | self.members_by_name(object_, depth, names)
        if object_.index is None and not self.undeclared:
            return found
        return found | self.members(object_.index or Primitive("any"), depth, names)

    def members_by_name(
        self, object_: ObjectType, depth: int, taken: tuple[str, ...]
    ) -> dict[str, Any]:
        """Return members of the types that their names have, of a single one each."""
        found: dict[str, Any] = {}
        for key in [self.draw(KEYS) for _ in range(max(0, depth))]:
            types = [p.value for p in object_.patterns if accepts(p.keys, key)]
            if not types and object_.index is not None:
                types = [object_.index]
            if not types and self.undeclared:
                types = [Primitive("any")]
            if key not in taken and len(types) == 1 and self.wants(types[0], depth):
                found[key] = self.value(types[0], depth - 1)
        return found

    def members(self, type_: Type, depth: int, taken: tuple[str, ...]) -> dict[str, Any]:
        keys = [self.draw(KEYS) for _ in range(self.count(type_, depth))]
        return {key: self.value(type_, depth - 1) for key in keys if key not in taken}

    def possible(self, members: tuple[Type, ...], depth: int) -> list[Type]:
        """Return the members of a union that have a value, and where it gets deep the flattest."""
        heights = [self.heights.of(member) for member in members]
        most = min(heights) if depth <= 0 else math.inf
        return [
            member
            for member, height in zip(members, heights, strict=True)
            if height <= most and height < math.inf
        ]

    def wants(self, type_: Type, depth: int) -> bool:
        return self.count(type_, depth) > 0

    def count(self, type_: Type, depth: int) -> int:
        if depth <= 0 or not self.heights.is_inhabited(type_):
            return 0
        count: int = self.draw(st.integers(0, 2))
        return count


# Near misses.


@st.composite
def near_misses(draw: Draw, valid: st.SearchStrategy[Any], *, finite: bool = True) -> Any:
    """Return values with one to three changes, most of which make them invalid."""
    root = [copy.deepcopy(draw(valid))]
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(list(places(root))))
        _change(draw, container, key, SCALARS if finite else SCALARS | st.sampled_from(NOT_FINITE))
        if not root:
            return None
    return root[0]


def _change(draw: Draw, container: Any, key: Any, scalars: st.SearchStrategy[Any]) -> None:
    inner = container[key]
    kinds = ["replace", "wrap", "drop"]
    if isinstance(inner, (dict, list)):
        kinds.append("grow")
    match draw(st.sampled_from(kinds)):
        case "replace":
            container[key] = draw(scalars | st.sampled_from([[], {}]).map(copy.copy))
        case "wrap":
            container[key] = draw(st.sampled_from([[inner], {"a": inner}]))
        case "drop":
            del container[key]
        case "grow" if isinstance(inner, list):
            inner.insert(draw(st.integers(0, len(inner))), draw(scalars))
        case "grow":
            inner[draw(KEYS)] = draw(scalars)


# Packages.

_HERE = Position("drawn.yaml", 1, 1)
_WIRE_NAMES = (
    "a",
    "b",
    "type",
    "isHold",
    "EP_ID",
    "x y",
    "class",
    "self",
    "value",
    "depth",
    "v",
    "2fa",
    "x-a",
    "1",
)
_KEYS = (
    d.Keyword("number", _HERE),
    d.TemplateOf(("", ""), (d.Keyword("number", _HERE),), _HERE),
    d.TemplateOf(("x-", ""), (d.Keyword("string", _HERE),), _HERE),
    d.TemplateOf(("", "-x"), (d.Keyword("string", _HERE),), _HERE),
)
_LITERALS = ("a", "b", "", 1, 1.5, 0, -1, True, False)
_CLASSES = ("Box", "Node", "Leaf")
_ALIASES = ("Either", "Tree")


def packages(*, opaque: bool = True, endings: bool = False) -> st.SearchStrategy[Model]:
    """Return small packages of every kind of type; `opaque` ones hold `any` too.

    With `endings`, tuples have items after their rest, which a JSON Schema cannot tell apart.
    """
    return st.composite(lambda draw: _Declarer(draw, opaque, endings).package())()


def mixtures() -> st.SearchStrategy[Model]:
    """Return packages whose values hold both what is built into classes and what stays as sent."""
    return st.composite(lambda draw: _Mixer(draw).package())()


class _Declarer:
    """Draws the declarations of a package."""

    def __init__(self, draw: Draw, opaque: bool, endings: bool) -> None:
        self.draw = draw
        self.endings = endings
        words = (
            "string",
            "number",
            "boolean",
            "null",
            "never",
            *(("any", "unknown") if opaque else ()),
        )
        self.scalars = (*map(self.keyword, words), *(d.LiteralOf(v, _HERE) for v in _LITERALS))
        self.classes = _CLASSES[: draw(st.integers(1, len(_CLASSES)))]
        self.aliases = _ALIASES[: draw(st.integers(0, len(_ALIASES)))]

    @staticmethod
    def keyword(name: Any) -> d.TypeExpression:
        return d.Keyword(name, _HERE)

    def package(self) -> Model:
        declarations = [
            d.Declaration(name, (), d.Fields(self.object(3)), _HERE) for name in self.classes
        ] + [
            d.Declaration(name, (), d.Alias(self.type(3, self.aliases[:place])), _HERE)
            for place, name in enumerate(self.aliases)
        ]
        try:
            return resolve(d.DeclaredPackage("drawn", tuple(declarations)))
        except SpecError:
            assume(False)
            raise

    def object(self, depth: int) -> d.ObjectOf:
        names = self.draw(st.lists(st.sampled_from(_WIRE_NAMES), max_size=4, unique=True))
        fields = tuple(
            d.DeclaredField(name, self.type(depth - 1), self.draw(st.booleans()), _HERE)
            for name in names
        )
        index = self.type(depth - 1) if self.draw(st.integers(0, 3)) == 3 else None
        signatures: tuple[d.KeySignature, ...] = ()
        if self.draw(st.integers(0, 3)) == 3:
            keys = self.draw(st.lists(st.sampled_from(_KEYS), max_size=2, unique=True))
            signatures = tuple(d.KeySignature(one, self.type(depth - 1)) for one in keys)
        return d.ObjectOf(fields, _HERE, index, signatures=signatures)

    def type(self, depth: int, aliases: tuple[str, ...] | None = None) -> d.TypeExpression:
        """Return a type; only `aliases` are referred to where nothing stands in between."""
        known = (*self.classes, *(self.aliases if aliases is None else aliases))
        kinds = ["scalar", "reference"]
        if depth > 0:
            kinds += ["array", "tuple", "record", "union", "union", "object"]
        match self.draw(st.sampled_from(kinds)):
            case "scalar":
                return self.draw(st.sampled_from(self.scalars))
            case "reference":
                return d.TypeReference(self.draw(st.sampled_from(known)), (), _HERE)
            case "array":
                return d.ArrayOf(self.type(depth - 1), _HERE)
            case "tuple":
                return self.tuple(depth)
            case "record":
                arguments = (d.Keyword("string", _HERE), self.type(depth - 1))
                return d.TypeReference("Record", arguments, _HERE)
            case "union":
                count = self.draw(st.integers(2, 3))
                return d.UnionOf(tuple(self.type(depth - 1, aliases) for _ in range(count)), _HERE)
            case _:
                return self.object(depth - 1)

    def tuple(self, depth: int) -> d.TupleOf:
        required, optional = self.draw(st.integers(0, 2)), self.draw(st.integers(0, 1))
        elements = [d.TupleElement(self.type(depth - 1)) for _ in range(required)]
        elements += [d.TupleElement(self.type(depth - 1), optional=True) for _ in range(optional)]
        if self.draw(st.booleans()):
            elements.append(d.TupleElement(self.type(depth - 1), rest=True))
            if self.endings and not optional:
                ending = self.draw(st.integers(0, 2))
                elements += [d.TupleElement(self.type(depth - 1)) for _ in range(ending)]
        return d.TupleOf(tuple(elements), _HERE)


class _Mixer:
    """Draws a class of many fields: containers of a class, of aliases of it, and of `any`."""

    FIELDS = 12
    ALIASES = ("Boxes", "BoxesByName", "Tree", "Table")

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def package(self) -> Model:
        text, box = d.Keyword("string", _HERE), self.named("Box")
        tree = d.UnionOf((box, self.by_name(self.named("Tree")), self.type(1)), _HERE)
        table = d.UnionOf((d.ArrayOf(self.named("Table"), _HERE), self.by_name(box)), _HERE)
        fields = [
            d.DeclaredField(f"f{n}", self.type(3), self.draw(st.booleans()), _HERE)
            for n in range(self.FIELDS)
        ]
        box_fields = (d.DeclaredField("id", text, False, _HERE),)
        declarations = (
            d.Declaration("Holder", (), d.Fields(d.ObjectOf(tuple(fields), _HERE)), _HERE),
            d.Declaration("Box", (), d.Fields(d.ObjectOf(box_fields, _HERE)), _HERE),
            d.Declaration("Boxes", (), d.Alias(d.ArrayOf(box, _HERE)), _HERE),
            d.Declaration("BoxesByName", (), d.Alias(self.by_name(box)), _HERE),
            d.Declaration("Tree", (), d.Alias(tree), _HERE),
            d.Declaration("Table", (), d.Alias(table), _HERE),
        )
        return resolve(d.DeclaredPackage("drawn", declarations))

    @staticmethod
    def named(name: str) -> d.TypeReference:
        return d.TypeReference(name, (), _HERE)

    @staticmethod
    def by_name(type_: d.TypeExpression) -> d.TypeReference:
        return d.TypeReference("Record", (d.Keyword("string", _HERE), type_), _HERE)

    def type(self, depth: int) -> d.TypeExpression:
        kinds = ["any", "string", "class", "alias", "alias"]
        if depth > 0:
            kinds = ["array", "record", "tuple", "union", "union", *kinds[2:]]
        match self.draw(st.sampled_from(kinds)):
            case "any":
                return d.Keyword("any", _HERE)
            case "string":
                return d.Keyword("string", _HERE)
            case "class":
                return self.named("Box")
            case "alias":
                # An alias that stood for itself would be endless: here it is always inside.
                name = self.named(self.draw(st.sampled_from(self.ALIASES)))
                return name if depth > 1 else d.ArrayOf(name, _HERE)
            case "array":
                return d.ArrayOf(self.type(depth - 1), _HERE)
            case "record":
                return self.by_name(self.type(depth - 1))
            case "tuple":
                places = tuple(d.TupleElement(self.type(depth - 1)) for _ in range(2))
                return d.TupleOf(places, _HERE)
            case _:
                return d.UnionOf(tuple(self.type(depth - 1) for _ in range(2)), _HERE)
