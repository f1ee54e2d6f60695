"""Targets: each turns a model into the context of one template. A new one is a line here.

Other distributions may import what is in `__all__` to bring targets of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.model import Model
from typescribe.quoting import Code
from typescribe.rendering.definitions import Definitions
from typescribe.targets import (
    dataclasses,
    distribution,
    html_page,
    hypothesis,
    json_schema,
    markdown_page,
    msgspec,
    pydantic,
    shapes,
    typed_dicts,
    typescript,
    validators,
)

__all__ = ("Code", "Definitions", "Target")


@dataclass(frozen=True, slots=True)
class Target:
    """What one generated file is made of.

    A distribution brings one of its own by an entry point of the group `typescribe.targets`, which
    is called like it and leads to a `Target`, or to a function that returns one.
    """

    name: str
    """How settings ask for it."""
    file: str
    """What it is called in the generated package; its template has `.jinja` behind that."""
    context: Callable[[Model], Mapping[str, Any]]
    """What the template is rendered with, beside `mark` and `settings`.

    It is asked twice, of the model and of one whose texts are harmless: what both make of it must
    differ by texts alone. Texts stay `str`, which the template quotes; `Code` is for names that
    typescribe has made. What stands in `Definitions` is rendered one by one.
    """
    exports: Callable[[Model], list[str]]
    """The public names that the file defines."""
    needs: tuple[str, ...] = ()
    """Other targets whose files it imports."""
    carries: tuple[str, ...] = ()
    """Modules of `typescribe.runtime` whose copies it imports."""
    templates: Path | None = None
    """The folder of its templates, where they are not those of typescribe."""
    also: tuple[Target, ...] = ()
    """Further files that are made with it; settings do not ask for them."""
    requires: tuple[str, ...] = ()
    """What has to be installed where its file is imported, as PEP 508 writes it."""


_EXPLAINING = ("_explain.py", "_kinds.py", "_objects.py", "_unions.py")
_SUPPORT = ("_runtime.py", *_EXPLAINING)

TARGETS = (
    Target(
        "dataclasses",
        "models.py",
        dataclasses.context,
        dataclasses.exports,
        ("shapes",),
        (*_SUPPORT, "_instances.py", "_readings.py"),
    ),
    Target("typed_dicts", "typed_dicts.py", typed_dicts.context, typed_dicts.exports),
    Target(
        "validators",
        "validators.py",
        validators.context,
        validators.exports,
        ("typed_dicts", "shapes"),
        (*_SUPPORT, "_doubts.py", "_strings.py"),
    ),
    Target("json_schema", "schema.json", json_schema.context, json_schema.exports),
    Target(
        "pydantic",
        "pydantic_models.py",
        pydantic.context,
        pydantic.exports,
        (),
        ("_runtime.py", "_readings.py", "_pydantic.py"),
        requires=("pydantic>=2.12",),
    ),
    Target(
        "msgspec",
        "msgspec_structs.py",
        msgspec.context,
        msgspec.exports,
        (),
        ("_runtime.py", "_readings.py"),
        requires=("msgspec>=0.22",),
    ),
    Target("typescript", "index.d.ts", typescript.context, typescript.exports),
    Target(
        "hypothesis",
        "strategies.py",
        hypothesis.context,
        hypothesis.exports,
        ("dataclasses", "typed_dicts"),
        ("_drawing.py",),
        requires=("hypothesis>=6",),
    ),
    Target("markdown", "reference.md", markdown_page.context, markdown_page.exports),
    Target("html", "reference.html", html_page.context, html_page.exports),
    Target(
        "distribution",
        "pyproject.toml",
        distribution.context,
        distribution.exports,
        also=(Target("readme", "README.md", distribution.readme_context, distribution.exports),),
    ),
    Target("shapes", "_shapes.py", shapes.context, shapes.exports, (), _SUPPORT),
)

SELECTABLE = tuple(target.name for target in TARGETS if not target.file.startswith("_"))
"""The names that settings may ask for, in the order in which files are told."""


def with_needs(names: tuple[str, ...]) -> list[Target]:
    """Return the targets of some names, of everything that they import, and what comes with them.

    They are in the order above, then those of other distributions in that of the names. Raises
    `PluginError`.
    """
    by_name = {target.name: target for target in TARGETS}
    unknown = [name for name in dict.fromkeys(names) if name not in by_name]
    if unknown:
        from typescribe.plugins import load

        by_name |= {name: load(name).target for name in unknown}
    wanted = list(names)
    for name in wanted:
        wanted += [needed for needed in by_name[name].needs if needed not in wanted]
    return [each for name, found in by_name.items() if name in wanted for each in flattened(found)]


def flattened(target: Target) -> Iterator[Target]:
    """Yield a target and what comes with it."""
    yield target
    for other in target.also:
        yield from flattened(other)
