"""A spec folder as an import will leave it -> its model, before anything is written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from typescribe.language.model import Model
from typescribe.language.overlay import TypeBasis
from typescribe.pipeline import load_spec
from typescribe.project.output import Plan
from typescribe.sources.yaml.spec import OVERLAY_FILE


class Staged:
    """A copy of a spec folder; messages show the path of the original."""

    def __init__(self, folder: Path, shown_as: str) -> None:
        self._folder = folder
        self._shown_as = shown_as

    def model(self, name: str, basis: TypeBasis, *, amended: bool) -> Model:
        """Return the model of the package, as its overlay amends it or without.

        Raises `SpecError` with all problems of the spec and the overlay.
        """
        if amended:
            return load_spec(name, self._folder, self._shown_as, basis)
        with TemporaryDirectory(prefix="typescribe-") as folder:
            plain = Path(folder) / "spec"
            shutil.copytree(
                self._folder, plain, ignore=shutil.ignore_patterns(OVERLAY_FILE), symlinks=True
            )
            return load_spec(name, plain, self._shown_as, basis)


@contextmanager
def staged(plan: Plan | None, folder: Path, shown_as: str) -> Iterator[Staged]:
    """Yield a copy of a spec folder, for the block; with the changes of a plan, if there is one."""
    with TemporaryDirectory(prefix="typescribe-") as temporary:
        target = Path(temporary) / "spec"
        target.mkdir()
        gone = {*plan.removed, *plan.contents} if plan else set()
        for file in sorted(folder.glob("*.y*ml")):
            if file.name not in gone and file.is_file():
                shutil.copyfile(file, target / file.name)
        for name, content in plan.contents.items() if plan else ():
            (target / name).write_bytes(content)
        yield Staged(target, shown_as)
