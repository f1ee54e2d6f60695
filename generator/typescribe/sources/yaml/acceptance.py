"""Decides whether the content of a file is valid against a schema, without saying why not.

Of JSON Schema (draft 2020-12), it knows the keywords that the schemas of typescribe use. Importing
jsonschema and checking a valid spec with it took a tenth of the time of a run after an edit; now
only a file that is not accepted is checked with it, for messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

Schema: TypeAlias = Mapping[str, Any]
Test: TypeAlias = Callable[[Any], bool]
"""Whether a value, decoded as JSON, is accepted."""


class Acceptance:
    """The tests of schemas that refer to one another by file name.

    Args:
        schemas: the schemas by file name.
        shapes: for schemas, by file name and path, the function that returns the part of a value
            that they check, by which the values that were accepted before are known, or `None`.
    """

    def __init__(
        self,
        schemas: Mapping[str, Schema],
        shapes: Mapping[tuple[str, str], Callable[[Any], object]],
    ) -> None:
        self._schemas = schemas
        self._shapes = shapes
        self.of = cache(self._of)

    def _of(self, name: str, path: str = "") -> Test:
        """Return the test of the schema at a path of a file, such as `/$defs/field`."""
        schema: Any = self._schemas[name]
        for step in path.split("/")[1:]:
            schema = schema[step]
        test = self._test(name, schema)
        shape = self._shapes.get((name, path))
        return _remembering(test, shape) if shape else test

    def _test(self, name: str, schema: Schema) -> Test:
        tests = [make(schema[key]) for key, make in _SIMPLE.items() if key in schema]
        if "$ref" in schema:
            file, _, path = schema["$ref"].partition("#")
            tests.append(self._at(file or name, path))
        if not _MEMBERS.isdisjoint(schema):
            tests.append(self._members(name, schema))
        if "items" in schema:
            item = self._test(name, schema["items"])
            tests.append(lambda value: not isinstance(value, list) or all(map(item, value)))
        if "if" in schema:
            condition, then = (self._test(name, schema[key]) for key in ("if", "then"))
            tests.append(lambda value: not condition(value) or then(value))
        if "not" in schema:
            other = self._test(name, schema["not"])
            tests.append(lambda value: not other(value))
        for key, is_right in _CHOICES.items():
            if key in schema:
                cases = [self._test(name, case) for case in schema[key]]
                tests.append(_choice(cases, is_right))
        if not schema.keys() <= KEYWORDS:
            return lambda _: False  # jsonschema decides
        return tests[0] if len(tests) == 1 else _every(tests)

    def _at(self, name: str, path: str) -> Test:
        """Return the test of a schema that may contain the reference to it."""

        def accepts(value: Any) -> bool:
            return self.of(name, path)(value)

        return accepts

    def _members(self, name: str, schema: Schema) -> Test:
        """Return the test of the members of an object by their keys."""
        declared = {
            key: self._test(name, part) for key, part in schema.get("properties", {}).items()
        }
        patterns = [
            (re.compile(pattern), self._test(name, part))
            for pattern, part in schema.get("patternProperties", {}).items()
        ]
        others = schema.get("additionalProperties", True)
        other = (lambda _: others) if isinstance(others, bool) else self._test(name, others)

        def accepts(value: Any) -> bool:
            if isinstance(value, dict):
                for key, part in value.items():
                    tests = [test for pattern, test in patterns if pattern.search(key)]
                    if key in declared or not tests:
                        tests.append(declared.get(key, other))
                    for test in tests:
                        if not test(part):
                            return False
            return True

        return accepts


def _every(tests: list[Test]) -> Test:
    def accepts(value: Any) -> bool:
        for test in tests:  # noqa: SIM110 - a generator would be one more level of recursion
            if not test(value):
                return False
        return True

    return accepts


def _remembering(test: Test, shape: Callable[[Any], object]) -> Test:
    accepted: set[object] = set()

    def remembering(value: Any) -> bool:
        found = shape(value)
        if found in accepted:
            return True
        is_valid = test(value)
        if is_valid and found is not None:
            accepted.add(found)
        return is_valid

    return remembering


def _choice(cases: list[Test], is_right: Callable[[int], bool]) -> Test:
    return lambda value: is_right(sum(case(value) for case in cases))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_TYPES: Final[dict[str, Test]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and value == value // 1,
}


def _type(names: str | list[str]) -> Test:
    if isinstance(names, str):
        return _TYPES[names]
    tests = [_TYPES[name] for name in names]
    return lambda value: any(test(value) for test in tests)


def _one_of(values: list[Any]) -> Test:
    known = {(type(value) is bool, value) for value in values}  # in Python, True equals 1
    return lambda value: (
        not isinstance(value, (list, dict)) and (type(value) is bool, value) in known
    )


def _pattern(pattern: str) -> Test:
    found = re.compile(pattern).search
    return lambda value: not isinstance(value, str) or found(value) is not None


def _required(keys: list[str]) -> Test:
    return lambda value: not isinstance(value, dict) or all(key in value for key in keys)


def _dependent(needed: dict[str, list[str]]) -> Test:
    return lambda value: (
        not isinstance(value, dict)
        or all(other in value for key in value if key in needed for other in needed[key])
    )


_SIMPLE: Final[dict[str, Callable[[Any], Test]]] = {
    "type": _type,
    "enum": _one_of,
    "const": lambda value: _one_of([value]),
    "pattern": _pattern,
    "minimum": lambda least: lambda value: not _is_number(value) or value >= least,
    "exclusiveMinimum": lambda limit: lambda value: not _is_number(value) or value > limit,
    "minItems": lambda least: lambda value: not isinstance(value, list) or len(value) >= least,
    "minProperties": lambda least: lambda value: not isinstance(value, dict) or len(value) >= least,
    "required": _required,
    "dependentRequired": _dependent,
}
_MEMBERS: Final = frozenset({"properties", "patternProperties", "additionalProperties"})
_CHOICES: Final[dict[str, Callable[[int], bool]]] = {
    "anyOf": lambda count: count > 0,
    "oneOf": lambda count: count == 1,
}
_ANNOTATIONS: Final = frozenset(
    {
        *("$schema", "$defs", "title", "description", "markdownDescription", "errorMessage"),
        *("examples", "default", "defaultSnippets", "markdownEnumDescriptions"),
    }
)
"""The keywords that accept everything."""
KEYWORDS: Final = (
    frozenset({"$ref", "items", "if", "then", "not"})
    | _SIMPLE.keys()
    | _MEMBERS
    | _CHOICES.keys()
    | _ANNOTATIONS
)
"""The keywords that are known; a schema with another one accepts nothing."""
