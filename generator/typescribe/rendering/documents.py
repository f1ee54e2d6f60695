"""Renders and verifies generated files that are not Python: JSON, TOML, HTML, Markdown, `.ts`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from typescribe.language.errors import TemplateError
from typescribe.language.model import Model
from typescribe.rendering.modules import Context
from typescribe.rendering.notations import NOTATIONS, Notation, Tree
from typescribe.rendering.render import render
from typescribe.rendering.templates import BUILT_IN, Template, Templates
from typescribe.rendering.verify import Neutralizer, ReadBack, harmless_of, refuse_text, same_text


def render_document(
    file: str, context: Context, model: Model, templates: Templates = BUILT_IN
) -> str:
    """Return the text of a file, after verifying that texts of the spec occur in it only as texts.

    The file is rendered twice: from the model, and from a copy with harmless placeholders for all
    texts. Both results are parsed, and must be equal except for the texts.

    Raises:
        TemplateError: they are not equal, one of them cannot be parsed, or the template fails.
    """
    template = Template(f"{file}.jinja", templates)
    harmless = harmless_of(model)
    text = render(template, context(model), model.by_name)
    neutral = render(template, context(harmless.model), model.by_name)
    notation = NOTATIONS[PurePath(file).suffix]
    found, meant = (_read_back(notation, each, template) for each in (text, neutral))
    if not _same(found, meant, harmless.neutralizer, notation.forms()):
        refuse_text(template)
    return text


def _read_back(notation: Notation, text: str, template: Template) -> Tree:
    try:
        return notation.tree(text)
    except ValueError as error:
        message = f"the template makes a file that cannot be read back: {error}"
        raise TemplateError([template.problem(message)]) from error


def _same(
    found: Tree, meant: Tree, neutralizer: Neutralizer, read_back: Sequence[ReadBack]
) -> bool:
    """Whether two trees are equal except for their texts, including the keys of mappings."""
    waiting: list[tuple[Any, Any]] = [(found, meant)]
    while waiting:
        one, other = waiting.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, str):
            if one != other and not same_text(one, other, neutralizer, read_back):
                return False
        elif isinstance(one, dict):
            waiting.append((list(one.items()), list(other.items())))
        elif isinstance(one, (list, tuple)):
            if len(one) != len(other):
                return False
            waiting += zip(one, other, strict=True)
        elif one != other:
            return False
    return True
