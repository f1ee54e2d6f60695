"""Class names -> the names of the functions that return strategies.

They are plural, as in hypothesis itself:
https://hypothesis.readthedocs.io/en/latest/reference/strategies.html
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass

from typescribe.language import naming
from typescribe.language.model import Model
from typescribe.targets.shared.annotations import typed_dict_name
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the functions that belong to one type."""

    type: Code
    typed_dict: Code
    dicts: Code
    """The function whose strategy draws decoded JSON."""
    instances: Code
    """The function whose strategy draws instances; equal to `dicts` for types without classes."""
    private: Code
    """The common beginning of its private names in the module."""


def strategy_names(model: Model) -> dict[str, Names]:
    """Return the names for each type by class name; no two functions have the same name."""
    found: dict[str, Names] = {}
    typed_dicts = {named.name: typed_dict_name(model, named.name) for named in model.types}
    dicts = {n: f"{naming.snake_case(d)}s" for n, d in typed_dicts.items() if d != n}
    taken = {*dicts.values()}
    for name, typed_dict in typed_dicts.items():
        function = naming.snake_case(name)
        several = plural(function)
        if several in taken or keyword.iskeyword(several):
            several = f"{function}_strategies"
        taken.add(several)
        found[name] = Names(
            Code(name),
            Code(typed_dict),
            Code(dicts.get(name, several)),
            Code(several),
            Code(f"_{function}"),
        )
    return found


def plural(name: str) -> str:
    """Return the English plural of the last word of a name.

    >>> plural("agent_contact"), plural("address"), plural("entity"), plural("relay")
    ('agent_contacts', 'addresses', 'entities', 'relays')
    """
    if name.endswith(("s", "x", "z", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and not name.endswith(("ay", "ey", "iy", "oy", "uy")):
        return f"{name[:-1]}ies"
    return f"{name}s"
