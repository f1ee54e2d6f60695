"""Keeps compiled templates in `__pycache__`, as Python keeps compiled modules."""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from typescribe.project.file_writing import replace_file
from typescribe.project.versions import version


class KeptCode(BytecodeCache):
    """A bytecode cache for Jinja, where Python would keep the bytecode of modules in the folder.

    This is `__pycache__` beside the templates, or a folder below `PYTHONPYCACHEPREFIX`.

    Jinja checks that a cached template belongs to the current source and Python version. The cache
    can be trusted like the templates, since whoever can write to it can write to them. If it cannot
    be written, every run compiles the templates.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = Path(cache_from_source(folder / "module.py")).parent
        self._suffix = f".jinja2-{version('jinja2')}.{sys.implementation.cache_tag}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template into the bucket, if it was saved from the same source."""
        with contextlib.suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Save a compiled template, unless Python is configured not to write bytecode."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                replace_file(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}{self._suffix}"
