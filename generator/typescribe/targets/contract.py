"""The contract of a target: what it declares, and what it passes to its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typescribe.language.model import Model

PRIVATE = "private/"
"""The folder of a generated package for modules that users do not import."""


class Definitions(tuple[Any, ...]):
    """Parts of a file that its template renders one by one, independently of one another.

    Each is a dataclass. Its `repr` must contain everything that the template reads from it, since
    the `repr` is the key under which the rendered text is cached. Errors name it by its
    `class_name`, or else by its `name`.
    """

    __slots__ = ()


def _nothing(_: Model) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of generated file.

    Another distribution adds a target with an entry point in the group `typescribe.targets`. The
    entry point has the name of the target, and refers to a `Target` or to a function that returns
    one.
    """

    name: str
    """The name that settings list under `targets`."""
    file: str
    """The path of the file in the generated package; private modules are in `private/`."""
    context: Callable[[Model], Mapping[str, Any]]
    """Returns the context of the template, apart from `mark` and `settings`.

    It is called twice: with the model, and with a copy whose texts are replaced by placeholders.
    The results may differ in those texts only. If a type has a name that the template uses for
    something else, it is called again with other names for all types. Leave texts of a spec `str`,
    so that the template has to quote them; use `Code` for names that typescribe has made. Values of
    the type `Definitions` are rendered one by one.
    """
    exports: Callable[[Model], list[str]]
    """Returns the public names that the file defines."""
    needs: tuple[str, ...] = ()
    """Other targets whose files this file imports."""
    carries: tuple[str, ...] = ()
    """Modules of `typescribe.runtime` that this file imports; the package gets copies of them."""
    templates: Path | None = None
    """The folder of its templates; `None` for targets of typescribe."""
    also: tuple[Target, ...] = ()
    """Further files that are always generated together with this one."""
    requires: tuple[str, ...] = ()
    """Requirements for importing the file, in the notation of PEP 508."""
    is_written: bool = False
    """Whether its template writes Python as black would.

    Lines may be too long, and the content of brackets may be over several lines though it fits into
    one.
    """
    is_compact: bool = False
    """Whether its template puts no empty lines between single statements; only if `is_written`."""
    annotation_calls: tuple[str, ...] = ()
    """Functions to which its module passes annotations as strings; names in them count as used."""
    carries_for: Callable[[Model], tuple[str, ...]] = _nothing
    """Returns further modules of `typescribe.runtime` that the file of a model imports."""
    package: str = ""
    """The docstring of the package that replaces the module if the spec has several files.

    The package has a module for each file, and a definition is in that of the type which is its
    `class_name`, or else its `name`. Without this docstring, there is always one module.
    """
    table: str = ""
    """The dict that each such module defines, by names of types; the package has one for all."""
    parts_of: tuple[str, ...] = ()
    """Packages of which each such module imports only the module for the same file."""

    @property
    def is_public(self) -> bool:
        """Whether users import the file."""
        return not self.file.startswith(PRIVATE)

    @property
    def template(self) -> str:
        """The name of the template: that of the file, with `_` in place of `private/`."""
        return f"{self.file.replace(PRIVATE, '_')}.jinja"


def carried(targets: Iterable[Target], model: Model) -> tuple[str, ...]:
    """Return the modules of `typescribe.runtime` that the files of some targets import."""
    found = (name for each in targets for name in (*each.carries, *each.carries_for(model)))
    return tuple(dict.fromkeys(found))


def flattened(target: Target) -> Iterator[Target]:
    """Yield a target, and the targets that are generated together with it."""
    yield target
    for other in target.also:
        yield from flattened(other)
