"""Contexts -> text: Jinja, in an environment that prints nothing but code."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from typescribe import markup, quoting
from typescribe.errors import Problem, TemplateError
from typescribe.quoting import CUT, SECTION, Code
from typescribe.resources import template_folder


@cache
def environment() -> jinja2.Environment:
    """Return the environment of the templates, in which only `Code` can be printed.

    Autoescaping is what tells text from code: whatever is not `Code` is refused, not escaped.
    """
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "literal": quoting.literal,
        "docstring": quoting.docstring,
        "json": quoting.json_text,
        "html": markup.html_text,
        "html_line": markup.html_line,
        "csp_hash": csp_hash,
        "markdown": markup.markdown_text,
        "markdown_code": markup.markdown_code,
    }
    made.globals |= {
        "AND": Code(" and "),
        "OR": Code(" or "),
        "COMMA": Code(", "),
        "CUT": Code(CUT),
        "SECTION": Code(SECTION),
        "DEPTH": Code("depth"),
    }
    return made


def csp_hash(text: str) -> Code:
    """Return what a Content Security Policy knows a script or a style by (CSP 3, 2.3.1).

    With it, a page runs this script and no other, whatever else stands in it.
    """
    digest = hashlib.sha256(_LEFT_EMPTY.sub("", text).encode()).digest()
    return Code(f"sha256-{base64.b64encode(digest).decode()}")


def _only_code(value: object) -> object:
    if isinstance(value, (Code, int)) or value == "":
        return value
    raise TypeError(
        "text that may come from a spec reaches the output unquoted: "
        "pass it through the filter literal, docstring, json, html or markdown"
    )


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return what a template makes of a context; raises `TemplateError` with its line."""
    try:
        text = environment().get_template(template).render(context)
    except jinja2.TemplateSyntaxError as error:
        place = f"templates/{error.name or template}:{error.lineno}"
        raise TemplateError([Problem(place, error.message or "syntax error")]) from error
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        place = f"templates/{template}"
        for frame in _frames(error):
            place = f"templates/{frame}"
        raise TemplateError([Problem(place, str(error))]) from error
    return _LEFT_EMPTY.sub("", text)


# Where a macro has nothing to say, the line that called it holds its indentation only.
_LEFT_EMPTY = re.compile(r"^[ ]+\n", re.MULTILINE)


def _frames(error: BaseException) -> list[str]:
    """Return the lines of templates that an error passed through, outermost first."""
    frames, trace = [], error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix == ".jinja":
            frames.append(f"{file.name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames
