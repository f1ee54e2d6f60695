"""No name of a spec changes what generated code does: its own names and those of types never meet.

Names are drawn from every identifier that the templates, the runtime and Python itself use, and
from those whose functions would have such a name. A package with drawn names has to answer as one
with plain names does.
"""

from __future__ import annotations

import builtins
import inspect
import io
import keyword
import re
import tokenize
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pydantic
import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import Package, loaded
from strategies import examples

import typescribe.runtime
from typescribe import pipeline
from typescribe.language import naming
from typescribe.language.errors import SpecError
from typescribe.language.model import Reference

TEMPLATES = Path(__file__).parent.parent / "templates"
RUNTIME = Path(typescribe.runtime.__file__).parent
OTHERS = ("pydantic", "msgspec", "attrs", "hypothesis")
"""Targets whose classes are read as those of `dataclasses` are."""

PLAIN = ("Aa", "Bb", "Cc", "Dd", "Ee", "Ff")

SPEC = """
types:
  {0}:
    fields:
      id: string
      "more?": "{0}[] | string"
      "at?": {{type: string, reads_as: epoch_milliseconds}}
      "{6}?": string
      "{7}?": "{0}[] | null"
  {1}: {{fields: {{a: string, b: string, c: string, d: string, e: string, f: string, g: string,
    h: string, i: string, j: string, k: string, l: string}}}}
  {2}: {{type: "{0} | {1} | null"}}
  {3}: {{type: "string[] | Record<string, {0}>"}}
  {4}: {{type: "{{kind: 'a', child?: {4}}} | {{kind: 'b', left: {4} | number}} | string"}}
  {5}: {{fields: {{"kids?": "{5}[] | ({5} | string)[]", "pair?": "[{0}, {3}?]", "any?": any}}}}
  Holder: {{fields: {{one: {0}, two: {1}, three: {2}, four: {3}, five: {4}, six: {5}}}}}
"""


@cache
def identifiers() -> list[str]:
    """Return every name in the templates and in the modules of the runtime, and all builtins."""
    found = set(dir(builtins))
    for template in TEMPLATES.glob("*.jinja"):
        if re.search(r"\.py\.jinja$|^_checks", template.name):
            found |= set(re.findall(r"[A-Za-z_]\w*", template.read_text(encoding="utf-8")))
    for module in RUNTIME.glob("*.py"):
        source = io.StringIO(module.read_text(encoding="utf-8"))
        tokens = tokenize.generate_tokens(source.readline)
        found |= {token.string for token in tokens if token.type == tokenize.NAME}
    return sorted(found)


def type_names() -> list[str]:
    """Return the names of types that would be, or whose functions would be, such identifiers."""
    found: set[str] = set()
    for name in identifiers():
        bare = re.sub("^_?(is|validate|check|parse|build|dump)_", "", name)
        found |= {name, naming.class_name(name), naming.class_name(bare)}
        found |= {naming.class_name(name.removesuffix("s")), name.removesuffix("Dict")}
    return sorted(n for n in found if n and n == naming.class_name(n) and n != "Holder")


def property_names() -> list[str]:
    own = {"id", "more", "at", "extra", "kind", "child", "kids", "left", "pair", "any", "new"}
    own |= {*"abcdefghijkl"}
    names = (name for name in identifiers() if not keyword.iskeyword(name))
    return sorted(name for name in names if naming.attribute_name(name) and name not in own)


def strange(text: str) -> str:
    return type("Text", (str,), {})(text)


STRINGS = dict.fromkeys("abcdefghijkl", "x")
NODE = {"id": "a", "more": [{"id": "b", "at": "1"}], "new": 1}
VALUES: dict[str, list[Any]] = {
    PLAIN[0]: [NODE, {"id": strange("a")}, {"id": 1}, {"more": [{}]}, []],
    PLAIN[1]: [STRINGS, STRINGS | {"c": 1}, {1: 2}, STRINGS | {"a": strange("a"), "z": 1}],
    PLAIN[2]: [NODE, STRINGS, None, 1, {"id": None}],
    PLAIN[3]: [["a"], {"k": NODE}, {"k": {}}, [1]],
    PLAIN[4]: ["a", {"kind": "a", "child": {"kind": "b", "left": 1}}, {"kind": "c"}, {"kind": "b"}],
    PLAIN[5]: [{"kids": [{"kids": ["a"]}]}, {"kids": [1]}, {"pair": [NODE, ["a"]]}, {"pair": []}],
}
WHOLE = {
    "one": NODE,
    "two": STRINGS,
    "three": STRINGS,
    "four": {"k": NODE},
    "five": {"kind": "a", "child": "a"},
    "six": {"kids": [{"kids": ["a"]}], "any": [1]},
}


def answers(package: Package, names: dict[str, str], more: dict[str, Any]) -> list[Any]:
    """Return what the functions of all types say about the values."""
    found: list[Any] = []
    for plain, name in {**names, "Holder": "Holder"}.items():
        for sent in [WHOLE, {**WHOLE, "four": 1}] if plain == "Holder" else VALUES[plain]:
            value = sent | more if plain == PLAIN[0] and sent is NODE else sent
            issues = [(issue.path, issue.received) for issue in package.issues(name, value)]
            found.append((plain, package.is_valid(name, value), issues))
            assert package.is_valid(name, value) is (issues == [])
            if name in package.classes():
                refusal = package.refusal(name, value)
                read = None if refusal else package.read(name, value).to_dict()
                found.append((read, refusal is None))
            elif package.model.holds_objects(Reference(name)):
                found.append(package.parse_refusal(name, value) is None)
    return found


def load(names: tuple[str, ...], properties: tuple[str, str]) -> Any:
    with TemporaryDirectory() as folder:
        return specs.load(Path(folder), SPEC.format(*names, *properties))


PROPERTIES = ("first", "second")


@cache
def plain_answers() -> list[Any]:
    with loaded(load(PLAIN, PROPERTIES)) as package:
        more = dict(zip(PROPERTIES, ("x", None), strict=True))
        return answers(package, dict(zip(PLAIN, PLAIN, strict=True)), more)


def renamed(found: list[Any], properties: tuple[str, str]) -> list[Any]:
    """Return answers with the names of the drawn properties replaced by those of plain ones."""
    back = dict(zip(properties, PROPERTIES, strict=True))

    def of(value: Any) -> Any:
        if isinstance(value, dict):
            return {back.get(key, key): of(item) for key, item in value.items()}
        return type(value)(map(of, value)) if isinstance(value, (list, tuple)) else value

    return [of(each) for each in found]


@examples(12)
@given(
    names=st.lists(st.sampled_from(type_names()), min_size=6, max_size=6, unique=True),
    properties=st.lists(st.sampled_from(property_names()), min_size=2, max_size=2, unique=True),
)
def test_a_package_answers_alike_whatever_its_types_and_properties_are_called(
    names: list[str], properties: list[str]
) -> None:
    drawn, keys = tuple(names), (properties[0], properties[1])
    try:
        model = load(drawn, keys)
    except SpecError:  # two of the names are one in Python
        return
    with loaded(model, *OTHERS) as package:
        more = dict(zip(keys, ("x", None), strict=True))
        found = answers(package, dict(zip(PLAIN, drawn, strict=True)), more)
        assert renamed(found, keys) == plain_answers()
        for other in ("pydantic_models", "msgspec_structs", "attrs_classes", "strategies"):
            assert f"{other}.py" in package.modules


def test_a_property_with_the_name_of_an_import_needs_no_module_that_is_not_there(
    tmp_path: Path,
) -> None:
    spec = "types: {Order: {fields: {only_within: string, within: string, number_for: string}}}"
    with loaded(specs.load(tmp_path, spec), *OTHERS) as package:
        message = {"only_within": "a", "within": "b", "number_for": "c"}
        assert package.read("Order", message).to_dict() == message


def test_the_names_of_the_issue_are_types_like_any_other(tmp_path: Path) -> None:
    """`LIST` and `is_instance` are what the generated code compares with and calls."""
    spec = """
    types:
      LIST: {fields: {id: string}}
      Instance: {fields: {id: string}}
      Holder: {fields: {all: "LIST[] | string"}}
    """
    with loaded(specs.load(tmp_path, spec)) as package:
        value = {"all": [{"id": "a"}]}
        assert package.read("Holder", value).to_dict() == value
        assert package.is_valid("Instance", {"id": strange("a")})
        assert package.issues("Instance", {"id": strange("a")}) == []


def test_a_type_with_the_name_of_a_builtin_leaves_the_builtin_to_the_template(
    tmp_path: Path,
) -> None:
    types = "".join(
        f"      {name}: {{fields: {{id: string, a: string, b: string}}}}\n"
        for name in ("TypeError", "RecursionError", "AttributeError", "StopIteration")
    )
    spec = f"    types:\n{types}      Holder: {{fields: {{one: TypeError, two: RecursionError}}}}\n"
    with loaded(specs.load(tmp_path, spec)) as package:
        assert not package.is_valid("Holder", {"one": {"id": 1}, "two": {}})
        for name in ("TypeError", "RecursionError"):
            refusal = package.refusal(name, {1: 2})
            assert len(refusal.issues) == 4


INHERITED = sorted(
    name
    for owner in (
        pydantic.BaseModel,
        type(pydantic.BaseModel),
        msgspec.Struct,
        type(msgspec.Struct),
    )
    for name in dir(owner)
    if not name.startswith("_") and naming.attribute_name(name)
)


@pytest.mark.parametrize("name", [*dict.fromkeys(INHERITED)])
def test_a_property_may_have_any_name_that_a_library_gives_its_classes(
    tmp_path: Path, name: str
) -> None:
    spec = f"types: {{A: {{fields: {{{name}: string, 'b?': B}}}}, B: {{fields: {{{name}: A}}}}}}"
    with loaded(specs.load(tmp_path, spec), *OTHERS) as package:
        value = {name: "a", "b": {name: {name: "b"}}}
        assert package.read("A", value).to_dict() == value
        model = package.modules["pydantic_models.py"].A.model_validate(value)
        assert model.model_dump(by_alias=True, exclude_unset=True) == value
        struct = msgspec.convert(value, package.modules["msgspec_structs.py"].A)
        assert msgspec.to_builtins(struct) == value
        attrs_classes = package.modules["attrs_classes.py"]
        assert attrs_classes.unstructure(attrs_classes.structure(value, attrs_classes.A)) == value


@pytest.mark.parametrize("folder", ["tests/data/features", "spec/webex_contact_center"])
def test_no_local_variable_hides_a_name_of_its_module(folder: str) -> None:
    model = pipeline.load_spec("checked", TEMPLATES.parent / folder, folder)
    with loaded(model) as package:
        for file, module in package.modules.items():
            for function in vars(module).values():
                if inspect.isfunction(function) and function.__module__ == module.__name__:
                    code = function.__code__
                    assigned = code.co_varnames[code.co_argcount + code.co_kwonlyargcount :]
                    assert not {*assigned} & {*vars(module)}, f"{file}: {function.__name__}"
