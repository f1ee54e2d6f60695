"""Any bytes as TypeScript: types whose spec can be read back, or mistakes of one line each.

A line `//// NAME` begins another file, so that imports between files are followed as well.
"""

from __future__ import annotations

import re

from fuzz.imported import FOLDER, assert_import
from typescribe.importing.importer import Source

_ROOT = FOLDER / "source"
_ROOT.mkdir()
_NEXT_FILE = re.compile(rb"^//// ([a-z]{1,8})\n", re.MULTILINE)


def one_input(data: bytes) -> None:
    for old in _ROOT.iterdir():
        old.unlink()
    first, *others = _NEXT_FILE.split(data)
    (_ROOT / "main.ts").write_bytes(first)
    for name, text in zip(others[::2], others[1::2], strict=True):
        (_ROOT / f"{name.decode()}.ts").write_bytes(text)
    assert_import(Source(str(_ROOT / "main.ts")))
