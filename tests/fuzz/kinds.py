"""The package of `spec/kinds.yaml`: generated into a folder of its own and imported from there."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType

from typescribe import pipeline
from typescribe.project.settings import PackageSettings
from typescribe.rendering import assembly
from typescribe.targets.registry import SELECTABLE

NAME = "kinds_under_fuzz"
MODULES = (
    *("models", "typed_dicts", "validators"),
    *(f"private.{name}" for name in ("building", "checking", "shapes", "reports")),
    *(f"private.{name}" for name in ("raised", "readings", "verdicts")),
)

_PATH = PurePosixPath("spec")
_SETTINGS = PackageSettings(NAME, _PATH, _PATH, SELECTABLE)


def _generated() -> ModuleType:
    compiled = os.environ.get("COMPILED_PACKAGES")
    if compiled:  # by `make compiled`
        sys.path.insert(0, compiled)
        return import_module(NAME)
    model = pipeline.load_spec(NAME, Path(__file__).parent / "spec", "spec")
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, NAME)
        folder.mkdir()
        for file, module in assembly.modules(_SETTINGS, model).items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(module.source, encoding="utf-8")
        sys.path.insert(0, root)
        try:
            for module_name in MODULES:  # now, while the folder is there
                import_module(f"{NAME}.{module_name}")
            return import_module(NAME)
        finally:
            sys.path.remove(root)


package = _generated()
