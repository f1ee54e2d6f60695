"""Finds templates by name: first in the project, then in plugins, then among the built-in ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import jinja2

from typescribe.language.errors import Problem
from typescribe.project.own_files import template_folder

ORIGINAL = "builtin/"
"""The prefix by which a template refers to the original that it overrides."""

SUFFIX = ".jinja"


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one template."""

    name: str
    shown_as: str
    """The path of the template in messages."""
    text: str


@dataclass(frozen=True)
class Templates:
    """The templates that a package is rendered with, in addition to the built-in ones."""

    own: tuple[Source, ...] = ()
    """Templates of the project; each overrides the template of the same name."""
    brought: tuple[Source, ...] = ()
    """Templates of plugins."""
    targets: str = ""
    """A digest of the files of these plugins."""

    @cached_property
    def digest(self) -> str:
        """A digest of all templates that are not built in."""
        said = repr((self.own, self.brought, self.targets))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths of the templates that are not built in, as messages show them."""
        return frozenset(source.shown_as for source in (*self.own, *self.brought))

    def find(self, name: str) -> Source | None:
        """Return the template with a name; with the prefix `builtin/`, the original of it."""
        original = name.removeprefix(ORIGINAL)
        for source in self.brought if original != name else (*self.own, *self.brought):
            if source.name == original:
                return source
        if original not in built_in_names():
            return None
        text = (template_folder() / original).read_text(encoding="utf-8")
        return Source(original, f"templates/{original}", text)

    def loader(self) -> jinja2.BaseLoader:
        """Return a loader of these templates for Jinja; tracebacks contain `shown_as`."""

        def load(name: str) -> tuple[str, str, None] | None:
            source = self.find(name)
            return None if source is None else (source.text, source.shown_as, None)

        return jinja2.FunctionLoader(load)


BUILT_IN = Templates()
"""No templates in addition to the built-in ones."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template, given by its name and the templates that it may include or extend."""

    name: str
    among: Templates = BUILT_IN

    @property
    def shown_as(self) -> str:
        """The path of the template in messages."""
        found = self.among.find(self.name)
        return found.shown_as if found else f"templates/{self.name}"

    @property
    def is_built_in(self) -> bool:
        """Whether rendering the template involves only built-in templates."""
        return not self.among.shown

    @property
    def is_original(self) -> bool:
        """Whether the template is built in, and so are those that built-in ones include."""
        return not any(
            source.name == self.name or _is_included(source.name)
            for source in (*self.among.own, *self.among.brought)
        )

    def problem(self, message: str, subject: str = "", place: str = "") -> Problem:
        """Return a problem in the template.

        Args:
            message: what is wrong.
            subject: the type that was being rendered, if any.
            place: the position, if it is known more exactly than the path of the template.
        """
        during = f"while rendering {subject}: " if subject else ""
        return Problem(place or self.shown_as, f"{during}{message}")


def _is_included(name: str) -> bool:
    """Whether other templates include the template of a name, which makes no file of its own."""
    return name.startswith("_") and "." not in name.removesuffix(SUFFIX)


def built_in_names() -> frozenset[str]:
    """Return the file names of the built-in templates."""
    return frozenset(file.name for file in template_folder().glob(f"*{SUFFIX}"))
