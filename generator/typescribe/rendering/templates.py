"""Looks up templates: those of the project first, then those of plugins, then built-in ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import jinja2

from typescribe.language.errors import Problem
from typescribe.project.own_files import template_folder

ORIGINAL = "builtin/"
"""The prefix with which a template extends the template of the same name that it overrides."""

SUFFIX = ".jinja"


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one template."""

    name: str
    shown_as: str
    """Its path in messages."""
    text: str


@dataclass(frozen=True)
class Templates:
    """The templates that a package is rendered with, beside the built-in ones."""

    own: tuple[Source, ...] = ()
    """Those of the project; each overrides the one of its name."""
    brought: tuple[Source, ...] = ()
    """Those of targets of other distributions."""
    targets: str = ""
    """A digest of the files of these targets."""

    @cached_property
    def digest(self) -> str:
        """A digest of everything in which these templates differ from the built-in ones."""
        said = repr((self.own, self.brought, self.targets))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def shown(self) -> frozenset[str]:
        """The paths, as in messages, of the templates that are not built in."""
        return frozenset(source.shown_as for source in (*self.own, *self.brought))

    def find(self, name: str) -> Source | None:
        """Return the template of a name, or with the prefix `builtin/` the one it overrides."""
        original = name.removeprefix(ORIGINAL)
        for source in self.brought if original != name else (*self.own, *self.brought):
            if source.name == original:
                return source
        if original not in built_in_names():
            return None
        text = (template_folder() / original).read_text(encoding="utf-8")
        return Source(original, f"templates/{original}", text)

    def loader(self) -> jinja2.BaseLoader:
        """Return a Jinja loader of these templates; tracebacks show their paths in messages."""

        def load(name: str) -> tuple[str, str, None] | None:
            source = self.find(name)
            return None if source is None else (source.text, source.shown_as, None)

        return jinja2.FunctionLoader(load)


BUILT_IN = Templates()
"""The built-in templates alone."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template, by its name among the templates that it may include or extend."""

    name: str
    among: Templates = BUILT_IN

    @property
    def shown_as(self) -> str:
        """Its path in messages."""
        found = self.among.find(self.name)
        return found.shown_as if found else f"templates/{self.name}"

    @property
    def is_built_in(self) -> bool:
        """Whether rendering the template can involve built-in templates only."""
        return not self.among.shown

    def problem(self, message: str, subject: str = "", place: str = "") -> Problem:
        """Return a problem at a position in the template, found while rendering a type."""
        during = f"while rendering {subject}: " if subject else ""
        return Problem(place or self.shown_as, f"{during}{message}")


def built_in_names() -> frozenset[str]:
    """Return the file names of the built-in templates."""
    return frozenset(file.name for file in template_folder().glob(f"*{SUFFIX}"))
