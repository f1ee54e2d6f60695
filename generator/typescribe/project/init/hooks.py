"""The hook that generates before each commit, for https://pre-commit.com."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

CONFIG = ".pre-commit-config.yaml"

_HEADING = "# What runs before each commit, once `pre-commit install` was run here.\nrepos:\n"
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
    """Return the entry of `repos` for a project in some folder below the repository."""
    entry = "typescribe generate --fail-on-change"
    if below:
        entry += f" --project {shlex.quote(below)}"  # split by pre-commit like a shell does
    plain = re.fullmatch(r"[\w ./-]+", entry)
    return _HOOK.format(entry=entry if plain else json.dumps(entry))


def config() -> str:
    """Return a whole configuration of pre-commit."""
    return _HEADING + hook()


def repository(folder: Path) -> Path:
    """Return the top of the git repository that a folder is in; the folder itself in none."""
    for place in (folder, *folder.parents):
        if (place / ".git").exists():
            return place
    return folder
