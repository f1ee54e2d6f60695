"""Where templates come from: a project's own go before those of targets and of typescribe."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import jinja2

from typescribe.language.errors import Problem
from typescribe.project.own_files import template_folder

ORIGINAL = "builtin/"
"""What stands before the name of a template that another overrides, to have it nevertheless."""

SUFFIX = ".jinja"


@dataclass(frozen=True, slots=True)
class Source:
    """One template that was read."""

    name: str
    shown_as: str
    """How it is called in messages."""
    text: str


@dataclass(frozen=True)
class Templates:
    """The templates of a package, beside those of typescribe."""

    own: tuple[Source, ...] = ()
    """Those of the project: each overrides the one of its name."""
    brought: tuple[Source, ...] = ()
    """Those that come with targets of other distributions."""
    targets: str = ""
    """A digest of what these targets are made of."""

    @cached_property
    def digest(self) -> str:
        """All that makes them others than those of typescribe."""
        said = repr((self.own, self.brought, self.targets))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def shown(self) -> frozenset[str]:
        """How those that are not of typescribe are called in messages."""
        return frozenset(source.shown_as for source in (*self.own, *self.brought))

    def find(self, name: str) -> Source | None:
        """Return the template of a name; with `builtin/` before it, the one that is overridden."""
        original = name.removeprefix(ORIGINAL)
        for source in self.brought if original != name else (*self.own, *self.brought):
            if source.name == original:
                return source
        if original not in built_in_names():
            return None
        text = (template_folder() / original).read_text(encoding="utf-8")
        return Source(original, f"templates/{original}", text)

    def loader(self) -> jinja2.BaseLoader:
        """Return what gives Jinja the templates; tracebacks call them as messages do."""

        def load(name: str) -> tuple[str, str, None] | None:
            source = self.find(name)
            return None if source is None else (source.text, source.shown_as, None)

        return jinja2.FunctionLoader(load)


BUILT_IN = Templates()
"""Those of typescribe alone."""


@dataclass(frozen=True, slots=True)
class Template:
    """One template, among those that it may include, and what is rendered with it."""

    name: str
    among: Templates = BUILT_IN

    @property
    def shown_as(self) -> str:
        found = self.among.find(self.name)
        return found.shown_as if found else f"templates/{self.name}"

    @property
    def is_built_in(self) -> bool:
        """Whether nothing but templates of typescribe has a part in it."""
        return not self.among.shown

    def problem(self, message: str, subject: str = "", place: str = "") -> Problem:
        """Return what is told of it: where, and while it rendered which type."""
        during = f"while rendering {subject}: " if subject else ""
        return Problem(place or self.shown_as, f"{during}{message}")


def built_in_names() -> frozenset[str]:
    """Return the names of the templates of typescribe."""
    return frozenset(file.name for file in template_folder().glob(f"*{SUFFIX}"))
