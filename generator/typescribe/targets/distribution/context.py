"""Model -> contexts of `pyproject.toml.jinja` and `README.md.jinja`, to install the package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typescribe.language import naming
from typescribe.language.model import Model, ObjectType, parts, references
from typescribe.language.spec_modules import spec_modules
from typescribe.text.quoting import Code


def context(model: Model) -> Mapping[str, Any]:
    """Return the context of the metadata, apart from `files` and `extras`."""
    return {"description": _on_one_line(model.description)}


def readme_context(model: Model) -> Mapping[str, Any]:
    """Return the context of the README."""
    shown = _shown(model)
    return {
        "description": _on_one_line(model.description),
        "class_name": Code(shown),
        "function": Code(naming.snake_case(shown)),
        "part": Code(f"/{part}" if (part := spec_modules(model).get(shown)) else ""),
    }


def exports(model: Model) -> list[str]:
    """Return the public names that the files define for Python: none."""
    return []


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _shown(model: Model) -> str:
    """Return the class for the example in the README: the first to which no other class refers."""
    objects = [named.name for named in model.types if isinstance(named, ObjectType)]
    inner = {
        name
        for named in model.types
        if isinstance(named, ObjectType)
        for part in parts(named)
        for name in references(part)
        if name != named.name
    }
    return next((name for name in objects if name not in inner), next(iter(objects), ""))
