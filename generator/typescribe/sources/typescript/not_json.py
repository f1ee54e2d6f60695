"""The types that JSON cannot carry: functions, and names of TypeScript's library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from typescribe.language.declared import (
    FunctionKind,
    Keyword,
    KeywordName,
    NotJson,
    TypeExpression,
    TypeReference,
)
from typescribe.language.errors import Position

FUNCTIONS: Final[Mapping[str, FunctionKind]] = {
    "function_type": "function",
    "constructor_type": "constructor",
    "call_signature": "function",
    "construct_signature": "constructor",
    "method_signature": "method",
    "method_definition": "method",
    "abstract_method_signature": "method",
    "type_predicate": "function",
    "asserts": "function",
}
"""The kinds of syntax nodes that declare functions."""


def function_type(kind: FunctionKind, position: Position, origin: object = None) -> NotJson:
    """Return the type of a function."""
    return NotJson(f"a {kind}", position, kind, origin=origin)


def any_object(position: Position) -> TypeExpression:
    """Return the type of an object about which nothing is known."""
    unknown = Keyword("unknown", position)
    return TypeReference("Record", (Keyword("string", position), unknown), position)


def library_type(name: str, position: Position, origin: object = None) -> NotJson:
    """Return the type of a name in `GLOBALS`; all but the scalars are sent as objects.

    Those that are unions with texts may be sent as anything.
    """
    what = GLOBALS[name]
    sent_as = None if what in _SCALARS else any_object(position)
    if name in _UNIONS:
        sent_as = Keyword("unknown", position)
    return NotJson(f"{what} (`{name}`)", position, sent_as=sent_as, origin=origin)


_UNIONS: Final = {"BodyInit", "HeadersInit", "RequestInfo"}
_SCALARS: Final = {"a symbol", "a bigint", "a function"}
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

PROMISES: Final = {"Promise", "PromiseLike"}

GLOBALS: Final = {
    "unique symbol": "a symbol",
    **{name: what for what, names in _KINDS_OF_OBJECTS.items() for name in names.split()},
}
"""Names of the libraries of TypeScript and Node.js that JSON cannot carry, and what they are."""

_OF_A_FUNCTION: Final = "it is computed from a function"

APPROXIMATED: Final[Mapping[str, tuple[KeywordName, str]]] = {
    "Boolean": ("boolean", "a wrapper object is sent as its value"),
    "ConstructorParameters": ("unknown", _OF_A_FUNCTION),
    "Date": ("string", "a Date is sent as text"),
    "InstanceType": ("unknown", _OF_A_FUNCTION),
    "Number": ("number", "a wrapper object is sent as its value"),
    "Object": ("unknown", "`Object` does not say what it holds"),
    "OmitThisParameter": ("unknown", _OF_A_FUNCTION),
    "Parameters": ("unknown", _OF_A_FUNCTION),
    "ReturnType": ("unknown", _OF_A_FUNCTION),
    "String": ("string", "a wrapper object is sent as its value"),
    "ThisParameterType": ("unknown", _OF_A_FUNCTION),
    "ThisType": ("unknown", "`ThisType` belongs to functions"),
    "URL": ("string", "a URL is sent as text"),
}
"""Names of TypeScript's library, the keyword that approximates each, and the reason."""

_OF_HOSTS: Final = {
    *_KINDS_OF_OBJECTS["a stream"].split(),
    *_KINDS_OF_OBJECTS["an object of the runtime"].split(),
    *["Blob", "Buffer", "BufferSource", "File", "FormData", "URL"],
}
"""Names that browsers and Node.js declare, and a program for another host may declare itself."""


_OF_LANGUAGE: Final = (
    GLOBALS.keys() | APPROXIMATED.keys() | {"Array", "ReadonlyArray"}
) - _OF_HOSTS


def is_of_language(name: str) -> bool:
    """Return whether the library of the language itself has a type of this name."""
    return name in _OF_LANGUAGE


def is_of_host(name: str) -> bool:
    """Return whether browsers or Node.js declare a type of this name."""
    return name in _OF_HOSTS
