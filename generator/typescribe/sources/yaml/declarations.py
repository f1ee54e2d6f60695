"""The tree of a spec file -> declarations.

Parts that violate `spec.schema.json` are skipped here, because `schema` reports them. So all
mistakes of a file are reported in the same run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredValue,
    Fields,
    KeySignature,
    Keyword,
    LiteralValue,
    ObjectOf,
    TypeExpression,
    TypeReference,
    Values,
)
from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.syntax import Locate, quoted
from typescribe.sources.expressions.literals import decode_number
from typescribe.sources.expressions.type_expressions import (
    PropertyName,
    parse_declaration_name,
    parse_property_name,
    parse_type,
    parse_types,
)
from typescribe.sources.yaml.constraints import constraints_of
from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar, Sequence

T = TypeVar("T")


class DeclarationReader:
    """Reads the declarations of a package and collects their mistakes in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._names: dict[str, Position] = {}
        # Most types of a large spec are a single word; each word is parsed once.
        self._words: dict[str, Keyword | TypeReference] = {}

    def declarations(self, root: Node) -> Iterator[Declaration]:
        """Yield the declarations of a file in the order of its lines."""
        for entry in entries_of(value_of(root, "types")):
            named = self.parsed(parse_declaration_name, entry.key)
            body = self._body(entry.value)
            if named:
                self._declare_once(named[0], entry.key.position)
            if named and body:
                yield Declaration(
                    *named,
                    body,
                    entry.key.position,
                    description=text_of(entry.value, "description") or "",
                    deprecated=deprecation_of(entry.value),
                    class_name=text_of(entry.value, "name"),
                    constraints=constraints_of(entry.value, self.problems),
                )

    def _declare_once(self, name: str, position: Position) -> None:
        first = self._names.setdefault(name, position)
        if first is not position:
            message = f"the type {quoted(name)} is declared twice; first at {first}"
            self.problems.append(Problem(position, message))

    def _body(self, node: Node) -> Fields | Alias | Values | None:
        if fields := entry_of(node, "fields"):
            own = self.object_of(fields, class_name=None)
            own = replace(own, refuses_others=is_true(node, "closed"))
            return Fields(own, self._extends(node))
        if values := entry_of(node, "values"):
            flags = entry_of(node, "flags")
            where = flags.key.position if flags and is_true(node, "flags") else None
            return Values(tuple(self.values_of(values)), is_true(node, "open"), where)
        expression = self.expression(value_of(node, "type"))
        return Alias(expression) if expression else None

    def _extends(self, node: Node) -> tuple[TypeExpression, ...]:
        written = value_of(node, "extends")
        listed = written.items if isinstance(written, Sequence) else (written,)
        parsed = [self.parsed(parse_types, item) for item in listed if isinstance(item, Scalar)]
        return tuple(base for bases in parsed if bases for base in bases)

    def object_of(self, fields: Entry, class_name: str | None) -> ObjectOf:
        """Return the object type with the properties under a key."""
        declared: list[DeclaredField] = []
        index: TypeExpression | None = None
        signatures: list[KeySignature] = []
        seen: dict[object, Scalar] = {}
        for entry in entries_of(fields.value):
            expression = self._field_type(entry.value)
            if entry.key.text.startswith("["):
                keys = self.parsed(read_index_signature, entry.key)
                is_string = isinstance(keys, Keyword) and keys.name == "string"
                is_first = keys and self._is_first("index signature", keys, entry.key, seen)
                if keys and is_first and is_string:
                    index = expression
                elif keys and is_first and expression:
                    signatures.append(KeySignature(keys, expression))
            elif name := self.parsed(parse_property_name, entry.key):
                is_first = self._is_first("property", name.wire_name, entry.key, seen)
                if is_first and expression:
                    declared.append(_field(name, expression, entry, self.problems))
        position, others = fields.key.position, tuple(signatures)
        return ObjectOf(tuple(declared), position, index, class_name, others)

    def _field_type(self, node: Node) -> TypeExpression | None:
        if not isinstance(node, Mapping):
            return self.expression(node)
        if fields := node.get("fields"):
            inner = self.object_of(fields, class_name=text_of(node, "name"))
            return replace(inner, refuses_others=is_true(node, "closed"))
        return self.expression(value_of(node, "type"))

    def expression(self, node: Node | None) -> TypeExpression | None:
        """Return the type that a scalar contains; None, and a problem, if it is not a type."""
        if not isinstance(node, Scalar):
            return None
        if word := self._words.get(node.text):
            return replace(word, position=node.locate(0))
        expression = self.parsed(parse_type, node)
        if isinstance(expression, Keyword | TypeReference) and node.text.isidentifier():
            self._words[node.text] = expression
        return expression

    def values_of(self, values: Entry) -> Iterator[DeclaredValue]:
        """Yield the literals of documented values with their descriptions."""
        seen: dict[object, Scalar] = {}
        for entry in entries_of(values.value):
            try:
                value = _literal(entry.key)
            except ValueError as error:
                message = f"{quoted(entry.key.text)} cannot be a value: {error}"
                self.problems.append(Problem(entry.key.position, message))
                continue
            if self._is_first("value", (type(value), value), entry.key, seen):
                described = text_of(entry.value, "description") or _stripped(entry.value) or ""
                names = _names(value_of(entry.value, "name"))
                yield DeclaredValue(value, entry.key.position, described, names)

    def _is_first(self, kind: str, name: object, key: Scalar, seen: dict[object, Scalar]) -> bool:
        """Return whether a name is new in its mapping; report it if it is not."""
        first = seen.setdefault(name, key)
        if first is key:
            return True
        line = first.position.line
        message = f"the {kind} {quoted(key.text)} is declared twice; the first is on line {line}"
        self.problems.append(Problem(key.position, message))
        return False

    def parsed(self, parse: Callable[[str, Locate], T], scalar: Scalar) -> T | None:
        """Return the parsed text of a scalar; None if it has mistakes, which go to `problems`."""
        try:
            return parse(scalar.text, scalar.locate)
        except SpecError as error:
            self.problems.extend(error.problems)
            return None


def read_index_signature(text: str, locate: Locate) -> TypeExpression:
    """Return the type of the keys in `[key: string]`.

    Raises:
        SpecError: it is anything else that starts with a bracket.
    """
    try:
        match parse_type(f"{{{text}\n: unknown}}", lambda _: locate(0)):
            case ObjectOf(
                fields=(), index=Keyword("unknown", position)
            ) as body if not body.signatures:
                return Keyword("string", position)
            case ObjectOf(fields=(), index=None, signatures=(signature,)):
                return signature.keys
    except SpecError:
        pass
    advice = """another name that starts with [ is written '"[name]"'"""
    message = f"expected an index signature, [key: string]; found {quoted(text)}; {advice}"
    raise SpecError([Problem(locate(0), message)])


def _literal(key: Scalar) -> LiteralValue | None:
    """Return the literal in a key of `values`.

    Raises:
        ValueError: JSON has no such number.
    """
    match key.value:
        case bool() | str() | None:
            return key.value
        case float() if not math.isfinite(key.value):
            raise ValueError("JSON has no such number")
        case _:
            number = decode_number(key.text.lstrip("+-"))
            return -number if key.text.startswith("-") else number


def _names(node: Node | None) -> tuple[str, ...]:
    """Return the names under a key: one, or a list."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(text for item in items if (text := _stripped(item)))


def _field(
    name: PropertyName, expression: TypeExpression, entry: Entry, problems: list[Problem]
) -> DeclaredField:
    return DeclaredField(
        name.wire_name,
        expression,
        name.optional,
        entry.key.position,
        description=text_of(entry.value, "description") or "",
        attribute=text_of(entry.value, "attribute"),
        reads_as=text_of(entry.value, "reads_as"),
        deprecated=deprecation_of(entry.value),
        constraints=constraints_of(entry.value, problems),
    )


def is_true(node: Node, key: str) -> bool:
    """Return whether the value under a key of a mapping is `true`."""
    value = value_of(node, key)
    return isinstance(value, Scalar) and value.value is True


def deprecation_of(node: Node) -> str | None:
    """Return why a type or field is deprecated; "" without a reason, None if it is not."""
    value = value_of(node, "deprecated")
    return "" if isinstance(value, Scalar) and value.value is True else _stripped(value)


def text_of(node: Node, key: str) -> str | None:
    """Return the text under a key of a mapping, without surrounding white space."""
    return _stripped(value_of(node, key))


def _stripped(node: Node | None) -> str | None:
    return node.value.strip() if isinstance(node, Scalar) and isinstance(node.value, str) else None


def value_of(node: Node | None, key: str) -> Node | None:
    """Return the value under a key of a mapping."""
    entry = entry_of(node, key)
    return entry.value if entry else None


def entry_of(node: Node | None, key: str) -> Entry | None:
    """Return a key of a mapping with its value."""
    return node.get(key) if isinstance(node, Mapping) else None


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """Return the entries of a mapping; none of any other node, which the schema rejects."""
    return node.entries if isinstance(node, Mapping) else ()
