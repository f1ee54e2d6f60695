"""Families: object types of a model that a declaration has in common."""

from __future__ import annotations

from dataclasses import dataclass

from typescribe.language.model import Type


@dataclass(frozen=True, slots=True)
class Family:
    """The classes that extend one declaration, or that are instances of one generic.

    Every class of a family has the attributes of that declaration, perhaps with narrower types.
    """

    name: str
    """The name of its protocol; no type of the model has it."""
    members: tuple[str, ...]
    """Its classes, in the order of the model."""
    parameters: tuple[str, ...] = ()
    """The names of its type variables; no type of the model has one of them."""
    patterns: tuple[tuple[str, Type], ...] = ()
    """The types of attributes that contain type variables, which are references to their names."""
    description: str = ""
