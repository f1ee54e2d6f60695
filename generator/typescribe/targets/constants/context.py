"""Model -> context of `constants.py.jinja`: a class of constants for each union of literals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from typescribe.language.model import AliasType, Model
from typescribe.language.package_constants import NamedConstant
from typescribe.targets.constants.values import value_annotation, value_literal
from typescribe.targets.contract import Definitions
from typescribe.targets.shared.documentation import documentation
from typescribe.targets.shared.enums import Base, enum_base
from typescribe.text.quoting import Code, python_literal


@dataclass(frozen=True, slots=True)
class Constant:
    """One constant of a literal; a literal has several if it has several names."""

    name: Code
    value: Code
    documentation: str


@dataclass(frozen=True, slots=True)
class Constants:
    """The constants of an alias, in a class of its name."""

    name: Code
    constants: tuple[Constant, ...]
    documentation: str
    base: Code
    """The class of `enum` that it extends; empty for a class of plain constants."""


@dataclass(frozen=True, slots=True)
class PackageConstant:
    """A constant of the package, outside of any class."""

    name: Code
    annotation: Code
    """The annotation of an array or object; other constants have the types of their literals."""
    value: Code
    documentation: str


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template."""
    aliases = [named for named in model.types if isinstance(named, AliasType) and named.values]
    entries = [
        Constants(
            Code(alias.name),
            tuple(_constants(alias, base)),
            documentation(alias, values=False),
            Code(base or ""),
        )
        for alias, base in ((alias, enum_base(model, alias)) for alias in aliases)
    ]
    constants = Definitions(map(_package_constant, model.constants))
    return {"entries": Definitions(entries), "package_constants": constants}


def exports(model: Model) -> list[str]:
    """Return the names that the package exports: none, since the types have these names."""
    return []


def _package_constant(constant: NamedConstant) -> PackageConstant:
    value = json.loads(constant.value)
    annotation = f"[{value_annotation(value)}]" if isinstance(value, (list, dict)) else ""
    return PackageConstant(
        Code(constant.constant),
        Code(annotation),
        Code(value_literal(value)),
        constant.documentation,
    )


def _constants(alias: AliasType, base: Base | None) -> Iterator[Constant]:
    for value in alias.values:
        if base and value.value is None:
            continue
        literal = "None" if value.value is None else python_literal(value.value)
        for name in value.constants:
            yield Constant(Code(name), Code(literal), value.description)
