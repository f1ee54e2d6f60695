"""The hook for pre-commit (https://pre-commit.com) that generates packages before each commit."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

CONFIG = ".pre-commit-config.yaml"

_HEADING = "# Run before each commit, after `pre-commit install` was run here once.\nrepos:\n"
_HOOK = """\
  - repo: local
    hooks:
      - id: typescribe-generate
        name: typescribe generate
        entry: {entry}
        language: system
        pass_filenames: false
"""


def hook(below: str = "") -> str:
    """Return the entry below `repos`; `below` is the path of the project in the repository."""
    entry = "typescribe generate --fail-on-change"
    if below:
        entry += f" --project {shlex.quote(below)}"  # pre-commit splits the line like a shell
    plain = re.fullmatch(r"[\w ./-]+", entry)
    return _HOOK.format(entry=entry if plain else json.dumps(entry))


def config() -> str:
    """Return the text of a complete `.pre-commit-config.yaml`."""
    return _HEADING + hook()


def repository(folder: Path) -> Path:
    """Return the root of the git repository that a folder is in; if there is none, the folder."""
    for place in (folder, *folder.parents):
        if (place / ".git").exists():
            return place
    return folder
