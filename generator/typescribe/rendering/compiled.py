"""Templates as Jinja compiles them, kept beside their sources, where Python keeps modules."""

from __future__ import annotations

import contextlib
import sys
from importlib.metadata import version
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from typescribe.project.output import replace_file


class KeptCode(BytecodeCache):
    """Compiled templates in a `__pycache__`; where nothing can be written, each run compiles.

    Jinja holds what is kept against the source, and against the version of Python that made it.
    Whoever can write beside the templates can change them, too: what is kept is as trusted.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "__pycache__"
        self._suffix = f".jinja2-{version('jinja2')}.{sys.implementation.cache_tag}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from the folder, if it is there and of the same source."""
        with contextlib.suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, unless Python has been told to keep nothing of the kind."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                self._folder.mkdir(exist_ok=True)
                replace_file(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}{self._suffix}"
