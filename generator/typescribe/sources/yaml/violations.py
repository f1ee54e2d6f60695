"""The violations of the schema of its language in a file -> problems with positions.

Their key `errorMessage` says what is expected, for messages and for editors.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from referencing import Registry, Resource

from typescribe.language.errors import Position, Problem, nearest
from typescribe.language.schemas import SPEC_SCHEMA, spec_schema
from typescribe.language.syntax import quoted
from typescribe.sources.yaml.instances import Instance, Object
from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar, Sequence


def violations(root: Node, instance: Instance, name: str) -> list[Problem]:
    """Return every violation of a schema in a file, given as its tree and as JSON."""
    found = _validator(name).iter_errors(instance)
    return [problem for error in found for problem in _problems(error, root, instance)]


@cache
def _validator(name: str) -> Validator:
    # The overlay schema refers to the spec schema by the name of its file, for editors.
    specs: Resource[Any] = Resource.from_contents(spec_schema(SPEC_SCHEMA))
    registry: Registry[Any] = Registry().with_resource(SPEC_SCHEMA, specs)
    return Draft202012Validator(spec_schema(name), registry=registry)


def _problems(error: ValidationError, root: Node, instance: Instance) -> Iterator[Problem]:
    key, node = _place(error, root, instance)
    schema = cast("dict[str, Any]", error.schema)
    if error.validator == "anyOf" and "properties" in schema:
        if isinstance(node, Mapping) and set(cast(Object, error.instance).entries) <= set(
            schema["properties"]
        ):
            yield from _missing("required", schema["anyOf"][0], {}, node.position)
    elif error.validator not in ("additionalProperties", "oneOf", "required", "dependentRequired"):
        advice = nearest(node.text, _choices(schema)) if isinstance(node, Scalar) else ""
        message = f"{schema['errorMessage']}; found {_described(node)}{advice}"
        yield Problem(node.position, message)
    elif isinstance(node, Mapping):  # other nodes are reported for their type
        entries = cast(Object, error.instance).entries
        unknown = [entry for name, entry in entries.items() if name not in schema["properties"]]
        if error.validator == "additionalProperties":
            yield from (_unknown_key(entry, schema, node.flow) for entry in unknown)
        elif error.validator == "oneOf":
            yield from _not_exactly_one(schema, entries, key.position if key else node.position)
        elif not unknown:  # an unknown key may be the missing one, misspelled
            yield from _missing(str(error.validator), schema, entries, node.position)


def _choices(schema: dict[str, Any]) -> list[str]:
    """Return the words among which a value can be chosen, possibly beside other texts."""
    cases: list[dict[str, Any]] = [schema, *schema.get("anyOf", ())]
    return [word for case in cases for word in case.get("enum", ())]


def _place(error: ValidationError, node: Node, instance: Any) -> tuple[Scalar | None, Node]:
    """Return the key and the node at the path of an error."""
    key = None
    for step in error.absolute_path:
        if isinstance(instance, Object):
            key, node = instance.entries[str(step)]
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
        instance = instance[step]
    return key, node


def _unknown_key(entry: Entry, schema: dict[str, Any], flow: bool) -> Problem:
    name = entry.key.text
    advice = nearest(name, schema["properties"])
    if flow and isinstance(entry.value, Scalar) and entry.value.is_missing:
        advice = "; inside {...}, put text that contains a comma in quotes"
    title = schema["title"].lower()
    article = "an" if title[0] in "aeiou" else "a"
    message = f"unknown key {quoted(name)} in {article} {title}{advice}"
    return Problem(entry.key.position, message)


def _missing(
    rule: str, schema: dict[str, Any], entries: dict[str, Entry], where: Position
) -> Iterator[Problem]:
    if rule == "required":
        missing = next(name for name in schema[rule] if name not in entries)
        yield Problem(where, f'expected a key "{missing}"')
    else:
        for name, needed in schema[rule].items():
            if name in entries and needed[0] not in entries:
                yield Problem(entries[name].key.position, f'"{name}" requires "{needed[0]}"')


def _not_exactly_one(
    schema: dict[str, Any], entries: dict[str, Entry], where: Position
) -> Iterator[Problem]:
    names = [case["required"][0] for case in schema["oneOf"] if "required" in case]
    expected = "expected exactly one of " + ", ".join(f'"{name}"' for name in names)
    found = [name for name in entries if name in names]
    if found:
        listed = " and ".join(f'"{name}"' for name in found)
        yield Problem(entries[found[1]].key.position, f"{expected}; found {listed}")
    elif entries.keys() <= schema["properties"].keys():  # likewise
        yield Problem(where, f"{expected}; found none of them")


def _described(node: Node) -> str:
    match node:
        case Mapping():
            return "a mapping" if node.entries else "an empty mapping"
        case Sequence():
            return "a list" if node.items else "an empty list"
        case Scalar(value=str()):
            return quoted(node.text)
        case Scalar(value=None | bool()):
            return node.text or "nothing"
        case Scalar():
            return f"the number {quoted(node.text)[1:-1]}"
