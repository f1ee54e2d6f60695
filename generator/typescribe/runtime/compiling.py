"""Compiles modules of the package with mypyc while its wheel is built; used by hatchling.

hatch-mypyc, which does this for other packages, fails if there is no C compiler.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

package, *modules = sys.argv[1:]
paths = ["--ignore-missing-imports", *(f"{package}/{module}" for module in modules)]
extensions = mypycify(paths, opt_level="3", debug_level="0", group_name=f"{package}._compiled")
setup(name="compiled", ext_modules=extensions, script_args=["--quiet", "build_ext", "--inplace"])
"""


class Compiling(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel; without a C compiler, the wheel is plain Python."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the modules, unless the package is installed in editable mode."""
        if version == "editable":
            return
        self._folder = Path(mkdtemp())
        package, modules = self.config["package"], self.config["modules"]
        copy = self._folder / package
        for pattern in ("*.py", "*/*.py", "*/*/*.py"):  # the modules of the package, by depth
            for file in Path(self.root).glob(pattern):
                place = copy / file.relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)
        command = [sys.executable, "-c", SETUP, package, *modules]
        built = subprocess.run(  # noqa: S603 - it compiles modules of this package
            command, cwd=self._folder, capture_output=True, text=True, check=False
        )
        if built.returncode:
            lines = (built.stderr.strip() or built.stdout.strip()).splitlines()
            reason = lines[-1] if lines else "no message"
            self.app.display_warning(
                f"{package} is not compiled, and is installed as plain Python: {reason}"
            )
            return
        for library in (*copy.rglob("*.so"), *copy.rglob("*.pyd")):
            build_data["force_include"][str(library)] = str(library.relative_to(copy))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        self.app.display_info(f"{package} is compiled: {', '.join(modules)}")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled files, which are in the wheel now."""
        if version != "editable":
            shutil.rmtree(self._folder, ignore_errors=True)
