"""The types for which a target and `schema.json` disagree on some payloads, and the reasons.

`test_targets_agree.py` compares this list with the differences that it finds; both must be equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Answer: TypeAlias = Literal["accepts", "rejects", "no answer", "writes otherwise"]


class Known(NamedTuple):
    """A type for which a target accepts other payloads than `schema.json`.

    With "writes otherwise", its output differs from its input.
    """

    target: str
    corpus: str
    type: str
    answer: Answer


@dataclass(frozen=True)
class Difference:
    """A reason, and the types that it concerns, each written as `corpus.Type`."""

    targets: tuple[str, ...]
    answer: Answer
    reason: str
    types: str

    def known(self) -> set[Known]:
        places = [place.split(".") for place in self.types.split()]
        return {Known(target, *at, self.answer) for target in self.targets for at in places}


TYPED_DICTS = ("typed_dicts",)
PYDANTIC = ("pydantic", "pydantic, from JSON")
MSGSPEC = ("msgspec", "msgspec, from JSON")

DIFFERENCES = (
    Difference(
        ("dataclasses", "validators", "attrs", *PYDANTIC),
        "rejects",
        "a JSON Schema cannot count places from the end: an item after the rest may be anywhere",
        "tuples_of_every_kind.EndFiltered tuples_of_every_kind.EndHolder "
        "tuples_of_every_kind.EndNullable tuples_of_every_kind.EndSpread "
        "tuples_of_every_kind.EndSpreadPartial tuples_of_every_kind.EndsAndMore "
        "tuples_of_every_kind.EndsOfAny tuples_of_every_kind.EndsOfTwo "
        "tuples_of_every_kind.EndsOnly tuples_of_every_kind.EndsOtherwise "
        "tuples_of_every_kind.EndsTwice",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "an annotation cannot say where in a list an item is",
        "tuples_of_every_kind.EndFiltered tuples_of_every_kind.EndHolder "
        "tuples_of_every_kind.EndInit tuples_of_every_kind.EndMayEnd "
        "tuples_of_every_kind.EndNullable tuples_of_every_kind.EndPartial "
        "tuples_of_every_kind.EndSpread tuples_of_every_kind.EndSpreadPartial "
        "tuples_of_every_kind.EndsAndMore tuples_of_every_kind.EndsOfAny "
        "tuples_of_every_kind.EndsOfTwo tuples_of_every_kind.EndsOnly "
        "tuples_of_every_kind.EndsOtherwise tuples_of_every_kind.EndsTwice "
        "tuples_of_every_kind.PlacesAreTexts tuples_of_every_kind.SecondPlace",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "the items of a list with a rest may have any of the types of its places",
        "tuples_of_every_kind.EndFiltered tuples_of_every_kind.EndHolder "
        "tuples_of_every_kind.EndInit tuples_of_every_kind.EndMayEnd "
        "tuples_of_every_kind.EndNullable tuples_of_every_kind.EndPartial "
        "tuples_of_every_kind.EndSpread tuples_of_every_kind.EndSpreadPartial "
        "tuples_of_every_kind.EndsAndMore tuples_of_every_kind.EndsOtherwise "
        "tuples_of_every_kind.PlacesAreTexts tuples_of_every_kind.SecondPlace",
    ),
    Difference(
        TYPED_DICTS,
        "no answer",
        "pydantic has no schema for `typing.Never`, so it rejects the whole TypedDict",
        "features.Scalars features.Tuples kinds.Kinds aliases.Nobody conditional_types.Nobody "
        "exclude_and_extract.Nobody intersections.Nothing tuples.Empty "
        "infer.OfNone infer.OfNever key_patterns.OfNumbers "
        "intersections.HolderOfArrays intersections.NoItems intersections.NoLength "
        "intersections.NoPlace",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "pydantic accepts any value that equals a literal: `true` for `Literal[1]`",
        "features.Literals features.Outcome features.OutcomeItem features.OutcomeItem2 "
        "conditional_types.Wider conditional_types.Tuples conditional_types.Length "
        "conditional_types.Open conditional_types.First enums.Message "
        "conditional_types.Alike conditional_types.Chains conditional_types.Sized "
        "conditional_types.All infer.OfTuple infer.OfLast infer.OfBox exclude_and_extract.No "
        "indexed_access.Two indexed_access.Skill indexed_access.Level indexed_access.Value "
        "interfaces.Skill namespaces.OutIn namespaces.OutAll "
        "namespaces.OutDeepText namespaces.Used read_otherwise.Counted utility_types.Picked "
        "intersections.ObjectItems key_patterns.Level key_patterns.ByLevel "
        "infer_through_aliases.A infer_through_aliases.B infer_through_aliases.C "
        "infer_through_aliases.F infer_through_aliases.G unions_to_intersections.A "
        "unions_to_intersections.AB unions_to_intersections.AndUnion "
        "unions_to_intersections.Indexed unions_to_intersections.Mapped "
        "unions_to_intersections.OfAlias unions_to_intersections.OfObjects "
        "unions_to_intersections.OfOne unions_to_intersections.OfParts",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "an annotation has no literals with a fraction (PEP 586): any float is accepted",
        "aliases.One",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "an annotation has no patterns: any string is accepted",
        "features.Patterns read_otherwise.Huge template_literals.Key template_literals.Size "
        "template_literals.Version template_literals.Tail template_literals.Close "
        "template_literals.Element key_patterns.Prefix key_patterns.Keys",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "a tuple is a list, and an annotation cannot say its length or the type of each item",
        "features.Beside indexed_access.Agent mapped_types.DeepAgent modifiers.Contact "
        "tuples.Pair tuples.Optional tuples.Rest tuples.All tuples.Fixed tuples.Many "
        "infer.OfTail infer.OfFront infer.OfTemplate infer.OfNoTemplate infer.OfReversed "
        "tuples_of_every_kind.Pair tuples_of_every_kind.Spread tuples_of_every_kind.SpreadTwice "
        "tuples_of_every_kind.SpreadArray tuples_of_every_kind.SpreadInTheMiddle "
        "tuples_of_every_kind.TwoRests tuples_of_every_kind.SpreadUnion "
        "tuples_of_every_kind.NotEmpty tuples_of_every_kind.Labelled "
        "tuples_of_every_kind.OfPair tuples_of_every_kind.OfArray "
        "tuples_of_every_kind.OfPairAppended "
        "intersections.NarrowedTuple intersections.Places intersections.Shorter "
        "intersections.ThreeArrays infer_through_aliases.D",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "before Python 3.15, a TypedDict cannot type undeclared keys (PEP 728)",
        "features.Index index_signatures.Known intersections.Indexed read_otherwise.Indexed "
        "read_otherwise.IndexedAsText "
        "key_patterns.Root key_patterns.Prefixed key_patterns.Named key_patterns.Numbers "
        "key_patterns.Several key_patterns.Derived key_patterns.Recorded "
        "key_patterns.BothWays key_patterns.Optional key_patterns.Needed "
        "key_patterns.PickedByPattern key_patterns.Omitted key_patterns.Renamed "
        "key_patterns.Boxes key_patterns.OfText key_patterns.Alternatives key_patterns.Merged "
        "key_patterns.MergedName key_patterns.MergedIndex key_patterns.Tree "
        "key_patterns.Tagged",
    ),
    Difference(
        PYDANTIC,
        "rejects",
        "an undeclared property with the name of an attribute is read as that attribute, because "
        "models accept the names of their attributes",
        "kinds.Kinds",
    ),
    Difference(
        ("pydantic",),
        "writes otherwise",
        "an undeclared property that was read as an attribute is written under its declared name",
        "kinds.Kinds",
    ),
    Difference(
        ("pydantic, from JSON", "msgspec, from JSON"),
        "rejects",
        "their JSON parsers reject lone surrogates, whose effect RFC 8259 calls unpredictable",
        "kinds.CHANNEL",
    ),
    Difference(
        (*TYPED_DICTS, *PYDANTIC, *MSGSPEC),
        "rejects",
        "libraries in Rust or C do not accept a lone surrogate as a key",
        "kinds.Tree",
    ),
    Difference(
        MSGSPEC,
        "rejects",
        "an integer literal does not match `1.0`",
        "kinds.Kinds",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "the tag of a Struct may be missing outside a union",
        "features.Circle features.Square kinds.Call kinds.Chat exclude_and_extract.Offered "
        "exclude_and_extract.Ended exclude_and_extract.EndedEvent unions.Circle unions.Square",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "a union without a discriminator accepts any object",
        "features.Unions features.Event features.KnownEvent features.Outcome "
        "features.OutcomeItem3 intersections.OneOf mapped_types.OverUnion "
        "mapped_types.TextsOfUnion utility_types.Either unions_to_intersections.AB "
        "unions_to_intersections.AndUnion",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "several arrays in a union become one array, whose items may have any of their types",
        "unions.Holder tuples_of_every_kind.SpreadUnion",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no tuples of variable length: the items of a list may have any of the types",
        "features.Tuples kinds.Kinds indexed_access.Agent tuples.Optional tuples.Rest tuples.All "
        "tuples_of_every_kind.SpreadArray tuples_of_every_kind.TwoRests "
        "tuples_of_every_kind.Labelled tuples_of_every_kind.OfArray "
        "intersections.ThreeArrays",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no recursive aliases: the recursive part is not checked",
        "features.Leaves features.Tree features.Forest kinds.Rule aliases.Tree",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no union of a pattern and other strings",
        "features.Patterns template_literals.Size template_literals.Element key_patterns.Prefix "
        "key_patterns.Keys",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no literals with a fraction",
        "features.Literals aliases.One",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no type without values",
        "aliases.Nobody conditional_types.Nobody exclude_and_extract.Nobody intersections.Nothing "
        "intersections.HolderOfArrays intersections.NoItems",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "undeclared properties are dropped and not checked against an index signature",
        "features.Index index_signatures.Known intersections.Indexed read_otherwise.Indexed "
        "read_otherwise.IndexedAsText key_patterns.OfNumbers "
        "key_patterns.Root key_patterns.Prefixed key_patterns.Named key_patterns.Numbers "
        "key_patterns.Several key_patterns.Derived key_patterns.Recorded "
        "key_patterns.BothWays key_patterns.Optional key_patterns.Needed "
        "key_patterns.PickedByPattern key_patterns.Omitted key_patterns.Renamed "
        "key_patterns.Boxes key_patterns.OfText key_patterns.Alternatives key_patterns.Merged "
        "key_patterns.MergedName key_patterns.MergedIndex key_patterns.Tree "
        "key_patterns.Tagged",
    ),
    Difference(
        ("msgspec",),
        "writes otherwise",
        "undeclared properties are dropped, even if an index signature declares them",
        "kinds.Chat index_signatures.Known index_signatures.ByName intersections.Indexed "
        "intersections.Unbound key_patterns.OfNumbers key_patterns.Several key_patterns.Derived "
        "key_patterns.Optional key_patterns.Needed key_patterns.Omitted key_patterns.Renamed "
        "key_patterns.Boxes key_patterns.OfText key_patterns.Merged key_patterns.Tree",
    ),
)

KNOWN = {known: found.reason for found in DIFFERENCES for known in found.known()}

_SCHEMA = ("schema.json",)
_OF_CONSTRAINTS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (
        MSGSPEC,
        "its integers are those of Python, so that it rejects 1.0",
        (
            "integer 1.0",
            "integer -2.0",
            "integer 1e+300",
            "share 1.0",
            "counted 1.0",
            "anyInteger 1.0",
            "whole [1, 2.0]",
        ),
    ),
    (
        MSGSPEC,
        "it has no bounds of integers past 64 bits",
        ("largeBounds 100000000000000000001",),
    ),
    (
        (*MSGSPEC, *_SCHEMA),
        "they calculate the remainder of floats, and 1e300 as a float is a multiple of 3",
        ("three 1e+300",),
    ),
    (
        MSGSPEC,
        "multiples of fractions are not checked, since it calculates with floats",
        ("half 0.25", "half 0.75", "tenth 0.35"),
    ),
    (
        _SCHEMA,
        "the library divides floats, and 0.3 / 0.1 is no integer",
        ("tenth 0.3", "tenth 0.7"),
    ),
    (
        _SCHEMA,
        "the library matches patterns as Python does, not as ECMA-262 says",
        (
            'pattern "1\\n"',
            'pattern "\\u0661"',
            'inside "b\\rd"',
            'inside "b\\u2028d"',
        ),
    ),
    (
        MSGSPEC,
        "it does not compare items",
        (
            "unique [1, 1]",
            "unique [1, 1.0]",
            'unique [{"a": 1}, {"a": 1.0}]',
            'objects [{"x": 1}, {"x": 1.0}]',
            'objects [{"x": 1, "y": 2}, {"y": 2, "x": 1}]',
            'objects [{"x": 1, "z": [1]}, {"x": 1, "z": [1.0]}]',
        ),
    ),
)
CONSTRAINTS = {
    (target, place): reason
    for targets, reason, places in _OF_CONSTRAINTS
    for target in targets
    for place in places
}
"""The reasons for other verdicts in `test_constraints_agree.py`, by target and value."""
