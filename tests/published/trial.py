"""One release: installed, imported, generated, imported by Python, and type-checked."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from sdk import npm

from published.releases import Release

BUILD = Path("build/packages")


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts and costs of an import of all types."""

    lines: int
    exact: int
    approximated: int
    left_out: int
    seconds: float
    megabytes: int

    @property
    def types(self) -> int:
        """How many types there are."""
        return self.exact + self.approximated + self.left_out


class TrialError(Exception):
    """A step failed; the message has the step and the last lines that it printed."""


def installed(name: str, version: str) -> Path:
    """Install a release with its dependencies, without running any of it; return its folder."""
    folder = BUILD / "npm" / f"{name}@{version}".replace("/", "+")
    package = folder / "node_modules" / name
    if not package.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ("--ignore-scripts", "--no-save", "--no-package-lock", "--no-audit", "--no-fund")
        command = npm.command("install", *options, "--silent", "--prefix", str(folder))
        _run("npm", [*command, f"{name}@{version}"])
    return package


def measured(release: Release) -> Measured:
    """Import all types of a release; raises `TrialError` if that fails."""
    output = _import(release, BUILD / "whole" / release.module, ())
    return Measured(**json.loads(output))


def generated(release: Release) -> Path:
    """Generate the package for the entries of a release, and return the folder around it.

    Python imports each of its modules, and `mypy --strict` checks it. Raises `TrialError`.
    """
    project = BUILD / "generated" / release.module
    _import(release, project / "spec", release.entries)
    settings = f'[tool.typescribe.packages.{release.module}]\nspec = "spec"\n'
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    _run("generate", [sys.executable, "-m", "typescribe", "generate"], project)
    folder = project / "generated"
    names = ", ".join(_modules(folder))
    _run("import", [sys.executable, "-W", "error", "-c", f"import {names}"], folder)
    mypy = (sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=")
    _run("mypy", [*mypy, release.module], folder)
    return folder


def _modules(folder: Path) -> list[str]:
    """Return the dotted names of all modules of the package in a folder."""
    paths = (path.relative_to(folder).with_suffix("") for path in folder.rglob("*.py"))
    return sorted(".".join(p.parts).removesuffix(".__init__") for p in paths)


def _import(release: Release, folder: Path, entries: tuple[str, ...]) -> str:
    package = installed(release.name, release.version)
    for old in folder.glob("*.yaml"):
        old.unlink()
    command = [sys.executable, "-m", "published.measured", str(package), str(folder)]
    return _run("import", [*command, release.prelude, *entries])


def _run(step: str, command: list[str], folder: Path = Path()) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = "\n".join((ran.stdout + ran.stderr).splitlines()[-5:])
        raise TrialError(f"{step} failed with {ran.returncode}:\n{last}")
    return ran.stdout
