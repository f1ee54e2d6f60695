"""Independent judges over all golden packages at once: type checkers, linters, Python itself."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
from golden_cases import CARRIED, GOLDEN, carried, generated_cases, is_carried, run_python, write

from typescribe.targets import Target
from typescribe.targets.contract import flattened
from typescribe.targets.registry import built_in_targets


def made_with(target: Target) -> set[str]:
    """Return the files of a target, and the modules that it carries."""
    return {file for each in flattened(target) for file in (each.file, *each.carries)}


IMPORT_EVERYTHING = """
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, ".")
others = sys.argv[1:]
for path in sorted(Path().glob("*/*.py")):
    if not any(path.match(other) for other in others):
        import_module(".".join(path.with_suffix("").parts))
for path in sorted(Path().glob("*/__init__.py")):
    module = import_module(path.parent.name)
    assert set(getattr(module, "__all__", ())) <= set(dir(module)), path
    for name in getattr(module, "__all__", ()):
        if not any(path.with_name(f"{module._MODULES[name]}.py").match(other) for other in others):
            getattr(module, name)
"""


def made_for(*, libraries: bool) -> set[str]:
    """Return the files of the targets that require libraries, or of those that do not."""
    targets = [found for found in built_in_targets() if bool(found.requires) is libraries]
    return {file for target in targets for file in made_with(target)}


FOR_LIBRARIES = sorted(made_for(libraries=True) - made_for(libraries=False))
FOR_PYDANTIC = ("typed_dicts_from_typing_extensions/typed_dicts.py",)
"""What imports something beside the standard library, because that is what it is for."""


@pytest.fixture(autouse=True)
def _settled(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("the packages are being rewritten")


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every golden package, complete."""
    folder = tmp_path_factory.mktemp("packages")
    write(folder, {n: text for case in generated_cases() for n, text in case.expected().items()})
    return folder


@pytest.fixture(scope="module")
def packages_sharing_a_runtime(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every golden package; what each carries a copy of stands in one place, for all of them.

    The copies are equal, and checking the types of each of them would take most of the time.
    """
    folder = tmp_path_factory.mktemp("sharing")
    shared = {f"carried/{name}": carried(name, "carried") for name in CARRIED}
    own = {
        name: stand_in(name.rpartition("/")[2]) if is_carried(name) else text
        for case in generated_cases()
        for name, text in case.expected().items()
    }
    write(folder, {**shared, "carried/__init__.py": b"", **own})
    return folder


def stand_in(name: str) -> bytes:
    """Return a module with the public names of a carried one, each of them from there."""
    names: list[str] = []
    for node in ast.parse(carried(name, "carried")).body:
        match node:
            case ast.ClassDef(name=defined) | ast.FunctionDef(name=defined):
                names.append(defined)
            case ast.Assign(targets=[ast.Name(id=defined)]):
                names.append(defined)
            case ast.AnnAssign(target=ast.Name(id=defined)):
                names.append(defined)
    module = f"carried.{name.removesuffix('.py')}"
    lines = [f"from {module} import {n} as {n}\n" for n in names if not n.startswith("_")]
    return "".join(lines).encode()


def test_mypy_is_content(packages_sharing_a_runtime: Path) -> None:
    folder = packages_sharing_a_runtime
    settings = ("--strict", "--config-file=", "--python-version=3.11")
    judged = run_python(folder, "-m", "mypy", *settings, "--no-incremental", ".")
    assert judged.stdout.startswith("Success: no issues found"), judged.stdout + judged.stderr


def test_basedpyright_is_content(packages_sharing_a_runtime: Path) -> None:
    folder = packages_sharing_a_runtime
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    judged = run_python(folder, "-m", "basedpyright", "--pythonpath", sys.executable)
    assert judged.stdout.splitlines()[-1:] == ["0 errors, 0 warnings, 0 notes"], judged.stdout


def test_no_checker_is_told_to_look_away(packages: Path) -> None:
    told = [
        f"{module.relative_to(packages)}: {line.strip()}"
        for module in packages.glob("*/*.py")
        for line in module.read_text(encoding="utf-8").splitlines()
        if "type: ignore" in line or "pyright:" in line
    ]
    assert not told


def test_every_module_is_imported_with_nothing_but_the_standard_library(packages: Path) -> None:
    alone = ("-W", "error", "-I", "-S", "-c", IMPORT_EVERYTHING)
    imported = run_python(packages, *alone, *FOR_LIBRARIES, *FOR_PYDANTIC)
    assert imported.returncode == 0, imported.stderr


def test_every_module_is_imported_where_its_library_is(packages: Path) -> None:
    imported = run_python(packages, "-W", "error", "-c", IMPORT_EVERYTHING)
    assert imported.returncode == 0, imported.stderr


def test_strategies_import_hypothesis_and_else_what_any_module_may(packages: Path) -> None:
    for module in packages.glob("*/strategies.py"):
        for file in (module, module.with_name("_drawing.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            froms = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
            imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import)]
            found = {node.module or "" for node in froms}
            found |= {alias.name for node in imports for alias in node.names}
            roots = {name.partition(".")[0] for name in found}
            assert roots - sys.stdlib_module_names == {"hypothesis"}, file


def test_ruff_finds_nothing_unused_and_nothing_undefined(packages: Path) -> None:
    judged = run_python(packages, "-m", "ruff", "check", "--isolated", "--select=F", ".")
    assert judged.returncode == 0, judged.stdout


def test_black_would_change_nothing(tmp_path: Path) -> None:
    """Where the files are stored, so that black remembers those that it has seen."""
    no_settings = tmp_path / "black.toml"
    no_settings.touch()
    judged = run_python(GOLDEN, "-m", "black", "--check", f"--config={no_settings}", ".")
    assert judged.returncode == 0, judged.stderr
