"""Type checkers, linters and Python itself accept the Python package of every golden case.

Most cases store a file that is not Python. Their spec still has to make a package that every judge
accepts, so each is rendered here with `PYTHON_TARGETS`; formatting it would change no answer.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path, PurePosixPath

import pytest
from golden_cases import (
    CARRIED,
    EXCLUDED,
    GOLDEN,
    Case,
    carried,
    generated_cases,
    is_carried,
    mark,
    run_python,
    write,
)

from typescribe import pipeline
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.targets import Target
from typescribe.targets.contract import flattened
from typescribe.targets.registry import built_in_targets

GENERATED = Path(__file__).parent.parent / "generated"
PYTHON_TARGETS = ("dataclasses", "typed_dicts", "validators")
"""The targets whose modules need nothing but the standard library."""


def made_with(target: Target) -> set[str]:
    """Return the files of a target, and the runtime modules that they import."""
    return {
        file
        for each in flattened(target)
        for file in (each.file, *(f"private/{name}" for name in each.carries))
    }


IMPORT_EVERYTHING = """
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, ".")
others = sys.argv[1:]
for path in sorted(Path().glob("*/**/*.py")):
    if not any(path.match(other) for other in others):
        parts = path.with_suffix("").parts
        import_module(".".join(part for part in parts if part != "__init__"))
for path in sorted(Path().glob("*/__init__.py")):
    module = import_module(path.parent.name)
    assert set(getattr(module, "__all__", ())) <= set(dir(module)), path
    listed = getattr(module, "_NAMES", {})
    public = set(getattr(module, "__all__", ()))
    assert {name for names in listed.values() for name in names} == public, path
    for part, names in listed.items():
        file = path.parent / f"{part.replace('.', '/')}.py"
        if not any(file.match(other) for other in others):
            for name in names:
                getattr(module, name)
"""


def made_for(*, libraries: bool) -> set[str]:
    """Return the files of the targets that require libraries, or of those that do not."""
    targets = [found for found in built_in_targets() if bool(found.requires) is libraries]
    return {file for target in targets for file in made_with(target)}


FOR_SOME_LIBRARIES = {
    f"private/{name}" for name in CARRIED if name.startswith(("drawing_", "msgspec", "pydantic_"))
}
"""Modules for libraries that only some packages hold."""
FOR_LIBRARIES = sorted((made_for(libraries=True) | FOR_SOME_LIBRARIES) - made_for(libraries=False))
FOR_PYDANTIC = (
    "closed/typed_dicts.py",
    "typed_dicts_from_typing_extensions/typed_dicts.py",
)
"""Modules that import a library by design: all others must need the standard library only."""


@pytest.fixture(autouse=True)
def _settled(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("the packages are being rewritten")


def package(case: Case) -> dict[str, bytes]:
    """Return the files of a case's Python package: the stored ones, or rendered from its spec."""
    stored = case.expected()
    if f"{case.name}/__init__.py" in stored:
        return stored
    folder = PurePosixPath("spec", case.name)
    settings = PackageSettings(case.name, folder, PurePosixPath(case.name), PYTHON_TARGETS)
    model = pipeline.load_spec(case.name, case.folder / folder, str(folder))
    modules = {name: module.source for name, module in assembly.modules(settings, model).items()}
    made = {f"{case.name}/{name}": source.encode() for name, source in modules.items()}
    return {**made, f"{case.name}/py.typed": mark(case.name)}


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    """The files of all packages, by their paths."""
    return {n: text for case in generated_cases() for n, text in package(case).items()}


@pytest.fixture(scope="module")
def packages(whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all packages, complete."""
    folder = tmp_path_factory.mktemp("packages")
    write(folder, whole)
    return folder


@pytest.fixture(scope="module")
def packages_sharing_a_runtime(
    whole: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with all packages, whose runtime modules import their names from one place.

    The copies are equal, and checking the types of each of them would take most of the time.
    """
    folder = tmp_path_factory.mktemp("sharing")
    shared = {f"carried/{name}": carried(name, "carried") for name in CARRIED}
    own = {
        name: stand_in(name.rpartition("/")[2]) if is_carried(name) else text
        for name, text in whole.items()
    }
    write(folder, {**shared, "carried/__init__.py": b"", **own})
    return folder


def stand_in(name: str) -> bytes:
    """Return a module that imports the public names of a runtime module."""
    names: list[str] = []
    waiting: list[ast.stmt] = [*ast.parse(carried(name, "carried")).body]
    for node in waiting:  # the loop appends to it
        match node:
            case ast.If(body=body):  # names that only type checkers need
                waiting += body
            case ast.ClassDef(name=defined) | ast.FunctionDef(name=defined):
                names.append(defined)
            case ast.Assign(targets=[ast.Name(id=defined)]):
                names.append(defined)
            case ast.AnnAssign(target=ast.Name(id=defined)):
                names.append(defined)
    module = f"carried.{name.removesuffix('.py')}"
    lines = [f"from {module} import {n} as {n}\n" for n in names if not n.startswith("_")]
    return "".join(lines).encode()


def test_mypy_finds_nothing_in_strict_mode(packages_sharing_a_runtime: Path) -> None:
    folder = packages_sharing_a_runtime
    settings = ("--strict", "--config-file=", "--python-version=3.11")
    judged = run_python(folder, "-m", "mypy", *settings, "--no-incremental", ".")
    assert judged.stdout.startswith("Success: no issues found"), judged.stdout + judged.stderr


def test_basedpyright_finds_nothing_in_strict_mode(packages_sharing_a_runtime: Path) -> None:
    folder = packages_sharing_a_runtime
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    judged = run_python(folder, "-m", "basedpyright", "--pythonpath", sys.executable)
    assert judged.stdout.splitlines()[-1:] == ["0 errors, 0 warnings, 0 notes"], judged.stdout


def test_no_module_silences_a_checker(packages: Path) -> None:
    silenced = [
        f"{module.relative_to(packages)}: {line.strip()}"
        for module in packages.glob("*/**/*.py")
        for line in module.read_text(encoding="utf-8").splitlines()
        if "type: ignore" in line or "pyright:" in line
    ]
    assert not silenced


def test_every_module_can_be_imported_with_the_standard_library_alone(packages: Path) -> None:
    alone = ("-W", "error", "-I", "-S", "-c", IMPORT_EVERYTHING)
    imported = run_python(packages, *alone, *FOR_LIBRARIES, *FOR_PYDANTIC)
    assert imported.returncode == 0, imported.stderr


def test_every_module_can_be_imported_where_its_library_is_installed(packages: Path) -> None:
    imported = run_python(packages, "-W", "error", "-c", IMPORT_EVERYTHING)
    assert imported.returncode == 0, imported.stderr


def test_strategies_import_hypothesis_and_no_other_library(packages: Path) -> None:
    for module in packages.glob("*/strategies.py"):
        for file in (module, module.parent / "private" / "drawing.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
            imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import)]
            found = {node.module or "" for node in froms}
            found |= {alias.name for node in imports for alias in node.names}
            roots = {name.partition(".")[0] for name in found}
            assert roots - sys.stdlib_module_names == {"hypothesis"}, file


def test_ruff_finds_nothing_unused_and_nothing_undefined(packages: Path) -> None:
    judged = run_python(
        packages,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--ignore-noqa",
        "--select=F",
        "--ignore=F403",
        ".",
    )
    assert judged.returncode == 0, judged.stdout


def test_black_would_change_no_stored_module_if_it_were_not_excluded(tmp_path: Path) -> None:
    for file in GOLDEN.rglob("generated/**/*.py"):
        content = file.read_bytes()
        assert content.count(EXCLUDED) == 1, file
        copy = tmp_path / file.relative_to(GOLDEN)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content.replace(EXCLUDED, b""))
    judged = run_python(tmp_path, "-m", "black", "--check", "--config=/dev/null", ".")
    assert judged.returncode == 0, judged.stderr


@pytest.mark.parametrize(
    "tool",
    [
        "black --check --config=/dev/null",
        "black --check --config=/dev/null --line-length=120 --skip-string-normalization",
        "ruff format --check --isolated --no-cache",
        "ruff format --check --isolated --no-cache --line-length=120",
        "ruff check --isolated --no-cache",
        "ruff check --isolated --no-cache --extend-select=B,E,N,S,UP,I",
    ],
)
def test_formatters_and_linters_leave_generated_code_alone(tool: str) -> None:
    folder = GENERATED / "webex_contact_center"
    assert (folder / "models" / "agent_contact.py").exists()
    judged = run_python(folder, "-m", *tool.split(), ".")
    assert judged.returncode == 0, judged.stdout + judged.stderr


OLDER = """
import sys
sys.path.insert(0, ".")
sys.version_info = (3, 10, 13, "final", 0)
import {package}
"""


def test_a_package_says_which_python_it_needs(packages: Path) -> None:
    for file in sorted(packages.glob("*/__init__.py")):
        ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 7))
    ended = run_python(packages, "-c", OLDER.format(package="aliases"))
    assert ended.returncode == 1
    assert ended.stderr.endswith("ImportError: aliases needs Python 3.11 or later\n")
