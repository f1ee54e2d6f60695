"""A package that would hide a module which it or others import is rejected."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run

SPEC = "types: {A: {fields: {a: string}}}\n"


def project(folder: Path, name: str, output: str, target: str = "dataclasses") -> None:
    (folder / "spec").mkdir()
    (folder / "spec" / "a.yaml").write_text(SPEC)
    table = f'spec = "spec"\noutput = "{output}"\ntargets = ["{target}"]\n'
    (folder / "pyproject.toml").write_text(f"[tool.typescribe.packages.{name}]\n{table}")


@pytest.mark.parametrize(
    ("name", "target", "reason"),
    [
        ("typing", "dataclasses", 'the package would hide the module "typing" of Python\'s'),
        ("email", "dataclasses", 'the package would hide the module "email" of Python\'s'),
        ("sys", "dataclasses", 'Python has a module "sys" of its own'),
        ("pydantic", "pydantic", 'the package would hide the module "pydantic", which it imports'),
        ("msgspec", "msgspec", 'the package would hide the module "msgspec", which it imports'),
        ("attrs", "attrs", 'the package would hide the module "attrs", which it imports'),
    ],
)
def test_a_package_cannot_have_the_name_of_a_module_that_is_needed(
    tmp_path: Path, name: str, target: str, reason: str
) -> None:
    project(tmp_path, name, name, target)
    outcome = run("generate", "--project", str(tmp_path))
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith(
        f"pyproject.toml: [tool.typescribe.packages.{name}] output: {reason}"
    )
    assert not (tmp_path / name).exists()


def test_a_name_of_a_library_that_no_target_imports_is_free(tmp_path: Path) -> None:
    project(tmp_path, "pydantic", "pydantic", "msgspec")
    assert run("generate", "--project", str(tmp_path)).exit_code == 0


def test_inside_of_another_package_every_name_is_free(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "__init__.py").touch()
    project(tmp_path, "typing", "acme/typing")
    assert run("generate", "--project", str(tmp_path)).exit_code == 0
