"""Any bytes as the overlay of a spec with every kind of type: a model, or mistakes with places."""

from __future__ import annotations

import shutil
from pathlib import Path

from fuzz.imported import FOLDER, assert_located
from typescribe import pipeline

_FOLDER = FOLDER / "amended"
_FOLDER.mkdir()
shutil.copy(Path(__file__).parent / "spec" / "kinds.yaml", _FOLDER)


def one_input(data: bytes) -> None:
    (_FOLDER / "overlay.yaml").write_bytes(data)
    assert_located(lambda: pipeline.load_spec("p", _FOLDER, "spec"))
