"""Finds the versions of installed distributions, for keys of caches."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache

_SUFFIX = ".dist-info"


def version(distribution: str) -> str:
    """Return the version of an installed distribution; raises `PackageNotFoundError`.

    It is part of the name of a folder beside the modules (https://peps.python.org/pep-0427/). To
    import `importlib.metadata` and read the metadata takes as long as a third of a short run.
    """
    found = _installed().get(distribution.lower().replace("-", "_"))
    if found is not None:
        return found
    from importlib.metadata import version as from_metadata  # of an egg, or from a zip file

    return from_metadata(distribution)


@cache
def _installed() -> dict[str, str]:
    """Return the versions of the distributions in the folders from which Python imports."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):
                if entry.endswith(_SUFFIX):
                    name, _, number = entry.removesuffix(_SUFFIX).partition("-")
                    found.setdefault(name.lower(), number)
    return found
