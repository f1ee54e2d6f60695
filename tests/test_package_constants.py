"""Constants of a package: in specs and overlays, imported on request, and generated."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from packages import loaded
from specs import load
from strategies import examples

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.importing.spec_writer import write_spec
from typescribe.language.constraints import json_text
from typescribe.language.errors import Position, SpecError
from typescribe.language.package_constants import DeclaredConstant
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.sources.yaml.spec import read_spec_file
from typescribe.targets.constants.values import value_literal

SETTINGS = '[tool.typescribe.packages.shop]\ntargets = ["constants", "typescript"]\n'
DECLARED = """\
/** The newest version */
export declare const VERSION = "2025-11-25";
export declare const NAMES: readonly ["a", "b"];
export declare const ANY: string[];
/** @deprecated use another */
export const RETRIES = {first: 1, then: [5, 2.5], nested: {on: true, none: null}} as const;
export const loose = ["x", "y"];
export const MINUTE = 60 * 1000;
export const typed: Order = {id: VERSION};
declare const bundled: 7;
export { bundled as BUNDLED };
export { bundled as again, Inner as Outer };
declare namespace Inner { export const size = -10; export const name: string; }
export let changing = 1;
export const call = () => 1;
export const big = 10n;
export const notFinite = 1 / 0;
export const maybe: 1 | undefined;
declare const hidden: 3;
export const Kind = {A: "a"} as const;
export type Kind = typeof Kind[keyof typeof Kind];
export interface Order { id: string }
"""
VALUES = {
    "VERSION": "2025-11-25",
    "NAMES": ["a", "b"],
    "RETRIES": {"first": 1, "then": [5, 2.5], "nested": {"on": True, "none": None}},
    "loose": ["x", "y"],
    "MINUTE": 60000,
    "typed": {"id": "2025-11-25"},
    "BUNDLED": 7,
    "again": 7,
    "Outer.size": -10,
}


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def values_of(constants: Any) -> dict[str, Any]:
    return {constant.name: json.loads(constant.value) for constant in constants}


def imported(text: str) -> dict[str, Any]:
    Path("types.d.ts").write_text(text, encoding="utf-8")
    read = import_types(Source("types.d.ts"), Wanted(constants=True))
    return values_of(as_package(read).constants)


def test_exported_constants_that_json_can_carry_are_imported_on_request() -> None:
    assert imported(DECLARED) == VALUES
    read = import_types(Source("types.d.ts"), Wanted())
    assert as_package(read).constants == ()


def test_constants_that_are_not_imported_have_a_row() -> None:
    Path("types.d.ts").write_text(DECLARED, encoding="utf-8")
    result = run("import", "types.d.ts", "--constants", "--output", "spec")
    message = "a constant whose value is not declared, or cannot be sent as JSON"
    read = import_types(Source("types.d.ts"), Wanted(constants=True))
    found = {note.name for note in read.notes if note.message == message}
    assert found == {"ANY", "changing", "call", "big", "notFinite", "maybe", "Inner.name"}
    assert "6 constants, not types: ANY" in result.stdout + result.stderr


def test_of_constants_with_one_name_that_of_the_main_module_is_imported() -> None:
    for name, text in {
        "package.json": '{"name": "p", "version": "1.0.0", "types": "index.d.ts"}',
        "index.d.ts": 'export * from "./inner"; export declare const A: 1;',
        "inner.d.ts": 'export * from "./deep"; export declare const B: 2; export interface T {}',
        "deep.d.ts": "export declare const A: 3; export declare const B: 2;",
    }.items():
        Path(name).write_text(text, encoding="utf-8")
    read = import_types(Source("."), Wanted(constants=True))
    assert values_of(as_package(read).constants) == {"A": 1, "B": 2}
    assert [(n.name, n.message) for n in read.notes] == [
        ("A", "another exported constant has this name")
    ]


def test_a_package_keeps_the_option_and_generates_the_constants() -> None:
    Path("types.d.ts").write_text(DECLARED, encoding="utf-8")
    Path("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    result = run("import", "types.d.ts", "--package", "shop", "--constants")
    assert result.exit_code == 0, result.stdout
    assert "constants = true" in Path("pyproject.toml").read_text(encoding="utf-8")
    before = Path("spec/shop/types.yaml").read_bytes()
    assert run("import").exit_code == 0
    assert Path("spec/shop/types.yaml").read_bytes() == before
    assert run("generate").exit_code == 0
    written = Path("generated/shop/constants.py").read_text(encoding="utf-8")
    assert 'VERSION: Final = "2025-11-25"\n"""The newest version"""' in written
    assert "OUTER_SIZE: Final = -10" in written
    assert run("check").exit_code == 0


def test_declarations_that_are_generated_have_the_same_constants() -> None:
    Path("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    Path("types.d.ts").write_text(DECLARED, encoding="utf-8")
    assert run("import", "types.d.ts", "--package", "shop", "--constants").exit_code == 0
    assert run("generate").exit_code == 0
    again = imported(Path("generated/shop/index.d.ts").read_text(encoding="utf-8"))
    flat = {name: value for name, value in VALUES.items() if "." not in name}
    assert again == {**flat, "OUTER_SIZE": -10}


def test_a_constant_that_is_declared_by_hand_is_not_imported() -> None:
    Path("types.d.ts").write_text(DECLARED, encoding="utf-8")
    Path("spec").mkdir()
    Path("spec/own.yaml").write_text('constants: {VERSION: "mine"}\n', encoding="utf-8")
    result = run("import", "types.d.ts", "--constants", "--output", "spec")
    assert "VERSION" in result.stdout + result.stderr
    assert "the constant is declared by hand" in result.stdout + result.stderr
    assert "VERSION" not in Path("spec/types.yaml").read_text(encoding="utf-8")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@examples(100)
@given(value=JSON, description=st.text(alphabet="ab: #\n{").map(str.strip))
def test_every_value_is_written_and_read_and_generated_alike(value: Any, description: str) -> None:
    position = Position("types.yaml", 1, 1)
    declared = DeclaredConstant("some.name", json_text(value), position, description)
    Path("types.yaml").write_text(write_spec((), [declared]), encoding="utf-8")
    assert read_spec_file(Path("types.yaml"), "types.yaml").constants == (declared,)
    assert repr(eval(value_literal(value))) == repr(value)


def test_constants_are_those_of_the_spec_and_its_overlay(tmp_path: Path) -> None:
    overlay = "constants: {LIST: {value: [2], description: Twice}, B: {deprecated: Use A}}"
    spec = "{types: {A: {fields: {id: string}}}, constants: {LIST: [1], B: 1, a: null}}"
    model = load(tmp_path, spec, overlay=overlay)
    assert values_of(model.constants) == {"LIST": [2], "B": 1, "a": None}
    assert [c.constant for c in model.constants] == ["LIST", "B", "A_2"]
    assert [c.documentation for c in model.constants] == ["Twice", "Deprecated: Use A", ""]
    with loaded(model, "constants") as package:
        module = package.modules["constants.py"]
        assert (module.LIST, module.B, module.A_2) == ([2], 1, None)


HOSTILE = "\"\"\" ''' \\ {{ 7*7 }} */ \x1b[2J \u202e \u2028 \0 \x1e __import__('os') 日本"


def test_no_text_of_a_constant_becomes_code(tmp_path: Path) -> None:
    value = {HOSTILE: [HOSTILE, None], "__proto__": 1}
    said = {"value": value, "description": HOSTILE, "deprecated": HOSTILE}
    model = load(tmp_path, json.dumps({"constants": {HOSTILE: said, "class": 1, "class ": 2}}))
    path = PurePosixPath("p")
    settings = PackageSettings("p", path, path, ("constants", "typescript"))
    source = assembly.modules(settings, model)["constants.py"].source
    module: dict[str, Any] = {}
    exec(source, module)
    constants = [module[constant.constant] for constant in model.constants]
    assert constants == [value, 1, 2]
    declared = assembly.documents(settings, model)["index.d.ts"]
    assert "export declare const CLASS: 1;" in declared
    again = imported(declared)
    assert list(again.values()) == [value, 1, 2]


@pytest.mark.parametrize(
    ("spec", "overlay", "message"),
    [
        ("{}", None, 'spec/a.yaml:1:1: expected a key "types"'),
        (
            "constants: {}",
            None,
            "spec/a.yaml:1:12: expected a mapping of names to values, at least one; "
            "found an empty mapping",
        ),
        (
            "constants: {A: {valu: 1}}",
            None,
            'spec/a.yaml:1:17: unknown key "valu" in a constant; did you mean "value"?',
        ),
        ("constants: {A: {}}", None, 'spec/a.yaml:1:16: expected a key "value"'),
        (
            "constants: {A: .inf}",
            None,
            'spec/a.yaml:1:16: JSON has no infinite numbers and no NaN; found ".inf"',
        ),
        (
            "constants: {A: 1}",
            "constants: {B: {value: 1}}",
            'spec/overlay.yaml:1:13: there is no constant "B" to amend; there is only "A"',
        ),
        (
            "constants: {A: 1}",
            "constants: {A: 1}",
            "spec/overlay.yaml:1:16: expected a mapping with a key "
            '"value", "description" or "deprecated"; found the number 1',
        ),
    ],
)
def test_mistakes_are_reported(
    tmp_path: Path, spec: str, overlay: str | None, message: str
) -> None:
    with pytest.raises(SpecError) as caught:
        load(tmp_path, spec, overlay=overlay)
    assert str(caught.value).splitlines() == [message]


def test_a_constant_is_declared_once(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        load(tmp_path, "constants: {A: 1}", "constants: {B: 1, A: 1}")
    assert str(caught.value).splitlines() == [
        'spec/b.yaml:1:19: the constant "A" is already declared at spec/a.yaml:1:13'
    ]


def test_show_prints_a_constant() -> None:
    Path("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    Path("spec/shop").mkdir(parents=True)
    spec = "constants: {Limits.size: {value: [1], description: In kB, deprecated: true}}"
    Path("spec/shop/a.yaml").write_text(spec, encoding="utf-8")
    for name in ("Limits.size", "LIMITS_SIZE"):
        assert run("show", name).stdout.splitlines() == [
            "Limits.size, a constant of shop",
            "In kB",
            "",
            "Deprecated.",
            "",
            "  LIMITS_SIZE = [1]",
        ]
    assert json.loads(run("show", "Limits.size", "--format", "json").stdout) == {
        "package": "shop",
        "constant": "Limits.size",
        "name": "LIMITS_SIZE",
        "value": [1],
        "description": "In kB",
        "deprecated": "",
    }


def test_diff_with_typescript_leaves_constants_out() -> None:
    """An import has constants only on request, so that they would all be added or removed."""
    Path("types.d.ts").write_text(DECLARED, encoding="utf-8")
    assert run("import", "types.d.ts", "--constants", "--output", "spec").exit_code == 0
    result = run("diff", "spec", "types.d.ts")
    assert result.stdout.splitlines()[0] == "no differences in 2 types", result.stdout
