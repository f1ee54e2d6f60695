"""The name of a project, or what somebody asks for -> the name of a package."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.naming import is_module_name

FALLBACK = "my_messages"


def asked_name(asked: str) -> str:
    """Return what somebody asks for as the name of a module; raises `TypescribeError`."""
    name = _module_name(asked)
    if not is_module_name(name):
        raise _refusal(asked, "no name of a Python module can be made of it")
    if name in sys.stdlib_module_names:
        raise _refusal(asked, "the standard library has a module of that name")
    return name


def project_package(folder: Path, settings: Mapping[str, Any]) -> str:
    """Return a name for the messages of a project: `my_app_messages`.

    The project most likely has a package of its own name, which would be hidden by another one.
    """
    tool = settings.get("tool")
    poetry = tool.get("poetry") if isinstance(tool, dict) else None
    for table in (settings.get("project"), poetry):
        found = table.get("name") if isinstance(table, dict) else None
        if isinstance(found, str):
            return _messages_of(found)
    return _messages_of(folder.name)


def _messages_of(project: str) -> str:
    name = _module_name(project)
    if name and not name.endswith("messages"):
        name += "_messages"
    return name if is_module_name(name) else FALLBACK


def _module_name(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "_", text.lower()).strip("_")


def _refusal(asked: str, why: str) -> TypescribeError:
    return TypescribeError([Problem("NAME", f'"{asked}": {why}; choose another, like {FALLBACK}')])
