"""The benchmarks of messages: the same work, done by the generated code and by each peer."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cattrs
import fastjsonschema
import jsonschema_rs
import msgspec
import orjson
import pydantic
from cattrs.strategies import configure_union_passthrough

import webex_contact_center as ours
from benchmarks import libraries, peers
from benchmarks.constrained import constrained
from benchmarks.payloads import spoiled
from benchmarks.written_out import written_out
from typescribe.language.model import Model

NAME = "AgentContact"
EVENT = "ContactCenterEvent"
"""The union of `NAME` with messages that a literal inside their data distinguishes."""
REPOSITORY = Path(__file__).parents[1]

Work = Callable[[Any], Any]


@dataclass(frozen=True)
class Case:
    """A row of the table: our function and the one of a peer, and the limit of their ratio."""

    group: str
    ours: str
    theirs: str
    limit: float | None


def schema() -> dict[str, Any]:
    """Return the generated JSON Schema, reduced to the type that is measured."""
    text = (REPOSITORY / "generated/webex_contact_center/schema.json").read_text()
    return {**json.loads(text), "$ref": f"#/$defs/{NAME}"}


def sides(model: Model, valid: list[Any]) -> dict[str, Callable[[], object]]:
    """Return, by its name in the rows, the function to time for each side.

    Args:
        model: the model that the types of the peers are made from.
        valid: the messages that each function processes.

    Raises:
        AssertionError: a peer does not do the work that it is timed for.
    """
    rng = random.Random(1)
    faulty = [spoiled(payload, rng) for payload in valid]
    texts = [json.dumps(payload).encode() for payload in valid]
    typed_dict = peers.declared(model, NAME, peers.typed_dict)
    adapter = pydantic.TypeAdapter(typed_dict)
    of_pydantic = pydantic.TypeAdapter(peers.declared(model, NAME, peers.pydantic_class))
    base_model = peers.declared(model, NAME, peers.base_model)
    models, structs = libraries.modules(model)
    limited = libraries.checking("of_constraints", constrained(model))
    free = libraries.checking("of_types", model)
    frozen = libraries.checking("of_frozen", replace(model, frozen=True))
    of_msgspec = peers.declared(model, NAME, peers.unset)
    of_struct = peers.declared(model, NAME, peers.struct)
    of_mashumaro = peers.declared(model, NAME, peers.mashumaro)
    of_cattrs = peers.declared(model, NAME, peers.plain)
    converter = cattrs.Converter(omit_if_default=True)
    configure_union_passthrough(str | int | float | bool | None, converter)
    compiled = fastjsonschema.compile(schema())
    validator = jsonschema_rs.Draft202012Validator(schema())

    def strict(payload: Any) -> object:
        return adapter.validate_python(payload, strict=True)

    def errors(payload: Any) -> object:
        try:
            strict(payload)
        except pydantic.ValidationError as error:
            return error.errors()
        raise AssertionError("a faulty payload was accepted")

    checks: dict[str, Work] = {
        "is_agent_contact": ours.is_agent_contact,
        "pydantic TypedDict, strict": strict,
        "msgspec convert to TypedDict": lambda p: msgspec.convert(p, typed_dict),
        "fastjsonschema": compiled,
        "jsonschema-rs": validator.is_valid,
        "all written out in one function": written_out(model, NAME),
        "is_agent_contact, constraints checked": limited[1].is_agent_contact,
        "is_agent_contact, types only": free[1].is_agent_contact,
    }
    loads: dict[str, Work] = {
        "AgentContact.from_dict": ours.AgentContact.from_dict,
        "mashumaro dataclass": of_mashumaro.from_dict,
        "msgspec convert to dataclass": lambda p: msgspec.convert(p, of_msgspec),
        "msgspec convert to Struct": lambda p: msgspec.convert(p, of_struct),
        "pydantic dataclass": of_pydantic.validate_python,
        "pydantic BaseModel, strict": base_model.model_validate,
        "cattrs dataclass": lambda p: converter.structure(p, of_cattrs),
        "from_dict, constraints checked": limited[0].AgentContact.from_dict,
        "from_dict, types only": free[0].AgentContact.from_dict,
        "from_dict, frozen": frozen[0].AgentContact.from_dict,
    }
    dumps: dict[str, Work] = {
        "to_dict": ours.AgentContact.to_dict,
        "msgspec to_builtins": msgspec.to_builtins,
        "msgspec to_builtins of a Struct": msgspec.to_builtins,
        "mashumaro to_dict": lambda o: o.to_dict(),
        "cattrs unstructure": converter.unstructure,
    }
    makers = (
        *("AgentContact.from_dict", "msgspec convert to dataclass", "msgspec convert to Struct"),
        *("mashumaro dataclass", "cattrs dataclass"),
    )
    made = [[loads[maker](p) for p in valid] for maker in makers]
    decoders: dict[str, Work] = {
        "from_json": ours.AgentContact.from_json,
        "json.loads, then from_dict": lambda t: ours.AgentContact.from_dict(json.loads(t)),
        "from_json(loads=orjson.loads)": lambda t: ours.AgentContact.from_json(
            t, loads=orjson.loads
        ),
        "orjson.loads, then from_dict": lambda t: ours.AgentContact.from_dict(orjson.loads(t)),
        "pydantic BaseModel from JSON": base_model.model_validate_json,
        "msgspec decode to Struct": msgspec.json.Decoder(of_struct).decode,
        "msgspec decode to dataclass": msgspec.json.Decoder(of_msgspec).decode,
        f"pydantic, {EVENT}": pydantic.TypeAdapter(getattr(models, EVENT)).validate_json,
        f"pydantic, {NAME}": getattr(models, NAME).model_validate_json,
        f"msgspec, {EVENT}": structs.decode_contact_center_event,
        f"msgspec, {NAME}": msgspec.json.Decoder(getattr(structs, NAME)).decode,
    }
    explained: dict[str, Work] = {
        "check_agent_contact": ours.check_agent_contact,
        "pydantic errors()": errors,
    }
    for name, work in {**checks, **loads}.items():
        _assert_judges(name, work, valid, faulty)
    for (name, work), objects in zip(dumps.items(), made, strict=True):
        assert [work(object_) for object_ in objects] == valid, name
    for name, work in explained.items():
        assert all(len(list(work(payload))) == 3 for payload in faulty), name
    timed = [
        *((name, work, valid) for name, work in {**checks, **loads}.items()),
        *((name, work, objects) for (name, work), objects in zip(dumps.items(), made, strict=True)),
        *((name, work, texts) for name, work in decoders.items()),
        *((name, work, faulty) for name, work in explained.items()),
    ]
    return {name: _over(do, inputs) for name, do, inputs in timed}


def rows() -> list[Case]:
    """Return the rows of the table."""
    check, load, dump = "check a message", "load a message", "write a message"
    return [
        Case(check, "is_agent_contact", "pydantic TypedDict, strict", 0.72),
        Case(check, "is_agent_contact", "msgspec convert to TypedDict", 0.75),
        Case(check, "is_agent_contact", "fastjsonschema", 0.20),
        Case(check, "is_agent_contact", "jsonschema-rs", None),
        Case(check, "is_agent_contact", "all written out in one function", None),
        Case(load, "AgentContact.from_dict", "mashumaro dataclass", 0.60),
        Case(load, "AgentContact.from_dict", "msgspec convert to dataclass", 0.65),
        Case(load, "AgentContact.from_dict", "pydantic dataclass", 0.60),
        Case(load, "AgentContact.from_dict", "pydantic BaseModel, strict", 0.67),
        Case(load, "AgentContact.from_dict", "cattrs dataclass", None),
        Case(dump, "to_dict", "msgspec to_builtins", 0.74),
        Case(dump, "to_dict", "mashumaro to_dict", 0.90),
        Case(dump, "to_dict", "cattrs unstructure", None),
        Case("three faults", "check_agent_contact", "pydantic errors()", 1.00),
        Case("from bytes", "from_json", "json.loads, then from_dict", 1.05),
        Case("from bytes", "from_json(loads=orjson.loads)", "orjson.loads, then from_dict", 1.05),
        Case("from bytes", "from_json(loads=orjson.loads)", "pydantic BaseModel from JSON", None),
        Case("from bytes", "from_json(loads=orjson.loads)", "msgspec decode to dataclass", None),
        Case(
            "constraints",
            "is_agent_contact, constraints checked",
            "is_agent_contact, types only",
            1.15,
        ),
        Case("constraints", "from_dict, constraints checked", "from_dict, types only", 1.15),
        Case("frozen", "from_dict, frozen", "mashumaro dataclass", 0.60),
        Case("frozen", "from_dict, frozen", "msgspec convert to dataclass", 0.65),
        Case("frozen", "from_dict, frozen", "pydantic dataclass", 0.60),
        Case("frozen", "from_dict, frozen", "pydantic BaseModel, strict", 0.67),
        Case("an event", f"pydantic, {EVENT}", f"pydantic, {NAME}", 1.50),
        Case("an event", f"msgspec, {EVENT}", f"msgspec, {NAME}", None),
    ]


def compiled_rows() -> list[Case]:
    """Return the rows of the table for the compiled package."""
    check, load, dump = "check a message", "load a message", "write a message"
    from_orjson = "from_json(loads=orjson.loads)"
    return [
        Case(check, "is_agent_contact", "jsonschema-rs", 0.60),
        Case(check, "is_agent_contact", "msgspec convert to TypedDict", 0.30),
        Case(load, "AgentContact.from_dict", "msgspec convert to Struct", 0.75),
        Case("from bytes", from_orjson, "pydantic BaseModel from JSON", 0.72),
        Case("from bytes", from_orjson, "msgspec decode to Struct", 1.30),
        Case(dump, "to_dict", "msgspec to_builtins of a Struct", 1.00),
    ]


def _over(work: Work, inputs: list[Any]) -> Callable[[], object]:
    def run() -> None:
        for one in inputs:
            work(one)

    return run


LENIENT = ("mashumaro dataclass", "cattrs dataclass")
"""Peers that accept any value in place of a string."""


def _assert_judges(name: str, work: Work, valid: list[Any], faulty: list[Any]) -> None:
    """Assert that a function accepts valid messages, and unless it is lenient, rejects others."""
    assert all(_accepts(work, payload) for payload in valid), name
    assert name in LENIENT or not any(_accepts(work, payload) for payload in faulty), name


def _accepts(work: Work, payload: Any) -> bool:
    try:
        return work(payload) is not False
    except Exception:  # each peer raises an error of its own
        return False
