"""Declarations -> the text of a spec file.

`sources.yaml` reads the text back as equal declarations, except for what a type expression has no
notation for: `attribute`, `reads_as` and the class name of an object inside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from typescribe.importing.yaml_texts import (
    WIDTH,
    escaped,
    expression_entry,
    head,
    key_text,
    of_json,
    quoted,
    scalar,
    text_entry,
)
from typescribe.language.constraints import Constraints, Word, given
from typescribe.language.declared import (
    Alias,
    Declaration,
    DeclaredField,
    DeclaredValue,
    Fields,
    LiteralValue,
    ObjectOf,
    TypeExpression,
    TypeParameter,
    Values,
)
from typescribe.language.package_constants import DeclaredConstant
from typescribe.text.declared_types import property_key, type_text

DEEPEST = 100
"""The column from which on objects are written as expressions, because YAML may not nest deeper."""


def write_spec(
    declarations: Iterable[Declaration],
    constants: Sequence[DeclaredConstant] = (),
    *,
    description: str = "",
    source: str = "",
    comments: Sequence[str] = (),
) -> str:
    """Return the text of a spec file with at least one declaration or constant.

    Args:
        declarations: in the order of the file.
        constants: likewise; they come last.
        description: the description of the package.
        source: where the declarations come from, for people.
        comments: the first lines of the file, without their `#`.
    """
    lines = [f"# {comment}" for comment in comments]
    lines += text_entry("description", description, 0) if description else []
    lines += text_entry("source", source, 0) if source else []
    for place, declaration in enumerate(declarations):
        lines += ([""] if place else ["types:"]) + list(_declaration(declaration))
    if constants:
        lines += ["", "constants:"] if "types:" in lines else ["constants:"]
    for constant in constants:
        lines += _constant(constant)
    return "\n".join(lines) + "\n"


def _constant(constant: DeclaredConstant) -> Iterator[str]:
    start = head(key_text(constant.name), 2)
    value = of_json(constant.value)
    if not (constant.description or constant.deprecated is not None or value.startswith("{")):
        yield f"{start} {value}"
        return
    yield start
    if constant.description:
        yield from text_entry("description", constant.description, 4)
    yield from _deprecated(constant.deprecated, 4)
    yield f"    value: {value}"


def _declaration(declaration: Declaration) -> Iterator[str]:
    name = declaration.name + _parameters(declaration.parameters)
    yield head(key_text(name), 2)
    if declaration.description:
        yield from text_entry("description", declaration.description, 4)
    if declaration.class_name:
        yield f"    name: {declaration.class_name}"
    yield from _deprecated(declaration.deprecated, 4)
    yield from _constraints(declaration.constraints, 4)
    match declaration.body:
        case Alias(type=type_):
            yield from _type("type", type_, 4)
        case Fields(object=body, extends=extends):
            yield from _extends([type_text(base) for base in extends])
            if body.refuses_others:
                yield "    closed: true"
            yield from _fields(body, 4)
        case Values(values=values, open=is_open, flags=flags):
            if is_open:
                yield "    open: true"
            if flags:
                yield "    flags: true"
            yield "    values:"
            for value in values:
                yield from _value(value)


def _extends(bases: Sequence[str]) -> Iterator[str]:
    if len(bases) == 1:
        yield from expression_entry("extends", bases[0], 4)
    elif bases:
        yield "    extends:"
        for base in bases:
            yield f"      - {quoted(' '.join(base.split()))}"


def _parameters(parameters: tuple[TypeParameter, ...]) -> str:
    if not parameters:
        return ""
    return f"<{', '.join(map(_parameter, parameters))}>"


def _parameter(parameter: TypeParameter) -> str:
    text = parameter.name
    if parameter.constraint is not None:
        text += f" extends {_on_one_line(parameter.constraint)}"
    if parameter.default is not None:
        text += f" = {_on_one_line(parameter.default)}"
    return text


def _on_one_line(expression: TypeExpression) -> str:
    return type_text(expression, one_line=True)


def _fields(body: ObjectOf, indent: int) -> Iterator[str]:
    pad = " " * indent
    if not body.fields and body.is_closed:
        yield f"{pad}fields: {{}}"
        return
    yield f"{pad}fields:"
    for field in body.fields:
        yield from _field(field, indent + 2)
    if body.index is not None:
        yield from _type('"[key: string]"', body.index, indent + 2)
    for signature in body.signatures:
        key = f"[key: {_on_one_line(signature.keys)}]"
        yield from _type(key_text(key), signature.value, indent + 2)


def _field(field: DeclaredField, indent: int) -> Iterator[str]:
    key = key_text(property_key(field.wire_name, field.optional))
    pad = " " * indent
    type_ = field.type
    is_object = isinstance(type_, ObjectOf) and bool(type_.fields or type_.class_name)
    is_object = is_object and indent < DEEPEST
    named = field.attribute or field.deprecated is not None
    if not (named or field.reads_as or field.constraints or is_object or field.description):
        yield from _type(key, type_, indent)
        return
    if not (named or is_object) and "\n" not in (text := type_text(type_)):
        said = {"type": text, "reads_as": field.reads_as, "description": field.description}
        entries = [f"{name}: {scalar(entry)}" for name, entry in said.items() if entry]
        entries += _short_constraints(field.constraints)
        short = f"{head(key, indent)} {{{', '.join(entries)}}}"
        if len(short) <= WIDTH and "\n" not in field.description:
            yield short
            return
    yield head(key, indent)
    if field.description:
        yield from text_entry("description", field.description, indent + 2)
    if field.attribute:
        yield f"{pad}  attribute: {field.attribute}"
    if field.reads_as:
        yield f"{pad}  reads_as: {field.reads_as}"
    yield from _deprecated(field.deprecated, indent + 2)
    yield from _constraints(field.constraints, indent + 2)
    if isinstance(type_, ObjectOf) and is_object:
        if type_.class_name:
            yield f"{pad}  name: {type_.class_name}"
        if type_.refuses_others:
            yield f"{pad}  closed: true"
        yield from _fields(type_, indent + 2)
    else:
        yield from _type("type", type_, indent + 2)


def _deprecated(deprecated: str | None, indent: int) -> Iterator[str]:
    if deprecated:
        yield from text_entry("deprecated", deprecated, indent)
    elif deprecated is not None:
        yield f"{' ' * indent}deprecated: true"


def _constraints(constraints: Constraints, indent: int) -> Iterator[str]:
    pad = " " * indent
    for word, value in given(constraints):
        yield f"{pad}{word.name}: {_word_value(word, value, quoted)}"
    if constraints.items:
        yield f"{pad}items:"
        yield from _constraints(constraints.items, indent + 2)


def _short_constraints(constraints: Constraints) -> Iterator[str]:
    """Yield each constraint as it is written inside `{...}`."""
    for word, value in given(constraints):
        yield f"{word.name}: {_word_value(word, value, scalar)}"
    if constraints.items:
        yield f"items: {{{', '.join(_short_constraints(constraints.items))}}}"


def _word_value(word: Word, value: object, quote: Callable[[str], str]) -> str:
    match value:
        case str() as text:
            return _json(text) if word.name == "default" else quote(text)
        case tuple() as texts:
            return f"[{', '.join(map(_json, texts))}]"
        case _:
            return json.dumps(value)


def _json(text: str) -> str:
    """Return JSON text as YAML, which reads the same value from it."""
    value: object = json.loads(text)
    return escaped(value) if isinstance(value, str) else of_json(text)


def _value(value: DeclaredValue) -> Iterator[str]:
    if value.names:
        yield from _named_value(value)
    elif "\n" in value.description or len(value.description) > WIDTH:
        yield from text_entry(_literal(value.value), value.description, 6)
    else:
        described = f" {quoted(value.description)}" if value.description else ""
        yield f"{head(_literal(value.value), 6)}{described}"


def _named_value(value: DeclaredValue) -> Iterator[str]:
    names = [scalar(name) for name in value.names]
    name = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    described = f", description: {scalar(value.description)}" if value.description else ""
    line = f"{head(_literal(value.value), 6)} {{name: {name}{described}}}"
    if "\n" not in value.description and len(line) <= WIDTH:
        yield line
        return
    yield head(_literal(value.value), 6)
    yield f"        name: {name}"
    if value.description:
        yield from text_entry("description", value.description, 8)


def _literal(value: LiteralValue | None) -> str:
    return key_text(value) if isinstance(value, str) else json.dumps(value)


def _type(key: str, type_: TypeExpression, indent: int) -> Iterator[str]:
    yield from expression_entry(key, type_text(type_), indent)
