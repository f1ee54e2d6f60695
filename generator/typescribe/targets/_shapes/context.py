"""Model -> context of `_shapes.py.jinja`: a table for each type, to explain invalid values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.language.model import AliasType, Model, NamedType
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.checks import Check, KeyCheck, Property
from typescribe.targets.shared.key_sets import KeySets, key_sets
from typescribe.targets.shared.model_checks import Checks
from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class NamedShape:
    """The table of one type: an object type has `keys`, an alias has `check`."""

    name: Code
    recursive: bool
    keys: KeySets[Property] | None
    index: Check | None
    check: Check | None
    patterns: tuple[KeyCheck, ...] = ()

    @property
    def deep(self) -> list[str]:
        """The properties whose values may be nested deep, which the generated code tests last."""
        return [found.wire_name for found in self.keys.all if found.is_deep] if self.keys else []


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    checks = Checks(model, enforces=True)
    return {"shapes": Definitions(_shape(model, checks, named) for named in model.types)}


def exports(model: Model) -> list[str]:
    """Return the public names that the module defines: none."""
    return []


def _shape(model: Model, checks: Checks, named: NamedType) -> NamedShape:
    name, recursive = Code(named.name), named.name in model.recursive
    if isinstance(named, AliasType):
        return NamedShape(name, recursive, None, None, checks.of_alias(named))
    index = None if named.index is None else checks.of(named.index)
    keys = key_sets(named.name, checks.properties(named))
    return NamedShape(name, recursive, keys, index, None, checks.patterns(named))
