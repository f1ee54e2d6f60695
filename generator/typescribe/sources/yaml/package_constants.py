"""The constants in the tree of a spec file or of an overlay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from typescribe.language.errors import Problem
from typescribe.language.package_constants import DeclaredConstant
from typescribe.sources.yaml.constraints import value_text
from typescribe.sources.yaml.declarations import deprecation_of, entries_of, text_of, value_of
from typescribe.sources.yaml.tree import Mapping, Node

if TYPE_CHECKING:
    from typescribe.language.overlay import ConstantAmendment


def constants_in(root: Node, problems: list[Problem]) -> Iterator[DeclaredConstant]:
    """Yield the constants of a spec file; values that JSON does not have go to `problems`.

    A value is written under the name, or with a description in a mapping. A mapping without a
    `value` is skipped, because `schema` reports it.
    """
    for name, node in entries_of(value_of(root, "constants")):
        written = value_of(node, "value") if isinstance(node, Mapping) else node
        value = None if written is None else value_text(written, problems)
        if value is not None:
            yield DeclaredConstant(
                name.text,
                value,
                name.position,
                text_of(node, "description") or "",
                deprecation_of(node),
            )


def amended_constants(root: Node, problems: list[Problem]) -> Iterator[ConstantAmendment]:
    """Yield the amendments of constants in an overlay."""
    from typescribe.language.overlay import ConstantAmendment  # not needed without an overlay

    for name, node in entries_of(value_of(root, "constants")):
        written = value_of(node, "value")
        yield ConstantAmendment(
            name.text,
            name.position,
            None if written is None else value_text(written, problems),
            text_of(node, "description"),
            deprecation_of(node),
        )
