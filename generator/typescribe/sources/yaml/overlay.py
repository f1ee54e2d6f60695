"""`overlay.yaml` in a folder of spec files -> an overlay.

As in a spec, parts that violate the schema are skipped here, because `schema` reports them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from typescribe.language.declared import TypeExpression
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.overlay import (
    INDEX,
    FieldAmendment,
    ManyObserved,
    ObjectAmendment,
    Observation,
    Overlay,
    TypeAmendment,
)
from typescribe.language.syntax import quoted
from typescribe.language.text_files import read_text_file
from typescribe.sources.expressions.type_expressions import parse_property_name
from typescribe.sources.yaml.constraints import constraints_of, removed_words
from typescribe.sources.yaml.declarations import (
    DeclarationReader,
    deprecation_of,
    entries_of,
    entry_of,
    is_true,
    read_index_signature,
    text_of,
    value_of,
)
from typescribe.sources.yaml.package_constants import amended_constants
from typescribe.sources.yaml.positioned import parse_yaml
from typescribe.sources.yaml.schema import OVERLAY, schema_problems
from typescribe.sources.yaml.spec import OVERLAY_FILE, in_order
from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar
from typescribe.text.declared_types import signature_text

EVERY = "*"
"""The key for all types, or all properties; a property of this name is written `'"*"'`."""
EVERY_OPTIONAL = "*?"


def read_overlay(folder: Path, shown_as: str) -> Overlay | None:
    """Return the overlay of a spec, None if the spec has no overlay.

    Args:
        folder: the folder of the spec files.
        shown_as: the name of the folder in positions, with forward slashes.

    Raises:
        SpecError: with every mistake in the file.
    """
    path = folder / OVERLAY_FILE
    shown = f"{shown_as}/{OVERLAY_FILE}"
    if not os.path.lexists(path):
        return None
    document = parse_yaml(read_text_file(path, shown), shown)
    problems = list(document.problems)
    if document.root is None:
        message = 'the file is empty; expected a mapping with a key "types"'
        raise SpecError([*problems, Problem(Position(shown, 1, 1), message)])
    problems += schema_problems(document.root, OVERLAY)
    reader = _Reader()
    types = tuple(reader.types(document.root))
    constants = tuple(amended_constants(document.root, reader.problems))
    problems += reader.problems
    if problems:
        raise SpecError(in_order(problems))
    every_type = value_of(value_of(document.root, "types"), EVERY)
    description = text_of(document.root, "description")
    return Overlay(types, description, reader.many(every_type), constants)


class _Reader:
    """Reads amendments; `DeclarationReader` reads the parts that are as in a spec."""

    def __init__(self) -> None:
        self._spec = DeclarationReader()
        self.problems = self._spec.problems

    def types(self, root: Node) -> Iterator[TypeAmendment]:
        for name, value in entries_of(value_of(root, "types")):
            if name.text == EVERY:
                continue
            observed = entry_of(value, "observed")
            opened = entry_of(value, "open")
            flags = entry_of(value, "flags")
            values = entry_of(value, "values")
            yield TypeAmendment(
                name.text,
                name.position,
                description=text_of(value, "description"),
                deprecated=deprecation_of(value),
                class_name=text_of(value, "name"),
                open=opened.key.position if opened else None,
                flags=flags.key.position if flags else None,
                values=tuple(self._spec.values_of(values)) if values else (),
                observed=self._observation(observed) if observed else None,
                objects=(*self._own(value, name), *self._numbered(value)),
                constraints=constraints_of(value, self.problems),
                removed=removed_words(value),
            )

    def _own(
        self, node: Node, key: Scalar, class_name: str | None = None
    ) -> Iterator[ObjectAmendment]:
        """Yield the amendment of the object type under a key, if the amendment is not numbered."""
        keys = ("fields", "undeclared", "closed")
        if class_name or any(entry_of(node, name) for name in keys):
            yield self._object(node, key, None, class_name)

    def _numbered(self, node: Node) -> Iterator[ObjectAmendment]:
        for key, value in entries_of(value_of(node, "objects")):
            if isinstance(key.value, int) and not isinstance(key.value, bool) and key.value > 0:
                yield self._object(value, key, key.value, text_of(value, "name"))
            else:
                message = f"expected a place, counted from 1; found {quoted(key.text)}"
                self.problems.append(Problem(key.position, message))

    def _object(
        self, node: Node, key: Scalar, place: int | None, class_name: str | None
    ) -> ObjectAmendment:
        undeclared = entry_of(node, "undeclared")
        return ObjectAmendment(
            key.position,
            place,
            class_name,
            tuple(self._fields(node)),
            self._spec.object_of(undeclared, class_name=None) if undeclared else None,
            self.many(node),
            is_true(node, "closed"),
        )

    def many(self, node: Node | None) -> ManyObserved:
        """Return the observations about all properties of a type, or of many types."""
        fields = value_of(node, "fields")
        observed = [entry_of(value_of(fields, key), "observed") for key in (EVERY, EVERY_OPTIONAL)]
        return ManyObserved(*(self._observation(entry) if entry else None for entry in observed))

    def _fields(self, node: Node) -> Iterator[FieldAmendment]:
        seen: dict[tuple[str | None, str], Scalar] = {}
        for key, value in entries_of(value_of(node, "fields")):
            read = None if key.text in (EVERY, EVERY_OPTIONAL) else self._name(key)
            if read is None:
                continue
            wire_name, signature = read
            if seen.setdefault(read, key) is not key:
                message = f"{quoted(key.text)} is amended twice; put both into one"
                self.problems.append(Problem(key.position, message))
                continue
            observed = entry_of(value, "observed")
            yield FieldAmendment(
                wire_name,
                key.position,
                description=text_of(value, "description"),
                attribute=text_of(value, "attribute"),
                reads_as=text_of(value, "reads_as"),
                deprecated=deprecation_of(value),
                observed=self._observation(observed) if observed else None,
                objects=(*self._own(value, key, text_of(value, "name")), *self._numbered(value)),
                signature=signature,
                constraints=constraints_of(value, self.problems),
                removed=removed_words(value),
            )

    def _name(self, key: Scalar) -> tuple[str | None, str] | None:
        """Return the wire name of a key, or the text of an index signature; None for neither."""
        if key.text.startswith("["):
            keys = self._spec.parsed(read_index_signature, key)
            return None if keys is None else (None, signature_text(keys))
        name = self._spec.parsed(parse_property_name, key)
        if name and name.optional:
            message = (
                f"{quoted(key.text)}: write the name without `?`; "
                'that it may be absent is written under "observed", as `optional: true`'
            )
            self.problems.append(Problem(key.position, message))
        return (name.wire_name, INDEX) if name else None

    def _observation(self, entry: Entry) -> Observation:
        position, node = entry.key.position, entry.value
        if not isinstance(node, Mapping):
            return Observation(position, self._spec.expression(node))
        type_: TypeExpression | None = self._spec.expression(value_of(node, "type"))
        optional = value_of(node, "optional")
        is_optional = optional.value if isinstance(optional, Scalar) else None
        return Observation(
            position,
            type_,
            is_optional if isinstance(is_optional, bool) else None,
            entry_of(node, "nullable") is not None,
        )
