"""The functions for programs: what they return, what they raise, and a build that uses them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import typescribe

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "generated-at-build"
SPEC = "types: {Order: {fields: {id: string}}}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.typescribe.packages.a]\noutput = "a"\n[tool.typescribe.packages.b]\noutput = "b"\n'
    )
    for name in "ab":
        (tmp_path / "spec" / name).mkdir(parents=True)
        (tmp_path / "spec" / name / "order.yaml").write_text(SPEC)
    return tmp_path


def test_check_returns_what_generate_then_writes(project: Path) -> None:
    expected = typescribe.check(project)
    assert not (project / "a").exists()
    written = typescribe.generate(project / "spec")
    assert written == expected
    assert set(written) == {"a", "b"}
    assert written["a"]
    assert written["a"].folder == project / "a"
    assert written["a"].created == written["a"].files
    folder = project / "a"
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert set(found) == set(written["a"].files)
    assert not any(typescribe.check(project).values())


def test_only_the_named_packages_are_generated(project: Path) -> None:
    assert set(typescribe.generate(project, ["b"])) == {"b"}
    assert not (project / "a").exists()


def test_the_mistakes_of_all_packages_are_raised_together_and_nothing_is_written(
    project: Path,
) -> None:
    typescribe.generate(project)
    before = {path: path.read_bytes() for path in project.rglob("*.py")}
    for name in "ab":
        (project / "spec" / name / "order.yaml").write_text(SPEC.replace("string", "strng"))
    with pytest.raises(typescribe.TypescribeError) as raised:
        typescribe.generate(project)
    assert str(raised.value).splitlines() == [
        'spec/a/order.yaml:1:30: unresolved reference "strng"; did you mean "string"?',
        'spec/b/order.yaml:1:30: unresolved reference "strng"; did you mean "string"?',
    ]
    assert {path: path.read_bytes() for path in project.rglob("*.py")} == before


def test_a_model_is_loaded_by_the_name_of_its_package(project: Path) -> None:
    model = typescribe.load_model(project, "a")
    assert isinstance(model, typescribe.Model)
    assert [named.name for named in model.types] == ["Order"]
    with pytest.raises(typescribe.ConfigError, match="name the package to load") as raised:
        typescribe.load_model(project)
    assert str(raised.value).endswith("its packages: a, b")
    with pytest.raises(typescribe.ConfigError, match='there is no package "c"'):
        typescribe.load_model(project, "c")


def test_a_folder_without_settings_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(typescribe.ConfigError):
        typescribe.generate(tmp_path)


def test_importing_typescribe_loads_none_of_it() -> None:
    command = (
        "import sys, typescribe; print([m for m in sys.modules if m.startswith('typescribe.')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"
    assert {"generate", "check", "load_model", "SpecError"} <= set(dir(typescribe))
    with pytest.raises(AttributeError, match="has no attribute 'generat'"):
        typescribe.generat  # noqa: B018 - it is looked up


def test_the_build_hook_generates_what_the_wheel_carries(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path]
    ran = subprocess.run([*command, project], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (wheel,) = tmp_path.glob("*.whl")
    carried = zipfile.ZipFile(wheel).namelist()
    assert {"shop_client/__init__.py", "shop_messages/models.py"} <= set(carried)
    assert {"shop_messages/schema.json", "shop_messages/py.typed"} <= set(carried)
