"""The releases of TypeDoc that are judged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

BUILD = Path("build/typedoc")

_QUIET = "--disableGit --skipErrorChecking --sourceLinkTemplate https://x/{path}#L{line}"
_NO_GIT = "--gitRevision x --skipErrorChecking"


@dataclass(frozen=True, slots=True)
class Release:
    """One minor release, with the newest TypeScript that it takes, and its own options."""

    minor: str
    typedoc: str
    typescript: str
    options: str

    @property
    def folder(self) -> Path:
        return BUILD / self.minor


RELEASES = (
    Release("0.22", "0.22.18", "4.7.4", ""),
    Release("0.23", "0.23.28", "5.0.4", "--skipErrorChecking"),
    Release("0.24", "0.24.8", "5.1.6", _NO_GIT),
    Release("0.25", "0.25.13", "5.4.5", _NO_GIT),
    Release("0.26", "0.26.11", "5.6.3", _QUIET),
    Release("0.27", "0.27.9", "5.8.3", _QUIET),
    Release("0.28", "0.28.20", "5.9.3", _QUIET),
)
