"""Modules from rendered definitions, and their formatting with black."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import black
import jinja2
import pytest
import specs
from black.mode import TargetVersion

from typescribe import pipeline
from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.project.cache import Cache
from typescribe.rendering import assembly, definitions, formatting, imports, render
from typescribe.rendering.module_texts import Module
from typescribe.rendering.modules import render_modules
from typescribe.rendering.templates import Template
from typescribe.rendering.wrapping import wrapped
from typescribe.targets import Target
from typescribe.text import quoting

NO_CACHE = Cache(None, "")
EMPTY = Model("p", ())
ROOT = Path(__file__).parent.parent


@pytest.fixture
def template(monkeypatch: pytest.MonkeyPatch) -> jinja2.DictLoader:
    """Replace the templates with a dictionary that the test fills."""
    loader = jinja2.DictLoader({})
    environment = render.environment().overlay(loader=loader)
    monkeypatch.setattr(render, "environment", lambda _: environment)
    return loader


def target(context: Callable[[Model], dict[str, Any]] = lambda _: {}) -> Target:
    """Return a target that makes `t.py` of a context."""
    return Target("t", "t.py", context, lambda _: [])


def test_source_that_python_cannot_parse_is_a_problem_of_the_template(
    template: jinja2.DictLoader,
) -> None:
    template.mapping["t.py.jinja"] = "x = 1\ny = (\n"
    with pytest.raises(TemplateError, match=r"templates/t\.py\.jinja: .* cannot parse: .*: y = \("):
        render_modules(target(), EMPTY)


def test_a_module_is_split_at_the_marks_of_the_template(template: jinja2.DictLoader) -> None:
    template.mapping["t.py.jinja"] = "import json\n{{ CUT }}\nx = json\n\n{{ CUT }}\ny = 1\n"
    (made,) = render_modules(target(), EMPTY).values()
    assert made.pieces == ("import json", "x = json", "y = 1")
    assert made.source == "import json\n\n\nx = json\n\n\ny = 1\n"


def test_a_template_that_leaks_text_is_rejected(
    template: jinja2.DictLoader, tmp_path: Path
) -> None:
    model = specs.load(tmp_path, "types:\n  A: {description: 'os.remove()', type: string}\n")
    template.mapping["t.py.jinja"] = "x = {{ text }}\n"
    with pytest.raises(TemplateError, match="the text of a spec would become code"):
        render_modules(target(lambda m: {"text": quoting.Code(m.types[0].description)}), model)


def test_unused_imports_are_left_out() -> None:
    head = (
        "from __future__ import annotations\n"
        "import json\n"
        "from typing import TYPE_CHECKING, Any, Literal, TypeAlias\n"
        "if TYPE_CHECKING:\n    from datetime import datetime\n"
        "x = 1\n"
    )
    assert imports.without_unused(head, {"TYPE_CHECKING", "Any", "json"}) == (
        "from __future__ import annotations\n"
        "import json\n"
        "from typing import Any\n"  # the block would be empty
        "x = 1\n"
    )


def test_type_checking_is_imported_if_the_rest_of_a_module_uses_it() -> None:
    head = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from datetime import datetime\n"
    )
    assert imports.without_unused(head, {"TYPE_CHECKING"}) == ""
    kept = imports.without_unused(
        head, {"TYPE_CHECKING"}, rest="if not TYPE_CHECKING:\n    A = Any"
    )
    assert kept == "from typing import TYPE_CHECKING\n"


def test_names_in_quoted_annotations_are_used_and_those_in_prose_are_not() -> None:
    tree = ast.parse('A: TypeAlias = "list[Any]"\n"""Literal: prose."""\nx = "Never"\n')
    assert imports.used_names(tree) == {"A", "TypeAlias", "list", "Any", "x"}


def test_names_in_the_strings_of_a_call_are_used_where_the_target_says_so() -> None:
    tree = ast.parse('x = TupleOf(["A", "list[B]"], "C", required=1, rest=["D"], of="E")\n')
    assert imports.used_names(tree) == {"x", "TupleOf"}
    assert imports.used_names(tree, ("TupleOf",)) == {"x", "TupleOf", "list", *"ABCDE"}


def by_black(source: str) -> str:
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=quoting.LINE_LENGTH)
    return black.format_str(source, mode=mode)


def test_formatting_definitions_one_by_one_is_formatting_the_module(
    tmp_path: Path,
) -> None:
    settings = specs.SETTINGS
    for file in ("agent_contact.yaml", "interaction.yaml", "message.yaml"):
        shutil.copy(ROOT / "spec" / "webex_contact_center" / file, tmp_path)
    package = pipeline.load_spec("p", tmp_path, "spec")
    modules = assembly.modules(settings, package)
    formatted = formatting.format_modules(modules, NO_CACHE)
    for name, module in modules.items():
        source = formatted[name].replace(formatting.EXCLUDED, "", 1)
        assert source == by_black(source), name
        assert ast.dump(ast.parse(source)) == ast.dump(ast.parse(module.source)), name


def test_a_definition_is_formatted_by_black() -> None:
    assert formatting.format_piece("x = { 'a':1 }") == 'x = {"a": 1}'


def test_black_leaves_docstrings_alone() -> None:
    for text in ("Short.", "word " * 16 + "x" * 5, "word " * 30, "two\n\nparagraphs", 'a "hi" b'):
        source = f"class A:\n    {quoting.docstring(text, 4)}"
        assert formatting.format_piece(source) == source


def test_formatted_text_is_cached_until_a_run_does_not_use_it(tmp_path: Path) -> None:
    first = Cache(tmp_path, "p")
    modules = {"a.py": Module(("x=1", "y=2"))}
    assert formatting.format_modules(modules, first)["a.py"] == "x = 1\n\n\ny = 2\n"
    first.save()
    (file,) = (tmp_path / ".typescribe_cache").glob("*.json")
    assert (tmp_path / ".typescribe_cache" / ".gitignore").read_text() == "*\n"

    file.write_text(file.read_text().replace("x = 1", "x = 7"))
    second = Cache(tmp_path, "p")
    remembered = formatting.format_modules({"a.py": Module(("x=1",))}, second)
    assert remembered["a.py"] == "x = 7\n"
    second.save()
    assert "y = 2" not in file.read_text()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a": 1}', "\udcff"])
def test_a_damaged_cache_is_ignored(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / ".typescribe_cache"
    folder.mkdir()
    (folder / "p.formatted.json").write_bytes(damage.encode("utf-8", "surrogateescape"))
    cache = Cache(tmp_path, "p")
    assert formatting.format_modules({"a.py": Module(("x=1",))}, cache)["a.py"] == "x = 1\n"
    cache.save()
    assert Cache(tmp_path, "p").get(formatting.Piece("x=1", is_written=False).key) == "x = 1"


SPEC = "types:\n  A: {fields: {a: string, b?: B}}\n  B: {fields: {c: number}}\n"


def test_only_definitions_that_an_edit_changes_are_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []

    def counted(template: Template, *arguments: object) -> str:
        rendered.append(template.name)
        return real(template, *arguments)

    real: Any = render.render
    monkeypatch.setattr(render, "render", counted)
    made, templates = [], []
    for number, spec in enumerate((SPEC, SPEC, SPEC.replace("c: number", "c: boolean"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        model, remembered = specs.load(folder, spec), Cache(tmp_path, "p")
        before = len(rendered)
        made.append(assembly.modules(specs.SETTINGS, model, remembered))
        templates.append(rendered[before:])
        remembered.save()
        assert made[-1] == assembly.modules(specs.SETTINGS, model)
    assert made[0] == made[1] != made[2]
    changed = [
        f"{name.replace('private/', '_')}.jinja"
        for name, module in made[2].items()
        if module != made[1][name]
    ]
    assert {"models.py.jinja", "_shapes.py.jinja", "strategies.py.jinja"} <= set(changed)
    twice = 2  # from the model, and from its harmless copy
    assert templates[1] == []
    assert sorted(templates[2]) == sorted(twice * changed)


def test_the_key_of_a_definition_depends_on_all_its_inputs(tmp_path: Path) -> None:
    def keys(template: str, x: int, name: str, *found: str) -> list[str]:
        context = {"x": x, name: definitions.Definitions(found)}
        return definitions.keys(definitions.apart(Template(template), context))

    first, again = keys("t", 1, "all", "a", "b"), keys("t", 1, "all", "b")
    assert first[0] == again[0]
    assert first[2] == again[1]
    others = {*keys("u", 1, "all", "b"), *keys("t", 2, "all", "b"), keys("t", 1, "few", "b")[1]}
    assert not others & {*first}


@pytest.mark.parametrize(
    "line",
    [
        f'if type({"x" * 60}) is not str and y["a and b ) ("] and not z("\\" and ("):',
        f'    x = f({"y" * 50}, "a, (b", {"z" * 40})',
        f'x = "{"a and b (" * 12}"',
    ],
)
def test_breaking_a_long_line_keeps_its_meaning(line: str) -> None:
    body = f"if x:\n{line}\n" if line.startswith(" ") else f"{line}\n"
    source = f"{body}    pass\n" if line.endswith(":") else body
    assert ast.dump(ast.parse(wrapped(source))) == ast.dump(ast.parse(source))


def test_docstrings_are_not_broken() -> None:
    source = f'"""Text\nif {"a" * 60} and {"b" * 60} and c({"d" * 9}):\n"""'
    assert wrapped(source) == source
