"""Rendering: unquoted text is rejected, and errors have positions."""

from __future__ import annotations

import jinja2
import pytest

from typescribe.language.errors import TemplateError
from typescribe.language.model import ObjectType
from typescribe.rendering import render
from typescribe.rendering.templates import Template
from typescribe.text.quoting import Code


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> jinja2.DictLoader:
    """Replace the templates with a dictionary that the test fills."""
    loader = jinja2.DictLoader({})
    environment = render.environment().overlay(loader=loader)
    monkeypatch.setattr(render, "environment", lambda _: environment)
    return loader


def test_unquoted_text_cannot_be_printed(template: jinja2.DictLoader) -> None:
    template.mapping["t.jinja"] = "x = 1\ny = {{ text }}\n"
    with pytest.raises(TemplateError, match="text that may come from a spec"):
        render.render(Template("t.jinja"), {"text": "evil()"})
    assert render.render(Template("t.jinja"), {"text": Code("2")}) == "x = 1\ny = 2\n"


def test_quoted_text_is_a_string_whatever_it_contains(template: jinja2.DictLoader) -> None:
    template.mapping["t.jinja"] = "x = {{ text | literal }}\n"
    made = render.render(Template("t.jinja"), {"text": '"; import os  # {{ 1 }}'})
    assert made == 'x = "\\"; import os  # {{ 1 }}"\n'


@pytest.mark.parametrize("name", ["literal", "docstring", "comment", "json", "toml", "markdown"])
def test_an_undefined_value_is_not_quoted(name: str, template: jinja2.DictLoader) -> None:
    template.mapping["t.jinja"] = f"x = {{{{ text.nothing | {name} }}}}\n"
    with pytest.raises(TemplateError, match='str has no attribute "nothing"'):
        render.render(Template("t.jinja"), {"text": "a"})


def test_an_error_is_reported_with_the_type_being_rendered(template: jinja2.DictLoader) -> None:
    template.mapping["t.jinja"] = "{% for type in types %}\n{{ type.nam }}\n{% endfor %}\n"
    types = [ObjectType("Order", ())]
    with pytest.raises(TemplateError, match=r":2: while rendering Order: ObjectType has"):
        render.render(Template("t.jinja"), {"types": types}, ["Order"])
    with pytest.raises(TemplateError, match=r":2: ObjectType has no attribute"):
        render.render(Template("t.jinja"), {"types": types}, ["Line"])


def test_an_error_in_a_template_is_reported_with_its_line(template: jinja2.DictLoader) -> None:
    template.mapping["t.jinja"] = "x\n{% if %}\n"
    with pytest.raises(TemplateError, match=r"^templates/t\.jinja:2: "):
        render.render(Template("t.jinja"), {})
