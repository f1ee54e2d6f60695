"""The TypeScript types a spec cannot hold, and what to write instead."""

from __future__ import annotations

from typing import Final

_FUNCTION = "a function cannot travel as JSON; leave it out, or declare what is sent in its place"
_SYMBOL = "a symbol cannot travel as JSON; leave it out, or declare what is sent in its place"
_METHOD = "a function cannot travel as JSON; leave the method out"
_IMPORT = "a spec has one namespace and no imports; write the name of the type alone"
_FLOW = "this is Flow's notation, not TypeScript's; write the union out, such as `string | null`"
_WRAPPER = "this names JavaScript's wrapper object; write `{}` in lower case"

REFUSED_KINDS: Final = {
    "call_expression": _IMPORT,
    "call_signature": _METHOD,
    "construct_signature": _METHOD,
    "constructor_type": _FUNCTION,
    "existential_type": _FLOW,
    "flow_maybe_type": _FLOW,
    "function_type": _FUNCTION,
    "infer_type": "`infer` belongs to a conditional type; write the type it comes to",
    "member_expression": _IMPORT,
    "method_signature": _METHOD,
    "nested_type_identifier": "a spec has one namespace; write the last name alone",
    "this_type": "`this` depends on where it is used; write the name of the type",
    "type_predicate": "a type predicate belongs to a function; write `boolean`",
    "type_query": "`typeof` asks for the type of a variable; write that type",
}
"""What to do about a kind of syntax node that has no JSON."""

REFUSED_NAMES: Final = {
    "Boolean": _WRAPPER.format("boolean"),
    "Number": _WRAPPER.format("number"),
    "String": _WRAPPER.format("string"),
    "bigint": "JSON has no bigint; write `number`, or `string` if it is sent as text",
    "symbol": _SYMBOL,
    "unique symbol": _SYMBOL,
    "void": "`void` is what a function returns; write `undefined`, or make the property optional",
}
"""What to do about a type that TypeScript names and JSON does not have."""

RESERVED_WORDS: Final = {
    *("break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete"),
    *("do", "else", "enum", "export", "extends", "false", "finally", "for", "function", "if"),
    *("import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw"),
    *("true", "try", "typeof", "var", "void", "while", "with"),
}
"""The words that no type can be called: JavaScript keeps them to itself."""
