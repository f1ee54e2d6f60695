"""Limits the files that a program may read: those of the given source, and installed packages.

A source is not trusted, and its imports, manifests and links can name any file on the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from typescribe.language.text_files import is_regular

MANIFEST = "package.json"
LONGEST_PATH = 4096
"""Linux takes no longer path, and no other system does."""


class Mention(NamedTuple):
    """The text by which a file names another one."""

    named_in: Path
    text: str


class Boundary:
    """The folders of the given sources; `node_modules` in and above them are inside as well."""

    def __init__(self, roots: Iterable[Path]) -> None:
        self._roots = tuple(roots)
        self._installed = {
            parent / "node_modules" for root in self._roots for parent in (root, *root.parents)
        }
        self.root = self._roots[0]
        """The root of the source itself."""
        self.noun = "package" if is_regular(self.root / MANIFEST) else "folder"
        """The word for the source in messages."""
        self.refused: dict[Mention, str] = {}
        """The files that were not read, and why, in the order of the attempts."""

    def holds(self, path: Path) -> bool:
        """Return whether a path is inside, after all links in it are followed."""
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(root) for root in self._roots) or any(
            folder in self._installed for folder in real.parents
        )

    def follows(self, package: Path, name: str) -> bool:
        """Return whether an installed package may be read: its folder in a `node_modules`.

        It may be a link to a folder outside, as long as that is `node_modules/NAME` as well: some
        package managers keep all packages in one place. The others there are then inside too,
        since they may be installed for it.
        """
        if self.holds(package):
            return True
        real = Path(os.path.realpath(package))
        folder = real.parents[name.count("/")]
        if folder.name != "node_modules" or folder / name != real:
            return False
        self._installed.add(folder)
        return True

    def admits(self, path: Path, named_in: Path, text: str) -> bool:
        """Return whether a path is inside; if not, remember which file names it by which text."""
        inside = self.holds(path)
        if not inside:
            self.refused[Mention(named_in, text)] = self.reason
        return inside

    @property
    def reason(self) -> str:
        """Why a file outside is not read, for a message that begins with its name."""
        return f"leads out of the {self.noun}, so it is not read"

    @property
    def reason_of_link(self) -> str:
        """Why an installed package is not read, for a message that begins with its name."""
        return (
            f"is installed as a link that leads out of the {self.noun}, so it is not read; "
            "import a folder that holds both"
        )


def root_of(given: Path, within: Path | None = None) -> Path:
    """Return the root of the files that may be read for a file or folder that the user named.

    It is the package around it, that is the nearest folder with a `package.json`, or else the
    folder itself. Folders above `within` are not searched.
    """
    real = Path(os.path.realpath(given))
    folder = real if real.is_dir() else real.parent
    for parent in (folder, *folder.parents):
        if is_regular(parent / MANIFEST):
            return parent
        if parent == within:
            break
    return folder
