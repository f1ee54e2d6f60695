"""Renders templates with Jinja, in an environment that rejects unquoted text."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, wraps
from traceback import walk_tb
from typing import Any

import jinja2
from jinja2.utils import missing
from markupsafe import Markup

from typescribe.language.errors import TemplateError, nearest
from typescribe.project.own_files import template_folder
from typescribe.rendering.compiled import KeptCode
from typescribe.rendering.templates import BUILT_IN, Template, Templates
from typescribe.text import markup, quoting
from typescribe.text import typescript as typescript_quoting
from typescribe.text.quoting import CUT, SECTION, Code


class _Unknown(jinja2.StrictUndefined):
    """An undefined name in a template; using it raises an error that suggests a similar name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(name, str):
            return super()._undefined_message
        if owner is missing:
            return f'there is no variable "{name}"'  # `render` appends a suggestion
        keys = owner if isinstance(owner, Mapping) else dir(owner)
        known = [key for key in keys if isinstance(key, str) and not key.startswith("_")]
        return f'{type(owner).__name__} has no attribute "{name}"{nearest(name, known)}'


@lru_cache(maxsize=8)
def environment(templates: Templates = BUILT_IN) -> jinja2.Environment:
    """Return the Jinja environment for a set of templates, in which only `Code` can be printed.

    Autoescaping is on because with it Jinja distinguishes `Code` from other text. Other text is
    rejected, not escaped.
    """
    made = jinja2.Environment(
        loader=templates.loader(),
        bytecode_cache=None if templates.shown else KeptCode(template_folder()),
        autoescape=True,
        undefined=_Unknown,
        finalize=_only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: Mapping[str, Callable[..., Code]] = {
        "literal": quoting.literal,
        "docstring": quoting.docstring,
        "words": quoting.words,
        "comment": quoting.comment,
        "json": quoting.json_text,
        "toml": quoting.toml_text,
        "html": markup.html_text,
        "html_line": markup.html_line,
        "csp_hash": csp_hash,
        "markdown": markup.markdown_text,
        "jsdoc": typescript_quoting.jsdoc,
        "markdown_code": markup.markdown_code,
    }
    made.filters |= {name: _of_defined(function) for name, function in filters.items()}
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
    """Return the hash of a script or style for a Content Security Policy (CSP 3, 2.3.1).

    A page with this policy runs this script and no other.
    """
    digest = hashlib.sha256(_LEFT_EMPTY.sub("", text).encode()).digest()
    return Code(f"sha256-{base64.b64encode(digest).decode()}")


def _of_defined(function: Callable[..., Code]) -> Callable[..., Code]:
    """Return a filter that raises an error for an undefined value instead of quoting it."""

    @wraps(function)
    def wrapped(value: Any, *arguments: Any) -> Code:
        if isinstance(value, jinja2.Undefined):
            str(value)  # raises `UndefinedError`
        return function(value, *arguments)

    return wrapped


def _only_code(value: object) -> object:
    if isinstance(value, (Markup, int)) or value == "":
        return value
    raise TypeError(
        "text that may come from a spec reaches the output unquoted: "
        "pass it through the filter literal, docstring, comment, json, html, markdown or jsdoc"
    )


def render(template: Template, context: Mapping[str, Any], types: Iterable[str] = ()) -> str:
    """Return the text that a template produces from a context.

    Args:
        template: the template.
        context: the variables of the template.
        types: the names of all types, from which an error names the one that was being rendered.

    Raises:
        TemplateError: the template failed; with the position in the template, if it is known.
    """
    known = environment(template.among)
    try:
        text = known.get_template(template.name).render(context)
    except jinja2.TemplateSyntaxError as error:
        place = f"{error.filename or template.shown_as}:{error.lineno}"
        message = (error.message or "syntax error").removesuffix(".")
        message += _advice(_NO_FILTER, message, known.filters)
        raise TemplateError([template.problem(message, place=place)]) from error
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        raise _failed(template, context, types, error) from error
    except Exception as error:  # a template of a user may raise anything
        if template.is_built_in:
            raise  # a bug in typescribe, reported with a traceback
        raise _failed(template, context, types, error) from error
    return _LEFT_EMPTY.sub("", text)


# A macro that prints nothing leaves a line with the indentation of its call.
_LEFT_EMPTY = re.compile(r"^[ ]+\n", re.MULTILINE)

_NO_FILTER = re.compile(r"No filter named '([^']*)'")
_NO_VARIABLE = re.compile(r'there is no variable "(\w+)"')


def _advice(pattern: re.Pattern[str], message: str, known: Iterable[str]) -> str:
    """Return a suggestion for an unknown name in a message of Jinja, or ""."""
    match = pattern.fullmatch(message)
    if match and match[1] in known:
        return ' in a macro that is imported without "with context"'
    return nearest(match[1], known) if match else ""


def _failed(
    template: Template, context: Mapping[str, Any], types: Iterable[str], error: Exception
) -> TemplateError:
    """Return the error to raise after rendering failed.

    Its position is the innermost line in a template of the user, or else in a built-in one.
    """
    frames = list(_frames(error))
    of_others = [frame for frame in frames if frame[0] in template.among.shown]
    places = [f"{file}:{line}" for file, line, _ in of_others or frames]
    variables = [name for _, _, names in frames for name in names]
    match error:
        case jinja2.TemplateNotFound():
            message = f'there is no template "{error}"'
        case jinja2.UndefinedError():
            known = [*context, *variables, *environment(template.among).globals]
            message = f"{error}{_advice(_NO_VARIABLE, str(error), known)}"
        case jinja2.TemplateError() | TypeError() | AttributeError():
            message = str(error)
        case _:
            message = f"{type(error).__name__}: {error}"
    subject = _subject(frames, frozenset(types))
    return TemplateError([template.problem(message, subject, places[-1] if places else "")])


def _frames(error: BaseException) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Yield the file, line and variables of each template that an error passed through."""
    for frame, line in walk_tb(error.__traceback__):
        if "__jinja_exception__" in frame.f_globals:  # `jinja2.debug` marks frames with this name
            yield frame.f_code.co_filename, line, frame.f_locals


def _subject(frames: list[tuple[str, int, Mapping[str, Any]]], types: frozenset[str]) -> str:
    """Return the name of the type that was being rendered, found in the variables of frames."""
    for _, _, variables in frames:
        found = (v for v in variables.values() if not isinstance(v, jinja2.Undefined))
        for value in found:
            for key in ("class_name", "name"):
                name = getattr(value, key, None)
                if isinstance(name, str) and name in types:
                    return str(name)
    return ""
