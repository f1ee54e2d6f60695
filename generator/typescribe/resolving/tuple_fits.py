"""The comparison of arrays and tuples, item by item, for the relation "fits".

The two sets of rules are described in `fit_rules`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.resolving.type_view import Items, Node

if TYPE_CHECKING:
    from typescribe.resolving.fit_rules import Comparison


def items_fit(comparison: Comparison, source: Items, target: Items) -> bool:
    """Return whether an array or a tuple fits another, if all pairs that the comparison needs do.

    Raises `UndecidedError` if no comparisons are left.
    """
    if source.ending or target.ending:
        return _from_both_ends(comparison, source, target)
    if source.required < target.required:
        return False
    if target.rest is None and (source.rest or len(source.items) > len(target.items)):
        return False
    if comparison.by_compiler and not target.items and _has_any(source):
        # The items become one union, in which `any` absorbs the others.
        return target.rest is None or bool(target.rest.members.atoms)
    return all(
        _item_fits(comparison, source.at(place), target.at(place))
        for place in _places(comparison, source, target)
    )


def _from_both_ends(comparison: Comparison, source: Items, target: Items) -> bool:
    """Compare tuples, one of which has items after its rest."""
    if source.rest is not None and target.rest is None:
        return False
    own, wanted = list(source.items), list(target.items)
    ending, wanted_ending = list(source.ending), list(target.ending)
    if source.rest is None:
        if source.required < len(own) or len(own) < len(wanted) + len(wanted_ending):
            return False
        cut = len(own) - len(wanted_ending)
        own, ending = own[:cut], own[cut:]
    if len(own) < len(wanted) or len(ending) < len(wanted_ending):
        return False
    cut = len(ending) - len(wanted_ending)
    between = [*own[len(wanted) :], *ending[:cut]]
    between += [] if source.rest is None else [source.rest]
    if between and target.rest is None:
        return False
    pairs = [*zip(own, wanted, strict=False), *zip(ending[cut:], wanted_ending, strict=True)]
    pairs += [(item, target.rest) for item in between if target.rest is not None]
    return all(comparison.fits(item, other) for item, other in pairs)


def _places(comparison: Comparison, source: Items, target: Items) -> range:
    last = len(source.items)
    if source.rest is None:
        return range(last)
    return range(last + 1 if comparison.by_compiler else max(last, len(target.items)) + 1)


def _item_fits(
    comparison: Comparison, source: tuple[Node | None, bool], target: tuple[Node | None, bool]
) -> bool:
    (item, may_be_absent), (wanted, is_optional) = source, target
    if item is None or wanted is None:
        return True
    if comparison.by_compiler and may_be_absent and not is_optional:
        members = wanted.members
        if not (members.accepts_everything or "undefined" in members.keywords):
            return False
    return comparison.fits_place(item, wanted, may_be_absent=is_optional)


def _has_any(source: Items) -> bool:
    return any(
        "any" in item.members.keywords for item in (*source.items, source.rest) if item is not None
    )
