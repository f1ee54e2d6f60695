"""What JSON cannot carry: how it is marked until it is left out, and TypeScript's names for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from typescribe.language.declared import KeywordName, TypeExpression, TypeReference
from typescribe.language.errors import Position

_MARK = "!"


def not_json(what: str, position: Position) -> TypeReference:
    """Return the mark of a type that no JSON has; `what` says what it is: "a function"."""
    return TypeReference(_MARK + what, (), position)


def marked(expression: TypeExpression) -> str | None:
    """Return what a marked type is, None for any other type."""
    if isinstance(expression, TypeReference) and expression.name.startswith(_MARK):
        return expression.name.removeprefix(_MARK)
    return None


KINDS: Final = {
    "function_type": "a function",
    "constructor_type": "a constructor",
    "call_signature": "a function",
    "construct_signature": "a constructor",
    "method_signature": "a method",
    "method_definition": "a method",
    "abstract_method_signature": "a method",
    "type_predicate": "a function",
    "asserts": "a function",
}
"""Kinds of syntax nodes that are functions of some sort."""

_KINDS_OF_OBJECTS: Final = {
    "a symbol": "symbol Symbol",
    "a bigint": "bigint BigInt",
    "a function": "Function CallableFunction NewableFunction",
    "a promise": "Promise PromiseLike",
    "a collection without JSON": "Map ReadonlyMap Set ReadonlySet WeakMap WeakSet WeakRef",
    "an iterator": """
        AsyncGenerator AsyncIterable AsyncIterableIterator AsyncIterator Generator Iterable
        IterableIterator Iterator IteratorObject""",
    "a stream": """
        NodeJS.ReadWriteStream NodeJS.ReadableStream NodeJS.WritableStream ReadableStream
        ReadableStreamDefaultReader TransformStream WritableStream""",
    "binary data": """
        ArrayBuffer ArrayBufferLike ArrayBufferView BigInt64Array BigUint64Array Blob Buffer
        BufferSource DataView File Float32Array Float64Array FormData Int16Array Int32Array
        Int8Array SharedArrayBuffer Uint16Array Uint32Array Uint8Array Uint8ClampedArray""",
    "a regular expression": "RegExp",
    "an object of the runtime": """
        AbortController AbortSignal BodyInit CustomEvent DOMException Document Element Event
        EventTarget HTMLElement Headers HeadersInit MediaStream MediaStreamTrack MessagePort
        NodeJS.EventEmitter NodeJS.Global NodeJS.Process NodeJS.Timeout NodeJS.Timer Proxy
        ProxyHandler Request RequestInfo RequestInit Response ResponseInit URLSearchParams
        WebSocket Window Worker XMLHttpRequest globalThis""",
}

GLOBALS: Final = {
    "unique symbol": "a symbol",
    **{name: what for what, names in _KINDS_OF_OBJECTS.items() for name in names.split()},
}
"""Names of TypeScript's library and of Node's that stand for something JSON cannot carry."""

_OF_A_FUNCTION: Final = "it is computed from a function"

NARROWED: Final[Mapping[str, tuple[KeywordName, str]]] = {
    "Boolean": ("boolean", "a wrapper object travels as its value"),
    "ConstructorParameters": ("unknown", _OF_A_FUNCTION),
    "Date": ("string", "a Date travels as text"),
    "InstanceType": ("unknown", _OF_A_FUNCTION),
    "Number": ("number", "a wrapper object travels as its value"),
    "Object": ("unknown", "`Object` says nothing of what it is"),
    "OmitThisParameter": ("unknown", _OF_A_FUNCTION),
    "Parameters": ("unknown", _OF_A_FUNCTION),
    "ReturnType": ("unknown", _OF_A_FUNCTION),
    "String": ("string", "a wrapper object travels as its value"),
    "ThisParameterType": ("unknown", _OF_A_FUNCTION),
    "ThisType": ("unknown", "`ThisType` belongs to functions"),
    "URL": ("string", "a URL travels as text"),
}
"""Names of TypeScript's library, the keyword that comes nearest, and why it is not whole."""
