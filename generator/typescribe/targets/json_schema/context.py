"""Model -> `schema.json`: JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from typescribe.language.constraints import Constraints
from typescribe.language.model import (
    NEVER,
    AliasType,
    ArrayType,
    Field,
    LiteralType,
    Model,
    NamedType,
    PatternType,
    Primitive,
    RecordType,
    Reference,
    TupleType,
    Type,
    UnionType,
)
from typescribe.targets.shared.documentation import documentation
from typescribe.text.constraints import as_schema

Schema = dict[str, Any]


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the template: the schema, with a `$defs` entry for each type."""
    head: Schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": model.name}
    if model.description:
        head["description"] = model.description
    return {"schema": {**head, "$defs": {named.name: _named(named) for named in model.types}}}


def exports(model: Model) -> list[str]:
    """Return the public names that the file defines for Python: none."""
    return []


def _named(named: NamedType) -> Schema:
    if isinstance(named, AliasType):
        return _annotated(_constrained(schema(named.type), named.constraints), named)
    required = [field.wire_name for field in named.fields if not field.optional]
    made: Schema = {
        "type": "object",
        "properties": {f.wire_name: _property(f) for f in named.fields},
    }
    if required:
        made["required"] = required
    if named.patterns:
        made["patternProperties"] = {p.keys.regex: schema(p.value) for p in named.patterns}
    if named.closed:
        made["additionalProperties"] = False
    elif named.index is not None:
        made["additionalProperties"] = schema(named.index)
    return _annotated(made, named)


def _property(field: Field) -> Schema:
    return _annotated(_constrained(schema(field.type), field.constraints), field)


def _constrained(made: Schema, constraints: Constraints) -> Schema:
    """Return a schema with the words of constraints, each of which concerns values of one kind."""
    if not constraints:
        return made
    words = as_schema(replace(constraints, integer=False, items=None))
    if constraints.integer:
        type_ = made.get("type")
        if type_ == "number":
            made = {**made, "type": "integer"}
        elif isinstance(type_, list):
            made = {**made, "type": ["integer" if t == "number" else t for t in type_]}
        else:
            # Where the number is inside of `anyOf` or `$ref`: its multiples of 1 are the integers.
            words["allOf"] = [{"multipleOf": 1}]
    if constraints.items and isinstance(made.get("items"), dict):
        made = {**made, "items": _constrained(made["items"], constraints.items)}
    elif constraints.items:
        words["items"] = _constrained({}, constraints.items)
    # A pattern of the type itself, as that of a template, stays beside the other one.
    both = made.keys() & words.keys()
    return {**made, **words} if not both else {**made, "allOf": [words, *words.pop("allOf", [])]}


def _annotated(made: Schema, described: NamedType | Field) -> Schema:
    annotations: Schema = {}
    if text := documentation(described, constraints=False):
        annotations["description"] = text
    if described.deprecated is not None:
        annotations["deprecated"] = True
    return {**annotations, **made}


def schema(type_: Type) -> Schema:
    """Return the schema of a type; references point to `$defs`."""
    match type_:
        case Primitive(name="any" | "unknown"):
            return {}
        case Primitive(name="never"):
            return {"not": {}}
        case Primitive(name=name):
            return {"type": name}
        case LiteralType(value=value):
            return {"const": value}
        case PatternType(regex=regex):
            return {"type": "string", "pattern": regex}
        case Reference(name=name):
            return {"$ref": f"#/$defs/{name}"}
        case ArrayType(item=item):
            return {"type": "array", "items": schema(item)}
        case RecordType(value=value):
            return {"type": "object", "additionalProperties": schema(value)}
        case TupleType(items=items, required=required, rest=rest, ending=ending):
            made: Schema = {"type": "array", "minItems": required + len(ending)}
            if items:
                made["prefixItems"] = [schema(item) for item in items]
            # No keyword counts places from the end: each of the others may be of any of the types.
            made["items"] = False if rest is None else _any_of((rest, *ending))
            return made
        case UnionType(members=members):
            return _union(members)


def _any_of(types: tuple[Type, ...]) -> Schema:
    members = [m for t in types for m in (t.members if isinstance(t, UnionType) else (t,))]
    if any(member in (Primitive("any"), Primitive("unknown")) for member in members):
        return {}
    kept = tuple(dict.fromkeys(m for m in members if m != NEVER)) or (NEVER,)
    return schema(kept[0]) if len(kept) == 1 else _union(kept)


def _union(members: tuple[Type, ...]) -> Schema:
    literals = [member.value for member in members if isinstance(member, LiteralType)]
    primitives = [m.name for m in members if isinstance(m, Primitive) and m.name != "never"]
    variants: list[Schema] = []
    if literals:
        variants.append({"const": literals[0]} if len(literals) == 1 else {"enum": literals})
    if primitives:
        variants.append({"type": primitives[0] if len(primitives) == 1 else primitives})
    variants += [schema(m) for m in members if not isinstance(m, (LiteralType, Primitive))]
    return variants[0] if len(variants) == 1 else {"anyOf": variants}
