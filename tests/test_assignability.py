"""The relation "fits": TypeScript's rules one by one, and the guarantees for values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import specs
import typescript_fits
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import examples, packages, values
from successors import renamed, successors

from typescribe.comparing.diff import diff
from typescribe.comparing.mismatch import mismatch
from typescribe.comparing.model_fits import ModelFits
from typescribe.comparing.pairing import pair_types
from typescribe.language.entry_types import entry_types
from typescribe.language.errors import SpecError
from typescribe.language.model import (
    NEVER,
    AliasType,
    LiteralType,
    Model,
    Reference,
    UnionType,
)
from typescribe.targets.json_schema import context as json_schema
from typescribe.verifying.values import is_inhabited

DECLARED = """
  Point: {fields: {x: number, y: number}}
  Point3: {fields: {x: number, y: number, z: number}}
  Named: {fields: {name: string}}
  MaybeNamed: {fields: {name?: string}}
  Empty: {type: '{}'}
  Tree: {fields: {children: 'Tree[]'}}
  Forest: {fields: {children: 'Forest[]', name?: string}}
  Orchard: {fields: {children: 'Orchard[]', name: string}}
  Json: {type: 'string | Json[]'}
  Texts: {type: 'string | Texts[] | null'}
  Cat: {fields: {kind: '"cat"', lives: number}}
  Dog: {fields: {kind: '"dog"', lives: number}}
  Pet: {type: Cat | Dog}
  Beast: {fields: {kind: '"cat" | "dog"', lives: number}}
  Bird: {fields: {kind: '"cat" | "bird"', lives: number}}
  Flag: {fields: {on: boolean}}
  Flags: {type: '{on: true} | {on: false}'}
  Counted: {type: '{total: number; [key: string]: number}'}
  Mixed: {type: '{total: number; [key: string]: number | string}'}
  Open: {values: {a: A, b: B}, open: true}
  Closed: {values: {a: A, b: B}}
"""


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("string", "unknown"),
        ("any", "unknown"),
        ("never", "string"),
        ('"a"', "string"),
        ("1", "number"),
        ("true", "boolean"),
        ("boolean", "true | false"),
        ("string", "string | null"),
        ('"a" | 1', "string | number"),
        ("Closed", "Open"),
        ("Closed", '"b" | "a"'),
        ("Open", "string"),
        ("string[]", "(string | number)[]"),
        ("[string, string]", "string[]"),
        ("[string, string]", "[string, string?]"),
        ("[string]", "[string, ...number[]]"),
        ("[string, number]", "[string, ...number[]]"),
        ("string[]", "[string?, ...string[]]"),
        ("Point3", "Point"),
        ("Named", "MaybeNamed"),
        ("Point", "MaybeNamed"),
        ("Point", "Empty"),
        ("Point", "Record<string, number>"),
        ("Record<string, string>", "MaybeNamed"),
        ("Record<string, string>", "Record<string, unknown>"),
        ("Forest", "Tree"),
        ("Tree", "Forest"),
        ("Orchard", "Tree"),
        ("Json", "Texts"),
        ("Pet", "Beast"),
        ("Beast", "Pet"),
        ("Flag", "Flags"),
        ("Cat", "Pet"),
        ("`a-${string}`", "string"),
        ("`a-${string}`", "`a-${string}`"),
        ('"a-1"', "`a-${number}`"),
        ("Counted", "Record<string, number>"),
        ("Counted", "Mixed"),
    ],
)
def test_it_fits(tmp_path: Path, source: str, target: str) -> None:
    assert fits(tmp_path, source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("unknown", "string"),
        ("any", "string"),
        ("string", "never"),
        ("string", '"a"'),
        ("1", "boolean"),
        ("boolean", "true"),
        ("string | null", "string"),
        ("Open", "Closed"),
        ("(string | number)[]", "string[]"),
        ("string[]", "[string]"),
        ("string[]", "[string, ...string[]]"),
        ("[string, string]", "[string]"),
        ("[string, string?]", "[string, string]"),
        ("[string, ...number[]]", "[string]"),
        ("string[]", "Empty"),
        ("Point", "Point3"),
        ("MaybeNamed", "Named"),
        ("Point3", "Record<string, string>"),
        ("Record<string, number>", "Point"),
        ("Record<string, number>", "MaybeNamed"),
        ("Tree", "Orchard"),
        ("Forest", "Orchard"),
        ("Texts", "Json"),
        ("Bird", "Pet"),
        ("string", "`a-${string}`"),
        ('"b-1"', "`a-${number}`"),
        ("Mixed", "Counted"),
        ("Point", "Counted"),
    ],
)
def test_it_does_not_fit(tmp_path: Path, source: str, target: str) -> None:
    assert not fits(tmp_path, source, target)


def fits(folder: Path, source: str, target: str) -> bool:
    text = f"types:\n  Source: {{type: '{source}'}}\n  Target: {{type: '{target}'}}\n{DECLARED}"
    model = specs.load(folder, text)
    relation = ModelFits(model, model)
    answer = relation.holds(Reference("Source"), Reference("Target"))
    assert relation.holds(Reference("Source"), Reference("Target")) == answer, "asked again"
    return answer


def test_a_pair_that_is_given_fits_wherever_it_is_referred_to(tmp_path: Path) -> None:
    model = specs.load(
        tmp_path, f"types:\n{DECLARED}  A: {{type: 'Point[]'}}\n  B: {{type: 'Named[]'}}\n"
    )
    assert not ModelFits(model, model).holds(Reference("A"), Reference("B"))
    given_pair = ModelFits(model, model, [("Point", "Named")])
    assert given_pair.holds(Reference("A"), Reference("B"))
    assert not given_pair.holds_inside("Point", "Named"), "the pair itself is compared"


def test_a_chain_of_types_is_not_too_long_for_the_stack(tmp_path: Path) -> None:
    links = "".join(f"  L{n}: {{fields: {{next?: L{n + 1}}}}}\n" for n in range(1_500))
    model = specs.load(tmp_path, f"types:\n{links}  L1500: {{fields: {{end: string}}}}\n")
    assert ModelFits(model, model).holds(Reference("L0"), Reference("L0"))
    assert not ModelFits(model, model).holds(Reference("L0"), Reference("L1"))


# Conditional types. The judge is the TypeScript compiler: `make judge`.


def test_a_conditional_type_is_decided_as_the_compiler_decides_it(tmp_path: Path) -> None:
    pairs = typescript_fits.recorded()
    types = {
        f"Q{n}": {"type": f"{source} extends {target} ? 1 : 2"}
        for n, (source, target) in enumerate(pairs)
    }
    model = specs.load(tmp_path, json.dumps({"types": types}))
    wrong = []
    for n, (pair, verdict) in enumerate(pairs.items()):
        named = model.by_name[f"Q{n}"]
        assert isinstance(named, AliasType)
        ours = {LiteralType(1): "yes", LiteralType(2): "no"}.get(named.type, "both")
        if ours != verdict:
            wrong.append(f"{pair[0]} extends {pair[1]}: {ours}, the compiler says {verdict}")
    assert not wrong


def test_types_that_differ_at_a_great_depth_do_not_fit(tmp_path: Path) -> None:
    deep = "T" + "[]" * 40
    inside_unions = "{a: " * 20 + "T | null" + "}" * 20
    model = specs.load(
        tmp_path,
        f"""types:
  Deep<T>: {{type: '{deep}'}}
  Nested<T>: {{type: '{inside_unions}'}}
  A: {{type: 'Extract<Deep<string>, Deep<number>>'}}
  B: {{type: 'Nested<string> extends Nested<number> ? 1 : 2'}}
  C: {{type: 'Nested<"a"> extends Nested<string> ? 1 : 2'}}
""",
    )
    found = [named.type for named in model.types if isinstance(named, AliasType)]
    assert found == [NEVER, LiteralType(2), LiteralType(1)]


GROWING = "  A: {type: 'Box<string> extends Box<number> ? 1 : 2'}\n"


def test_types_that_grow_without_end_are_a_problem(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        specs.load(tmp_path, "types:\n  Box<T>: {fields: {next?: 'Box<T[]>'}}\n" + GROWING)
    messages = [problem.message for problem in caught.value.problems]
    assert messages == ["these types are too large to compare"]


def test_types_that_grow_without_end_may_differ_before(tmp_path: Path) -> None:
    text = "types:\n  Box<T>: {fields: {next?: 'Box<T[]>', value: T}}\n" + GROWING
    assert specs.load(tmp_path, text).types == (AliasType("A", LiteralType(2)),)


# Large unions. Comparing each member to each would exceed the limit of the relation.


def test_large_unions_of_literals_are_compared(tmp_path: Path) -> None:
    texts = [f'"{n}"' for n in range(2_000)]
    types = {
        "A": {"type": " | ".join(texts)},
        "B": {"type": " | ".join(reversed(texts))},
        "C": {"type": " | ".join(texts[1_000:])},
        "Same": {"type": "A extends B ? 1 : 2"},
        "Left": {"type": "Exclude<A, C>"},
    }
    model = specs.load(tmp_path, json.dumps({"types": types}))
    assert model.by_name["Same"] == AliasType("Same", LiteralType(1))
    left = tuple(LiteralType(str(n)) for n in range(1_000))
    assert model.by_name["Left"] == AliasType("Left", UnionType(left))
    relation = ModelFits(model, model)
    assert relation.answer(Reference("A"), Reference("B")) is True
    assert relation.answer(Reference("A"), Reference("C")) is False


def test_large_unions_of_objects_are_compared_by_their_discriminators(tmp_path: Path) -> None:
    model = specs.load(tmp_path, objects(500, tag="kind"))
    relation = ModelFits(model, model)
    assert relation.answer(Reference("All"), Reference("All")) is True


def test_types_too_large_to_compare_are_reported_as_a_change(tmp_path: Path) -> None:
    model = specs.load(tmp_path, objects(400))
    relation = ModelFits(model, model)
    assert relation.answer(Reference("All"), Reference("All")) is None
    assert not relation.holds(Reference("All"), Reference("All"))
    found = mismatch(relation, Reference("All"), Reference("All"))
    assert found is not None
    assert found.text() == "they are too large to compare"


def objects(count: int, *, tag: str = "") -> str:
    """Return a spec with a union of objects; `tag` is a property that distinguishes them."""
    members = [
        {tag or f"a{n}": f'"{n}"' if tag else "string", "value": "number"} for n in range(count)
    ]
    types: dict[str, object] = {f"Part{n}": {"fields": m} for n, m in enumerate(members)}
    types["All"] = {"type": " | ".join(types)}
    return json.dumps({"types": types})


# The guarantees for values. The judge is a JSON Schema library.


def judge(model: Model, name: str) -> Draft202012Validator:
    schema = json_schema.context(model)["schema"]
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{name}"})


def made_for(model: Model, name: str) -> st.SearchStrategy[list[Any]]:
    """Return some values of a type without undeclared properties."""
    one = values(model, Reference(name), undeclared=False)
    return st.lists(one, min_size=3, max_size=3)


@examples(150)
@given(data=st.data(), models=successors())
def test_every_value_of_what_fits_is_valid(
    data: st.DataObject, models: tuple[Model, Model]
) -> None:
    old, new = models
    relation = ModelFits(new, old)
    pairs = [
        (source, target)
        for source in new.by_name
        for target in old.by_name
        if is_inhabited(new, Reference(source))
        and relation.holds(Reference(source), Reference(target))
    ]
    assume(pairs)
    source, target = data.draw(st.sampled_from(pairs))
    for value in data.draw(made_for(new, source)):
        assert judge(old, target).is_valid(value)


@examples(150)
@given(data=st.data(), models=successors())
def test_no_break_is_missed(data: st.DataObject, models: tuple[Model, Model]) -> None:
    """Changes are judged one by one; together they must not miss a break."""
    old, new = models
    changes = diff(old, new)
    for before, after in pair_types(old, new).items():
        felt = [change for change in changes if after in change.affects]
        if before not in entry_types(old) or after not in entry_types(new):
            continue
        if not any(c.breaks.readers for c in felt) and is_inhabited(new, Reference(after)):
            for value in data.draw(made_for(new, after)):
                assert judge(old, before).is_valid(value), "a reader gets what it cannot expect"
        if not any(c.breaks.writers for c in felt) and is_inhabited(old, Reference(before)):
            for value in data.draw(made_for(old, before)):
                assert judge(new, after).is_valid(value), "a writer sends what is not accepted"


@examples(40)
@given(model=packages())
def test_a_model_fits_itself(model: Model) -> None:
    assert diff(model, model) == []
    relation = ModelFits(model, model)
    assert all(relation.holds(Reference(name), Reference(name)) for name in model.by_name)


@examples(40)
@given(model=packages())
def test_a_structure_does_not_depend_on_names(model: Model) -> None:
    other = model
    for name in model.by_name:
        other = renamed(other, name, f"{name}New")
    assert {change.kind for change in diff(model, other)} == {"type_renamed"}
