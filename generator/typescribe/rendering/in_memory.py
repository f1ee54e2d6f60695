"""Makes a generated package importable from memory, without writing its files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import CodeType, ModuleType


@lru_cache(maxsize=64)  # every package has the same modules of the runtime
def _compiled(source: str, shown_as: str) -> CodeType:
    return compile(source, shown_as, "exec")


class Importer(MetaPathFinder, Loader):
    """Finds and runs the modules of one package whose sources are in memory.

    Texts of a spec occur in the sources only as strings, since these have been verified.
    """

    def __init__(self, package: str, sources: Mapping[str, str]) -> None:
        self._package = package
        self._sources = sources

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where a module of the package is; `None` for all others."""
        if (
            fullname.split(".", maxsplit=1)[0] != self._package
            or self._file(fullname) not in self._sources
        ):
            return None
        is_package = self._file(fullname).endswith("__init__.py")
        return spec_from_loader(fullname, self, is_package=is_package)

    def exec_module(self, module: ModuleType) -> None:
        """Run a module."""
        file = self._file(module.__name__)
        exec(_compiled(self._sources[file], f"<{file}>"), module.__dict__)  # noqa: S102 - verified

    def install(self) -> Callable[[], None]:
        """Make the package importable, and return a function that undoes it."""
        sys.meta_path.append(self)
        return self._remove

    def _remove(self) -> None:
        sys.meta_path.remove(self)
        for name in [name for name in sys.modules if name.split(".")[0] == self._package]:
            del sys.modules[name]

    def _file(self, fullname: str) -> str:
        """Return the file of a module or package in the package."""
        parts = fullname.split(".")[1:]
        init = "/".join((*parts, "__init__.py"))
        return init if init in self._sources or not parts else f"{'/'.join(parts)}.py"
