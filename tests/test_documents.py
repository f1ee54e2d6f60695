"""Documents: a template that leaks text is rejected when the file is read back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import specs

from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.rendering import documents
from typescribe.rendering.documents import render_document
from typescribe.rendering.notations import commented
from typescribe.text.quoting import Code

SPEC = """
types:
  Message:
    description: 'a", "b": "c'
    fields: {kind: string}
"""


def rendered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, template: str, file: str = "x.json"
) -> str:
    def render(_: object, context: Mapping[str, Any], types: object) -> str:
        return template.format(text=context["model"].types[0].description)

    monkeypatch.setattr(documents, "render", render)
    return render_document(file, lambda model: {"model": model}, specs.load(tmp_path, SPEC))


def test_a_text_that_becomes_structure_is_rejected(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError, match=r"^templates/x\.json\.jinja: the text of a spec would"):
        rendered(monkeypatch, tmp_path, '{{"a": "{text}"}}')


def test_a_file_that_cannot_be_read_back_is_rejected(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError, match="a file that cannot be read back: Invalid"):
        rendered(monkeypatch, tmp_path, "a = [", "x.toml")


def test_files_that_differ_in_their_texts_alone_are_accepted(tmp_path: Path) -> None:
    def context(model: Model) -> dict[str, Any]:
        return {"schema": {"a": model.types[0].description}, "mark": Code("m")}

    assert '"a\\", \\"b\\": \\"c"' in render_document(
        "schema.json", context, specs.load(tmp_path, SPEC)
    )


@pytest.mark.parametrize(
    ("file", "comment"),
    [
        ("a.py", "# say --> \\x07"),
        ("py.typed", "# say --> \\x07"),
        ("a.toml", "# say --> \\x07"),
        ("a.json", "say --> \\x07"),
    ],
)
def test_a_text_cannot_end_a_comment_in_any_notation(file: str, comment: str) -> None:
    assert commented(file, "say --> \a") == comment
