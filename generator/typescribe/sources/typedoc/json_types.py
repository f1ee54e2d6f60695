"""The types of TypeDoc's JSON -> TypeScript in pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from typescribe.language.errors import Position
from typescribe.sources.typedoc.chunks import Chunk
from typescribe.sources.typedoc.naming import is_symbol, quoted_name
from typescribe.sources.typescript.unsupported_nodes import NOT_SHOWN_TYPE

Json: TypeAlias = Mapping[str, Any]

_COMPOUND = {
    "conditional",
    "inferred",
    "intersection",
    "predicate",
    "query",
    "reflection",
    "typeOperator",
    "union",
}
"""The types that need brackets inside another one."""


class Lines:
    """Gives each piece of TypeScript a position of its own: lines as in the documented source.

    The JSON says where a declaration is, and not where the types in it are.
    """

    def __init__(self) -> None:
        self._free: dict[tuple[str, int], int] = {}

    def take(self, position: Position, length: int = 1) -> Position:
        """Return the first free position from one on, with room for a text."""
        line = position.file, position.line
        column = max(position.column, self._free.get(line, 1))
        self._free[line] = column + length
        return replace(position, column=column)


class Types:
    """Writes the types of one declaration, which is at a position."""

    def __init__(self, position: Position, lines: Lines) -> None:
        self._position = position
        self._lines = lines
        self._by_type: dict[str, Callable[[Json], Iterator[Chunk]]] = {
            "array": lambda one: self._marked("", one["elementType"], "[]"),
            "conditional": self._conditional,
            "indexedAccess": self._indexed_access,
            "inferred": self._inferred,
            "intersection": lambda one: self._between(" & ", one["types"], self._inner),
            "literal": lambda one: iter([self._text(_literal(one["value"]))]),
            "mapped": self._mapped,
            "named-tuple-member": self._named_element,
            "namedTupleMember": self._named_element,
            "optional": lambda one: self._marked("", one["elementType"], "?"),
            "predicate": lambda _: iter([self._text("boolean")]),
            "query": self._query,
            "reference": self._reference,
            "reflection": lambda one: self._object(one["declaration"]),
            "rest": lambda one: self._marked("...", one["elementType"], ""),
            "template-literal": self._template,
            "templateLiteral": self._template,
            "tuple": self._tuple,
            "typeOperator": lambda one: self._marked(f"{one['operator']} ", one["target"], ""),
            "union": lambda one: self._between(" | ", one["types"], self._inner),
        }

    def write(self, type_: Json) -> Iterator[Chunk]:
        """Yield a type."""
        write = self._by_type.get(str(type_.get("type")))
        if write:
            yield from write(type_)
            return
        name = str(type_.get("name", "..."))
        yield self._text(f"({NOT_SHOWN_TYPE})" if name == "..." else name)

    def _conditional(self, type_: Json) -> Iterator[Chunk]:
        yield from self._inner(type_["checkType"])
        yield self._text(" extends ")
        yield from self._inner(type_["extendsType"])
        yield self._text(" ? ")
        yield from self._inner(type_["trueType"])
        yield self._text(" : ")
        yield from self._inner(type_["falseType"])

    def _indexed_access(self, type_: Json) -> Iterator[Chunk]:
        yield from self._inner(type_["objectType"])
        yield self._text("[")
        yield from self.write(type_["indexType"])
        yield self._text("]")

    def _inferred(self, type_: Json) -> Iterator[Chunk]:
        yield self._text(f"infer {type_['name']}")
        if constraint := type_.get("constraint"):
            yield self._text(" extends ")
            yield from self._inner(constraint)

    def _marked(self, before: str, type_: Json, after: str) -> Iterator[Chunk]:
        yield self._text(before)
        yield from self._inner(type_)
        yield self._text(after)

    def _tuple(self, type_: Json) -> Iterator[Chunk]:
        yield self._text("[")
        yield from self._between(", ", type_.get("elements", ()), self.write)
        yield self._text("]")

    def _named_element(self, type_: Json) -> Iterator[Chunk]:
        yield self._text(f"{type_['name']}{'?' if type_.get('isOptional') else ''}: ")
        yield from self.write(type_["element"])

    def _query(self, type_: Json) -> Iterator[Chunk]:
        yield self._text("typeof ")
        yield from self.write(type_["queryType"])

    def signature(self, signature: Json, colon: str = ": ") -> Iterator[Chunk]:
        """Yield the parameters of a function, and what it returns."""
        yield from self.parameters(signature)
        yield self._text("(")
        for parameter in signature.get("parameters", ()):
            flags = parameter.get("flags", {})
            is_rest = flags.get("isRest")
            is_optional = not is_rest and (flags.get("isOptional") or "defaultValue" in parameter)
            name = parameter["name"] if parameter["name"].isidentifier() else "parameter"
            mark = "?: " if is_optional else ": "
            yield self._text(f"{'...' if is_rest else ''}{name}{mark}")
            yield from self.write(parameter.get("type", {"name": "any"}))
            yield self._text(", ")
        yield self._text(")")
        if colon:
            yield self._text(colon)
            yield from self.write(signature.get("type", {"name": "any"}))

    def parameters(self, declaration: Json) -> list[Chunk]:
        """Return the type parameters of a declaration in their brackets, if it has any."""
        if not _type_parameters(declaration):
            return []
        return [self._text("<"), *self.listed_parameters(declaration), self._text(">")]

    def listed_parameters(self, declaration: Json) -> Iterator[Chunk]:
        """Yield the type parameters of a declaration."""
        for place, parameter in enumerate(_type_parameters(declaration)):
            yield self._text(f"{', ' if place else ''}{parameter['name']}")
            if constraint := parameter.get("type"):
                yield self._text(" extends ")
                yield from self._inner(constraint)
            if default := parameter.get("default"):
                yield self._text(" = ")
                yield from self._inner(default)

    def index(self, signature: Json) -> Iterator[Chunk]:
        """Yield an index signature."""
        yield self._text("[key: ")
        yield from self.write(signature["parameters"][0]["type"])
        yield self._text("]: ")
        yield from self.write(signature["type"])

    def _text(self, text: str) -> Chunk:
        return Chunk(text, self._lines.take(self._position, len(text)))

    def _inner(self, type_: Json) -> Iterator[Chunk]:
        if type_.get("type") not in _COMPOUND:
            yield from self.write(type_)
            return
        yield self._text("(")
        yield from self.write(type_)
        yield self._text(")")

    def _between(
        self, sign: str, types: Sequence[Json], write: Callable[[Json], Iterator[Chunk]]
    ) -> Iterator[Chunk]:
        for place, one in enumerate(types):
            if place:
                yield self._text(sign)
            yield from write(one)

    def _reference(self, type_: Json) -> Iterator[Chunk]:
        target = type_.get("target", type_.get("id"))
        key = f"#{target}" if isinstance(target, int) and target >= 0 else ""
        yield self._text(str(type_["name"]))._replace(link=key)
        if arguments := type_.get("typeArguments"):
            yield self._text("<")
            yield from self._between(", ", arguments, self.write)
            yield self._text(">")

    def _mapped(self, type_: Json) -> Iterator[Chunk]:
        signs = {"+": "+", "-": "-"}
        readonly, optional = type_.get("readonlyModifier"), type_.get("optionalModifier")
        start = f"{signs.get(readonly, '')}readonly " if readonly else ""
        yield self._text(f"{{ {start}[{type_['parameter']} in ")
        yield from self.write(type_["parameterType"])
        if name := type_.get("nameType"):
            yield self._text(" as ")
            yield from self.write(name)
        yield self._text(f"]{signs.get(optional, '')}?: " if optional else "]: ")
        yield from self.write(type_["templateType"])
        yield self._text(" }")

    def _template(self, type_: Json) -> Iterator[Chunk]:
        yield self._text("`" + _template_text(type_["head"]))
        for inner, text in type_["tail"]:
            yield self._text("${")
            yield from self.write(inner)
            yield self._text("}" + _template_text(text))
        yield self._text("`")

    def _object(self, declaration: Json) -> Iterator[Chunk]:
        members = [m for m in declaration.get("children", ()) if not is_symbol(m["name"])]
        calls = declaration.get("signatures", ())
        if calls and not members and len(calls) == 1 and not indexes(declaration):
            is_new = calls[0].get("name") == "__constructor" or calls[0].get("kind") == 16384
            yield self._text("new " if is_new else "")
            yield from self.signature(calls[0], " => ")
            return
        yield self._text("{ ")
        for call in calls:
            yield from self.signature(call)
            yield self._text("; ")
        for index in indexes(declaration):
            yield from self.index(index)
            yield self._text("; ")
        for member in members:
            yield from self.member(member)
            yield self._text("; ")
        yield self._text("}")

    def member(self, member: Json) -> Iterator[Chunk]:
        """Yield a property or a method."""
        name = quoted_name(member["name"])
        mark = "?" if member.get("flags", {}).get("isOptional") else ""
        getter = member.get("getSignature")
        getter = getter[0] if isinstance(getter, list) else getter
        if signatures := member.get("signatures"):
            for place, signature in enumerate(signatures):
                yield self._text(f"{'; ' if place else ''}{name}{mark}")
                yield from self.signature(signature)
        elif getter:
            yield self._text(f"get {name}")
            yield from self.signature(getter)
        elif "type" in member:
            yield self._text(f"{name}{mark}: ")
            yield from self.write(member["type"])
        else:
            yield self._text(f"{name}{mark}: {NOT_SHOWN_TYPE}")


def indexes(declaration: Json) -> list[Json]:
    """Return index signatures; before 0.26 there was at most one."""
    found = declaration.get("indexSignatures") or declaration.get("indexSignature") or []
    return list(found) if isinstance(found, list) else [found]


def _type_parameters(declaration: Json) -> Sequence[Json]:
    """Return type parameters; their key has changed between releases."""
    return declaration.get("typeParameters") or declaration.get("typeParameter") or ()


def _literal(value: object) -> str:
    if isinstance(value, Mapping):  # a bigint
        return f"{'-' if value.get('negative') else ''}{value.get('value')}n"
    return json.dumps(value, ensure_ascii=False)


def _template_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
