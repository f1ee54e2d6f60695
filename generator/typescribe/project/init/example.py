"""The example that `init` writes as the first spec: its text, and whether a file still has it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from typescribe.language.schemas import SPEC_SCHEMA
from typescribe.text.quoting import comment

EXAMPLE = "messages.yaml"
"""The name of the file."""

_SCHEMA = f"=../{SPEC_SCHEMA}"
_FOLDER = "spec/my_messages"


def example(spec: PurePosixPath) -> str:
    """Return the text of the example in a spec folder, given by its path in the project."""
    up = "../" * (len(spec.parts) - 1)
    text = _template().replace(_SCHEMA, f"={up}{SPEC_SCHEMA}")
    return text.replace(_FOLDER, comment(str(spec)))


def is_example(content: bytes) -> bool:
    """Whether a file holds the example of some folder, and nobody has edited it since.

    Line endings do not matter, since git changes them on some machines.
    """
    return _pattern().fullmatch(content.replace(b"\r\n", b"\n")) is not None


@cache
def _template() -> str:
    return files(__package__).joinpath(EXAMPLE).read_text(encoding="utf-8")


@cache
def _pattern() -> re.Pattern[bytes]:
    """Return the pattern of all texts that `example` returns."""
    text = re.escape(_template())
    text = text.replace(re.escape(_SCHEMA), rf"=(?:\.\./)*{re.escape(SPEC_SCHEMA)}")
    return re.compile(text.replace(re.escape(_FOLDER), r"[^\n]+").encode())
