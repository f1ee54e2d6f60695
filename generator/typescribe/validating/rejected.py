"""Writes invalid messages to a file, which gets its name only when it is complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from typescribe.language.errors import Problem, TypescribeError


class RejectedError(TypescribeError):
    """The file for invalid messages cannot be written."""


class RejectedFile:
    """Collects messages in a temporary file, which `keep` renames; otherwise it is deleted."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._done = False
        try:
            descriptor, name = tempfile.mkstemp(
                dir=file.parent, prefix=f".{file.name}.", suffix=".typescribe-tmp"
            )
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise RejectedError([Problem(str(file), f"cannot be written: {reason}")]) from error
        self._temporary = Path(name)
        self._stream = cast(BinaryIO, os.fdopen(descriptor, "wb"))

    def __enter__(self) -> RejectedFile:
        return self

    def write(self, data: bytes) -> None:
        """Append the text of a message."""
        self._stream.write(data)

    def keep(self) -> None:
        """Rename the file, which is complete now, to its final name."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        self._temporary.chmod(0o644)
        os.replace(self._temporary, self._file)
        self._done = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if not self._done:
            self._stream.close()
            self._temporary.unlink(missing_ok=True)
