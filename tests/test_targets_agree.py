"""All targets accept the same payloads: each is compared with `schema.json` on one corpus.

To add a target: give it a judge in `JUDGES`, and in `known_differences.py` the reason for whatever
it has to see otherwise. A difference that is not listed fails, and so does a listed one that is
none any more.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import cattrs
import msgspec
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_differences import KNOWN, Answer, Known
from packages import Package, loaded
from strategies import JSON_VALUES, examples, near_misses, packages, places, values
from test_meaning import same
from typescript_corpus import Construct, constructs, model_of, payloads_of, recorded

from typescribe import pipeline
from typescribe.language import naming
from typescribe.language.model import Model, Reference
from typescribe.targets.attrs.context import NAMES as ATTRS_NAMES
from typescribe.targets.msgspec.context import NAMES as MSGSPEC_NAMES
from typescribe.targets.pydantic.context import NAMES as PYDANTIC_NAMES
from typescribe.targets.shared.annotations import typed_dict_name
from typescribe.targets.shared.evaluated import renamed
from typescribe.verifying.values import is_inhabited

HERE = Path(__file__).parent
STRICT = pydantic.ConfigDict(strict=True, allow_inf_nan=False, extra="allow")

Judge: TypeAlias = Callable[[Any], bool]


# Judges


def _by_from_dict(package: Package, name: str) -> Judge:
    if name in package.classes():
        return lambda value: package.refusal(name, value) is None
    if package.model.holds_objects(Reference(name)):
        return lambda value: package.parse_refusal(name, value) is None
    return lambda value: package.is_valid(name, value)  # nothing builds it


def _by_validator(package: Package, name: str) -> Judge:
    return lambda value: package.is_valid(name, value)


def _by_typed_dict(package: Package, name: str) -> Judge | None:
    written = getattr(package.typed_dicts, typed_dict_name(package.model, name))
    try:  # in a list, a TypedDict takes the settings of what it stands in
        adapter = pydantic.TypeAdapter(list[written], config=STRICT)  # type: ignore[valid-type]
    except pydantic.PydanticSchemaGenerationError:
        return None
    return lambda value: _accepts(adapter.validate_python, [value])


def pydantic_adapter(package: Package, name: str) -> pydantic.TypeAdapter[Any]:
    classes, _ = renamed(package.model, PYDANTIC_NAMES)
    return pydantic.TypeAdapter(getattr(package.modules["pydantic_models.py"], classes[name]))


def _by_pydantic(package: Package, name: str) -> Judge:
    adapter = pydantic_adapter(package, name)
    return lambda value: _accepts(adapter.validate_python, value)


def _by_pydantic_from_json(package: Package, name: str) -> Judge:
    adapter = pydantic_adapter(package, name)
    return lambda value: _accepts(adapter.validate_json, json.dumps(value))


def msgspec_type(package: Package, name: str) -> Any:
    classes, _ = renamed(package.model, MSGSPEC_NAMES)
    return getattr(package.modules["msgspec_structs.py"], classes[name])


def msgspec_decoder(package: Package, name: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(msgspec_type(package, name))


def _by_msgspec(package: Package, name: str) -> Judge:
    type_ = msgspec_type(package, name)
    return lambda value: _accepts(lambda decoded: msgspec.convert(decoded, type_), value)


def _by_msgspec_from_json(package: Package, name: str) -> Judge:
    decoder = msgspec_decoder(package, name)
    return lambda value: _accepts(decoder.decode, json.dumps(value))


@lru_cache(maxsize=1)
def attrs_converter(module: Any) -> cattrs.Converter:
    converter = cattrs.Converter()
    assert module.configure(converter) is converter
    return converter


def attrs_reader(package: Package, name: str) -> Callable[[Any], Any]:
    """Return a function that makes instances: by cattrs, or for an alias by that of the module."""
    module: Any = package.modules["attrs_classes.py"]
    classes, _ = renamed(package.model, ATTRS_NAMES)
    if name in package.classes():
        converter, class_ = attrs_converter(module), getattr(module, classes[name])
        return lambda value: converter.structure(value, class_)
    read: Callable[[Any], Any] = getattr(module, f"parse_{naming.snake_case(name)}")
    return read


def _by_attrs(package: Package, name: str) -> Judge:
    if not package.model.holds_objects(Reference(name)):
        return lambda value: package.is_valid(name, value)  # nothing builds it
    reader, error = attrs_reader(package, name), package.runtime.ValidationError

    def accepts(value: Any) -> bool:
        try:
            reader(value)
        except error:
            return False
        return True

    return accepts


def _accepts(reads: Callable[[Any], Any], value: Any) -> bool:
    try:
        reads(value)
    except (pydantic.ValidationError, msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return True


JUDGES: dict[str, Callable[[Package, str], Judge | None]] = {
    "dataclasses": _by_from_dict,
    "validators": _by_validator,
    "typed_dicts": _by_typed_dict,
    "pydantic": _by_pydantic,
    "pydantic, from JSON": _by_pydantic_from_json,
    "msgspec": _by_msgspec,
    "msgspec, from JSON": _by_msgspec_from_json,
    "attrs": _by_attrs,
}
"""For each target a function that returns the judge of a type, or `None` if there can be none."""


# The corpus


@dataclass(frozen=True)
class Corpus:
    """Types, and payloads for each: some valid, some almost."""

    name: str
    model: Callable[[], Model]
    payloads: Callable[[Model], Iterator[tuple[str, Any]]]


def _deep_node(depth: int) -> Any:
    value: Any = {"name": "a", "children": []}
    for _ in range(depth):
        value = {"name": "a", "children": [value]}
    return value


BY_HAND: dict[str, dict[str, list[Any]]] = {
    "features": {
        "Node": [_deep_node(50)],
    },
    "kinds": {
        "Kinds": [
            {"id": 2**70},
            {"id": 1, "exact": 1.0},
            {"id": 1, "is_paused": "an undeclared property"},
            {"id": 1, "is_paused": 1},
        ],
        "Tree": [{"value": 1.0, "\ud800": 1}],
        "CHANNEL": ["\ud800"],
    },
}
"""Payloads written by hand, in addition to those derived from the types."""


def _of_spec(name: str, folder: Path) -> Corpus:
    def payloads(model: Model) -> Iterator[tuple[str, Any]]:
        for type_ in model.by_name:
            for payload in payloads_of(model, type_, BY_HAND.get(name, {}).get(type_, ())):
                yield type_, payload

    return Corpus(name, lambda: pipeline.load_spec(name, folder, name), payloads)


def _of_typescript(construct: Construct) -> Corpus:
    def payloads(model: Model) -> Iterator[tuple[str, Any]]:
        classes = construct.types(model)
        for written, _, payload in recorded(construct):
            yield classes[written], payload

    return Corpus(construct.name, lambda: model_of(construct), payloads)


CORPORA = [
    _of_spec("features", HERE / "data" / "features"),
    _of_spec("kinds", HERE / "fuzz" / "spec"),
    # A file with values tests how it is read; its types are none that a target would see anew.
    *(_of_typescript(one) for one in constructs() if one.is_declarations),
]


@contextmanager
def generated(model: Model) -> Iterator[Package]:
    libraries = ("pydantic", "msgspec", "attrs")
    with loaded(model, *libraries, typed_dicts_from="typing_extensions") as package:
        yield package


# The claims


@cache
def found(corpus: Corpus) -> dict[Known, list[str]]:
    """Return the differences of the targets from `schema.json`, with the payloads concerned."""
    differences: dict[Known, list[str]] = {}
    with generated(corpus.model()) as package:
        judges: dict[str, dict[str, Judge | None]] = {}
        for name, payload in corpus.payloads(package.model):
            if name not in judges:
                judges[name] = {target: make(package, name) for target, make in JUDGES.items()}
                schema = package.judge(name)
            valid = schema.is_valid(payload)
            for target, accepts in judges[name].items():
                if accepts is None or accepts(payload) is not valid:
                    answer = _answer(accepts, valid)
                    known = Known(target, corpus.name, name, answer)
                    differences.setdefault(known, []).append(json.dumps(payload))
    return differences


def _answer(accepts: Judge | None, valid: bool) -> Answer:
    if accepts is None:
        return "no answer"
    return "rejects" if valid else "accepts"


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_every_target_agrees_with_the_schema_or_has_a_known_reason(corpus: Corpus) -> None:
    differences = found(corpus)
    unknown = {known: payloads[:3] for known, payloads in differences.items() if known not in KNOWN}
    assert not unknown
    expected = {k for k in KNOWN if k.corpus == corpus.name and k.answer != "writes otherwise"}
    assert not expected - differences.keys(), "no longer a difference: take it off the list"


def test_every_known_reason_names_a_corpus_and_a_target() -> None:
    corpora = {corpus.name for corpus in CORPORA}
    assert {known.corpus for known in KNOWN} <= corpora
    assert {known.target for known in KNOWN} <= JUDGES.keys()


# Round trips


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_a_library_writes_the_json_that_it_read(corpus: Corpus) -> None:
    lost: dict[Known, Any] = {}
    with generated(corpus.model()) as package:
        for name, payload in corpus.payloads(package.model):
            if not package.judge(name).is_valid(payload):
                continue
            writers = {"pydantic": _written_by_pydantic, "attrs": _written_by_attrs}
            if not package.issues(name, payload, undeclared=True):  # msgspec drops them
                writers["msgspec"] = _written_by_msgspec
            for target, writes in writers.items():
                refusals = (
                    *(pydantic.ValidationError, msgspec.DecodeError),
                    package.runtime.ValidationError,
                )
                with suppress(*refusals):  # see KNOWN
                    if not same(writes(package, name, payload), payload):
                        lost[Known(target, corpus.name, name, "writes otherwise")] = payload
    known = {k for k in KNOWN if k.corpus == corpus.name and k.answer == "writes otherwise"}
    assert lost.keys() == known


def _written_by_pydantic(package: Package, name: str, payload: Any) -> Any:
    adapter = pydantic_adapter(package, name)
    read = adapter.validate_python(payload)
    return adapter.dump_python(read, by_alias=True, exclude_unset=True)


def _written_by_msgspec(package: Package, name: str, payload: Any) -> Any:
    read = msgspec_decoder(package, name).decode(json.dumps(payload))
    return json.loads(msgspec.json.encode(read))


def _written_by_attrs(package: Package, name: str, payload: Any) -> Any:
    if not package.model.holds_objects(Reference(name)):
        return payload
    module: Any = package.modules["attrs_classes.py"]
    read = attrs_reader(package, name)(payload)
    written = module.unstructure(read)
    if name in package.classes():
        assert same(attrs_converter(module).unstructure(read), written)
    return written


# Drawn packages


@examples(25)
@given(model=packages(), data=st.data())
def test_pydantic_agrees_with_the_schema_of_any_package(model: Model, data: Any) -> None:
    with generated(model) as package:
        for name in model.by_name:
            accepts, schema = _by_pydantic(package, name), package.judge(name)
            for value in _drawn(data, model, name):
                assert accepts(value) is schema.is_valid(value)
                if accepts(value):
                    assert same(_written_by_pydantic(package, name, value), value)


@examples(25)
@given(model=packages(), data=st.data())
def test_msgspec_accepts_every_valid_value_of_any_package(model: Model, data: Any) -> None:
    """Types that it cannot express are wider than declared, and never narrower."""
    with generated(model) as package:
        for name in model.by_name:
            schema = package.judge(name)
            for value in _drawn(data, model, name):
                if schema.is_valid(value) and not _has_whole_floats(value):
                    msgspec.convert(value, msgspec_type(package, name))


@examples(25)
@given(model=packages(), data=st.data())
def test_attrs_agrees_with_the_schema_of_any_package(model: Model, data: Any) -> None:
    with generated(model) as package:
        for name in model.by_name:
            accepts, schema = _by_attrs(package, name), package.judge(name)
            for value in _drawn(data, model, name):
                assert accepts(value) is schema.is_valid(value)
                if accepts(value):
                    assert same(_written_by_attrs(package, name, value), value)


def _drawn(data: Any, model: Model, name: str) -> list[Any]:
    """Draw valid values of a type, almost valid ones, and others."""
    strategies = [JSON_VALUES]
    if is_inhabited(model, Reference(name)):
        valid = values(model, Reference(name))
        strategies += [valid, valid, near_misses(valid), near_misses(valid)]
    return [data.draw(strategy) for strategy in strategies]


def _has_whole_floats(value: Any) -> bool:
    """Whether a value holds a float such as 1.0, which msgspec does not accept as the literal 1."""
    inner = [container[key] for container, key in places([value])]
    return any(isinstance(found, float) and found.is_integer() for found in inner)


# Numbers outside JSON


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_outside_json_are_rejected(number: float) -> None:
    (kinds,) = (corpus for corpus in CORPORA if corpus.name == "kinds")
    message = {"id": number}
    with generated(kinds.model()) as package:
        refusing = {
            target
            for target, make in JUDGES.items()
            if (accepts := make(package, "Kinds")) and not accepts(message)
        }
    # `msgspec.convert` accepts any Python float; its JSON parser does not.
    assert refusing == JUDGES.keys() - {"typed_dicts", "msgspec"}
