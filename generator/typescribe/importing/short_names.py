"""Types in namespaces -> the shortest names for their classes that are unambiguous.

`Service.Contact.Agent` is called `ServiceContactAgent` in the spec, and its class is `Agent` if no
other type of the package could have that name, else `ContactAgent`, and so on. A name that the spec
has already given stays, since Python code imports it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from typescribe.importing.spec_names import SpecName
from typescribe.language import naming
from typescribe.language.type_names import joined
from typescribe.sources.typescript.symbols import Symbol


@dataclass(frozen=True, slots=True)
class GivenNames:
    """The names of classes that an import must keep, or must not give to other types.

    Args:
        classes: the class of each type that an earlier import has named, by its name in the spec.
        reserved: other class names of the package, such as those that an overlay gives.
    """

    classes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reserved: frozenset[str] = frozenset()


def short_names(
    symbols: Iterable[Symbol], names: Mapping[str, SpecName], given: GivenNames
) -> dict[str, str]:
    """Return the class names that differ from those derived from the spec, by the symbols' keys.

    The result depends on the set of symbols, and not on their order.

    Args:
        symbols: the imported types.
        names: the name in the spec of each symbol, by its key.
        given: names that stay.
    """
    listed = [symbol for symbol in symbols if not names[symbol.key].by_hand]
    candidates = {symbol.key: _candidates(symbol, names[symbol.key].name) for symbol in listed}
    claims = Counter(form for found in candidates.values() for form in {*map(_form, found)})
    named = {names[symbol.key].name for symbol in listed}
    taken = {_form(name) for name in given.reserved}
    taken |= {_form(name) for type_, name in given.classes.items() if type_ in named}
    found: dict[str, str] = {}
    for key, possible in candidates.items():
        name = names[key].name
        derived = naming.class_name(name)
        chosen = given.classes.get(name) or next(
            (one for one in possible if claims[_form(one)] == 1 and _form(one) not in taken),
            derived,
        )
        if chosen != derived:
            found[key] = chosen
    return found


def _candidates(symbol: Symbol, name: str) -> list[str]:
    """Return the names that the class of a type could have, the shortest one first."""
    parts = (*symbol.qualifier, symbol.name)
    ends = [joined(".".join(parts[-count:])) for count in range(1, len(parts))]
    if symbol.name == "default":
        ends = []  # in the spec, it has the name of its module instead
    classes = [naming.class_name(one) for one in (*ends, name)]
    # A name that Python reserves would get an underscore.
    return [one for one in classes if one and not one.endswith("_")]


def _form(name: str) -> str:
    """Return the form that two classes must not share, with the names derived from theirs."""
    return naming.snake_case(name).removesuffix("_dict") or name
