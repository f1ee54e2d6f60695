"""Initial values -> the types that TypeScript infers: `{A: "a"} as const`, `["x", "y"]`.

See https://www.typescriptlang.org/docs/handbook/type-inference.html.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tree_sitter import Node

from typescribe.language.declared import (
    ArrayOf,
    DeclaredField,
    Keyword,
    KeywordName,
    LiteralOf,
    NotJson,
    ObjectOf,
    TemplateOf,
    TypeExpression,
    TypeReference,
)
from typescribe.language.expressions import members_of
from typescribe.language.syntax import named_parts, parts, quoted
from typescribe.sources.expressions.expression_reader import ExpressionReader
from typescribe.sources.expressions.object_nodes import property_name
from typescribe.sources.expressions.type_nodes import convert_within
from typescribe.sources.typescript.constants import evaluate_or_none
from typescribe.sources.typescript.context import Context
from typescribe.sources.typescript.functions import FunctionNode
from typescribe.sources.typescript.not_json import function_type
from typescribe.sources.typescript.object_literals import array_type, union_of_values
from typescribe.sources.typescript.rewriting import union_of
from typescribe.sources.typescript.scalars import (
    has_literals,
    is_literal,
    is_record_of_keywords,
    operator_of,
    result_of_operator,
    widened,
)
from typescribe.sources.typescript.symbols import Scope, Symbol
from typescribe.text.javascript_numbers import javascript_text

if TYPE_CHECKING:
    from typescribe.sources.typescript.value_types import ValueTypes

_FUNCTIONS = {"arrow_function", "function_expression", "generator_function", "class"}
_CALLS: dict[str, KeywordName] = {
    "Boolean": "boolean",
    "Date.now": "number",
    "JSON.parse": "any",
    "JSON.stringify": "string",
    "Math.random": "number",
    "Number": "number",
    "String": "string",
    "parseFloat": "number",
    "parseInt": "number",
}
"""Functions of JavaScript whose result does not depend on their arguments."""


class Initializers:
    """Infers the types of the expressions in one scope."""

    def __init__(
        self,
        values: ValueTypes,
        reader: ExpressionReader,
        scope: Scope,
        user: Symbol | None = None,
    ) -> None:
        self._values = values
        self._reader = reader
        self._scope = scope
        self._user = user

    def type_of(self, node: Node, narrow: bool, deep: bool = False) -> TypeExpression:
        """Return the type of an expression, with names not linked.

        `narrow` keeps a literal, as `const` does; `deep` also keeps those inside, as `as const`.
        """
        position = self._reader.position_of(node)
        match node.type:
            case "as_expression" | "satisfies_expression" | "type_assertion":
                return self._cast(node, narrow, deep)
            case "parenthesized_expression" | "non_null_expression":
                return self.type_of(named_parts(node)[0], narrow, deep)
            case "object":
                return self._object(node, deep)
            case "array":
                return self._array(node, deep)
            case "true" | "false":
                literal = LiteralOf(node.type == "true", position)
                return literal if narrow else widened(literal)
            case "null" | "undefined" as keyword:
                return Keyword(keyword, position)
            case "identifier" | "member_expression" | "subscript_expression":
                return self._named(node, narrow)
            case "call_expression" | "new_expression":
                return self._call(node, narrow, deep)
            case "ternary_expression":
                branches = named_parts(node)[1:]
                types = (self.type_of(branch, narrow, deep) for branch in branches)
                return union_of_values(types, position)
            case "regex":
                return TypeReference("RegExp", (), position)
            case kind if kind in _FUNCTIONS:
                origin = FunctionNode.of(node, Context(self._scope, self._user))
                return function_type("function", position, origin)
        return self._scalar(node, narrow, deep)

    def _scalar(self, node: Node, narrow: bool, deep: bool) -> TypeExpression:
        """Return the type of a literal, or of an operator whose result is a scalar."""
        position = self._reader.position_of(node)
        if node.type == "number" and self._reader.text_of(node).endswith("n"):
            return NotJson("a bigint", position)
        if is_literal(node) or node.type == "template_string":
            constant = evaluate_or_none(node, self._scope.file, self._constant)
            if constant is not None:
                literal = LiteralOf(constant, position)
                return literal if narrow else widened(literal)
        if node.type == "template_string":
            return self._template(node) if deep else Keyword("string", position)
        if keyword := result_of_operator(node):
            return Keyword(keyword, position)
        if node.type == "binary_expression" and operator_of(node) == "+":
            sides = [self.type_of(part, False) for part in named_parts(node)]
            names = {side.name if isinstance(side, Keyword) else "" for side in sides}
            if "string" in names or names == {"number"}:
                return Keyword("string" if "string" in names else "number", position)
        return self.unknown(node)

    def _template(self, node: Node) -> TypeExpression:
        """Return the template literal type of a template under `as const`."""
        texts = [""]
        types: list[TypeExpression] = []
        for part in named_parts(node):
            if part.type == "template_substitution":
                types.append(self.type_of(named_parts(part)[0], True, True))
                texts.append("")
            elif part.type == "string_fragment":
                texts[-1] += self._reader.text_of(part)
            else:
                return self.unknown(node)
        if all(isinstance(type_, Keyword | LiteralOf) for type_ in types):
            return TemplateOf(tuple(texts), tuple(types), self._reader.position_of(node))
        return self.unknown(node)

    def unknown(self, node: Node) -> TypeExpression:
        """Report an expression whose type is not inferred."""
        shown = quoted(self._reader.text_of(node))
        return self._reader.reject(node, f"the type of {shown} is not inferred")

    def _cast(self, node: Node, narrow: bool, deep: bool) -> TypeExpression:
        if node.type == "type_assertion":
            written, value = named_parts(node)
            if types := named_parts(written):
                return convert_within(self._reader, types[0])
            return self.type_of(value, True, True)  # `<const>`
        value, *_ = named_parts(node)
        is_const = parts(node)[-1].type == "const"
        if node.type == "as_expression" and not is_const:
            return convert_within(self._reader, named_parts(node)[-1])
        found = self.type_of(value, narrow or is_const, deep or is_const)
        is_context = node.type == "satisfies_expression" and not _is_const_assertion(value)
        if is_context and not deep and has_literals(value):
            wanted = convert_within(self._reader, named_parts(node)[-1])
            if not is_record_of_keywords(wanted):
                # The type after `satisfies` decides which literals inside are kept.
                kept = self.type_of(value, narrow, True)
                return self._values.satisfying(self._scope, found, kept, wanted)
        return found

    def _named(self, node: Node, narrow: bool) -> TypeExpression:
        name = "".join(self._reader.text_of(node).split())
        position = self._reader.position_of(node)
        if name == "undefined":
            return Keyword("undefined", position)
        if name in ("NaN", "Infinity"):
            return Keyword("number", position)
        found = self._values.typeof(self._scope, name, self._user)
        if found is None:
            return self.unknown(node)
        enum = self._values.enum_of_member(self._scope, name, position)
        if narrow or not all(isinstance(member, LiteralOf) for member in members_of(found)):
            return found
        if enum or not self._values.widens(self._scope, name):
            return enum or found
        return union_of(map(widened, members_of(found)), position)

    def _call(self, node: Node, narrow: bool, deep: bool) -> TypeExpression:
        reader = self._reader
        position = reader.position_of(node)
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        arguments = node.child_by_field_name("arguments")
        values = named_parts(arguments) if arguments else []
        typed = node.child_by_field_name("type_arguments")
        name = "".join(reader.text_of(callee).split()) if callee else ""
        if node.type == "new_expression":
            types = named_parts(typed) if typed else []
            passed = tuple(convert_within(reader, part) for part in types)
            made = self._values.instance(self._scope, name, passed if typed else None, position)
            return made or self.unknown(node)
        if name == "Object.freeze" and len(values) == 1 and not typed:
            return self._frozen(values[0], deep)
        if name in _CALLS:
            return Keyword(_CALLS[name], position)
        if name == "Object.keys":
            return ArrayOf(Keyword("string", position), position)
        if name in ("Symbol", "Symbol.for"):
            return NotJson("a symbol", position)
        result = None if typed else self._values.returned(self._scope, name)
        return result or self.unknown(node)

    def _frozen(self, value: Node, deep: bool) -> TypeExpression:
        """Return the type of `Object.freeze(...)`, which keeps the literals of an object."""
        inner = self.type_of(value, False, deep)
        if value.type != "object" or not isinstance(inner, ObjectOf):
            return inner
        kept = self.type_of(value, True, True)
        assert isinstance(kept, ObjectOf), "an object either way"
        return replace(
            inner,
            fields=tuple(
                replace(field, type=other.type if isinstance(other.type, LiteralOf) else field.type)
                for field, other in zip(inner.fields, kept.fields, strict=True)
            ),
        )

    def _constant(self, name: str) -> str | int | float | None:
        return self._values.constant(self._scope, name)

    def _object(self, node: Node, deep: bool) -> TypeExpression:
        fields: dict[str, DeclaredField] = {}
        for member in named_parts(node):
            declared = self._members(member, deep)
            if declared is None:
                return self.unknown(node)
            for field in declared:
                fields[field.wire_name] = field
        return ObjectOf(tuple(fields.values()), self._reader.position_of(node))

    def _members(self, member: Node, deep: bool) -> Iterable[DeclaredField] | None:
        """Return the fields for a member of an object literal; None if they are not known."""
        reader = self._reader
        position = reader.position_of(member)
        if member.type == "spread_element":
            spread = self.type_of(named_parts(member)[0], True, deep)
            if not isinstance(spread, ObjectOf) or not spread.is_closed:
                return None
            return None if any(field.optional for field in spread.fields) else spread.fields
        if member.type == "shorthand_property_identifier":
            type_ = self._named(member, deep)
            return [DeclaredField(reader.text_of(member), type_, False, position)]
        key = member.child_by_field_name("key") or member.child_by_field_name("name")
        name = key and self._key(key)
        if key is None or name is None:
            # A key that is not constant; without a symbol there it could be any name.
            return None
        value = member.child_by_field_name("value")
        if member.type == "pair" and value:
            type_ = self.type_of(value, deep, deep)
        elif any(part.type == "get" for part in member.children):
            returned = member.child_by_field_name("return_type")
            type_ = (
                convert_within(reader, named_parts(returned)[0])
                if returned
                else self.unknown(member)
            )
        elif any(part.type == "set" for part in member.children):
            return []
        else:
            type_ = function_type("method", position)
        return [DeclaredField(name, type_, False, position)]

    def _key(self, key: Node) -> str | None:
        # `["a" + "b"]` is any name to the compiler.
        if key.type == "computed_property_name":
            known = self.type_of(named_parts(key)[0], True)
            return javascript_text(known.value) if isinstance(known, LiteralOf) else None
        return property_name(self._reader, key)

    def _array(self, node: Node, deep: bool) -> TypeExpression:
        def type_of(item: Node) -> TypeExpression:
            return self.type_of(item, deep, deep)

        position = self._reader.position_of(node)
        return array_type(named_parts(node), position, type_of, self.unknown, deep=deep)


def _is_const_assertion(node: Node) -> bool:
    """Return whether an expression ends in `as const`, after which nothing is widened."""
    while node.type == "parenthesized_expression":
        (node,) = named_parts(node)
    return node.type == "as_expression" and parts(node)[-1].type == "const"
