"""Compiles modules of the package with mypyc while its wheel is built; used by hatchling.

hatch-mypyc, which does this for other packages, fails if there is no C compiler.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

package, *modules = sys.argv[1:]
paths = ["--ignore-missing-imports", *(f"{package}/{module}" for module in modules)]
extensions = mypycify(paths, opt_level="3", debug_level="0", group_name=f"{package}._compiled")
setup(name="compiled", ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace"])
"""


class Compiling(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel; without a C compiler, the wheel is plain Python."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the modules, unless the package is installed in editable mode."""
        if version == "editable":
            return
        self._folder = Path(mkdtemp())
        package, modules = self.config["package"], self.config["modules"]
        copy = self._folder / package
        for pattern in ("*.py", "*/*.py", "*/*/*.py"):  # the modules of the package, by depth
            for file in Path(self.root).glob(pattern):
                place = copy / file.relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
        rewrite(copy, modules)
        command = [sys.executable, "-c", SETUP, package, *modules]
        built = subprocess.run(  # noqa: S603 - it compiles modules of this package
            command, cwd=self._folder, capture_output=True, text=True, check=False
        )
        if built.returncode:
            why = reason(built.stdout, built.stderr)
            self.app.display_warning(
                f"{package} is not compiled, and is installed as plain Python: {why}"
            )
            return
        for library in (*copy.rglob("*.so"), *copy.rglob("*.pyd")):
            build_data["force_include"][str(library)] = str(library.relative_to(copy))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        self.app.display_info(f"{package} is compiled: {', '.join(modules)}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled files, which are in the wheel now."""
        if version != "editable":
            shutil.rmtree(self._folder, ignore_errors=True)


def reason(stdout: str, stderr: str) -> str:
    """Return the line that says why a build failed: the first error of mypyc, or else the last."""
    lines = [*stdout.strip().splitlines(), *stderr.strip().splitlines()]
    return next((line for line in lines if ": error: " in line), (lines or ["no message"])[-1])


NEW = re.compile(r"^(new_\w+): Final = partial\(\s*new, (m\.\w+)\s*\)", re.MULTILINE)
"""The function that creates an instance without a call of `__init__`."""
BUILD = re.compile(r"^def build_(\w+)\(\s*self: m\.(\w+)", re.MULTILINE)
"""The function that sets the attributes of an instance."""
IMPORTS = """
from {private} import native as _native
if _native.TYPE_CHECKING:
    from mypy_extensions import mypyc_attr as _mypyc_attr
"""
DECORATOR = "_mypyc_attr(allow_interpreted_subclasses=True)"
METHODS = """
def _read_natively(self, value: _native.Any) -> _native.Any:
    return _build_{0}(self, value)
def _dump_natively(self) -> _native.Any:
    return _dump_{0}(self)
"""
"""The methods of a class that call its functions. Names of a spec have no underscore in front."""


def rewrite(package: Path, modules: Iterable[str]) -> None:
    """Rewrite the modules with dataclasses, with their functions, and with tests, for mypyc.

    mypyc keeps the attributes of its classes in C structures, where it takes a fraction of the time
    to set and get them. But it checks their types, and would refuse values that plain Python
    accepts. So all attributes are of the type `Any` in what it compiles. `native.py` makes
    dataclasses of the classes, and gives them their functions.
    """
    private = f"{package.name}.private"
    for module in modules:
        file = package / module
        if module == "private/message.py":
            file.write_text(native_classes(file.read_text("utf-8"), private), "utf-8")
        elif module.startswith("private/building"):
            classes = package / module.removeprefix("private/").replace("building", "models", 1)
            name = f"{package.name}.{module.removesuffix('.py').replace('/', '.')}"
            functions = file.read_text("utf-8")
            text = native_classes(classes.read_text("utf-8"), private, name, functions)
            classes.write_text(text, "utf-8")
            file.write_text(with_quick_tests(native_functions(functions, private)), "utf-8")
        elif module.startswith("private/checking"):
            file.write_text(with_quick_tests(file.read_text("utf-8")), "utf-8")


def with_quick_tests(text: str) -> str:
    """Return the source of tests with `isinstance` in place of `type` where they mean the same.

    A value of a subclass is a string, too; it is tested again if it is not a plain one. mypyc looks
    at the type of an object, not at the `__class__` that it claims to have.
    """
    return ast.unparse(ast.fix_missing_locations(_QuickTests().visit(ast.parse(text))))


class _QuickTests(ast.NodeTransformer):
    def __init__(self, named: bool = False) -> None:
        self.named = named
        """Whether to replace tests of values that have a name, and may be used further on."""

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        if isinstance(node.body, ast.Call) and ast.unparse(node.body.func) in ("text", "boolean"):
            node.test = _QuickTests(named=True).visit(node.test)
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        match node:
            case ast.Compare(
                ast.Call(ast.Name("type"), [value]),
                [ast.IsNot()],
                [ast.Name("str" | "bool") as type_],
            ) if self.named or not isinstance(value, ast.Name | ast.NamedExpr):
                test = ast.Call(ast.Name("isinstance"), [value, type_], [])
                return ast.UnaryOp(ast.Not(), test)
            case _:
                return node


def native_functions(functions: str, private: str) -> str:
    """Return the source of the functions of classes that are compiled.

    Args:
        functions: the source of the functions of other classes.
        private: the package that contains `native.py`.
    """
    names = [name for _, name in BUILD.findall(functions)]
    bind = f"from {private} import native as _native\n\n_native.bind(m, {names})"
    functions = NEW.sub(r"def \1() -> \2:\n    return \2()", functions)
    return functions.replace("bind(m, globals())", bind)


def native_classes(classes: str, private: str, module: str = "", functions: str = "") -> str:
    """Return the source of classes as that of classes that mypyc compiles.

    Args:
        classes: the source of dataclasses.
        private: the package that contains `native.py`.
        module: the name of the module with their functions.
        functions: the source of that module.
    """
    names = {name: x for x, name in BUILD.findall(functions)}
    imports = IMPORTS.format(private=private)
    for x in names.values():  # a compiled call needs no import when the program runs
        imports += f"    from {module} import build_{x} as _build_{x}, dump_{x} as _dump_{x}\n"
    tree = ast.parse(classes)
    body: list[ast.stmt] = []
    for node in tree.body:
        body += _native_class(node, names) if isinstance(node, ast.ClassDef) else [node]
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            body += ast.parse(imports).body
    return ast.unparse(ast.Module(body, []))


def _native_class(class_: ast.ClassDef, functions: Mapping[str, str]) -> list[ast.stmt]:
    """Return the statements that define a class, and make it a dataclass if it is one.

    A class with other decorators is left alone, and mypyc says that it cannot compile it.
    """
    if len(class_.decorator_list) > 1:
        return [class_]
    annotations: dict[str, ast.expr] = {}
    defaults: dict[str, ast.expr] = {}
    others: dict[str, ast.expr] = {}
    body: list[ast.stmt] = []
    for node in class_.body:
        match node:
            case ast.AnnAssign(ast.Name(name), annotation, value) if not _is_of_class(annotation):
                annotations[name] = ast.Constant(ast.unparse(annotation))
                defaults |= {name: value} if value else {}
                body += ast.parse(f"{name}: _native.Any").body
            case ast.Assign(targets=[ast.Name(name)], value=value):
                others[name] = value
            case ast.If(test=ast.Name("TYPE_CHECKING"), body=inner):
                body += inner
            case _:
                body.append(node)
    if class_.name in functions:
        body += ast.parse(METHODS.format(functions[class_.name])).body
    made: list[ast.stmt] = []
    for decorator in class_.decorator_list:
        body += ast.parse(f"__deletable__ = {[*annotations]}").body
        doc = ast.get_docstring(class_, clean=sys.version_info >= (3, 13))  # as Python 3.13 does
        arguments = [ast.Constant(doc), *(_dict(d) for d in (annotations, defaults, others))]
        options = decorator.keywords if isinstance(decorator, ast.Call) else []
        options = [option for option in options if option.arg != "slots"]
        function = ast.parse("_native.as_dataclass", mode="eval").body
        made.append(ast.Expr(ast.Call(function, [ast.Name(class_.name), *arguments], options)))
    class_.body = body
    class_.decorator_list = [ast.parse(DECORATOR, mode="eval").body]
    return [class_, *made]


def _is_of_class(annotation: ast.expr) -> bool:
    return ast.unparse(annotation).startswith("ClassVar")


def _dict(items: Mapping[str, ast.expr]) -> ast.expr:
    return ast.Dict([ast.Constant(key) for key in items], [*items.values()])
