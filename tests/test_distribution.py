"""The target `distribution`: the package that it makes can be installed, and works elsewhere."""

from __future__ import annotations

import email
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import specs
from compiled import digest_of
from hypothesis import given
from hypothesis import strategies as st

from typescribe.rendering import assembly
from typescribe.rendering.pages import markdown_tree
from typescribe.text.markup import markdown_text
from typescribe.text.quoting import toml_text

ROOT = Path(__file__).parent.parent
GENERATED = ROOT / "generated" / "webex_contact_center"
MESSAGE = ROOT / "tests" / "data" / "contact_assigned.json"
SPEC = """
description: {description}
types:
  Order: {{fields: {{lines: 'Line[]'}}}}
  Line: {{fields: {{sku: string}}}}
"""


def documents(folder: Path, description: str, **settings: Any) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    model = specs.load(folder, SPEC.format(description=json.dumps(description)))
    return assembly.documents(replace(specs.SETTINGS, **settings), model)


def run(*command: str | Path, cwd: Path) -> str:
    ran = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the package in this repository, built as pip would, without the network."""
    folder = tmp_path_factory.mktemp("distribution")
    shutil.copytree(
        GENERATED, folder / "package", ignore=shutil.ignore_patterns("__pycache__", ".*")
    )
    (folder / "package" / "notes.txt").write_text("of somebody else")
    before = sorted((folder / "package").iterdir())
    build = ("-m", "build", "--no-isolation", "--outdir", folder / "dist", folder / "package")
    run(sys.executable, *build, cwd=folder)  # the wheel is made from the source distribution
    assert sorted((folder / "package").iterdir()) == before, "nothing is left in the folder"
    (made,) = (folder / "dist").glob("*.whl")
    return made


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    assert wheel.name == "webex_contact_center-0.1.0-py3-none-any.whl"
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (f for f in GENERATED.rglob("*") if f.is_file() and f.suffix != ".pyc")
    package = {f.relative_to(GENERATED).as_posix() for f in files} - {"pyproject.toml", "README.md"}
    assert held == {f"webex_contact_center/{name}" for name in package}


def test_the_metadata_describe_the_package_and_require_nothing(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    metadata = email.message_from_bytes(archive.read(name))
    assert metadata["Name"] == "webex-contact-center"
    assert metadata["Version"] == "0.1.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_all("Requires-Dist") is None
    assert metadata.get_payload() == (GENERATED / "README.md").read_text(encoding="utf-8")


def test_the_installed_package_reads_a_message_outside_the_project(
    wheel: Path, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", wheel, cwd=tmp_path)
    script = f"""
import json
from importlib.resources import files
from pathlib import Path
import webex_contact_center as package
from webex_contact_center import AgentContact, check_agent_contact

raw = Path({str(MESSAGE)!r}).read_bytes()
contact = AgentContact.from_json(raw)
assert contact.to_dict() == json.loads(raw)
assert check_agent_contact(json.loads(raw)) == []
assert json.loads((files(package) / "schema.json").read_text())["title"] == package.__name__
assert (files(package) / "py.typed").is_file()
print(Path(package.__file__).parent)
"""
    (folder,) = run(python, "-I", "-c", script, cwd=tmp_path).splitlines()
    assert Path(folder).is_relative_to(tmp_path / "venv")


def test_an_editable_install_finds_the_package_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "webex_contact_center"
    shutil.copytree(GENERATED, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    build = "from hatchling.build import build_editable; print(build_editable('..'))"
    (name,) = run(sys.executable, "-c", build, cwd=folder).splitlines()
    archive = zipfile.ZipFile(tmp_path / name)
    (path_file,) = (n for n in archive.namelist() if n.endswith(".pth"))
    assert Path(archive.read(path_file).decode().strip()) == tmp_path


def test_a_folder_that_is_not_called_like_the_package_is_not_imported_from(tmp_path: Path) -> None:
    assert "dev-mode-dirs" not in documents(tmp_path, "Orders")["pyproject.toml"]


def test_the_version_is_that_of_the_settings(tmp_path: Path) -> None:
    made = documents(tmp_path, "Orders", version="2.1rc1")
    assert tomllib.loads(made["pyproject.toml"])["project"]["version"] == "2.1rc1"


def test_the_example_is_about_a_class_that_is_part_of_no_other(tmp_path: Path) -> None:
    assert "message = Order.from_json(raw)" in documents(tmp_path, "Orders")["README.md"]
    only = documents(tmp_path / "b", "Orders", targets=("validators", "distribution"))["README.md"]
    assert "check_order(value)" in only
    assert "from_json" not in only


def test_modules_that_do_the_work_are_compiled_if_the_settings_say_so(tmp_path: Path) -> None:
    targets = ("dataclasses", "validators", "distribution")
    made = tomllib.loads(
        documents(tmp_path / "a", "Orders", targets=targets, compiled=True)["pyproject.toml"]
    )
    build = made["tool"]["hatch"]["build"]
    hook = build["targets"]["wheel"]["hooks"]["custom"]
    assert hook["package"] == specs.SETTINGS.name
    assert set(hook["modules"]) <= set(build["only-include"])
    assert "validators.py" in hook["modules"]
    needed = {requirement.partition(">")[0] for requirement in made["build-system"]["requires"]}
    assert needed == {"hatchling", "mypy[mypyc]"}
    shipped = set(build["targets"]["sdist"]["only-include"])
    assert shipped == {*build["only-include"], hook["path"]}
    plain = documents(tmp_path / "b", "Orders", targets=targets)["pyproject.toml"]
    assert "mypy" not in plain
    assert hook["path"] not in plain


def test_without_a_c_compiler_the_package_is_plain_python_and_the_build_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spec" / "orders").mkdir(parents=True)
    (tmp_path / "spec" / "orders" / "a.yaml").write_text(SPEC.format(description="Orders"))
    targets = 'targets = ["validators", "distribution"]\ncompiled = true\n'
    (tmp_path / "pyproject.toml").write_text(f"[tool.typescribe.packages.orders]\n{targets}")
    run(sys.executable, "-m", "typescribe", "generate", cwd=tmp_path)
    monkeypatch.setenv("CC", str(tmp_path / "no_compiler"))
    build = ("-m", "build", "--no-isolation", "--outdir", "dist", "generated/orders")
    built = subprocess.run(
        (sys.executable, *build), cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "orders is not compiled, and is installed as plain Python: " in built.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    assert wheel.name == "orders-0.1.0-py3-none-any.whl"
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert "orders/validators.py" in held
    assert "orders/private/compiling.py" not in held


HOSTILE = (
    '", version = "6.6.6',
    "'''\n[build-system]\nrequires = ['evil']",
    '"""\n\\',
    "\\x41 \x00\x1b[2J \x7f \u2028\u202e",
    "# heading\n\n- list\n\n---",
    "<script>alert(1)</script> <!-- --> &lt;",
    "[a](http://evil.example) ![b](c) `code` ~~~ https://evil.example www.evil.example",
    "1. one\n2) two\n+ three\n* four\n> five\n| a | b |\n| - | - |",
    "{{ 7 * 7 }} {% raw %}",
)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_description_stays_text(text: str, tmp_path: Path) -> None:
    made = documents(tmp_path / "a", text)
    harmless = documents(tmp_path / "b", "Orders")
    metadata = tomllib.loads(made["pyproject.toml"])
    assert metadata["project"].pop("description") == " ".join(text.split())
    expected = tomllib.loads(harmless["pyproject.toml"])
    assert expected["project"].pop("description") == "Orders"
    assert metadata == expected
    found, meant = (kinds(markdown_tree(m["README.md"])) for m in (made, harmless))
    assert found == meant


def kinds(tree: list[Any]) -> list[Any]:
    """Return the kinds of elements of a page, without its texts and attributes."""
    return [
        [part[0], part[1], kinds(part[-1]) if isinstance(part[-1], list) else ""]
        for part in tree
        if not isinstance(part, str)
    ]


@given(st.text())
def test_a_string_of_toml_is_read_back_as_it_was(text: str) -> None:
    assert tomllib.loads(f"a = {toml_text(text)}") == {"a": text}


@given(st.text(alphabet=st.sampled_from("0 \n\taA1.)(_*~`#<>&|[]!\\-+=:/$\"'\x00\xa0\u202e")))
def test_text_in_a_page_is_text_and_nothing_else(text: str) -> None:
    for page in (f"before {markdown_text(text)}", markdown_text(text + "0")):
        assert kinds(markdown_tree(page)) == kinds(markdown_tree("before"))


def test_a_package_is_compiled_again_if_a_module_in_any_of_its_folders_has_changed(
    tmp_path: Path,
) -> None:
    module = tmp_path / "private" / "checking" / "orders.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1")
    before = digest_of(tmp_path)
    module.with_suffix(".pyc").write_text("not read")
    assert digest_of(tmp_path) == before
    module.write_text("x = 2")
    assert digest_of(tmp_path) != before
