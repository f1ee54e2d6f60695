"""The types of TypeScript that a spec does not support: why, and what to write instead."""

from __future__ import annotations

from typing import Final, NamedTuple


class Unsupported(NamedTuple):
    """Why a type is not supported, and what to write instead."""

    reason: str
    advice: str


_NO_FUNCTION: Final = "a function cannot be sent as JSON"
_NO_SYMBOL: Final = "a symbol cannot be sent as JSON"
_OMIT_OR_REPLACE: Final = "leave it out, or declare what is sent in its place"

_FUNCTION = Unsupported(_NO_FUNCTION, _OMIT_OR_REPLACE)
_METHOD = Unsupported(_NO_FUNCTION, "leave the method out")
_SYMBOL = Unsupported(_NO_SYMBOL, _OMIT_OR_REPLACE)
_IMPORT = Unsupported("a spec has one namespace and no imports", "write the name of the type alone")
_FLOW = Unsupported(
    "this is the notation of Flow, not of TypeScript",
    "write the union out, such as `string | null`",
)


def _wrapper(keyword: str) -> Unsupported:
    return Unsupported(
        "this is the name of a wrapper object of JavaScript", f"write `{keyword}` in lower case"
    )


UNSUPPORTED_KINDS: Final = {
    "call_expression": _IMPORT,
    "call_signature": _METHOD,
    "construct_signature": _METHOD,
    "constructor_type": _FUNCTION,
    "existential_type": _FLOW,
    "flow_maybe_type": _FLOW,
    "function_type": _FUNCTION,
    "member_expression": _IMPORT,
    "method_signature": _METHOD,
    "nested_type_identifier": Unsupported("a spec has one namespace", "write the last name alone"),
    "this_type": Unsupported("`this` depends on where it is used", "write the name of the type"),
    "type_predicate": Unsupported("a type predicate belongs to a function", "write `boolean`"),
    "type_query": Unsupported("`typeof` is the type of a variable", "write that type"),
}
"""The unsupported types by the kind of their syntax node."""

UNSUPPORTED_NAMES: Final = {
    "Boolean": _wrapper("boolean"),
    "Number": _wrapper("number"),
    "String": _wrapper("string"),
    "bigint": Unsupported(
        "JSON has no bigint", "write `number`, or `string` if it is sent as text"
    ),
    "symbol": _SYMBOL,
    "unique symbol": _SYMBOL,
    "void": Unsupported(
        "`void` is what a function returns", "write `undefined`, or make the property optional"
    ),
}
"""The unsupported types that TypeScript names."""

RESERVED_WORDS: Final = {
    *("break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete"),
    *("do", "else", "enum", "export", "extends", "false", "finally", "for", "function", "if"),
    *("import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw"),
    *("true", "try", "typeof", "var", "void", "while", "with"),
}
"""The reserved words of JavaScript, which cannot be names of types."""
