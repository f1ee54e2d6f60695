"""Where a target says of some payloads the opposite of `schema.json`, and why it has to.

`test_targets_agree.py` holds this against what it finds: nothing may be missing here, and nothing
may stand here that is no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Answer: TypeAlias = Literal["accepts", "refuses", "cannot tell", "writes otherwise"]


class Known(NamedTuple):
    """A type for which a target answers so, where `schema.json` says the opposite.

    Or it writes something else than it has read.
    """

    target: str
    corpus: str
    type: str
    answer: Answer


@dataclass(frozen=True)
class Difference:
    """A reason, and the types of the corpora, `corpus.Type`, that it is felt in."""

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
        TYPED_DICTS,
        "cannot tell",
        "pydantic makes no schema of `typing.Never`, so that it refuses the whole TypedDict",
        "features.Scalars features.Tuples kinds.Kinds aliases.Nobody conditional_types.Nobody "
        "exclude_and_extract.Nobody intersections.Nothing tuples.Empty",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "to pydantic a `Literal` is whatever equals it: `true` is `Literal[1]`",
        "features.Literals features.Outcome features.OutcomeItem features.OutcomeItem2 "
        "conditional_types.Wider conditional_types.Tuples conditional_types.Length "
        "conditional_types.Open conditional_types.First enums.Message exclude_and_extract.No "
        "indexed_access.Two indexed_access.Skill indexed_access.Level indexed_access.Value "
        "interfaces.Skill namespaces.OutIn namespaces.OutAll "
        "namespaces.OutDeepText namespaces.Used read_otherwise.Counted utility_types.Picked",
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
        "template_literals.Element",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "a tuple is a list, whose places and length an annotation does not tell",
        "features.Beside indexed_access.Agent mapped_types.DeepAgent modifiers.Contact "
        "tuples.Pair tuples.Optional tuples.Rest tuples.All tuples.Fixed tuples.Many",
    ),
    Difference(
        TYPED_DICTS,
        "accepts",
        "a TypedDict below Python 3.15 cannot type the keys that it does not name (PEP 728)",
        "features.Index index_signatures.Known intersections.Indexed",
    ),
    Difference(
        PYDANTIC,
        "refuses",
        "an undeclared property that is called like an attribute is taken for it: models may be "
        "made by the names of their attributes",
        "kinds.Kinds",
    ),
    Difference(
        ("pydantic",),
        "writes otherwise",
        "an undeclared property that was taken for an attribute is written by its declared name",
        "kinds.Kinds",
    ),
    Difference(
        ("pydantic, from JSON", "msgspec, from JSON"),
        "refuses",
        "their parsers of JSON take no lone surrogates, which RFC 8259 calls unpredictable",
        "kinds.CHANNEL",
    ),
    Difference(
        (*TYPED_DICTS, *PYDANTIC, *MSGSPEC),
        "refuses",
        "a key that is a lone surrogate is no text to what is written in Rust or C",
        "kinds.Tree",
    ),
    Difference(
        MSGSPEC,
        "refuses",
        "a literal that is an integer is not met by a number with a fraction of zero, `1.0`",
        "kinds.Kinds",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "what a Struct is tagged by may be missing where no union asks for it",
        "features.Circle features.Square kinds.Call kinds.Chat exclude_and_extract.Offered "
        "exclude_and_extract.Ended exclude_and_extract.EndedEvent unions.Circle unions.Square",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "of a union that no literals of its own tell apart, any object is accepted",
        "features.Unions features.Event features.KnownEvent features.Outcome "
        "features.OutcomeItem3 intersections.OneOf mapped_types.OverUnion "
        "mapped_types.TextsOfUnion utility_types.Either",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "several arrays in a union become one, whose items are of any of theirs",
        "unions.Holder",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no tuples whose length varies: the items of a list are of any of the types",
        "features.Tuples kinds.Kinds indexed_access.Agent tuples.Optional tuples.Rest tuples.All",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no aliases that hold themselves: what one holds of itself is not looked at",
        "features.Leaves features.Tree features.Forest kinds.Rule aliases.Tree",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "it has no union of a pattern and other strings",
        "features.Patterns template_literals.Size template_literals.Element",
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
        "aliases.Nobody conditional_types.Nobody exclude_and_extract.Nobody intersections.Nothing",
    ),
    Difference(
        MSGSPEC,
        "accepts",
        "undeclared properties are dropped, whatever an index signature says of them",
        "features.Index index_signatures.Known intersections.Indexed",
    ),
    Difference(
        ("msgspec",),
        "writes otherwise",
        "undeclared properties are dropped, though an index signature types them",
        "kinds.Chat index_signatures.Known index_signatures.ByName intersections.Indexed "
        "intersections.Unbound",
    ),
)

KNOWN = {known: found.reason for found in DIFFERENCES for known in found.known()}
