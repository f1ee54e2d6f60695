"""Generates Python dataclasses, TypedDicts and validators from message declarations in YAML.

The names below are for programs; they are loaded when they are first used, so that the command
line starts as fast as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typescribe.api import PackageChanges as PackageChanges
    from typescribe.api import check as check
    from typescribe.api import generate as generate
    from typescribe.api import load_model as load_model
    from typescribe.language.errors import ConfigError as ConfigError
    from typescribe.language.errors import OutputError as OutputError
    from typescribe.language.errors import PluginError as PluginError
    from typescribe.language.errors import Problem as Problem
    from typescribe.language.errors import SpecError as SpecError
    from typescribe.language.errors import TemplateError as TemplateError
    from typescribe.language.errors import TypescribeError as TypescribeError
    from typescribe.language.model import Model as Model

__version__ = "0.1.0"

_MODULES = {
    "api": ("PackageChanges", "check", "generate", "load_model"),
    "language.errors": (
        "ConfigError",
        "OutputError",
        "PluginError",
        "Problem",
        "SpecError",
        "TemplateError",
        "TypescribeError",
    ),
    "language.model": ("Model",),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"typescribe.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *(name for names in _MODULES.values() for name in names)})
