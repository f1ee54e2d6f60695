"""Templates of a project: how they override built-in ones, and the problems they can have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from typescribe import pipeline
from typescribe.language.errors import TypescribeError
from typescribe.project.cache import Cache
from typescribe.project.own_files import template_folder
from typescribe.project.settings import find_project
from typescribe.rendering import assembly, render
from typescribe.rendering.templates import Template

SETTINGS = """
[tool.typescribe.packages.shop]
targets = ["dataclasses", "json_schema"]
templates = "my_templates"
"""
SPEC = """
description: Messages of a shop
types:
  Order: {description: An order, fields: {id: string, lines: 'Line[]'}}
  Line: {description: 'A line', fields: {sku: string}}
"""
EXTENDS = '{% extends "builtin/models.py.jinja" %}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "spec" / "shop").mkdir(parents=True)
    (tmp_path / "spec" / "shop" / "order.yaml").write_text(SPEC)
    (tmp_path / "my_templates").mkdir()
    return tmp_path


def override(project: Path, text: str, name: str = "models.py.jinja") -> None:
    (project / "my_templates" / name).parent.mkdir(exist_ok=True)
    (project / "my_templates" / name).write_text(text)


def body(line: str) -> str:
    """Return a template whose third line is the only line of an overridden block."""
    return f"{EXTENDS}{{% block class_body %}}\n    {line}\n{{% endblock %}}\n"


def generated(project: Path, file: str = "models.py") -> str:
    """Generate, and return the content of a file."""
    found = find_project(project)
    pipeline.write(pipeline.prepare(found, found.packages["shop"]))
    return (project / "generated" / "shop" / file).read_text()


def problems(project: Path) -> list[str]:
    """Return the reported problems, and check that nothing is written."""
    with pytest.raises(TypescribeError) as caught:
        generated(project)
    assert not (project / "generated").exists()
    return str(caught.value).splitlines()


# Overriding


def test_a_block_can_extend_the_block_that_it_overrides(project: Path) -> None:
    override(project, body("kind = {{ entry.name | literal }}"))
    models = generated(project)
    assert '    kind = "Order"\n' in models
    assert '    kind = "Line"\n' in models
    assert "    sku: str\n" in models


def test_after_an_edit_of_a_template_the_package_is_generated_again(project: Path) -> None:
    override(project, body("a = 1"))
    assert "    a = 1\n" in generated(project)
    override(project, body("b = 2"))
    models = generated(project)
    assert "    b = 2\n" in models
    assert "a = 1" not in models


def test_after_an_edit_of_an_included_file_the_package_is_generated_again(project: Path) -> None:
    override(project, body('{% include "parts/_body.jinja" %}'))
    override(project, "    a = 1\n", "parts/_body.jinja")
    assert "    a = 1\n" in generated(project)
    override(project, "    b = 2\n", "parts/_body.jinja")
    assert "    b = 2\n" in generated(project)


def test_without_the_template_the_built_in_one_is_used_again(project: Path) -> None:
    override(project, '{% extends "builtin/schema.json.jinja" %}', "schema.json.jinja")
    before = generated(project)
    override(project, body("a = 1"))
    assert generated(project) != before
    (project / "my_templates" / "models.py.jinja").unlink()
    assert generated(project) == before


def test_only_definitions_that_a_spec_changes_are_rendered_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    override(project, body("kind = {{ entry.name | literal }}"))
    generated(project)
    subjects: list[str] = []
    real: Any = render.render

    def counted(template: Template, context: object, types: tuple[str, ...] = ()) -> str:
        subjects.extend(types)
        return real(template, context, types)

    monkeypatch.setattr(render, "render", counted)
    spec = project / "spec" / "shop" / "order.yaml"
    spec.write_text(SPEC.replace("A line", "One line"))
    assert '"""One line"""' in generated(project)
    assert set(subjects) == {"Line"}


def test_without_the_setting_nothing_is_overridden(project: Path) -> None:
    override(project, body("a = 1"))
    (project / "pyproject.toml").write_text(SETTINGS.replace("templates =", "spec = 'spec/shop' #"))
    assert "a = 1" not in generated(project)


def test_validating_in_memory_uses_the_built_in_templates(project: Path) -> None:
    override(project, body("{{ nothing }}"))
    settings = find_project(project).packages["shop"]
    model = pipeline.load(find_project(project), settings)
    assert assembly.modules(settings, model) == assembly.modules(
        settings, model, Cache(None, "shop")
    )


# Problems of the folder


def test_a_missing_folder_is_reported(project: Path) -> None:
    (project / "my_templates").rmdir()
    assert problems(project) == [
        "pyproject.toml: [tool.typescribe.packages.shop] templates: "
        'there is no folder "my_templates"'
    ]


def test_a_folder_without_templates_is_reported(project: Path) -> None:
    override(project, "About these templates", "README.md")
    assert problems(project) == [
        "pyproject.toml: [tool.typescribe.packages.shop] templates: "
        '"my_templates" has no templates; expected files such as models.py.jinja'
    ]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "model.py.jinja",
            'overrides no template, and no template uses it; did you mean "models.py.jinja"?',
        ),
        (
            "builtin/models.py.jinja",
            'overrides no template, and no template uses it; did you mean "models.py.jinja"?',
        ),
        ("models.py", 'its name does not end in .jinja; did you mean "models.py.jinja"?'),
        ("models.py.j2", 'its name does not end in .jinja; did you mean "models.py.jinja"?'),
    ],
)
def test_a_file_that_overrides_nothing_is_reported(project: Path, name: str, problem: str) -> None:
    override(project, EXTENDS, name)
    assert problems(project) == [f"my_templates/{name}: {problem}"]


def test_a_name_unlike_all_others_is_reported_with_all_names(project: Path) -> None:
    override(project, "", "xyz.jinja")
    (line,) = problems(project)
    assert line.startswith(
        "my_templates/xyz.jinja: overrides no template, and no template uses it; choose one of"
    )
    assert "models.py.jinja, pyproject.toml.jinja, " in line


def test_a_template_that_is_not_text_is_reported_with_its_position(project: Path) -> None:
    (project / "my_templates" / "models.py.jinja").write_bytes(b"a\n\xff")
    assert problems(project) == [
        "my_templates/models.py.jinja:2:1: byte 0xFF is not UTF-8; save the file as UTF-8"
    ]


# Problems of a template


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "x = {{ entri }}",
            ':3: while rendering Order: there is no variable "entri"; did you mean',
        ),
        (
            "x = {{ entry.nam }}",
            ':3: while rendering Order: DataClass has no attribute "nam"; did you mean "name"?',
        ),
        (
            "x = {{ entry.documentation }}",
            ":3: while rendering Order: text that may come from a spec reaches the output "
            "unquoted: pass it through the filter literal, docstring, comment, json, html, "
            "markdown or jsdoc",
        ),
        ("x = {{ 1 // 0 }}", ":3: while rendering Order: ZeroDivisionError: integer division or"),
        ("x = {{ [] | first }}", ":3: while rendering Order: No first item, sequence was empty."),
        (
            "x = {{ entry.name | litral }}",
            ":3: No filter named 'litral'; did you mean \"literal\"?",
        ),
        ("{% if %}", ":3: Expected an expression, got 'end of statement block'"),
        ('{% include "nothing" %}', ':3: while rendering Order: there is no template "nothing"'),
        (
            "x = (",
            ": while rendering Order: the template makes source that Python cannot parse: "
            "'(' was never closed: x = (",
        ),
        (
            "break",
            ": while rendering Order: the template makes source that Python cannot compile: "
            "'break' outside loop",
        ),
        (
            "x = {{ entry.documentation | replace(' ', '') | safe }}",
            ": while rendering Order: the text of a spec would become code; nothing was written. "
            "Print it through a filter that quotes it, and only as a string.",
        ),
        (
            "x = 1\n{{ SECTION }}",
            ": while rendering Order: {{ SECTION }} is printed more or less often than around the "
            "definitions",
        ),
    ],
)
def test_a_problem_is_reported_with_the_line_and_the_type(
    project: Path, line: str, message: str
) -> None:
    override(project, body(line))
    (found,) = problems(project)
    assert found.startswith(f"my_templates/models.py.jinja{message}")


def test_a_wrong_call_of_a_built_in_macro_is_reported_where_it_is(project: Path) -> None:
    override(
        project,
        f'{EXTENDS}{{% from "_checks.jinja" import check with context %}}\n'
        "{% block class_body %}\n    {{ check(1, 2) }}\n{% endblock %}",
    )
    (found,) = problems(project)
    assert found.startswith("my_templates/models.py.jinja:4: while rendering Order: ")


def test_a_macro_imported_without_context_is_reported(project: Path) -> None:
    override(project, body('{% from "_macros.jinja" import kind %}{{ kind() }}'))
    override(project, "{% macro kind() %}\nx = {{ entry.name }}\n{% endmacro %}", "_macros.jinja")
    assert problems(project) == [
        'my_templates/_macros.jinja:2: while rendering Order: there is no variable "entry"'
        ' in a macro that is imported without "with context"'
    ]


def test_a_block_that_overrides_nothing_is_reported(project: Path) -> None:
    override(project, f"{EXTENDS}\n{{% block class_bdy %}}{{% endblock %}}")
    assert problems(project) == [
        'my_templates/models.py.jinja:3: overrides no block: there is no "class_bdy"; '
        'did you mean "class_body"?'
    ]


def test_definitions_without_sections_are_reported(project: Path) -> None:
    override(project, "{{ mark }}\n{% for entry in entries %}{{ entry.name }} = 1\n{% endfor %}")
    assert problems(project) == [
        "my_templates/models.py.jinja: while rendering Order: definitions are rendered one by one: "
        "print {{ SECTION }} before the first and after the last"
    ]


def test_an_empty_module_is_reported(project: Path) -> None:
    override(project, "", "__init__.py.jinja")
    assert problems(project) == [
        "my_templates/__init__.py.jinja: the template makes an empty module"
    ]


def test_a_file_without_the_mark_is_reported(project: Path) -> None:
    override(project, '{"a": 1}', "schema.json.jinja")
    assert problems(project) == [
        "my_templates/schema.json.jinja: the template makes a file that does not begin with "
        "{{ mark }}"
    ]


def test_of_a_module_for_each_spec_file_the_template_without_a_mark_is_reported_once(
    project: Path,
) -> None:
    spec = project / "spec" / "shop"
    (spec / "more.yaml").write_text("types: {More: {fields: {order: Order}}}\n")
    original = (template_folder() / "models.py.jinja").read_text()
    override(project, original.replace("{{ mark }}", ""))
    assert problems(project) == [
        "my_templates/models.py.jinja: the template makes a file that does not begin with "
        "{{ mark }}"
    ]


def test_a_document_that_cannot_be_read_back_is_reported(project: Path) -> None:
    override(project, "{{ mark }}", "schema.json.jinja")
    (found,) = problems(project)
    assert found.startswith(
        "my_templates/schema.json.jinja: the template makes a file that cannot be read back: "
    )
