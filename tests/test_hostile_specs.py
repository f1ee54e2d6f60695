"""Hostile specs: a text in a spec stays a text or is rejected with its position."""

from __future__ import annotations

import ast
import builtins
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, TypeGuard

import msgspec
import pytest
import typescript_round_trip
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from packages import module_name
from pydantic import TypeAdapter as PydanticAdapter

from typescribe import pipeline
from typescribe.cli.main import main
from typescribe.language.errors import SpecError
from typescribe.language.model import ObjectType
from typescribe.project.cache import Cache
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.rendering.in_memory import Importer
from typescribe.targets.registry import SELECTABLE

FRAGMENTS = (
    *('"', "'", '"""', "'''", "\\", '\\"', "\\\\", "{", "}", "{{ 7 * 7 }}", "{% raw %}", "{#"),
    *("\n", "\r\n", "\r", "\t", "\0", "\x1b[2J", "\x1e", "\x7f", "\x85", "\xa0", "\xad", "\ufeff"),
    *("\u2028", "\u2029", "\u202e", "\u2066", "\u200b", "\ud800", "\udfff", "\ufffe", "\U0010ffff"),
    *("#", "# type: ignore", "# fmt: off", "text-707-text", "text-7999997-text", "%s", "$", "`"),
    *('"""\nbuiltins.BREACH = 1\n"""', "\n    breach()\n", "']; breach() #", '"); breach(); ("'),
    *(
        "\\N{DIGIT ONE}",
        "\\x41",
        "\\u0041",
        "é",
        "日本",
        "🎉",
        "x" * 10_000,
        "{" * 500,
        "a b " * 99,
    ),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=4).map("".join)
ODD_NAMES = """
_ __ __import__ __class__ class None True match self cls x e v key value depth declared Any Literal
Self Never Unset UNSET Refused Issue TypedDict Exception MAX_DEPTH SHAPES TYPE_CHECKING dict str
Field Annotated WireModel Struct Meta ClassVar copy json schema model_config model_fields
FrozenWireModel FrozenObject SharedMethods draft bind
property extra to_dict from_json parse dump annotations loads \ufb01eld \xaa \u212a \u0130 ß 中
\uff43\uff4c\uff41\uff53\uff53 a\u0301 1st a-b a.b Probe probe
"""
NAMES = TEXTS | st.sampled_from(ODD_NAMES.split())

ACCEPTED, REFUSED = "accepted", "refused"


@dataclass(frozen=True)
class Texts:
    """Every place of a spec that holds a text; the names of types and attributes stay tame."""

    package: str = "t"
    source: str = "t"
    path: str = "t"
    type: str = "t"
    type_deprecated: str = "t"
    field: str = "t"
    field_deprecated: str = "t"
    inner: str = "t"
    alias: str = "t"
    value: str = "t"
    wire_name: str = "t-1"
    odd_name: str = "t-2"
    literal: str = "t"
    literal_value: str = "t"
    value_name: str = "t"
    limited: str = "t"


@dataclass(frozen=True)
class Names:
    """Every place of a spec that holds a name."""

    type: str = "Probe"
    class_: str = "Given"
    inner_class: str = "Inner"
    attribute: str = "attribute"
    wire_name: str = "wireName"
    reference: str = "Probe"


def spec_of(texts: Texts, names: Names, raw: bool) -> str:
    """Return the spec that holds some texts and names, as they are or as escapes of YAML."""

    def text(value: str) -> str:
        return _yaml(value, raw)

    def quoted(value: str) -> str:
        """A string of TypeScript in a string of YAML."""
        escaped = json.dumps(value)
        return _yaml(escaped, raw)

    def name(value: str) -> str:
        return _yaml(value, raw)

    other = f'{{name: {text("n " + texts.value_name)}}}'
    pattern = _SPECIAL.sub(r"\\\g<0>", texts.limited[:100])
    return f"""
description: {text(texts.package)}
source: {text(texts.source)}
types:
  {name(names.type)}:
    description: {text(texts.type)}
    deprecated: {text(texts.type_deprecated) if texts.type_deprecated.strip() else "true"}
    fields:
      {quoted(texts.wire_name)}:
        type: string
        attribute: {name(names.attribute)}
        reads_as: json
        description: {text(texts.field)}
        deprecated: {text(texts.field_deprecated) if texts.field_deprecated.strip() else "true"}
      {quoted(texts.odd_name)}: {{type: number, attribute: odd}}
      {name(names.wire_name)}: boolean
      literal: {quoted(texts.literal)}
      inner:
        description: {text(texts.inner)}
        name: {name(names.inner_class)}
        fields: {{a: number}}
      again: {{type: {name(names.reference + "[]")}}}
      limited:
        type: "string | Record<string, string>"
        pattern: {text(pattern)}
        default: {text(texts.limited)}
        examples: [{text(texts.limited)}, {{{text(texts.limited[:100])}: {text(texts.limited)}}}]
  Values:
    name: {name(names.class_)}
    description: {text(texts.alias)}
    values: {{{text(texts.literal_value)}: {text(texts.value)}, other: {other}}}
"""


_SPECIAL = re.compile(r"[\\^$.*+?()\[\]{}|/]")


def _yaml(text: str, raw: bool) -> str:
    plain = '[\\\\"]' if raw else '[^ -~]|[\\\\"]'
    return '"' + re.sub(plain, lambda found: _escaped(found[0]), text) + '"'


def _escaped(character: str) -> str:
    return f"\\{character}" if character in '\\"' else f"\\U{ord(character):08x}"


def generated(spec: str, path: str = "spec") -> tuple[Any, dict[str, str]]:
    """Return the model of a spec, and the verified text of every file; raises `SpecError`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.yaml").write_bytes(spec.encode("utf-8", "surrogatepass"))
        model = pipeline.load_spec("p", Path(folder), "spec")
    chosen = PackageSettings("p", PurePosixPath(path), PurePosixPath("out"), SELECTABLE)
    made = {name: module.source for name, module in assembly.modules(chosen, model).items()}
    return model, made | assembly.documents(chosen, model)


@cache
def harmless(texts: Texts = Texts(), names: Names = Names()) -> Mapping[str, str]:
    return generated(spec_of(texts, names, raw=False))[1]


def tame(texts: Texts) -> Texts:
    """Return harmless texts that are missing where those are: no docstring without a text."""
    found = {f.name: getattr(texts, f.name) for f in fields(texts)}
    kept = ("literal", "literal_value", "wire_name", "odd_name", "path", "source")
    return replace(
        Texts(),
        **{name: "" for name, text in found.items() if name not in kept and not text.strip()},
    )


LOCATED = re.compile(r"spec/a\.yaml:[1-9]\d*:[1-9]\d*: \S")
WHOLE_FILE = re.compile(r"spec/a\.yaml: UTF-(16|32); expected UTF-8")


def assert_told(error: SpecError) -> None:
    """A refusal says where, on one line, in signs that can be seen."""
    for line in map(str, error.problems):
        assert LOCATED.match(line) or WHOLE_FILE.match(line), line
        assert len(line.splitlines()) == 1
        assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in line), line
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", line), "bidi marks"


@contextmanager
def imported(made: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Run the modules from memory, like a package that is read from disk."""
    root = f"hostile_{next(_numbers)}"
    uninstall = Importer(root, made).install()
    try:
        import_module(root)
        yield {
            name: import_module(f"{root}.{name}")
            for name in (module_name(file) for file in made if file.endswith(".py"))
            if name != "__init__"
        }
        assert not hasattr(builtins, "BREACH")
    finally:
        uninstall()


_numbers = itertools.count()

# What a module says, and what it should say


@lru_cache(maxsize=256)  # most modules are those of the harmless spec, or of the runtime
def kinds(source: str) -> Counter[str]:
    """Return how often each kind of node occurs: imports, calls, statements, all of them."""
    return Counter(type(node).__name__ for node in ast.walk(ast.parse(source)))


@lru_cache(maxsize=256)
def identifiers(source: str) -> set[str]:
    """Return every name that a module spells, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for part in ("id", "attr", "name", "asname", "arg", "module"):
            value = getattr(node, part, None)
            if isinstance(value, str):
                found.add(value)
    return found


def definitions(tree: ast.Module) -> dict[str, list[str]]:
    """Return the classes of a module, each with its attributes and its functions in order."""
    return {
        node.name: [
            inner.target.id if isinstance(inner, ast.AnnAssign) else inner.name  # type: ignore[union-attr]
            for inner in node.body
            if isinstance(inner, (ast.AnnAssign, ast.FunctionDef))
        ]
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def top_level(tree: ast.Module) -> set[str]:
    """Return the functions and the aliases of a module."""
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return functions | {
        node.target.id
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def constants_in(source: str) -> set[str]:
    """Return the constants of the only class: one for each of two literals, in upper case."""
    ((_, found),) = definitions(ast.parse(source)).items()
    assert len(found) == 2
    assert all(name.isidentifier() and name == name.upper() for name in found), found
    return set(found)


def expected_models(type_: str, inner: str, given: str, attribute: str, wire: str) -> Any:
    """Return what `models.py` has to define: written down here, from the spec above."""
    reading = f"{attribute.removesuffix('_')}_as_json"
    attributes = [attribute, "odd", wire, "literal", "inner", "again", "limited"]
    classes = {type_: [*attributes, reading], inner: ["a"]}
    return classes, given


def strings(tree: ast.AST) -> list[str]:
    return [
        " ".join(node.value.split())
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def assert_no_more_than(
    made: Mapping[str, str], *meant: Mapping[str, str], imported_too: str = ""
) -> None:
    """No import, call or statement more than a harmless spec gives, and none less.

    An import that the template offers is kept where an attribute has the same name; no other.
    """
    for name in made:
        if name.endswith(".py"):
            found = kinds(made[name]).copy()
            harmless = [kinds(source[name]) for source in meant]
            if re.search(rf"^    {re.escape(imported_too)},?$", made[name], re.MULTILINE) or (
                imported_too and re.search(rf"import .*\b{re.escape(imported_too)}\b", made[name])
            ):
                found["alias"] = harmless[0]["alias"]
            assert found in harmless, f"{name}: nothing more, nothing less"


# Texts


@settings(max_examples=30, deadline=None)
@given(st.builds(Texts, **{f.name: TEXTS for f in fields(Texts)}), st.booleans())
def test_texts_anywhere_in_a_spec_stay_texts(texts: Texts, raw: bool) -> None:
    assert_texts(texts, raw)


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: ascii(text)[1:13])
def test_every_hostile_fragment_everywhere_at_once(fragment: str) -> None:
    texts = {f.name: f"{f.name} {fragment}{fragment} {f.name}" for f in fields(Texts)}
    if len(fragment) > 200:  # YAML has no keys of more than 1,024 characters
        texts |= {"wire_name": "t-1", "odd_name": "t-2", "literal_value": "t"}
    answers = {assert_texts(Texts(**texts), raw) for raw in (False, True)}
    assert ACCEPTED in answers or re.search("[\ud800-\udfff]", fragment)


def assert_texts(texts: Texts, raw: bool) -> str:
    try:
        _, made = generated(spec_of(texts, Names(), raw), texts.path)
    except SpecError as error:
        assert_told(error)
        return REFUSED
    odd = "\n" if holds_odd_names(texts) else "-"
    meant = harmless(replace(tame(texts), wire_name=f"t{odd}1", odd_name="t-2"))
    assert_no_more_than(made, meant)
    for name in meant:
        if name.endswith(".py"):
            constants = constants_in(made[name]) if name == "constants.py" else set()
            usual = constants_in(meant[name]) if name == "constants.py" else set()
            assert identifiers(made[name]) - constants == identifiers(meant[name]) - usual

    models = ast.parse(made["models.py"])
    classes, _ = expected_models("Probe", "Inner", "Given", "attribute", "wire_name")
    assert definitions(models) == classes
    assert top_level(models) == {"Given"}
    building = top_level(ast.parse(made["private/building.py"]))
    assert building == {v + n for v in ("new_", "build_", "dump_") for n in ("probe", "inner")}
    validators = top_level(ast.parse(made["validators.py"]))
    verbs = ("is_", "validate_", "check_")
    assert validators == {v + n for v in verbs for n in ("probe", "inner", "given")}
    checking = top_level(ast.parse(made["private/checking.py"]))
    assert checking == {f"matches_{n}" for n in ("probe", "inner", "given")}

    found_strings = strings(models)
    schema_texts = " ".join(strings_of(json.loads(made["schema.json"])))
    for name in ("type", "type_deprecated", "field", "field_deprecated", "inner", "alias", "value"):
        text = " ".join(getattr(texts, name).split())
        assert any(text in string for string in found_strings), name
        assert text in schema_texts, name
    assert any(
        " ".join(texts.package.split()) in s for s in strings(ast.parse(made["__init__.py"]))
    )
    declared = typescript_round_trip.imported(made["index.d.ts"], "p")
    wire_names = [[f.wire_name for f in t.fields] for t in declared.types if is_object(t)]
    inside = [texts.wire_name, texts.odd_name, "wireName", "literal", "inner", "again", "limited"]
    assert wire_names == [inside, ["a"]]
    for source in made.values():
        source.encode()  # no lone surrogate is left
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff]", source)
        assert source.splitlines() == source.removesuffix("\n").split("\n")
    with imported(made) as modules:
        assert_meaning(modules, texts)
    return ACCEPTED


def holds_odd_names(texts: Texts) -> bool:
    """Whether msgspec refuses a name of a property, so that a dict takes the place of a Struct."""
    return re.search(r'["\\\x00-\x1f]', texts.wire_name + texts.odd_name) is not None


def is_object(named: Any) -> TypeGuard[ObjectType]:
    return isinstance(named, ObjectType)


def strings_of(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value, without runs of white space."""
    match value:
        case str():
            yield " ".join(value.split())
        case list():
            for item in value:
                yield from strings_of(item)
        case dict():
            for key, item in value.items():
                yield from strings_of(key)
                yield from strings_of(item)


def assert_meaning(modules: dict[str, Any], texts: Texts) -> None:
    """The names and literals of the spec are those that are checked and written."""
    message = {
        texts.wire_name: "1",
        texts.odd_name: 2,
        "wireName": True,
        "literal": texts.literal,
        "inner": {"a": 3},
        "again": [],
        "limited": texts.limited,
    }
    validators, models = modules["validators"], modules["models"]
    assert validators.check_probe(message) == []
    assert models.Probe.from_dict(message).to_dict() == message
    assert models.Probe.from_dict(message).attribute_as_json == 1
    assert set(modules["typed_dicts"].ProbeDict.__annotations__) == set(message)
    read = modules["pydantic_models"].Probe.model_validate(message)
    assert read.model_dump(by_alias=True, exclude_unset=True) == message
    decoded = msgspec.convert(message, modules["msgspec_structs"].Probe)
    assert msgspec.to_builtins(decoded) == message
    if not holds_odd_names(texts):
        assert decoded.attribute_as_json == 1
    assert validators.is_given(texts.literal_value)
    assert not validators.is_given(texts.literal_value + "x")
    for key in message:
        issues = validators.check_probe({k: v for k, v in message.items() if k != key})
        assert [issue.path for issue in issues] == [(key,)]
        assert "\n" not in str(issues[0])


# Names


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([f.name for f in fields(Names)]), NAMES, st.booleans())
def test_names_become_valid_python_names_or_are_rejected(place: str, name: str, raw: bool) -> None:
    assert_names(place, name, raw)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("type", "Any"),
        ("type", "ﬁeld"),
        ("attribute", "K"),
        ("attribute", "__init__"),
        ("inner_class", "Probe"),
        ("wire_name", "__probe"),
        ("wire_name", "_"),
        ("wire_name", "class"),
        ("wire_name", "self"),
        ("wire_name", "loads_json"),
        ("reference", "Probe; import os"),
        ("reference", "'x' | __import__('os')"),
    ],
)
def test_names_with_a_meaning_in_python_stay_names_or_are_rejected(place: str, name: str) -> None:
    assert_names(place, name, raw=False)


def assert_names(place: str, name: str, raw: bool) -> None:
    names = replace(Names(), **{place: name})
    if place == "type":
        names = replace(names, reference=name)
    try:
        _, made = generated(spec_of(Texts(), names, raw))
    except SpecError as error:
        assert_told(error)
        return
    tree = ast.parse(made["models.py"])
    if place == "reference":  # a type expression: any that is accepted is one
        with imported(made):
            return
    # An attribute that is called like its property says nothing of that; and there are names that
    # msgspec refuses.
    others = [harmless(Texts(), Names(wire_name=wire)) for wire in ("wire", "a\x1b")]
    assert_no_more_than(made, harmless(Texts(), Names()), *others, imported_too=name)
    (type_, attributes), (inner, _) = definitions(tree).items()
    (given,) = top_level(tree) - {n for n in top_level(tree) if n.startswith("_")}
    wire = attributes[2]
    wanted, _ = expected_models(type_, inner, given, attributes[0], wire)
    assert definitions(tree) == wanted
    exact = {"class_": given, "inner_class": inner, "attribute": attributes[0]}
    assert exact.get(place, name) == name, "a name that is given is kept or refused"
    assert (given == "Given") is (place != "class_" or name == "Given")
    assert (inner == "Inner") is (place != "inner_class" or name == "Inner")
    for made_of, found, added in (
        (names.type, type_, "type_"),
        (names.wire_name, wire, "field_"),
    ):
        assert found.isidentifier()
        assert found == unicodedata.normalize("NFKC", found)
        signs = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", made_of).lower())
        upper = unicodedata.normalize("NFKC", made_of).upper().lower()
        assert set(found.lower()) <= {*signs, *upper, *added}, "it comes from the spec's name"
    with imported(made) as modules:
        message = {
            "t-1": "[]",
            "t-2": 1,
            _wire_name(names.wire_name): True,
            "literal": "t",
            "inner": {"a": 1},
            "again": [],
            "limited": "t",
        }
        read = getattr(modules["models"], type_).from_dict(message)
        assert read.to_dict() == message
        assert read.extra is None
        assert set(getattr(modules["typed_dicts"], f"{type_}Dict").__annotations__) == set(message)
        by_pydantic = PydanticAdapter(_named(modules["pydantic_models"], type_))
        validated = by_pydantic.validate_python(message)
        assert by_pydantic.dump_python(validated, by_alias=True, exclude_unset=True) == message
        decoded = msgspec.convert(message, _named(modules["msgspec_structs"], type_))
        assert msgspec.to_builtins(decoded) == message


def _named(module: Any, name: str) -> Any:
    """Return a class of a module; one that is called like what that imports has another name."""
    own = [getattr(module, found, None) for found in (f"{name}_", name)]
    classes = [found for found in own if getattr(found, "__module__", None) == module.__name__]
    return classes[0] if classes else getattr(module, name)


def _wire_name(written: str) -> str:
    """Return the name that a key of a spec means: as it stands, or as a string of TypeScript."""
    name = written.strip()
    if name[:1] in {'"', "'"}:
        found = ast.literal_eval(name)
        assert isinstance(found, str)
        return found
    return name


# The real command line


def project(folder: Path, spec: str, path: str = "spec/p") -> Path:
    (folder / "pyproject.toml").write_text(
        f"[tool.typescribe.packages.p]\nspec = {json.dumps(path)}\n"
        f"targets = {json.dumps(SELECTABLE)}\n",
        encoding="utf-8",
    )
    (folder / path).mkdir(parents=True)
    (folder / path / "a.yaml").write_bytes(spec.encode("utf-8", "surrogatepass"))
    return folder


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "typescribe", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=20,
    )


def refusal(folder: Path, *arguments: str) -> list[str]:
    """Return why `generate` refuses: exit code 2, nothing but lines of stderr, nothing written."""
    result = command(folder, *(arguments or ("generate",)))
    assert result.returncode == 2, (result.returncode, result.stderr)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not (folder / "generated").exists()
    return result.stderr.removesuffix("\n").split("\n")


HOSTILE = "\"\"\" ''' \\ {{ 7*7 }} {% raw %} \x1b[2J \u202e \u2028 \ufeff \0 \x1e breach() 日本"


def test_the_command_line_writes_hostile_texts_as_texts(tmp_path: Path) -> None:
    texts = Texts(**{f.name: f"{f.name} {HOSTILE}" for f in fields(Texts) if f.name != "path"})
    path = "sp'ec \\ {{ 7*7 }} \u202e\" \n import os #"
    project(tmp_path, spec_of(texts, Names(), raw=False), path)
    assert command(tmp_path, "generate").returncode == 0
    assert command(tmp_path, "check").returncode == 0
    folder = tmp_path / "generated" / "p"
    files = [file for file in folder.rglob("*") if file.is_file()]
    made = {f.relative_to(folder).as_posix(): f.read_text() for f in files}
    meant = harmless(Texts(wire_name="t\n1"))
    assert_no_more_than({name: made[name] for name in meant}, meant)
    with imported(made) as modules:
        assert_meaning(modules, texts)


@settings(max_examples=20)
@given(st.data())
def test_strategies_draw_the_hostile_names_and_literals(data: st.DataObject) -> None:
    texts = Texts(**{f.name: f"{f.name} {HOSTILE}" for f in fields(Texts)})
    with imported(hostile_package(texts)) as modules:
        message = data.draw(modules["strategies"].probe_dicts())
        assert message["literal"] == texts.literal
        assert texts.wire_name in message
        assert modules["validators"].check_probe(message) == []


@cache
def hostile_package(texts: Texts) -> Mapping[str, str]:
    return generated(spec_of(texts, Names(), raw=False))[1]


def test_formatting_changes_nothing_that_a_hostile_spec_says() -> None:
    texts = Texts(**{f.name: f"{f.name} {HOSTILE}" for f in fields(Texts)})
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.yaml").write_text(spec_of(texts, Names(), raw=False))
        model = pipeline.load_spec("p", Path(folder), "spec")
    chosen = PackageSettings("p", PurePosixPath("s"), PurePosixPath("out"), SELECTABLE)
    sources = assembly.modules(chosen, model)
    for name, content in assembly.build(chosen, model, Cache(None, "p")).items():
        if name.endswith(".py"):
            assert kinds(content) == kinds(sources[name].source)


def test_the_command_line_reports_a_lone_surrogate_with_its_position(tmp_path: Path) -> None:
    project(tmp_path, 'types:\n  A: {description: "\\ud800", type: string}\n')
    (line,) = refusal(tmp_path)
    assert line.startswith("spec/p/a.yaml:2:21: ")


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)
MULTIPLYING = "\n  ".join(f"A{n}: {{type: '[{', '.join([f'A{n + 1}'] * 9)}]'}}" for n in range(9))
GENERIC = "types:\n  A: {{type: G<string>}}\n  G<T>: {{fields: {{{}}}}}\n"
DOUBLING = "".join(
    f"  G{n}<T>: {{type: '{{a: G{n + 1}<T>, b: G{n + 1}<T>}}'}}\n" for n in range(40)
)
SPECS = {
    "anchors": BOMB,
    "anchors in types": BOMB + "types: {A: {type: string, description: *a8}}\n",
    "an anchor in itself": "types: &a {A: *a}\n",
    "a generic of itself": GENERIC.format("a?: 'G<G<T>>'"),
    "generics that grow": GENERIC.format("a?: 'G<T[]>', b?: 'G<G<T>>'"),
    "generics that double": f"types:\n{DOUBLING}  G40<T>: {{type: T}}\n  A: {{type: G0<string>}}\n",
    "deep flow": "types: " + "[" * 50_000,
    "deep mappings": "types: " + "{a: " * 5_000 + "1" + "}" * 5_000,
    "deep type": "types: {A: {type: '" + "Array<" * 5_000 + "string" + ">" * 5_000 + "'}}",
    "deep parentheses": "types: {A: {type: '" + "(" * 20_000 + "string" + ")" * 20_000 + "'}}",
    "deep arrays": "types: {A: {type: 'string" + "[]" * 20_000 + "'}}",
    "a tag": "types: {A: !!python/object/apply:os.system ['touch breach']}\n",
    "a tag of its own": "!x {types: {}}\n",
    "a tag directive": "%TAG ! tag:x,2000:\n---\ntypes: {}\n",
    "a merge key": "types: {A: &a {type: string}, B: {<<: *a}}\n",
    "two documents": "types: {}\n---\ntypes: {}\n",
    "an endless alias": "types: {A: {type: B}, B: {type: A}}\n",
    "an endless union": "types: {A: {type: A | A}}\n",
    "an endless base": "types: {A: {extends: B, fields: {}}, B: {extends: A, fields: {}}}\n",
    "nothing": "",
    "a list": "- types\n",
    "a zero byte": "types: {A: {type: string, description: a\0b}}\n",
}
BYTES = {
    "UTF-16": "types: {A: {type: string}}\n".encode("utf-16"),
    "UTF-32": "types: {A: {type: string}}\n".encode("utf-32"),
    "UTF-16 without a mark": "types: {A: {type: string}}\n".encode("utf-16-le"),
    "Latin 1": "types: {A: {type: string, description: é}}\n".encode("latin-1"),
    "surrogates": "types: {A: {type: string, description: \ud800}}\n".encode(
        "utf-8", "surrogatepass"
    ),
    "a huge file": b"types:\n" + b"# padding\n" * 600_000,
    "noise": bytes(range(256)) * 100,
}


def test_aliases_of_aliases_are_written_as_references_however_many_they_stand_for() -> None:
    _, made = generated(f"types:\n  {MULTIPLYING}\n  A9: {{type: string}}\n")
    assert sum(map(len, made.values())) < 250_000


def in_process(folder: Path, content: bytes) -> list[str]:
    """Return the reported problems of a spec, as the command line does, without a new process."""
    (folder / "a.yaml").write_bytes(content)
    started = time.process_time()
    with pytest.raises(SpecError) as caught:
        pipeline.load_spec("p", folder, "spec")
    assert time.process_time() - started < 10
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", [*SPECS, *BYTES])
def test_a_spec_that_attacks_its_reader_is_reported_on_one_line_each(
    name: str, tmp_path: Path
) -> None:
    content = SPECS[name].encode() if name in SPECS else BYTES[name]
    lines = in_process(tmp_path, content)
    assert lines
    for line in lines:
        assert re.match(r"spec/a\.yaml(:\d+:\d+)?: \S", line)
        assert len(line.splitlines()) == 1
        assert len(line) < 500, "what is quoted is cut"


# Invalid specs and settings, through the command line


def _a_folder(file: Path) -> None:
    file.mkdir()


def _a_pipe(file: Path) -> None:
    os.mkfifo(file)


def _a_loop(file: Path) -> None:
    file.symlink_to(file.name)


def _a_device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def _nothing(file: Path) -> None:
    file.symlink_to("nowhere")


NO_FILES = {
    _a_folder: "a folder; expected a file",
    _a_pipe: "not a regular file",
    _a_loop: "a symbolic link that leads to itself",
    _a_device: "not a regular file",
    _nothing: "not found",
}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has stranger files")
@pytest.mark.parametrize(("type_", "most"), [("string", 19), ("Probe", 19)])
def test_arrays_that_nest_deeper_than_python_nests_blocks_are_reported(
    type_: str, most: int
) -> None:
    spec = "types:\n  Probe: {{fields: {{a: '{}'}}}}\n"
    for module in generated(spec.format(type_ + "[]" * most))[1].items():
        if module[0].endswith(".py"):
            compile(module[1], module[0], "exec")
    with pytest.raises(SpecError) as caught:
        generated(spec.format(type_ + "[]" * (most + 1)))
    assert str(caught.value) == (
        "p.Probe: arrays, records and unions are nested too deep for Python (too many statically"
        " nested blocks); declare one of the inner types in `types:`, under a name of its own"
    )


def test_a_spec_that_is_not_a_file_is_reported_without_waiting(tmp_path: Path) -> None:
    project(tmp_path, "types: {A: {type: string}}\n")
    for place, make in enumerate(NO_FILES):
        make(tmp_path / "spec" / "p" / f"{place}.yaml")
    assert refusal(tmp_path) == [
        f"spec/p/{place}.yaml: {message}" for place, message in enumerate(NO_FILES.values())
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has stranger files")
@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: make.__name__)
def test_a_spec_folder_that_is_not_a_folder_is_reported(make: Any, tmp_path: Path) -> None:
    project(tmp_path, "types: {A: {type: string}}\n")
    (tmp_path / "spec" / "p" / "a.yaml").unlink()
    (tmp_path / "spec" / "p").rmdir()
    make(tmp_path / "spec" / "p")
    (line,) = refusal(tmp_path)
    setting = re.escape("pyproject.toml: [tool.typescribe.packages.p] spec")
    missing = f'{setting}: there is no folder "spec/p"'
    assert re.match(f"spec/p: (no spec in this folder|not a folder)|{missing}", line)


def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: Any) -> None:
    """Permissions do not bind root, so it is the system call that refuses here."""
    file = tmp_path / "a.yaml"
    file.write_text("types: {A: {type: string}}\n")

    def refused(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(SpecError, match=r"^spec/a\.yaml: no permission to read it$"):
        pipeline.load_spec("p", tmp_path, "spec")


def test_the_command_line_survives_the_worst_of_specs(tmp_path: Path) -> None:
    project(tmp_path, "")
    (tmp_path / "spec" / "p" / "a.yaml").unlink()
    for place, text in enumerate([*SPECS.values()]):
        if "Record" not in text and "G<" not in text and "G0" not in text:  # mistakes of syntax
            (tmp_path / "spec" / "p" / f"{place:02}.yaml").write_text(text)
    for place, content in enumerate(BYTES.values()):
        (tmp_path / "spec" / "p" / f"b{place}.yml").write_bytes(content)
    lines = refusal(tmp_path)
    for line in lines:
        assert re.match(r"spec/p/(\d\d\.yaml|b\d\.yml)(:\d+:\d+)?: \S", line), line
    assert {line.split(":")[0].split("/")[-1][0] for line in lines} == {"0", "1", "2", "b"}


P = "[tool.typescribe.packages.p]\n"
CONFIGS: dict[str, bytes] = {
    "not TOML": b"[tool",
    "no table": b"[project]\nname = 'p'\n",
    "no UTF-8": b"[tool.typescribe]\n# \xff\n",
    "UTF-16": P.encode("utf-16"),
    "a zero byte": P.encode() + b"spec = 'a\0b'\n",
    "an escaped zero byte": P.encode() + b'spec = "a\\u0000b"\n',
    "a zero byte in the output": P.encode() + b'output = "a\\u0000b"\n',
    "a path too long": P.encode() + b"spec = '" + b"a" * 5_000 + b"'\n",
    "a spec of another kind": P.encode() + b"spec = 1\n",
    "out of the project": P.encode() + b"spec = '../p'\n",
    "absolute": P.encode() + b"output = '/tmp/p'\n",
    "control characters": P.encode() + b'"\\u001b[2J\\n\\u202e" = 1\n',
    "a hostile package": b'[tool.typescribe.packages."p\\nimport os\\u2028"]\n',
    "a hostile target": P.encode() + b'targets = ["\\u001b]0;x\\u0007"]\n',
    "no list": b"tool.typescribe.packages = [1]\n",
    "deep": b"tool.typescribe.packages = " + b"[" * 2_000 + b"]" * 2_000 + b"\n",
    "deep keys": b"[tool.typescribe.packages." + b"a." * 5_000 + b"a]\n",
    "deep tables": b"x = " + b"{a = " * 2_000 + b"1" + b"}" * 2_000 + b"\n",
    "a huge integer": P.encode() + b"spec = " + b"9" * 5_000 + b"\n",
}


@pytest.mark.parametrize("name", CONFIGS)
def test_broken_settings_are_reported_on_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(CONFIGS[name])
    result = CliRunner().invoke(main, ["generate", "--project", str(tmp_path)])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.removesuffix("\n").split("\n")
    too_long = r".*: longer than a path may be on this system$"
    assert re.match(rf"(pyproject\.toml|a+|generated)(:\d+:\d+)?|{too_long}", line)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]", line)
    assert not (tmp_path / "generated").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX has stranger files")
@pytest.mark.parametrize("make", NO_FILES, ids=lambda make: make.__name__)
def test_settings_that_are_not_a_file_are_reported_without_waiting(
    make: Any, tmp_path: Path
) -> None:
    make(tmp_path / "pyproject.toml")
    (line,) = refusal(tmp_path)
    assert "pyproject.toml" in line


@pytest.mark.parametrize(
    "text",
    [
        '"""',
        "'''",
        "*/",
        "</script><script>",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "# type: ignore",
        "%s",
        "|",
    ],
)
def test_no_key_of_an_index_signature_becomes_code(text: str) -> None:
    key = json.dumps(f"[key: `{text}${{string}}`]")
    _, made = generated(f"types:\n  A: {{fields: {{{key}: number}}}}\n")
    _, plain = generated('types:\n  A: {fields: {"[key: `x${string}`]": number}}\n')
    assert made.keys() == plain.keys()
    for name in (name for name in made if name.endswith(".py")):
        kinds = [[type(node) for node in ast.walk(ast.parse(of[name]))] for of in (made, plain)]
        assert kinds[0] == kinds[1], name
