"""The reference of a package, as HTML and as Markdown: complete, on its own, and only text."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import specs
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from golden_cases import Case, project_of
from markdown_it import MarkdownIt
from reference_pages import (
    HOSTILE,
    Element,
    elements,
    hostile_spec,
    pages_of,
    tags,
    webex_model,
    webex_pages,
)

from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.rendering import render
from typescribe.rendering.pages import html_tree, markdown_tree
from typescribe.rendering.templates import BUILT_IN
from typescribe.targets.shared.annotations import attribute_annotation
from typescribe.text.markup import (
    code_span,
    html_line,
    html_text,
    markdown_text,
    page_line,
    page_text,
)
from typescribe.text.quoting import Code


def page_of(tmp_path: Path, spec: str) -> tuple[list[Element], str]:
    page, markdown = pages_of(specs.load(tmp_path, spec))
    return elements(page), markdown


def with_class(found: list[Element], name: str) -> list[Element]:
    return [element for element in found if element.has_class(name)]


# Complete


def test_every_type_and_every_field_is_there_with_both_its_names() -> None:
    model, found = webex_model(), elements(webex_pages()[0])
    by_id = {e.attributes["id"]: e for e in found if "id" in e.attributes}
    assert {named.name for named in model.types} == {
        e.attributes["id"] for e in with_class(found, "type")
    }
    for owner, field in model.fields():
        row = by_id[f"{owner.name}.{field.wire_name}"].whole_text
        assert field.attribute in row
        assert attribute_annotation(model, field, str) in row
        assert page_text(field.description) in row
        assert ("optional" in row) >= field.optional
        assert (field.reads_as is None) == ("reads as" not in row)


def test_every_type_and_every_field_is_in_the_markdown_too() -> None:
    model, page = webex_model(), webex_pages()[1]
    assert re.findall(r"^## `(\w+)`$", page, re.MULTILINE) == sorted(model.by_name, key=str.lower)
    for _, field in model.fields():
        assert f"| `{field.wire_name}{'?' if field.optional else ''}` |" in page


def test_a_type_tells_where_it_is_used(tmp_path: Path) -> None:
    found, markdown = page_of(
        tmp_path,
        """
        types:
          A: {fields: {b: B, again?: 'B[]', a?: A}}
          B: {fields: {"[key: string]": C}}
          C: {type: string}
          Either: {type: A | B}
        """,
    )
    by_id = {e.attributes["id"]: e for e in found if "id" in e.attributes}
    used = {
        name: [
            link.attributes["href"]
            for block in with_class(list(by_id[name].all()), "uses")
            if block.children[0].text == "Used by"
            for link in block.all()
            if link.tag == "a"
        ]
        for name in "ABC"
    }
    assert used == {"A": ["#A.a", "#Either"], "B": ["#A.b", "#A.again", "#Either"], "C": ["#B"]}
    assert "Used by [`A`](#A), [`Either`](#Either)." in markdown


def test_names_of_python_are_told_only_where_they_are_generated(tmp_path: Path) -> None:
    model = specs.load(tmp_path, "types: {Agent: {fields: {id: string}}}")
    assert "is_agent" in pages_of(model)[0]
    alone = pages_of(model, ("markdown", "html"))[0]
    assert "is_agent" not in alone
    assert "AgentDict" not in alone


@pytest.mark.parametrize("number", [0, 3, 169])
def test_all_links_lead_somewhere_and_no_id_is_there_twice(number: int, tmp_path: Path) -> None:
    match number:
        case 0:
            page = pages_of(Model("p", ()))[0]
        case 3:
            types = "".join(f"\n  T{n}: {{fields: {{t?: T{(n + 1) % 3}}}}}" for n in range(3))
            page = pages_of(specs.load(tmp_path, f"types:{types}"))[0]
        case _:
            page = webex_pages()[0]
    found = elements(page)
    ids = [e.attributes["id"] for e in found if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = {e.attributes["href"] for e in found if e.tag == "a"}
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert len(with_class(found, "type")) == number


def test_links_of_the_markdown_lead_to_its_types() -> None:
    page = webex_pages()[1]
    anchors = set(re.findall(r'<a id="(\w+)"></a>', page))
    assert set(re.findall(r"\]\(#([^)]*)\)", page)) <= anchors == set(webex_model().by_name)


def test_a_diagram_is_left_out_of_the_markdown_where_nobody_could_read_it(tmp_path: Path) -> None:
    types = "".join(f"\n  T{n}: {{fields: {{t: T{n + 1}}}}}" for n in range(24))
    few = pages_of(specs.load(tmp_path, f"types:{types.replace('t: T24', 't: string')}"))[1]
    assert few.count(" --> ") == 23
    assert "mermaid" not in webex_pages()[1]


# On its own


def test_the_page_needs_nothing_else() -> None:
    page = webex_pages()[0]
    for element in elements(page):
        assert not {"src", "srcset", "style", "onclick"} & element.attributes.keys()
        assert element.attributes.get("href", "#").startswith(("#", "data:,"))
    assert not re.search(r"@import|url\(|\bfetch\(|XMLHttpRequest|import\(", page)
    assert not re.search(r"https?:", page)


def test_the_policy_of_the_page_allows_its_own_script_and_style_alone() -> None:
    found = elements(webex_pages()[0])
    (policy,) = (e.attributes["content"] for e in found if "http-equiv" in e.attributes)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    for kind in ("script", "style"):
        (text,) = (e.text for e in found if e.tag == kind)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert rules.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert rules == {"img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}


def test_the_pages_of_the_largest_package_have_a_sane_size() -> None:
    page, markdown = webex_pages()
    assert len(page.encode()) < 800_000
    assert len(markdown.encode()) < 200_000


def test_the_pages_are_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    case = Case("reference")
    for seed in ("1", "4294967295"):
        project = tmp_path / seed
        project.mkdir()
        project_of(project, case)
        subprocess.run(
            [sys.executable, "-m", "typescribe", "generate"],
            cwd=project,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "PYTHONUTF8": "0"},
            check=True,
            capture_output=True,
        )
        for file in ("reference.html", "reference.md"):
            made = (project / "generated" / "reference" / file).read_bytes()
            assert made == case.expected()[f"reference/{file}"]


# Only text


def test_hostile_texts_make_no_element_more(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    hostile, _ = pages_of(specs.load(tmp_path / "a", hostile_spec(HOSTILE)))
    harmless, _ = pages_of(specs.load(tmp_path / "b", hostile_spec("t-1")))
    assert tags(hostile) == tags(harmless)
    names = [sorted(e.attributes) for e in elements(hostile)]
    assert names == [sorted(e.attributes) for e in elements(harmless)]
    shown = [page_line(HOSTILE) in e.text for e in elements(hostile)]
    assert sum(shown) >= 6
    assert "</script" not in hostile.split("</script>", 1)[1]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", hostile)


def on_github(markdown: str) -> str:
    """Return what GitHub's own parser makes of a page, before GitHub takes out any HTML."""
    made = github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)
    assert isinstance(made, str)
    return made


def test_hostile_texts_make_no_markup_more(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    text = f"{HOSTILE} https://a.example www.a.example"
    _, hostile = pages_of(specs.load(tmp_path / "a", hostile_spec(text)))
    _, harmless = pages_of(specs.load(tmp_path / "b", hostile_spec("t-1")))
    found, meant = (re.findall("<[^>]*>", on_github(page)) for page in (hostile, harmless))
    assert found == meant
    assert "BREACH" in hostile


@pytest.mark.parametrize(
    "text",
    [
        *(
            "# a",
            "- a",
            "+ a",
            "* a",
            "1. a",
            "1) a",
            "> a",
            "=====",
            "-----",
            "```",
            "~~~",
            "a\tb",
        ),
        *(
            "    a",
            "| a | b |\n| - | - |",
            "[a]: b",
            "&amp;",
            "<!-- a",
            "\\",
            "a\\",
            "\\*a*",
            ": a",
        ),
        *("_a_", "__a__", "snake_case_name", "a  \nb", "a\n\nb", "http://a.b", "www.a.b", "$a$"),
        *(
            "a*b*c",
            "**a**b",
            "![a](b)",
            "[a][b]",
            "<b>",
            "<ab:c>",
            "`a",
            "a``b`",
            "~~a~~",
            "- [ ] a",
        ),
    ],
)
def test_prose_stays_one_paragraph_of_its_own_text(text: str) -> None:
    shown = html.escape(" ".join(text.split())).replace("&#x27;", "'")
    assert on_github(str(markdown_text(text))) == f"<p>{shown}</p>\n"
    judge = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = judge.parse(str(markdown_text(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {token.type for token in tokens[1].children or ()} == {"text"}
    assert "".join(t.content for t in tokens[1].children or ()) == " ".join(text.split())
    table = judge.parse(f"| a | b |\n| - | - |\n| {markdown_text(text)} | c |")
    assert [t.children[0].content for t in table if t.type == "inline" and t.children][2:] == [
        " ".join(text.split()),
        "c",
    ]


@pytest.mark.parametrize("text", ["a`b", "``", "a|b", "a\\\\|", " a ", "<b>", "\\"])
def test_a_code_span_stays_in_its_cell(text: str) -> None:
    table = MarkdownIt("commonmark").enable("table").parse(f"| a |\n| - |\n| {code_span(text)} |")
    (span,) = [child for t in table for child in t.children or () if child.type == "code_inline"]
    assert span.content == text


def test_what_cannot_be_seen_is_shown_by_its_escape() -> None:
    assert html_text("a\u202eb\0\ud800\n\tc") == "a\\u202eb\\x00\\ud800\n    c"
    assert html_line("a\nb\tc<") == "a\\nb\\tc&lt;"
    assert html_text("\u200d\ufe0f\xa0\u3000") == "\u200d\ufe0f\xa0\u3000", "written with them"


@pytest.mark.parametrize("target", ["html", "markdown"])
def test_a_template_that_leaks_is_refused(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = specs.load(tmp_path, hostile_spec("<b>*a*</b>"))
    filters = render.environment(BUILT_IN).filters
    monkeypatch.setitem(filters, target, Code)
    with pytest.raises(TemplateError, match="the text of a spec would become code"):
        pages_of(model)


@pytest.mark.parametrize(
    ("page", "message"),
    [("<p>a", "<p> is not closed"), ("<b><i></b></i>", r"</b> closes nothing \(line 1\)")],
)
def test_html_that_is_not_well_formed_is_no_page(page: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        html_tree(page)


def test_a_text_that_is_empty_has_its_place_in_a_page() -> None:
    assert (
        len(html_tree("<b></b>")) == len(html_tree("<b>a</b>")) == len(html_tree("<b>a&lt;b</b>"))
    )
    assert markdown_tree("`a` `b`") == markdown_tree("`a` `b`")
    assert len(markdown_tree("a")) == len(markdown_tree("a\\*b")) == 3


def test_a_package_without_types_has_pages() -> None:
    for page in pages_of(Model("p", ())):
        assert "0 types, 0 fields" in page
