"""Chooses the name of a new package: as requested, or derived from the name of the project."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.file_names import is_reserved
from typescribe.language.naming import is_module_name

FALLBACK = "my_messages"


def requested_name(requested: str) -> str:
    """Return a requested name in the form of a module name: `Stock-Messages` is `stock_messages`.

    Raises `TypescribeError` if that is impossible, or if the standard library has such a module.
    """
    name = _module_name(requested)
    if not is_module_name(name):
        raise _rejection(requested, "it cannot be made into the name of a Python module")
    if is_reserved(name):
        raise _rejection(requested, "Windows keeps the name for a device")
    if name in sys.stdlib_module_names:
        raise _rejection(requested, "the standard library has a module of that name")
    return name


def project_package(folder: Path, settings: Mapping[str, Any]) -> str:
    """Return a name for the messages of a project, such as `my_app_messages` in `my-app`.

    The name of the project itself is not used, since its own package probably has it.
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


def _rejection(requested: str, reason: str) -> TypescribeError:
    message = f'"{requested}": {reason}; choose another, such as {FALLBACK}'
    return TypescribeError([Problem("NAME", message)])
