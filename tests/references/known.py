"""The types of which a reference does not say everything: what differs, and why.

Each list is exact: a type that differs and is not listed fails the law, and so does a listed type
that does not differ any more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

BOTH = ("site", "json")
SINCE_0_25 = ("0.25", "0.26", "0.27", "0.28")


@dataclass(frozen=True, slots=True)
class Known:
    """Types that differ for one reason; `is_reported` says whether the report mentions them."""

    reason: str
    source: str
    names: Collection[str]
    releases: Collection[str]
    forms: Collection[str] = BOTH
    is_reported: bool = True


ALL = ("0.22", "0.23", "0.24", "0.25", "0.26", "0.27", "0.28")

KNOWN = (
    Known(
        "a label of a tuple may stand for the rest of it: `...` is missing",
        "shop",
        {"Rest"},
        ALL,
    ),
    Known(
        "the page of an enumeration shows no values, so that what uses it is wider as well",
        "shop",
        {"Archive", "Asked", "ByMail", "Channel", "Order", "Placed", "Size"},
        {"0.26"},
        {"site"},
    ),
    Known(
        "the page does not say where a function in a union ends",
        "shop",
        {"Handler"},
        {"0.27"},
        {"site"},
    ),
    Known(
        "a type that is nested more than ten deep is cut short",
        "corpus",
        {"Alike", "Apart"},
        SINCE_0_25,
    ),
    Known(
        "before 0.26, TypeDoc documents one index signature of a type",
        "corpus",
        {"IndexedByNever", "Kept", "Several", "Tagged", "WithoutFive"},
        {"0.22", "0.23", "0.24", "0.25"},
        is_reported=False,
    ),
    Known(
        "`infer` is missing in the type of an index signature",
        "corpus",
        {"Inferred"},
        {"0.27", "0.28"},
    ),
    Known(
        "`typeof` of a property inside a constant shows the name of the property alone",
        "corpus",
        {"NestedText"},
        ALL,
        {"site"},
    ),
    Known(
        "the page shows the parameters of a function type without their types",
        "corpus",
        {
            *("InlineParameters", "OfPost", "OfTypeParameter", "A3", "C1", "C2", "Chained"),
            *("ChainedPlain", "F2", "G1", "I2", "MayBeLeftOut", "OptionalFirst", "OrNull", "Ov"),
            *("P2", "R1", "R2", "T1", "Void", "NeverTaken", "TakesNever", "TakesNeverWithThis"),
            *("AndUnion", "Indexed", "IntersectionOfUnion", "IntersectionsOfUnions", "Mapped"),
            *("MappedIntersection", "OfAlias", "OfObjects", "OfOne", "OfParts", "OfTexts"),
        },
        {"0.24", "0.25"},
        {"site"},
    ),
    Known(
        "the older compiler, which TypeDoc asks, infers a wider type",
        "corpus",
        {"Template"},
        {"0.22", "0.23", "0.24"},
        is_reported=False,
    ),
    Known(
        "the page of an enumeration shows no values, so that what uses it is wider as well",
        "corpus",
        {
            *(
                "ByLevel",
                "KeysOfEnum",
                "Level",
                "TextAndNumber",
                "Absorbed",
                "Deepest",
                "WholeObject",
                "Id",
                "Big",
                "Count",
                "Counted",
                "CountedMember",
                "E",
                "Excluded",
                "InTemplate",
                "Kind",
            ),
            *("Merged", "MergedFirst", "MergedInside", "MergedMember", "Message", "Mixed"),
            *("Negative", "Numbers", "OfQuoted", "Operand", "Other", "OverQuoted"),
            *("PartOfRecord", "Picked", "Quoted", "Referring", "Split", "Text", "Texts"),
            *("WithEnum",),
        },
        {"0.26"},
        {"site"},
    ),
    Known(
        "the page of an alias or property of one literal, or of `null`, does not show its type",
        "corpus",
        {"KeysOfNamedNever", "Named", "NamedScalars", "Nothing", "OfNamed", "Word"},
        {"0.26"},
        {"site"},
    ),
    Known(
        "the page does not say where a function in a union ends",
        "corpus",
        {"OrNull", "Result"},
        {"0.27"},
        {"site"},
    ),
    Known(
        "the page shows no index signature of an object type inside another type",
        "corpus",
        {
            *("Indexed", "KeysOfMapped", "KeysOfOmit", "KeysOfPartial", "ManyOrNothing", "Mixed"),
            *("Nothing", "OfIndex", "Picked", "Both", "DiffersFromSignature", "FitsBoth"),
            *("PropertyBesideSignature", "PropertyOfIndex", "PropertyOfSignature", "Signed"),
            *("AbsorbedUnions", "FunctionOrNever"),
        },
        {"0.22"},
        {"site"},
    ),
    Known(
        "as before; one note about the whole site says so",
        "corpus",
        {
            *("BesideIndex", "Inferred", "KeysOfAlternatives", "Loose", "MergedIndex"),
            *("MergedName", "NumberKeys", "Omitted", "BesideAny", "BesideAnyToo"),
            *("BesideAnyWithin", "CoveredByTemplate"),
        },
        {"0.22"},
        {"site"},
        is_reported=False,
    ),
    Known(
        "the arguments of `typeof F<T>` are not shown",
        "corpus",
        {"OfClass", "OfConstructor", "OfFunction", "OfGeneric"},
        ALL,
    ),
    Known(
        "an interface whose base turns out to be an array is shown with the signature of its items",
        "corpus",
        {"ItemsByCondition", "ItemsBesideNever"},
        {"0.27", "0.28"},
    ),
    Known(
        "a default export is called by the name of its module, or as others import it",
        "sdk",
        {"ContactCenter", "Default", "LoggerProxy", "Task"},
        ALL,
        is_reported=False,
    ),
    Known(
        "a default export, as above",
        "sdk",
        {"Services"},
        {"0.26", "0.27", "0.28"},
        {"json"},
        is_reported=False,
    ),
    Known(
        "a link in a description shows a default export as `default`",
        "sdk",
        {"ITask"},
        {"0.24"},
        is_reported=False,
    ),
    Known(
        "a default export, as above",
        "sdk",
        {"CCPlugin"},
        {"0.22"},
        is_reported=False,
    ),
    Known(
        "the page shows no index signature of an object type inside another type",
        "sdk",
        {"BindType"},
        {"0.22"},
        {"site"},
    ),
    Known(
        "the page of an enumeration shows no values, so that what uses it is wider as well",
        "sdk",
        {
            *("Id", "Ids", "IdsMessage", "IdsSub", "Message", "ReqError", "WebSocketEvent"),
            *("WebexRequestPayload",),
        },
        {"0.26"},
        {"site"},
    ),
    Known(
        "it is in a module that the index of the source does not lead to, and is documented",
        "sdk",
        {"BehavioralEventTaxonomy", "MetricsType"},
        ALL,
        is_reported=False,
    ),
    Known(
        "a declaration that is not exported",
        "sdk",
        {"Bind"},
        ALL,
        is_reported=False,
    ),
)


def known(source: str, release: str, form: str) -> dict[str, Known]:
    """Return what is known to differ in one import, by the names of the types."""
    return {
        name: one
        for one in KNOWN
        if one.source == source and release in one.releases and form in one.forms
        for name in one.names
    }
