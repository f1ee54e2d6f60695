"""Generated packages run from memory, and a JSON Schema library as the judge of their meaning."""

from __future__ import annotations

import itertools
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from typescribe.language import naming
from typescribe.language.model import Model, ObjectType, Reference
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.rendering.in_memory import Importer
from typescribe.targets.dataclasses import nodes as dataclasses
from typescribe.targets.json_schema import context as json_schema
from typescribe.targets.validators import context as validators

TARGETS = ("dataclasses", "typed_dicts", "validators")
_numbers = itertools.count()


def module_name(file: str) -> str:
    """Return the name, inside its package, of the module in a file."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _either(modules: Mapping[str, ModuleType], name: str) -> ModuleType:
    """Return a module, or the package of modules that replaces it."""
    return modules.get(f"{name}.py") or modules[f"{name}/__init__.py"]


class Package:
    """The modules that `generate` would write for a model, asked by the names of its types."""

    def __init__(self, model: Model, modules: dict[str, ModuleType]) -> None:
        self.model = model
        self.modules = modules
        self.models: Any = _either(modules, "models")
        self.typed_dicts: Any = _either(modules, "typed_dicts")
        self.validators: Any = _either(modules, "validators")
        self.runtime: Any = modules["private/runtime.py"]
        self.strategies: Any = modules.get("strategies.py")
        self.schema: dict[str, Any] = json_schema.context(model)["schema"]

    def is_valid(self, name: str, value: object) -> bool:
        answer = getattr(self.validators, f"is_{naming.snake_case(name)}")(value)
        assert isinstance(answer, bool)
        return answer

    def issues(self, name: str, value: object, *, undeclared: bool = False) -> list[Any]:
        check = getattr(self.validators, f"check_{naming.snake_case(name)}")
        found = check(value, undeclared=undeclared)
        assert isinstance(found, list)
        return found

    def validated(self, name: str, value: object) -> object:
        return getattr(self.validators, f"validate_{naming.snake_case(name)}")(value)

    def read(self, name: str, value: object) -> Any:
        """Return what `from_dict` makes of a value; raises the package's `ValidationError`."""
        return getattr(self.models, name).from_dict(value)

    def refusal(self, name: str, value: object) -> Any:
        """Return the error that `from_dict` raises, or `None` where it accepts the value."""
        try:
            self.read(name, value)
        except self.runtime.ValidationError as error:
            return error
        return None

    def parse(self, name: str, value: object) -> Any:
        """Return what an alias that holds objects makes of a value."""
        return getattr(self.models, f"parse_{naming.snake_case(name)}")(value)

    def parse_refusal(self, name: str, value: object) -> Any:
        """Return the error that parsing raises, or `None` where it accepts the value."""
        try:
            self.parse(name, value)
        except self.runtime.ValidationError as error:
            return error
        return None

    def classes(self) -> list[str]:
        return [named.name for named in self.model.types if isinstance(named, ObjectType)]

    def judge(self, name: str) -> Draft202012Validator:
        """Return a validator of one type by `schema.json`, from a library that is not ours."""
        return Draft202012Validator({**self.schema, "$ref": f"#/$defs/{name}"})


def assert_agreement(package: Package, name: str, value: object) -> bool:
    """Ask everyone whether a value is of a type; return what they all say."""
    issues = package.issues(name, value)
    answers = {"is_": package.is_valid(name, value), "check_": issues == []}
    try:
        answers["validate_"] = package.validated(name, value) is value
    except package.runtime.ValidationError as error:
        answers["validate_"] = False
        assert error.issues == issues
    if name in package.classes():
        refusal = package.refusal(name, value)
        answers["from_dict"] = refusal is None
        assert refusal is None or refusal.issues == issues
    elif package.model.holds_objects(Reference(name)):
        refusal = package.parse_refusal(name, value)
        answers["parse_"] = refusal is None
        assert refusal is None or refusal.issues == issues
    assert len(set(answers.values())) == 1, (answers, [str(issue) for issue in issues[:5]])
    return issues == []


GATHERING = {"strings gathered from the first": 1, "strings gathered from the twelfth": 12}
"""Names for tests that are run with every string gathered, and as packages are generated."""


@contextmanager
def gathering(strings: int) -> Iterator[None]:
    """Gather the strings of objects that have at least so many, in what is generated meanwhile.

    Where all are gathered, those of dataclasses are looked up at once as well.
    """
    if COMPILED and strings != validators.WORTH_GATHERING:
        pytest.skip("compiled as packages are generated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validators, "WORTH_GATHERING", strings)
        if strings == 1:
            patch.setattr(dataclasses, "WORTH_FETCHING", 2)  # of one, no tuple would come
        yield


COMPILED = os.environ.get("COMPILED_PACKAGES")
"""The folder with compiled packages, where `make compiled` runs the tests."""


def compiled_package(model: Model) -> Package:
    """Return the compiled package of a model; skips the test if there is none."""
    folder = Path(COMPILED or "") / model.name
    if not folder.is_dir():
        pytest.skip("not compiled")
    if str(folder.parent) not in sys.path:
        sys.path.insert(0, str(folder.parent))
    modules = {
        file: import_module(f"{model.name}.{module_name(file)}")
        for found in folder.rglob("*.py")
        for file in [found.relative_to(folder).as_posix()]
        if file != "__init__.py"
    }
    found = [m for file, m in modules.items() if re.match(r"validators(/[a-z]\w*)?\.py", file)]
    assert found
    assert not any(str(module.__file__).endswith(".py") for module in found)
    return Package(model, modules)


@contextmanager
def loaded(model: Model, *more: str, typed_dicts_from: str = "typing") -> Iterator[Package]:
    """Run the modules of a model as a package that can be imported while the context lasts.

    `more` are targets beside those of every package.
    """
    if COMPILED:
        yield compiled_package(model)
        return
    root = f"generated_in_memory_{next(_numbers)}"
    path = PurePosixPath(root)
    chosen = PackageSettings(root, path, path, (*TARGETS, *more), typed_dicts_from=typed_dicts_from)
    sources = {file: made.source for file, made in assembly.modules(chosen, model).items()}
    uninstall = Importer(root, sources).install()
    try:
        modules = {
            file: import_module(f"{root}.{module_name(file)}")
            for file in sources
            if file.endswith(".py") and file != "__init__.py"
        }
        yield Package(model, modules)
    finally:
        uninstall()
