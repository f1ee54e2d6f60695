"""What is rewritten before mypyc compiles a package: classes, and the functions that build them."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import specs

from typescribe import pipeline
from typescribe.language.model import Model, ObjectType
from typescribe.project.settings import find_project
from typescribe.rendering import assembly
from typescribe.runtime.compiling import (
    native_classes,
    native_functions,
    reason,
    rewrite,
    with_quick_tests,
)

CLASSES = '''
"""Messages."""
from __future__ import annotations
from dataclasses import dataclass
from .private.message import DeclaredObject

@dataclass(slots=True, kw_only=True, repr=False)
class Order(DeclaredObject):
    """An order."""
    id: str
    """Its number."""
    note: Note | None = None
    shout = Decoded(lambda self: self.id.upper())
    kind: ClassVar[int] = 1

    @property
    def size(self) -> int:
        return len(self.id)
'''
FUNCTIONS = """
new_note: Final = partial(new, m.Note)

def build_order(self: m.Order, value: Any) -> Any:
    self.note = build_note(new_note(), value["note"])
    return self

def build_either(x: Any) -> Any:
    return x

bind(m, globals())
"""
NATIVE_CLASSES = '''
"""Messages."""
from __future__ import annotations
from shop.private import native as _native
if _native.TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as _mypyc_attr
    from shop.private.building import build_order as _build_order, dump_order as _dump_order
from dataclasses import dataclass
from .private.message import DeclaredObject

@_mypyc_attr(allow_interpreted_subclasses=True)
class Order(DeclaredObject):
    """An order."""
    id: _native.Any
    'Its number.'
    note: _native.Any
    kind: ClassVar[int] = 1

    @property
    def size(self) -> int:
        return len(self.id)

    def _read_natively(self, value: _native.Any) -> _native.Any:
        return _build_order(self, value)

    def _dump_natively(self) -> _native.Any:
        return _dump_order(self)
    __deletable__ = ['id', 'note']
{call}
'''
CALL = (
    "_native.as_dataclass(Order, 'An order.', {'id': 'str', 'note': 'Note | None'}, "
    "{'note': None}, {'shout': Decoded(lambda self: self.id.upper())}, kw_only=True, repr=False)"
)
NATIVE_FUNCTIONS = """
def new_note() -> m.Note:
    return m.Note()

def build_order(self: m.Order, value: Any) -> Any:
    self.note = build_note(new_note(), value["note"])
    return self

def build_either(x: Any) -> Any:
    return x

from shop.private import native as _native

_native.bind(m, ['Order'])
"""
FEATURES = Path(__file__).parent / "data" / "features"
TARGETS = ("dataclasses", "validators", "distribution")


def test_a_dataclass_becomes_a_class_whose_attributes_have_any_type() -> None:
    made = native_classes(CLASSES, "shop.private", "shop.private.building", FUNCTIONS)
    assert made.strip() == NATIVE_CLASSES.format(call=CALL).strip()


def test_a_function_creates_instances_of_compiled_classes() -> None:
    assert native_functions(FUNCTIONS, "shop.private") == NATIVE_FUNCTIONS


def test_a_base_without_attributes_can_be_inherited_from_and_does_not_become_a_dataclass() -> None:
    base = "class Base:\n    if TYPE_CHECKING:\n        kind: ClassVar[int]\n"
    made = native_classes(f"from __future__ import annotations\n{base}", "shop.private")
    assert made.endswith(
        "@_mypyc_attr(allow_interpreted_subclasses=True)\nclass Base:\n    kind: ClassVar[int]"
    )


def test_a_class_with_another_decorator_is_left_alone() -> None:
    order = "@dataclass(slots=True)\n@own\nclass Order:\n    id: str"
    made = native_classes(f"from __future__ import annotations\n{order}", "shop.private")
    assert made.endswith(order)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ('type(v["a"]) is not str', "not isinstance(v['a'], str)"),
        ('type(v.get("a", True)) is not bool', "not isinstance(v.get('a', True), bool)"),
        (
            'text(x) if type(x := v["a"]) is not str and x is not None else x',
            "text(x) if not isinstance((x := v['a']), str) and x is not None else x",
        ),
    ],
)
def test_a_type_is_tested_without_subclasses_only_if_that_makes_a_difference(
    test: str, expected: str
) -> None:
    assert with_quick_tests(test) == expected


@pytest.mark.parametrize(
    "test",
    [
        "type(v['a']) is not int",  # a boolean is an `int`
        "type((x := v['a'])) is not str or x not in {'b'}",  # a subclass can fake equality
        "number(x) if type((x := v['a'])) is not int else x",
        "type(key) is not str and plain_key(key) is None",
        "'type(v[1]) is not str' in v",
    ],
)
def test_another_test_stays_as_it_is(test: str) -> None:
    assert with_quick_tests(test) == test


@pytest.mark.parametrize(
    ("stdout", "stderr", "expected"),
    [
        ("a.py:1: error: no\na.py:2: error: nor this\n", "warning\n", "a.py:1: error: no"),
        ("running\n", "a\nerror: command 'gcc' failed\n", "error: command 'gcc' failed"),
        ("running\n", "", "running"),
        ("", "", "no message"),
    ],
)
def test_the_reason_of_a_failure_is_its_first_error(
    stdout: str, stderr: str, expected: str
) -> None:
    assert reason(stdout, stderr) == expected


def written(folder: Path, model: Model) -> tuple[Path, list[str]]:
    """Write the modules of a compiled package; return its folder, and those that are compiled."""
    model = replace(model, compiled=True)
    settings = replace(specs.SETTINGS, targets=TARGETS, compiled=True)
    package = folder / "shop"
    for name, module in assembly.modules(settings, model).items():
        file = package / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(module.source, encoding="utf-8")
    project = tomllib.loads(assembly.documents(settings, model)["pyproject.toml"])
    hook = project["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]
    return package, hook["modules"]


def features() -> Model:
    return pipeline.load_spec("features", FEATURES, "features")


def contact_center() -> Model:
    project = find_project(Path(__file__).parent)
    return pipeline.load(project, project.packages["webex_contact_center"])


@pytest.mark.parametrize("load", [features, contact_center], ids=["one file", "many files"])
def test_every_class_of_a_package_is_rewritten_with_its_functions(
    load: Callable[[], Model], tmp_path: Path
) -> None:
    model = load()
    package, modules = written(tmp_path, model)
    rewrite(package, modules)
    classes = {
        node.name: node
        for module in modules
        if module.startswith("models")
        for node in ast.parse((package / module).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    }
    assert set(classes) == {named.name for named in model.types if isinstance(named, ObjectType)}
    for name, node in classes.items():
        methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
        assert {"_read_natively", "_dump_natively"} <= methods, name
        (decorator,) = node.decorator_list
        assert "mypyc_attr" in ast.unparse(decorator)
    building = [package / module for module in modules if module.startswith("private/building")]
    texts = [file.read_text(encoding="utf-8") for file in building]
    bound = [
        ast.literal_eval(node.args[1])
        for text in texts
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "_native.bind"
    ]
    assert sorted(name for names in bound for name in names) == sorted(classes)
    assert not any("partial(" in text for text in texts)


def test_frozen_classes_are_not_compiled(tmp_path: Path) -> None:
    _, modules = written(tmp_path, replace(features(), frozen=True))
    assert "private/checking.py" in modules
    assert not {"models.py", "private/building.py", "private/message.py"} & set(modules)
