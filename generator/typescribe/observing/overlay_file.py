"""Applies edits to the text of an overlay, without changing anything else in it."""

from __future__ import annotations

import io
import json
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.util import load_yaml_guess_indent

from typescribe.language.errors import Problem, SpecError
from typescribe.language.overlay import INDEX
from typescribe.observing.edits import Edit, is_signature
from typescribe.observing.origins import ObjectOrigin
from typescribe.text.declared_types import property_key, type_text
from typescribe.text.typescript import typescript_literal

HEADING: Final = "# Observed in messages; review it like any other change.\n"
_WIDTH: Final = 4096
"""Wide enough that no existing line is wrapped."""


def with_edits(text: str, edits: tuple[Edit, ...], shown_as: str) -> str:
    """Return the text of an overlay with edits applied.

    Comments, entries and their order stay. If an entry exists already, it is widened.

    Raises:
        SpecError: the text is not YAML; positions name the file as `shown_as`.
    """
    if not edits:
        return text
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    if text.strip():
        try:
            root, indent, _ = load_yaml_guess_indent(text, yaml=yaml)
        except YAMLError as error:
            reason = str(error).splitlines()[0]
            raise SpecError([Problem(shown_as, f"cannot be read: {reason}")]) from error
        if indent:
            yaml.indent = indent
    else:
        root = None
    before = ""
    if root is None:  # the file contains only comments
        root = CommentedMap()
        before = text if text.strip() else HEADING
    types = _mapping(root, "types")
    for edit in edits:
        _apply(types, edit)
    stream = io.StringIO()
    yaml.dump(root, stream)
    return before + stream.getvalue()


def _apply(types: CommentedMap, edit: Edit) -> None:
    holder = _object(types, edit.owner)
    if not edit.name:
        assert edit.type is not None, "an edit of an alias has a type"
        _set(holder, "observed", type_text(edit.type, one_line=True), edit)
    elif edit.is_undeclared:
        _add_undeclared(_mapping(holder, "undeclared"), edit)
    else:
        fields = _mapping(holder, "fields")
        key = _key_of(fields, edit.name) or _written(edit.name)
        is_new = key not in fields
        field = _mapping(fields, key, flow=True)
        _amend(field, edit, fields if is_new else None, key)


def _object(types: CommentedMap, owner: ObjectOrigin) -> CommentedMap:
    """Return the mapping that amends an object type; it is added if missing."""
    holder = _mapping(types, owner.declaration)
    for name, place, count in owner.steps:
        if name is not None:
            fields = _mapping(holder, "fields")
            holder = _mapping(fields, _key_of(fields, name) or _written(name))
        if count > 1:
            holder = _mapping(_mapping(holder, "objects"), place)
    return holder


def _amend(field: CommentedMap, edit: Edit, parent: CommentedMap | None, key: str) -> None:
    """Apply an edit to the entry of a property."""
    if edit.type is not None or edit.optional or edit.nullable:
        said = field.get("observed")
        observed = CommentedMap(said if isinstance(said, dict) else {})
        if said is not None and not isinstance(said, dict):
            observed["type"] = said
        if edit.type is not None:
            observed["type"] = type_text(edit.type, one_line=True)
            observed.pop("nullable", None)
        if edit.optional:
            observed["optional"] = True
        if edit.nullable:
            observed["nullable"] = True
        observed.fa.set_flow_style()
        field["observed"] = observed if list(observed) != ["type"] else observed["type"]
    if edit.reads_as is not None and "reads_as" not in field:
        field["reads_as"] = edit.reads_as
    if parent is not None:
        _comment(parent, key, edit)
    elif not field.fa.flow_style():
        _comment(field, "observed" if "observed" in field else "reads_as", edit)


def _add_undeclared(undeclared: CommentedMap, edit: Edit) -> None:
    known = _key_of(undeclared, edit.name)
    optional = edit.optional or (known or "").endswith("?")
    key = INDEX if edit.name == INDEX else property_key(edit.name, optional)
    if known is None:
        assert edit.type is not None, "a property that is added has a type"
        _set(undeclared, key, _undeclared_value(edit), edit)
        return
    value = undeclared[known]
    if edit.type is not None and isinstance(value, dict):
        value["type"] = type_text(edit.type, one_line=True)
    elif edit.type is not None:
        value = type_text(edit.type, one_line=True)
    if key == known:
        undeclared[known] = value
    else:  # it became optional
        place = list(undeclared).index(known)
        del undeclared[known]
        undeclared.insert(place, key, value)


def _undeclared_value(edit: Edit) -> Any:
    assert edit.type is not None, "a property that is added has a type"
    text = type_text(edit.type, one_line=True)
    if edit.reads_as is None:
        return text
    value = CommentedMap(type=text, reads_as=edit.reads_as)
    value.fa.set_flow_style()
    return value


def _set(mapping: CommentedMap, key: str, value: Any, edit: Edit) -> None:
    is_new = key not in mapping
    mapping[key] = value
    if is_new:
        _comment(mapping, key, edit)


def _comment(mapping: CommentedMap, key: str, edit: Edit) -> None:
    """Add the reasons for an edit as a comment, unless the line has a comment already."""
    if mapping.fa.flow_style() or mapping.ca.items.get(key) is not None:
        return
    mapping.yaml_add_eol_comment("; ".join(edit.reasons), key=key, column=1)


def _mapping(parent: CommentedMap, key: Any, *, flow: bool = False) -> CommentedMap:
    """Return the mapping under a key; it is added if missing."""
    value = parent.get(key)
    if not isinstance(value, CommentedMap):
        value = CommentedMap()
        if flow:
            value.fa.set_flow_style()
        parent[key] = value
    return value


def _written(name: str) -> str:
    """Return the text of a property's key in an overlay."""
    if is_signature(name):
        return name
    return typescript_literal(name) if name in ("*", "*?") else property_key(name, False)


def _key_of(mapping: CommentedMap, name: str) -> str | None:
    """Return the key of a property in a mapping, with or without quotes or `?`, if there is one."""
    for key in mapping:
        text = str(key)
        plain = text.removesuffix("?")
        if plain == name and text not in ("*", "*?"):
            return text
        if plain.startswith(('"', "'")):
            try:
                if json.loads(plain) == name:
                    return text
            except ValueError:
                continue
    return None
