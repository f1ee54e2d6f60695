"""`typescribe init` writes what a package needs, where Python finds it, and overwrites nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path, PurePosixPath

import pytest
import yaml
from commands import Ran, run
from hypothesis import given
from hypothesis import strategies as st

from typescribe.language.errors import ConfigError
from typescribe.project.init import git_attributes
from typescribe.project.init.hooks import CONFIG, hook
from typescribe.project.init.names import FALLBACK, project_package
from typescribe.project.init.settings import new_package, with_package
from typescribe.project.settings import FILE, find_project

NEXT = """
Next:
  typescribe generate
      write the package shop_messages
  typescribe generate --watch
      write it again whenever a file in spec/shop_messages is saved
  typescribe import SOURCE --package shop_messages
      write a spec from TypeScript declarations
  pre-commit install
      generate before each commit
"""
TABLE = """\
[tool.typescribe.packages.shop_messages]
spec = "spec/shop_messages"
output = "shop_messages"
targets = ["dataclasses", "typed_dicts", "validators", "json_schema"]
"""
HOOK = """\
  - repo: local
    hooks:
      - id: typescribe-generate
        name: typescribe generate
        entry: typescribe generate --fail-on-change
        language: system
        pass_filenames: false
"""


PROJECT = """\
[project]
name = "shop"
version = "1.0"

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which commands are run."""
    made = tmp_path / "Shop"
    made.mkdir()
    monkeypatch.chdir(made)
    return made


def contents(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


# In an empty folder


def test_an_empty_folder_gets_all_that_a_package_needs(folder: Path) -> None:
    assert run("init") == (
        0,
        "created pyproject.toml\n"
        "created spec/shop_messages/messages.yaml\n"
        "created spec/spec.schema.json\n"
        "created spec/overlay.schema.json\n"
        "created .gitattributes\n"
        "created .pre-commit-config.yaml\n" + NEXT,
        "",
    )
    assert (folder / FILE).read_text() == TABLE
    assert set(contents(folder)) == {
        "pyproject.toml",
        "spec/shop_messages/messages.yaml",
        "spec/spec.schema.json",
        "spec/overlay.schema.json",
        ".gitattributes",
        ".pre-commit-config.yaml",
    }


def test_the_first_spec_is_generated_at_once() -> None:
    run("init")
    printed = run("generate").stdout.splitlines()[0]
    assert re.fullmatch(r"shop_messages: (\d+) of \1 files written to shop_messages", printed)
    assert run("check").exit_code == 0


def test_the_first_line_of_the_spec_leads_editors_to_the_schema(folder: Path) -> None:
    run("init")
    spec = folder / "spec" / "shop_messages" / "messages.yaml"
    line = spec.read_text(encoding="utf-8").splitlines()[0]
    assert line == "# yaml-language-server: $schema=../spec.schema.json"
    assert (spec.parent / "../spec.schema.json").is_file()


def test_the_hook_fails_if_files_had_to_be_written(folder: Path) -> None:
    run("init")
    (repository,) = yaml.safe_load((folder / CONFIG).read_text())["repos"]
    (entry,) = repository["hooks"]
    command, *arguments = entry["entry"].split()
    assert command == "typescribe"
    assert run(*arguments).exit_code == 1
    assert run(*arguments).exit_code == 0


def test_a_second_run_lists_the_existing_files_and_changes_none(folder: Path) -> None:
    run("init")
    before = contents(folder)
    assert run("init") == (
        0,
        "kept    pyproject.toml, which has [tool.typescribe.packages.shop_messages]\n"
        "kept    spec/shop_messages, which has messages.yaml\n"
        "kept    spec/spec.schema.json\n"
        "kept    spec/overlay.schema.json\n"
        "kept    .gitattributes, which names the output\n"
        "kept    .pre-commit-config.yaml, which names typescribe\n"
        "nothing to write\n" + NEXT,
        "",
    )
    assert contents(folder) == before
    assert run("init", "shop_messages").stdout == run("init").stdout


@pytest.mark.parametrize(
    "lost", ["spec/shop_messages/messages.yaml", "spec/spec.schema.json", CONFIG]
)
def test_only_missing_files_are_written_again(folder: Path, lost: str) -> None:
    run("init")
    before = contents(folder)
    (folder / lost).unlink()
    printed = run("init").stdout
    assert [line for line in printed.splitlines() if line.startswith("created")] == [
        f"created {lost}"
    ]
    assert contents(folder) == before


def test_another_folder_can_be_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert run("init", "--project", "Shop").exit_code == 0
    assert (folder / FILE).read_text() == TABLE


# In somebody's project


def test_a_table_is_appended_and_the_rest_stays_byte_for_byte(folder: Path) -> None:
    before = b'# ours\r\n[project]\r\nname = "Acme.Shop-App"\r\n\r\n[tool.black]'
    (folder / FILE).write_bytes(before)
    printed = run("init").stdout.splitlines()
    assert (
        printed[0] == "added   [tool.typescribe.packages.acme_shop_app_messages] to pyproject.toml"
    )
    after = (folder / FILE).read_bytes()
    assert after.startswith(
        before + b"\r\n\r\n[tool.typescribe.packages.acme_shop_app_messages]\r\n"
    )
    assert b"\n" not in after.replace(b"\r\n", b"")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40))
def test_the_other_settings_keep_their_meaning(comment: str) -> None:
    before = f"[tool.black]\nline-length = 100 #{comment}"
    try:
        meant = tomllib.loads(before)
    except tomllib.TOMLDecodeError:
        return
    after = with_package(before, new_package("shop", PurePosixPath()))
    assert after.startswith(before)
    found = tomllib.loads(after)
    assert found["tool"].pop("typescribe")["packages"].keys() == {"shop"}
    assert found == meant


@pytest.mark.parametrize(
    "before",
    [
        "tool = {black = {}}",
        "tool = 1",
        "[tool]\ntypescribe = {}",
        "[tool.typescribe]\npackages = {}",
        "tool.typescribe.packages = {}",
    ],
)
def test_a_closed_table_is_reported_and_left_alone(folder: Path, before: str) -> None:
    (folder / FILE).write_text(before)
    assert run("init") == (
        2,
        "",
        "pyproject.toml: no table can be appended to this file; write it by hand: "
        '[tool.typescribe.packages.shop_messages]; spec = "spec/shop_messages"; '
        'output = "shop_messages"; '
        'targets = ["dataclasses", "typed_dicts", "validators", "json_schema"]\n',
    )
    assert contents(folder) == {FILE: before.encode()}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            "[project]\nname = \n",
            "pyproject.toml:2:8: not TOML: Invalid value\n",
        ),
        (
            '[tool.typescribe.packages.shop]\nspecs = "a"\n',
            "pyproject.toml: [tool.typescribe.packages.shop] has no setting "
            '"specs"; did you mean "spec"?\n',
        ),
    ],
)
def test_invalid_settings_are_reported_and_nothing_is_written(
    folder: Path, settings: str, message: str
) -> None:
    (folder / FILE).write_text(settings)
    assert run("init") == (2, "", message)
    assert contents(folder) == {FILE: settings.encode()}


def test_a_package_with_settings_gets_a_spec_in_their_folder(folder: Path) -> None:
    (folder / FILE).write_text('[tool.typescribe.packages.shop]\nspec = "a/b/c"\n')
    assert run("init").stdout.startswith(
        "kept    pyproject.toml, which has [tool.typescribe.packages.shop]\n"
        "created a/b/c/messages.yaml\n"
        "created a/spec.schema.json\n"
    )
    text = (folder / "a/b/c/messages.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../spec.schema.json\n")
    assert "typescribe import SOURCE --output a/b/c\n" in text
    assert run("generate").exit_code == 0


def test_packages_that_share_a_spec_get_one(folder: Path) -> None:
    tables = "".join(
        f'[tool.typescribe.packages.{name}]\nspec = "spec/shop"\n' for name in ("shop", "observed")
    )
    (folder / FILE).write_text(tables)
    printed = run("init").stdout
    assert printed.count("created spec/shop/messages.yaml\n") == 1
    assert run("generate").exit_code == 0


def test_a_path_in_the_settings_cannot_end_the_comment_in_the_spec(folder: Path) -> None:
    (folder / FILE).write_text('[tool.typescribe.packages.shop]\nspec = "a\\nb: 1"\n')
    assert run("init").exit_code == 0
    assert run("generate").exit_code == 0


def test_an_existing_spec_is_kept(folder: Path) -> None:
    (folder / "spec" / "shop_messages").mkdir(parents=True)
    for name in ("orders.yaml", "lines.yml"):
        (folder / "spec" / "shop_messages" / name).write_text(
            f"types: {{A{name[0]}: {{type: string}}}}\n"
        )
    assert "kept    spec/shop_messages, which has lines.yml and 1 more\n" in run("init").stdout
    assert run("generate").exit_code == 0


def test_a_schema_of_another_version_is_kept_and_reported(folder: Path) -> None:
    run("init")
    schema = folder / "spec" / "spec.schema.json"
    schema.write_bytes(schema.read_bytes().replace(b"Spec file", b"Spec"))
    printed = "spec/spec.schema.json, which is of another version; see: typescribe schema --help"
    assert f"kept    {printed}\n" in run("init").stdout


def test_a_second_package_is_added_beside_the_first(folder: Path) -> None:
    run("init")
    assert run("init", "Stock-Messages").stdout.startswith(
        "added   [tool.typescribe.packages.stock_messages] to pyproject.toml\n"
        "created spec/stock_messages/messages.yaml\n"
        "kept    spec/spec.schema.json\n"
    )
    assert find_project(folder).packages.keys() == {"shop_messages", "stock_messages"}
    assert run("generate").exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="makes a symbolic link")
def test_settings_in_the_target_of_a_link_are_appended_to(folder: Path) -> None:
    elsewhere = folder.parent / "settings.toml"
    elsewhere.write_text("[project]\nname = 'shop'\n")
    (folder / FILE).symlink_to(elsewhere)
    assert run("init").exit_code == 0
    assert (folder / FILE).is_symlink()
    assert elsewhere.read_text().endswith(TABLE)


@pytest.mark.parametrize("place", ["spec", "spec/shop_messages"])
def test_a_file_in_the_place_of_a_folder_is_reported(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text("")
    ran = run("init")
    assert (ran.exit_code, ran.stderr) == (
        2,
        f"{place}: not a folder, so nothing can be written there; "
        "move it away or set another output\n",
    )
    assert not (folder / FILE).exists()


# The hook of a project that has others


def test_an_existing_configuration_of_pre_commit_is_not_edited(folder: Path) -> None:
    (folder / CONFIG).write_text("repos: []\n")
    ran = run("init")
    assert ran.stdout.endswith(f"\nBelow `repos:` in {CONFIG}, add:\n\n{HOOK}{NEXT}")
    assert f"kept    {CONFIG}\n" in ran.stdout
    assert (folder / CONFIG).read_text() == "repos: []\n"


def test_below_the_root_of_a_repository_the_hook_names_its_folder(folder: Path) -> None:
    (folder.parent / ".git").mkdir()
    ran = run("init")
    printed = HOOK.replace("-change", "-change --project Shop")
    assert f"\nBelow `repos:` in ../{CONFIG}, add:\n\n{printed}" in ran.stdout
    assert not (folder.parent / CONFIG).exists()
    assert not (folder / CONFIG).exists()


@pytest.mark.parametrize("below", ["a b", "a: b", "it's #1", 'a"b\\c', "été"])
def test_a_folder_is_quoted_for_the_hook(below: str) -> None:
    import shlex

    (repository,) = yaml.safe_load(hook(below))
    entry = shlex.split(repository["hooks"][0]["entry"])
    assert entry == ["typescribe", "generate", "--fail-on-change", "--project", below]


# Where Python finds the package


def imported(
    folder: Path, module: str = "shop_messages", *site: str
) -> subprocess.CompletedProcess[str]:
    """Import the type of the first spec in a Python started in a folder."""
    statement = f"import {module}; from {module} import Order; print({module}.__file__)"
    paths = "".join(f"import site; site.addsitedir({place!r}); " for place in site)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-c", paths + statement],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def installed(folder: Path, made: Path) -> str:
    """Install a project in editable mode, as `pip install -e` does; return its site-packages."""
    build = f"from hatchling.build import build_editable; build_editable({str(made)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=folder, check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(made / "site")
    return str(made / "site")


def package_of(folder: Path, *files: str) -> None:
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("")


def test_a_plain_python_in_the_project_imports_the_package(folder: Path) -> None:
    run("init")
    run("generate")
    printed = imported(folder)
    assert (printed.stdout, printed.stderr) == (f"{folder}/shop_messages/__init__.py\n", "")


def test_in_a_flat_project_the_output_is_beside_the_package_of_the_project(folder: Path) -> None:
    (folder / FILE).write_text(PROJECT)
    package_of(folder, "shop/__init__.py")
    run("init")
    run("generate")
    assert imported(folder).stdout == f"{folder}/shop_messages/__init__.py\n"


def test_an_editable_install_with_a_src_folder_imports_the_package(
    folder: Path, tmp_path: Path
) -> None:
    # without dev-mode-dirs, hatchling needs the distribution editables
    (folder / FILE).write_text(f'{PROJECT}\n[tool.hatch.build]\ndev-mode-dirs = ["src"]\n')
    package_of(folder, "src/shop/__init__.py")
    site = installed(folder, tmp_path)
    assert "\n      write the package src/shop_messages\n" in run("init").stdout
    assert (folder / FILE).read_text().endswith(TABLE.replace('output = "', 'output = "src/'))
    run("generate")
    outside = imported(tmp_path, "shop_messages", site)
    assert (outside.stdout, outside.stderr) == (f"{folder}/src/shop_messages/__init__.py\n", "")


@pytest.mark.parametrize(
    ("settings", "files", "output"),
    [
        ("", [], "shop_messages"),
        ("", ["src/shop.py"], "src/shop_messages"),
        ("", ["src/shop/__init__.py"], "src/shop_messages"),
        ("", ["src/lib.rs", "src/a/b.ts"], "shop_messages"),
        # src is a package itself, so modules are imported from the root
        ("", ["src/__init__.py", "src/shop/__init__.py"], "shop_messages"),
        ('[tool.setuptools.packages.find]\nwhere = ["lib"]', [], "lib/shop_messages"),
        ('[tool.setuptools]\npackage-dir = {"" = "src"}', [], "src/shop_messages"),
        (
            '[tool.hatch.build.targets.wheel]\npackages = ["src/shop"]',
            ["src/lib.rs"],
            "src/shop_messages",
        ),
        ('[tool.hatch.build.targets.wheel]\npackages = ["shop"]', [], "shop_messages"),
        ('[[tool.poetry.packages]]\ninclude = "a"\nfrom = "src"', [], "src/shop_messages"),
        ('[tool.pdm.build]\npackage-dir = "src"', [], "src/shop_messages"),
        ('[build-system]\nbuild-backend = "uv_build"', [], "src/shop_messages"),
        (
            '[build-system]\nbuild-backend = "uv_build"\n'
            '[tool.uv.build-backend]\nmodule-root = ""',
            [],
            "shop_messages",
        ),
        # folders outside of the project are not used
        ('[tool.pdm.build]\npackage-dir = "../src"', [], "shop_messages"),
        ('[tool.pdm.build]\npackage-dir = "/src"', [], "shop_messages"),
        ('[tool.pdm.build]\npackage-dir = "a\\"\\nb"', [], 'a"\nb/shop_messages'),
    ],
)
def test_the_output_is_in_the_source_folder_of_the_project(
    folder: Path, settings: str, files: list[str], output: str
) -> None:
    (folder / FILE).write_text(f"{settings}\n")
    package_of(folder, *files)
    assert run("init").exit_code == 0
    assert find_project(folder).packages["shop_messages"].output == PurePosixPath(output)
    assert run("generate").exit_code == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [("", "generated/stock"), ('output = "a/b/shop"\n', "a/b/stock"), ('output = "s"\n', "stock")],
)
def test_another_package_goes_beside_the_first(folder: Path, first: str, second: str) -> None:
    (folder / FILE).write_text(f"[tool.typescribe.packages.shop]\n{first}")
    package_of(folder, "src/shop/__init__.py")
    run("init", "stock")
    assert find_project(folder).packages["stock"].output == PurePosixPath(second)


@pytest.mark.parametrize(
    ("file", "name", "obstacle"),
    [
        ("shop/__init__.py", "shop", "shop"),
        ("shop/inner/module.py", "shop", "shop"),
        ("shop.py", "shop", "shop.py"),
        ("shop", "shop", "shop"),
        ("other", "spec", "spec"),
    ],
)
def test_a_name_that_is_taken_is_rejected(
    folder: Path, file: str, name: str, obstacle: str
) -> None:
    package_of(folder, file)
    before = contents(folder)
    message = f"{obstacle} exists and was not generated by typescribe; choose another name"
    if name == "spec":
        message = "spec is the folder of the specs; choose another name"
    assert run("init", name) == (2, "", f'NAME: "{name}": {message}\n')
    assert contents(folder) == before


@pytest.mark.skipif(os.name != "posix", reason="makes a symbolic link")
def test_a_name_that_a_broken_link_has_is_rejected(folder: Path) -> None:
    (folder / "shop").symlink_to("nowhere")
    assert run("init", "shop").exit_code == 2


def test_a_project_whose_own_package_has_the_name_gets_another(folder: Path) -> None:
    (folder / FILE).write_text(PROJECT.replace('"shop"', '"shop-messages"'))
    package_of(folder, "shop_messages/__init__.py")
    assert run("init").stdout.startswith("added   [tool.typescribe.packages.my_messages] to")
    assert find_project(folder).packages["my_messages"].output == PurePosixPath("my_messages")


def test_if_all_derived_names_are_taken_each_is_reported(folder: Path) -> None:
    package_of(folder, "shop_messages/a.py", "my_messages.py")
    assert run("init") == (
        2,
        "",
        'NAME: "shop_messages": shop_messages exists and was not generated by typescribe; '
        "choose another name\n"
        'NAME: "my_messages": my_messages.py exists and was not generated by typescribe; '
        "choose another name\n",
    )


def test_a_folder_of_generated_files_is_reused(folder: Path) -> None:
    run("init")
    run("generate")
    (folder / "shop_messages" / "__pycache__").mkdir()
    (folder / FILE).unlink()
    assert run("init").stdout.startswith("created pyproject.toml\n")
    assert run("check").exit_code == 0


# Names


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"project": {"name": "My-App"}}, "my_app_messages"),
        ({"tool": {"poetry": {"name": "app"}}}, "app_messages"),
        ({"project": {"name": "webex.messages"}}, "webex_messages"),
        ({"project": {"name": "2fast"}}, FALLBACK),
        ({"project": {"name": "+"}}, FALLBACK),
        ({"project": {"name": 1}, "tool": 1}, "folder_messages"),
        ({}, "folder_messages"),
    ],
)
def test_a_package_is_named_after_the_project_with_a_suffix(
    settings: dict[str, object], name: str
) -> None:
    assert project_package(Path("/some/folder"), settings) == name


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("json", "the standard library has a module of that name"),
        ("class", "it cannot be made into the name of a Python module"),
        ("7", "it cannot be made into the name of a Python module"),
        ("-", "it cannot be made into the name of a Python module"),
    ],
)
def test_a_name_that_no_module_can_have_is_rejected(folder: Path, asked: str, why: str) -> None:
    printed = f'NAME: "{asked}": {why}; choose another, such as my_messages\n'
    assert run("init", "--", asked) == Ran(2, "", printed)
    assert contents(folder) == {}


def test_only_toml_can_be_appended_to() -> None:
    with pytest.raises(ConfigError):
        with_package("[tool.typescribe.packages.shop]\n", new_package("shop", PurePosixPath()))


# The schemas for editors


def test_both_schemas_are_written_and_renewed(folder: Path) -> None:
    assert run("schema", "--output", "spec") == (
        0,
        "created spec/spec.schema.json\ncreated spec/overlay.schema.json\n",
        "",
    )
    before = contents(folder)
    (folder / "spec" / "spec.schema.json").write_bytes(
        before["spec/spec.schema.json"].replace(b"Spec file", b"Spec")
    )
    assert run("schema", "--output", "spec").stdout == (
        "changed spec/spec.schema.json\nkept    spec/overlay.schema.json\n"
    )
    assert contents(folder) == before


def test_a_schema_can_be_printed(folder: Path) -> None:
    run("schema", "--output", "spec")
    for of in ("spec", "overlay"):
        assert run("schema", of).stdout == (folder / f"spec/{of}.schema.json").read_text()
    assert run("schema") == run("schema", "spec")


def test_writing_schemas_keeps_other_generated_files(folder: Path) -> None:
    run("init")
    run("generate")
    before = contents(folder)
    assert run("schema", "--output", "shop_messages").exit_code == 0
    assert before.items() <= contents(folder).items()


def test_a_schema_that_typescribe_did_not_write_is_not_replaced(folder: Path) -> None:
    (folder / "spec.schema.json").write_text("{}")
    ran = run("schema", "--output", ".")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("./spec.schema.json: not written by typescribe")


# .gitattributes


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("output", ["out", "my out/shop", 'a"b', "a[b]*?", "ü", "#x", "!y", "a\\b"])
def test_git_finds_the_attributes_of_a_generated_file(folder: Path, output: str) -> None:
    subprocess.run(["git", "init", "--quiet"], check=True)
    text = git_attributes.with_attributes("*.md text\n*.py diff=python", PurePosixPath(output))
    (folder / ".gitattributes").write_text(text, encoding="utf-8")
    asked = ["git", "check-attr", "-z", "--all", "--", f"{output}/models.py", "models.py"]
    found = subprocess.run(asked, check=True, capture_output=True).stdout.decode().split("\0")
    inside = [found[i + 1 : i + 3] for i in range(0, len(found) - 1, 3) if "/" in found[i]]
    assert sorted(inside) == [
        ["diff", "python"],
        ["eol", "lf"],
        ["linguist-generated", "set"],
        ["text", "set"],
    ]
    assert git_attributes.with_attributes(text, PurePosixPath(output)) == text


def test_the_attributes_of_other_files_stay(folder: Path) -> None:
    (folder / ".gitattributes").write_bytes(b"*.bin binary\r\n\xff")
    assert "added   the output to .gitattributes\n" in run("init").stdout
    assert (folder / ".gitattributes").read_bytes() == (
        b"*.bin binary\r\n\xff\n/shop_messages/** text eol=lf linguist-generated\n"
    )
    assert "kept    .gitattributes, which names the output\n" in run("init").stdout
