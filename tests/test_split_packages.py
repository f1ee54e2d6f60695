"""A spec of several files becomes packages of modules that import one another in one direction."""

from __future__ import annotations

import ast
import difflib
import typing
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import specs
from hypothesis import given
from hypothesis import strategies as st
from packages import assert_agreement, loaded
from strategies import examples, packages, values

import webex_contact_center
from typescribe import pipeline
from typescribe.language.model import Model, ObjectType, Reference
from typescribe.language.spec_modules import spec_modules
from typescribe.rendering import assembly
from typescribe.targets.shared.annotations import typed_dict_name
from typescribe.verifying.values import is_inhabited

PACKAGES = ("models", "typed_dicts", "validators")
TARGETS = ("dataclasses", "typed_dicts", "validators")
PRIVATE = ("private/building", "private/checking", "private/shapes")


def load(folder: Path, **files: str) -> Model:
    """Return the model of a spec with several files, named without their suffix."""
    spec = folder / "spec"
    spec.mkdir(parents=True)
    for name, text in files.items():
        (spec / f"{name}.yaml").write_text(f"types:\n{text}\n", encoding="utf-8")
    return pipeline.load_spec("p", spec, "spec")


def divided(model: Model, files: list[int]) -> Model:
    """Return a model whose types are in the files with these numbers."""
    named = zip(model.types, files, strict=True)
    return replace(model, types=tuple(replace(n, file=f"spec/part_{f}.yaml") for n, f in named))


def assert_no_circles(sources: Mapping[str, str]) -> None:
    """Raise `CycleError` if modules import one another in a circle, as type checkers see them."""
    graph: dict[str, set[str]] = {}
    for file, source in sources.items():
        package = PurePosixPath(file).parent
        found = graph.setdefault(file, set())
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = package
                for _ in range(node.level - 1):
                    base = base.parent
                base = base.joinpath(*(node.module or "").split("."))
                inner = [base / alias.name for alias in node.names]
                for place in (base, *inner):
                    known = {f"{place}.py", str(place / "__init__.py")}
                    found |= known & sources.keys()
    TopologicalSorter({file: found - {file} for file, found in graph.items()}).prepare()


def assert_names_are_known(class_: type) -> None:
    """Raise `NameError` if an annotation of a class uses a name that its module does not have."""
    for annotation in vars(class_).get("__annotations__", {}).values():
        single = type(
            "_", (), {"__annotations__": {"_": annotation}, "__module__": class_.__module__}
        )
        with suppress(TypeError):  # an alias in quotes is a string, of which Python makes no union
            typing.get_type_hints(single)


def sources(model: Model) -> dict[str, str]:
    settings = replace(specs.SETTINGS, targets=TARGETS)
    return {file: made.source for file, made in assembly.modules(settings, model).items()}


@examples(8)
@given(model=packages(), data=st.data())
def test_however_a_spec_is_divided_its_package_means_the_same(
    model: Model, data: st.DataObject
) -> None:
    size = len(model.types)
    files = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size), label="files")
    model = divided(model, files)
    if spec_modules(model):
        assert_no_circles(sources(model))
    with loaded(model) as package:
        for named in model.types:
            reference = Reference(named.name)
            if is_inhabited(model, reference):
                assert_agreement(package, named.name, data.draw(values(model, reference)))
            if isinstance(named, ObjectType):
                assert_names_are_known(getattr(package.models, named.name))
                typed_dict = getattr(package.typed_dicts, typed_dict_name(model, named.name))
                if isinstance(typed_dict, type):  # without properties, it is an alias
                    assert_names_are_known(typed_dict)


def test_a_module_holds_the_types_of_one_file(tmp_path: Path) -> None:
    model = load(tmp_path, orders="  Order: {fields: {line: Line}}", lines="  Line: {fields: {}}")
    assert spec_modules(model) == {"Line": "lines", "Order": "orders"}
    made = sources(model)
    for package in (*PACKAGES, *PRIVATE):
        files = {file for file in made if file.startswith(f"{package}/")}
        assert files == {f"{package}/{n}.py" for n in ("__init__", "lines", "orders")}
    assert "from .lines import Line\n" in made["models/orders.py"]
    assert '__all__: list[str] = ["Order"]\n' in made["models/orders.py"]


def test_a_type_that_an_overlay_names_or_constrains_stays_in_its_module(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        orders="  Order: {fields: {}}\n  Sku: {type: string}",
        lines="  Line: {fields: {}}",
        overlay="  Order: {name: Purchase}\n  Sku: {maxLength: 3}\n  Line: {description: One}",
    )
    assert spec_modules(model) == {"Line": "lines", "Purchase": "orders", "Sku": "orders"}


def test_files_that_refer_to_one_another_share_a_module(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        a="  A: {fields: {'b?': B}}",
        b="  B: {fields: {'c?': C}}",
        c="  C: {fields: {'a?': A, d: D}}",
        d="  D: {fields: {}}",
    )
    assert spec_modules(model) == {"A": "a", "B": "a", "C": "a", "D": "d"}


def test_where_all_files_share_a_module_there_is_no_package(tmp_path: Path) -> None:
    model = load(tmp_path, a="  A: {fields: {'b?': B}}", b="  B: {fields: {'a?': A}}")
    assert spec_modules(model) == {}
    assert {"models.py", "private/building.py"} <= sources(model).keys()


def test_an_instance_of_a_generic_is_where_it_is_first_used(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        lib="  'Page<T>': {fields: {items: 'T[]'}}\n  Other: {fields: {}}",
        orders="  Order: {fields: {}}\n  Orders: {fields: {page: Page<Order>}}",
    )
    assert spec_modules(model)["PageOrder"] == "orders"


@pytest.mark.parametrize(
    ("file", "module"),
    [
        ("order-lines", "order_lines"),
        ("OrderLines", "order_lines"),
        ("class", "class_"),
        ("2024", "types_2024"),
        ("__init__", "init"),
        ("con", "types_con"),
        ("check_a", "check_a_"),
        ("-", "types"),
    ],
)
def test_a_file_gives_its_name_to_a_module_if_python_can_import_that(
    file: str, module: str
) -> None:
    types = [ObjectType("A", (), file=f"spec/{file}.yaml"), ObjectType("B", (), file="spec/b.yaml")]
    model = Model("p", tuple(types))
    assert spec_modules(model) == {"A": module, "B": "b"}


def test_two_files_never_share_a_module_by_their_names() -> None:
    files = ("order_lines", "order-lines", "OrderLines")
    types = [ObjectType(f"T{n}", (), file=f"spec/{file}.yaml") for n, file in enumerate(files)]
    found = spec_modules(Model("p", tuple(types)))
    assert list(found.values()) == ["order_lines", "order_lines_", "order_lines__"]


def test_a_change_of_a_field_is_a_few_lines_in_files_of_one_name(tmp_path: Path) -> None:
    files = {"orders": "  Order: {fields: {a: Line, n: number}}", "lines": "  Line: {fields: {}}"}
    before = sources(load(tmp_path / "a", **files))
    files["orders"] = files["orders"].replace("n: number", "n: string")
    after = sources(load(tmp_path / "b", **files))
    changed = sorted(file for file in after if before[file] != after[file])
    assert changed == [
        "models/orders.py",
        *(f"{package}/orders.py" for package in PRIVATE),
        "typed_dicts/orders.py",
    ]
    lines: list[Any] = []
    for file in changed:
        found = difflib.unified_diff(before[file].splitlines(), after[file].splitlines(), n=0)
        lines += [line for line in found if line[0] in "+-" and line[:3] not in ("+++", "---")]
    assert len(lines) <= 20


def test_the_annotations_of_every_class_can_be_evaluated() -> None:
    for name in webex_contact_center.__all__:
        found = getattr(webex_contact_center, name)
        if isinstance(found, type) and found.__module__.startswith("webex_contact_center."):
            hints = typing.get_type_hints(found)
            assert not any(key.startswith("__") for key in hints), name


def test_no_module_of_the_sdk_imports_another_in_a_circle() -> None:
    folder = Path(webex_contact_center.__file__).parent
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*.py")}
    assert_no_circles({name: file.read_text(encoding="utf-8") for name, file in files.items()})
