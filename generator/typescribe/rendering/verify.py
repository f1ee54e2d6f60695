"""Verifies that no text of a spec has become code in the generated Python.

Every template is rendered a second time, from a copy of the model in which harmless placeholders
replace all texts. The syntax trees of both results must be equal except for strings. If the texts
are put back into a string with placeholders, it must equal the corresponding string.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Literal, NoReturn, TypeAlias

from typescribe.language.constraints import Constraints, Json, json_text
from typescribe.language.errors import TemplateError
from typescribe.language.identifiers import is_plain_word, is_typescript_identifier
from typescribe.language.model import (
    AliasType,
    Field,
    KeyPattern,
    LiteralType,
    Model,
    NamedType,
    ObjectType,
    PatternType,
    Type,
)
from typescribe.language.package_constants import NamedConstant
from typescribe.language.patterns import NUMBER_KEYS
from typescribe.language.rebuilding import with_children
from typescribe.rendering.templates import Template
from typescribe.text.quoting import is_escaped_in_json, is_word

# A placeholder is not an identifier, so that it needs quotes like the wire names that it replaces.
# It contains a backslash if the wire name has to be escaped in JSON, and two where JSON is shown.
# That of a literal contains an equals sign unless the literal is a word.
_PLACEHOLDER = re.compile(r"text(?:[-=]|\\{1,2})7(\d+)7-text")

ReadBack: TypeAlias = Callable[[str], str]
"""Maps a text of the spec to the text that is found when a generated file is parsed."""


class Neutralizer:
    """Replaces the texts of a model with placeholders, and puts the texts back into strings."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def model(self, model: Model) -> Model:
        """Return the model with placeholders for all texts: descriptions, literals, wire names.

        Wire names that are plain words are kept.
        """
        types = tuple(self._named(named) for named in model.types)
        families = tuple(
            replace(family, description=self._text(family.description)) for family in model.families
        )
        return replace(
            model,
            types=types,
            description=self._text(model.description),
            families=families,
            constants=tuple(map(self._constant, model.constants)),
        )

    def _constant(self, constant: NamedConstant) -> NamedConstant:
        return replace(
            constant,
            name=constant.name if is_typescript_identifier(constant.name) else constant.constant,
            value=self._json(constant.value),
            description=self._text(constant.description),
            deprecated=constant.deprecated and self._text(constant.deprecated),
        )

    def _text(self, text: str) -> str:
        return self._placeholder(text) if text else text

    def _placeholder(self, text: str) -> str:
        if text not in self._numbers:
            self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return f"text-7{self._numbers[text]}7-text"

    def _literal(self, text: str) -> str:
        placeholder = self._placeholder(text)
        return placeholder if is_word(text) else placeholder.replace("-", "=", 1)

    def _wire_name(self, name: str) -> str:
        if is_plain_word(name):
            return name
        placeholder = self._placeholder(name)
        return placeholder.replace("-", "\\", 1) if is_escaped_in_json(name) else placeholder

    def restore(self, neutral: str) -> str:
        """Return a string with its placeholders replaced by the texts."""
        return _PLACEHOLDER.sub(lambda match: self.texts[int(match[1])], neutral)

    def _named(self, named: NamedType) -> NamedType:
        description = self._text(named.description)
        deprecated = named.deprecated and self._text(named.deprecated)
        match named:
            case ObjectType(fields=fields, index=index, patterns=patterns):
                return replace(
                    named,
                    fields=tuple(self._field(field) for field in fields),
                    index=None if index is None else self._type(index),
                    patterns=tuple(map(self._pattern, patterns)),
                    description=description,
                    deprecated=deprecated,
                )
            case AliasType(type=type_, values=values):
                return replace(
                    named,
                    type=self._type(type_),
                    description=description,
                    deprecated=deprecated,
                    constraints=self._constraints(named.constraints),
                    values=tuple(
                        replace(
                            value,
                            value=(
                                self._literal(value.value)
                                if isinstance(value.value, str)
                                else value.value
                            ),
                            description=self._text(value.description),
                            names=tuple(map(self._text, value.names)),
                        )
                        for value in values
                    ),
                )

    def _pattern(self, pattern: KeyPattern) -> KeyPattern:
        keys = pattern.keys
        keys = keys if keys == NUMBER_KEYS else self._template(keys)
        return replace(pattern, keys=keys, value=self._type(pattern.value))

    def _template(self, pattern: PatternType) -> PatternType:
        inside = self._placeholder(pattern.template[1:-1])  # of backticks
        return PatternType(f"`{inside}`", self._placeholder(pattern.regex))

    def _field(self, field: Field) -> Field:
        return replace(
            field,
            wire_name=self._wire_name(field.wire_name),
            type=self._type(field.type),
            description=self._text(field.description),
            deprecated=field.deprecated and self._text(field.deprecated),
            constraints=self._constraints(field.constraints),
        )

    def _constraints(self, constraints: Constraints) -> Constraints:
        if not constraints:
            return constraints
        pattern, python = constraints.pattern, constraints.python_pattern
        default = constraints.default
        return replace(
            constraints,
            pattern=pattern and self._placeholder(pattern),
            python_pattern=python and self._placeholder(python),
            format=constraints.format and self._placeholder(constraints.format),
            default=None if default is None else self._json(default),
            examples=tuple(map(self._json, constraints.examples)),
            items=constraints.items and self._constraints(constraints.items),
        )

    def _json(self, text: str) -> str:
        """Return JSON text with placeholders for the strings and keys in it."""
        return json_text(self._json_value(json.loads(text)))

    def _json_value(self, value: Json) -> Json:
        match value:
            case str():
                return self._placeholder(value)
            case list():
                return [self._json_value(item) for item in value]
            case dict():
                return {
                    self._placeholder(key): self._json_value(item) for key, item in value.items()
                }
            case _:
                return value

    def _type(self, type_: Type) -> Type:
        match type_:
            case LiteralType(value=str() as text):
                return LiteralType(self._literal(text))
            case PatternType():
                return self._template(type_)
            case _:
                return with_children(type_, self._type)


class Harmless:
    """A copy of a model with harmless placeholders for its texts, made when it is needed."""

    def __init__(self, model: Model) -> None:
        self.of = model
        self.neutralizer = Neutralizer()

    @cached_property
    def model(self) -> Model:
        """The copy with placeholders."""
        return self.neutralizer.model(self.of)


_made_last: list[Harmless] = []
"""The result of the last call of `harmless_of`, which all files of a package share."""


def harmless_of(model: Model) -> Harmless:
    """Return the harmless copy of a model."""
    if not _made_last or _made_last[0].of is not model:
        _made_last[:] = [Harmless(model)]
    return _made_last[0]


def verify(
    template: Template,
    found: ast.Module,
    meant: ast.Module,
    neutralizer: Neutralizer,
    subject: str = "",
) -> None:
    """Raise `TemplateError` if a text of the spec has become code.

    Args:
        template: the template, for messages.
        found: the syntax tree rendered from the model.
        meant: the syntax tree rendered from the copy with placeholders.
        neutralizer: puts the texts back.
        subject: the name of the rendered type, for messages.
    """
    if not _same(found, meant, neutralizer):
        refuse_text(template, subject)


def refuse_text(template: Template, subject: str = "") -> NoReturn:
    """Raise a `TemplateError`: the template lets text of the spec become code."""
    message = "the text of a spec would become code; nothing was written. "
    if template.is_built_in:
        message += "Please report this."
    else:
        message += "Print it through a filter that quotes it, and only as a string."
    raise TemplateError([template.problem(message, subject)])


def same_text(
    found: str, meant: str, neutralizer: Neutralizer, read_back: Sequence[ReadBack] = (str,)
) -> bool:
    """Whether a text equals the one with placeholders, after the texts are put back into it.

    White space is ignored, since templates wrap lines. Each text may occur in any of the forms that
    the functions in `read_back` return.
    """
    if found == meant:  # even if a text in the settings looks like a placeholder
        return True
    text = "".join(found.split())
    ends = {0}
    for place, part in enumerate(_PLACEHOLDER.split(meant)):
        parts = (
            {part} if place % 2 == 0 else {way(neutralizer.texts[int(part)]) for way in read_back}
        )
        words = ["".join(each.split()) for each in parts]
        ends = {end + len(word) for end in ends for word in words if text.startswith(word, end)}
    return len(text) in ends


def _same(real: object, neutral: object, neutralizer: Neutralizer) -> bool:
    """Whether two syntax trees are equal, and their strings are after texts are put back.

    Verification spends most of its time here. It does not recurse, since the tree of a long union
    is too deep for that.
    """
    waiting: list[tuple[object, object, _Kind]] = [(real, neutral, "text")]
    while waiting:
        found, meant, kind = waiting.pop()
        if type(found) is not type(meant):
            return False
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            assert isinstance(meant, ast.Constant), "both nodes are of one type"
            if not _same_string(found.value, meant.value, kind, neutralizer):
                return False
        elif isinstance(found, ast.AST):
            inner = _kind_in(found)
            for name in found._fields:
                part, other = getattr(found, name, None), getattr(meant, name, None)
                if part is not other:  # equal names and operators are the same object
                    waiting.append((part, other, inner))
        elif isinstance(found, list) and isinstance(meant, list):
            if len(found) != len(meant):
                return False
            waiting += [(*pair, "text") for pair in zip(found, meant, strict=True)]
        elif found != meant:
            return False
    return True


_Kind: TypeAlias = Literal["text", "prose", "words"]
"""The kind of a string: prose may be wrapped, and words are separated by any white space."""


def _kind_in(node: ast.AST) -> _Kind:
    """Return the kind of a string that is directly in a syntax node."""
    if isinstance(node, ast.Expr):
        return "prose"
    return "words" if isinstance(node, ast.Attribute) and node.attr == "split" else "text"


def _in_json(text: str) -> str:
    """Return a text as it is inside a string of JSON, as in the default of a field."""
    return json_text(text)[1:-1]


def _same_string(found: str, meant: object, kind: _Kind, neutralizer: Neutralizer) -> bool:
    if not isinstance(meant, str):
        return False
    restored = neutralizer.restore(meant)
    if found == restored or (kind != "text" and found.split() == restored.split()):
        return True
    if kind == "prose" and same_text(found, meant, neutralizer, (str, _in_json)):
        return True
    try:  # a quoted annotation is code that may contain strings
        trees = [ast.parse(text, mode="eval") for text in (found, meant)]
    except (SyntaxError, ValueError):
        return False
    return found != meant and _same(trees[0], trees[1], neutralizer)
