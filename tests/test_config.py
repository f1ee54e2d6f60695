"""`[tool.typescribe]`: its settings and their defaults, and the report of every problem."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from packaging.version import Version

from typescribe.language.errors import ConfigError
from typescribe.project.settings import PackageSettings, find_project
from typescribe.targets.registry import SELECTABLE


def write(folder: Path, text: str) -> Path:
    file = folder / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return file


def mistakes(folder: Path) -> list[str]:
    """Return the problems with the settings that apply in a folder, one per line."""
    with pytest.raises(ConfigError) as caught:
        find_project(folder)
    return str(caught.value).splitlines()


def problems(folder: Path, text: str) -> list[str]:
    write(folder, text)
    return mistakes(folder)


# Defaults and given settings


def test_all_settings_of_a_package_have_defaults(tmp_path: Path) -> None:
    write(tmp_path, "[tool.typescribe.packages.shop]")
    project = find_project(tmp_path)
    assert project.root == tmp_path
    assert project.packages == {
        "shop": PackageSettings(
            "shop",
            PurePosixPath("spec/shop"),
            PurePosixPath("generated/shop"),
            ("dataclasses", "typed_dicts", "validators", "json_schema"),
        )
    }


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
        [tool.typescribe.packages.shop]
        spec = "messages"
        output = "src/shop/messages"
        targets = ["validators"]
        types = "observed"
        typed_dicts_from = "typing_extensions"
        templates = "my_templates"
        functions_from = ["shop.money"]
        constraints = "checked"
        undeclared = "refused"
        enums = "classes"
        frozen = true
        inline_objects = "shared"
        """,
    )
    settings = find_project(tmp_path).packages["shop"]
    assert settings.spec == PurePosixPath("messages")
    assert settings.output == PurePosixPath("src/shop/messages")
    assert settings.targets == ("validators", "constants"), "which defines the classes"
    assert settings.enums == "classes"
    assert settings.types == "observed"
    assert settings.templates == PurePosixPath("my_templates")
    assert settings.typed_dicts_from == "typing_extensions"
    assert settings.functions_from == ("shop.money",)
    assert settings.checks_constraints
    assert settings.undeclared == "refused"
    assert settings.frozen
    assert settings.shares_inline


@pytest.mark.parametrize("written", ['"shop"', "[1]", '["shop money"]', '["a.class"]', '[""]'])
def test_functions_are_taken_from_a_list_of_modules(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\nfunctions_from = {written}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] functions_from: "
        'expected a list of modules: ["shop.money"]'
    ]


@pytest.mark.parametrize(
    ("written", "advice"),
    [("'typing-extensions'", '; did you mean "typing_extensions"?'), ("1", ""), ("[]", "")],
)
def test_typed_dicts_from_is_one_of_two_modules(tmp_path: Path, written: str, advice: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\ntyped_dicts_from = {written}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] typed_dicts_from: "
        f'expected "typing" or "typing_extensions"{advice}'
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('compiled = "yes"', ["expected true or false"]),
        ("compiled = true", ['needs the target "distribution", which builds the wheel']),
        (
            'compiled = true\ntargets = ["json_schema", "distribution"]',
            ['needs the target "dataclasses" or "validators"; no other is compiled'],
        ),
    ],
)
def test_only_a_distribution_with_checking_code_is_compiled(
    tmp_path: Path, settings: str, expected: list[str]
) -> None:
    where = "pyproject.toml: [tool.typescribe.packages.shop] compiled: "
    found = problems(tmp_path, f"[tool.typescribe.packages.shop]\n{settings}")
    assert found == [f"{where}{message}" for message in expected]


@pytest.mark.parametrize(
    ("written", "advice"), [("'observd'", '; did you mean "observed"?'), ("1", ""), ("[]", "")]
)
def test_types_is_declared_or_observed(tmp_path: Path, written: str, advice: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\ntypes = {written}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] types: "
        f'expected "declared" or "observed"{advice}'
    ]


# Which project a folder is in


def test_the_project_of_a_folder_is_above_it(tmp_path: Path) -> None:
    write(tmp_path, "[tool.typescribe.packages.shop]")
    inner = tmp_path / "src" / "shop"
    inner.mkdir(parents=True)
    assert find_project(inner).root == tmp_path


def test_the_nearest_file_with_a_typescribe_table_wins(tmp_path: Path) -> None:
    write(tmp_path, "[tool.typescribe.packages.outer]")
    inner = tmp_path / "inner" / "without_table"
    inner.mkdir(parents=True)
    write(inner.parent, "[tool.typescribe.packages.inner]")
    write(inner, "[tool.black]")
    assert list(find_project(inner).packages) == ["inner"]


def test_without_a_file_the_folder_is_reported(tmp_path: Path) -> None:
    assert mistakes(tmp_path) == [
        f'{tmp_path}: no pyproject.toml here or in any folder above; "typescribe init" makes one, '
        "or give the folder of another with --project"
    ]


@pytest.mark.parametrize("text", ["", "[tool.black]", "tool = 1", "[typescribe]"])
def test_a_file_without_a_typescribe_table_is_reported(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == [
        'pyproject.toml: has no table [tool.typescribe]; "typescribe init" adds one'
    ]


def test_a_folder_named_pyproject_toml_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    assert "no pyproject.toml here" in mistakes(tmp_path)[0]


# Files that cannot be read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool\n", "pyproject.toml:1:6: not TOML: "),
        ("a = 1\nb = \n", "pyproject.toml:2:5: not TOML: "),
        ('a = """', "pyproject.toml:1:8: not TOML: "),
        ("[tool]\nx = [1,\n\n", "pyproject.toml:2:8: not TOML: "),
    ],
)
def test_a_file_that_is_not_toml_is_reported_with_the_position(
    tmp_path: Path, text: str, expected: str
) -> None:
    (line,) = problems(tmp_path, text)
    assert line.startswith(expected)
    assert "(at line" not in line


def test_a_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.typescribe.packages.caf\xe9]")
    assert mistakes(tmp_path) == ["pyproject.toml: cannot be read: it is not UTF-8"]


# Invalid settings


@pytest.mark.parametrize(
    "text",
    [
        "[tool.typescribe]",
        "[tool.typescribe.packages]",
        "[tool.typescribe]\npackages = {}",
    ],
)
def test_a_table_without_packages_is_reported(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == [
        "pyproject.toml: [tool.typescribe] declares no package; " '"typescribe init" adds one'
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tool.typescribe = 1",
            "[tool.typescribe] must be a table; add [tool.typescribe.packages.my_messages]",
        ),
        (
            "tool.typescribe.packages = ['shop']",
            "[tool.typescribe.packages] must be a table like "
            "[tool.typescribe.packages.my_messages]",
        ),
        ("tool.typescribe.packages.shop = 1", "[tool.typescribe.packages.shop] must be a table"),
    ],
)
def test_a_value_instead_of_a_table_is_reported(tmp_path: Path, text: str, expected: str) -> None:
    assert problems(tmp_path, text) == [f"pyproject.toml: {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[tool.typescribe.package.shop]",
            '[tool.typescribe] has no setting "package"; did you mean "packages"?',
        ),
        (
            "[tool.typescribe]\ncolour = 'red'\n[tool.typescribe.packages.shop]",
            '[tool.typescribe] has no setting "colour"; there is only "packages"',
        ),
        (
            "[tool.typescribe.packages.shop]\nouput = 'x'",
            '[tool.typescribe.packages.shop] has no setting "ouput"; did you mean "output"?',
        ),
        (
            "[tool.typescribe.packages.shop]\ncolour = 'red'",
            '[tool.typescribe.packages.shop] has no setting "colour"; '
            "choose one of spec, output, targets, types, templates, version, typed_dicts_from, "
            "import, enums, undeclared, functions_from, constraints, compiled, frozen, "
            "inline_objects",
        ),
    ],
)
def test_an_unknown_setting_is_reported_with_the_known_ones(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert problems(tmp_path, text) == [f"pyproject.toml: {expected}"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("my-shop", '; did you mean "my_shop"?'),
        ("class", ""),
        ("'1st'", ""),
        ("'a.b'", '; did you mean "a_b"?'),
        ("'caf\u00e9'", ""),
    ],
)
def test_a_package_name_that_python_cannot_import_is_reported(
    tmp_path: Path, name: str, advice: str
) -> None:
    shown = name.strip("'")
    assert problems(tmp_path, f"[tool.typescribe.packages.{name}]") == [
        f"pyproject.toml: [tool.typescribe.packages.{shown}]: "
        f"a package needs the name of a Python module{advice}"
    ]


@pytest.mark.parametrize("value", ["1", "''", "[]", "true"])
@pytest.mark.parametrize("key", ["spec", "output", "templates"])
def test_a_value_instead_of_a_path_is_reported(tmp_path: Path, key: str, value: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\n{key} = {value}") == [
        f"pyproject.toml: [tool.typescribe.packages.shop] {key}: expected the path of a folder"
    ]


@pytest.mark.parametrize("path", ["/tmp/shop", "../shop", "generated/../../shop"])
@pytest.mark.parametrize("key", ["spec", "output", "templates"])
def test_a_path_out_of_the_project_is_reported(tmp_path: Path, key: str, path: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\n{key} = '{path}'") == [
        f'pyproject.toml: [tool.typescribe.packages.shop] {key}: "{path}" '
        "must lie inside the project"
    ]


@pytest.mark.parametrize("value", ["[]", "'validators'", "[1]", "{}"])
def test_a_value_instead_of_a_list_of_targets_is_reported(tmp_path: Path, value: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\ntargets = {value}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] targets: expected a list of "
        f"{', '.join(SELECTABLE)}"
    ]


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("typed-dicts", 'did you mean "typed_dicts"?'),
        ("protobuf", f"choose one of {', '.join(SELECTABLE)}"),
    ],
)
def test_an_unknown_target_is_reported(tmp_path: Path, target: str, advice: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\ntargets = ['{target}']") == [
        "pyproject.toml: [tool.typescribe.packages.shop] targets: "
        f'there is no target "{target}"; {advice}'
    ]


@pytest.mark.parametrize("version", ["1.0", "0.1.0", "1!2.0rc1", "1.0.post2.dev3", "1.0+local.1"])
def test_versions_of_pep_440_are_accepted(tmp_path: Path, version: str) -> None:
    write(tmp_path, f"[tool.typescribe.packages.shop]\nversion = '{version}'")
    assert find_project(tmp_path).packages["shop"].version == version
    assert str(Version(version)) == version


@pytest.mark.parametrize("version", ["''", "1", "'v1.0'", "'1.0-beta'", "'01.0'", "'1.0\\n'"])
def test_other_versions_are_reported(tmp_path: Path, version: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\nversion = {version}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] version: "
        'expected one like "1.0" or "1.0.2rc1" (PEP 440)'
    ]


def test_two_packages_cannot_share_an_output(tmp_path: Path) -> None:
    text = """
        [tool.typescribe.packages]
        shop = {output = "generated"}
        stock = {output = "./generated/"}
    """
    assert problems(tmp_path, text) == [
        'pyproject.toml: "shop" and "stock" share the output generated; each needs its own'
    ]


def test_all_problems_are_reported_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """
        [tool.typescribe]
        colour = "red"
        [tool.typescribe.packages.shop]
        output = 1
        targets = ["protobuf", "validator"]
        [tool.typescribe.packages.my-stock]
        spec = "../stock"
        [tool.typescribe.packages.till]
        outputs = "till"
    """
    starts = [
        '[tool.typescribe] has no setting "colour"',
        "[tool.typescribe.packages.shop] output:",
        '[tool.typescribe.packages.shop] targets: there is no target "protobuf"',
        '[tool.typescribe.packages.shop] targets: there is no target "validator"',
        "[tool.typescribe.packages.my-stock]: a package needs",
        '[tool.typescribe.packages.my-stock] spec: "../stock"',
        '[tool.typescribe.packages.till] has no setting "outputs"',
    ]
    lines = problems(tmp_path, text)
    assert len(lines) == len(starts)
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(f"pyproject.toml: {start}")


# Choosing packages


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    write(tmp_path, "[tool.typescribe.packages]\nshop = {}\nstock = {}\ntill = {}\n")
    return tmp_path


def selected(folder: Path, *names: str) -> list[str]:
    return [settings.name for settings in find_project(folder).select(names)]


def test_without_names_all_packages_are_selected(shops: Path) -> None:
    assert selected(shops) == ["shop", "stock", "till"]


def test_packages_are_selected_once_in_the_order_given(shops: Path) -> None:
    assert selected(shops, "till", "shop", "till") == ["till", "shop"]


def test_every_unknown_name_is_reported_with_the_nearest_or_all(shops: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        selected(shops, "shop", "stok", "warehouse")
    assert str(caught.value).splitlines() == [
        'pyproject.toml: there is no package "stok"; did you mean "stock"?',
        'pyproject.toml: there is no package "warehouse"; choose one of shop, stock, till',
    ]


@pytest.mark.parametrize("written", ["1", '"yes"', "[]"])
def test_a_package_is_frozen_or_not(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\nfrozen = {written}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] frozen: expected true or false"
    ]


@pytest.mark.parametrize("written", ["true", '"one"', "[]"])
def test_inline_objects_are_separate_or_shared(tmp_path: Path, written: str) -> None:
    assert problems(tmp_path, f"[tool.typescribe.packages.shop]\ninline_objects = {written}") == [
        "pyproject.toml: [tool.typescribe.packages.shop] inline_objects: "
        'expected "separate" or "shared"'
    ]
