"""Golden cases: miniature projects, and what the command line makes of each: files or errors.

    tests/golden/<case>/
        pyproject.toml              a package named like the case, and the targets that show it
        spec/<case>/*.yaml          each file opens with the claim that it shows
        templates/<case>/*.jinja    for a case about the user's own templates
        generated/<case>/           every file that `typescribe generate` writes, byte for byte
        stderr.txt                  for a rejected spec instead: the messages, with exit code 2

A case about how types are resolved asks for one target whose file shows the closed model:
`typescript` reads best, `json_schema` shows which JSON is accepted, `markdown` shows Python names.
Only cases about generated Python ask for Python, so that a change of a template touches few files.

Two kinds of files are derived, not stored, because every package would hold the same text:
`py.typed`, and copies of the modules in `generator/typescribe/runtime/`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import black
from black.mode import TargetVersion

from typescribe import runtime
from typescribe.rendering.package import ABOUT_PRIVATE
from typescribe.rendering.package_modules import init_of
from typescribe.runtime.files import runtime_modules
from typescribe.targets.registry import SELECTABLE, built_in_targets

GOLDEN = Path(__file__).parent / "golden"
CARRIED = tuple(sorted(runtime_modules()))
"""The runtime modules: a generated package holds a copy of each that it imports."""

ON_DEMAND = (
    *("enums.py", "frozen.py"),
    *("drawing_readings.py", "msgspec.py", "texts.py", "times.py"),
    *("attrs_limits.py", "drawing_limits.py", "pydantic_limits.py"),
    *("limited.py", "within.py", "limits.py"),
)
"""Those that a package holds only if one of its modules imports them."""

TARGETS = ", ".join(SELECTABLE)

EXCLUDED = b"# fmt: off\n# ruff: noqa\n"
"""Below the mark of every Python file: formatters and linters leave it as it is."""

Files = Mapping[str, bytes]
"""Contents of files by their paths, with forward slashes."""


@dataclass(frozen=True, slots=True)
class Case:
    """One folder of `tests/golden`."""

    name: str

    @property
    def folder(self) -> Path:
        return GOLDEN / self.name

    @property
    def settings(self) -> str:
        return (self.folder / "pyproject.toml").read_text(encoding="utf-8")

    @property
    def refusal(self) -> Path:
        """The file with the expected error messages; exists only if the case is rejected."""
        return self.folder / "stderr.txt"

    def expected_refusal(self) -> bytes:
        """Return the error messages that the command line must print for a rejected case."""
        return self.refusal.read_bytes().replace(b"{targets}", TARGETS.encode())

    def expected(self) -> dict[str, bytes]:
        """Return all files that must be generated, including the derived ones."""
        stored = read(self.folder / "generated")
        targets = [
            target
            for target in built_in_targets()
            for file in (target.file, init_of(target))
            if f"{self.name}/{file}" in stored
        ]
        needed = {module for target in targets for module in target.carries}
        for module in ON_DEMAND:  # each after those that import it
            texts = [(n.removeprefix(f"{self.name}/"), text) for n, text in stored.items()]
            texts += [(f"private/{name}", carried(name, self.name)) for name in needed]
            if any(_imports(file, text, module.removesuffix(".py")) for file, text in texts):
                needed.add(module)
        derived = {f"private/{name}": carried(name, self.name) for name in needed}
        if derived or any(f"{self.name}/private/" in name for name in stored):
            derived["private/__init__.py"] = (
                mark(self.name) + EXCLUDED + f"{ABOUT_PRIVATE}\n".encode()
            )
        derived["py.typed"] = mark(self.name)
        return {**stored, **{f"{self.name}/{name}": text for name, text in derived.items()}}

    def store(self, exit_code: int, written: Files, stderr: str) -> None:
        """Make the result of a run the expected one, unless the run crashed."""
        if exit_code not in (0, 2):
            return
        self.refusal.unlink(missing_ok=True)
        if exit_code == 2:
            text = stderr.replace(TARGETS, "{targets}")
            self.refusal.write_text(text, encoding="utf-8", newline="\n")
        write(self.folder / "generated", {n: b for n, b in written.items() if not is_derived(n)})


def all_cases() -> list[Case]:
    return [Case(entry.name) for entry in sorted(GOLDEN.iterdir()) if entry.is_dir()]


def refused_cases() -> list[Case]:
    return [case for case in all_cases() if case.refusal.exists()]


def generated_cases() -> list[Case]:
    return [case for case in all_cases() if not case.refusal.exists()]


def project_of(folder: Path, case: Case) -> None:
    """Copy the project of a case to a folder, without the expected results."""
    (folder / "pyproject.toml").write_text(case.settings, encoding="utf-8")
    for part in ("spec", "templates"):
        if (case.folder / part).is_dir():
            shutil.copytree(case.folder / part, folder / part)


def read(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder; none if the folder does not exist."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def write(folder: Path, contents: Files) -> None:
    """Replace the content of a folder with these files; remove the folder if there are none."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def is_carried(file: str) -> bool:
    """Whether a file of a package is a copy of a runtime module."""
    *_, folder, name = PurePosixPath("", file).parts if "/" in file else ("", file)
    return folder == "private" and name in CARRIED


def is_derived(file: str) -> bool:
    """Whether a file of a package is not stored with its case."""
    return is_carried(file) or file.endswith(("/py.typed", "/private/__init__.py"))


def mark(package: str) -> bytes:
    """Return the first line of a generated Python file, which is all of `py.typed`."""
    return f"# Generated by typescribe from spec/{package}; do not edit.\n".encode()


def carried(name: str, package: str) -> bytes:
    """Return the copy of a runtime module that a package must hold."""
    return mark(package) + EXCLUDED + _formatted(name).encode()


def _imports(file: str, source: bytes, module: str) -> bool:
    """Whether a file of a package imports a module that is in `private/`."""
    place = r"\.+private\." if not file.startswith("private/") else r"\." * file.count("/")
    package = place.removesuffix(r"\.") if place.endswith(r"private\.") else place
    each = rf"from {place}{module} import|from {package} import [^\n]*\b{module} as "
    return bool(re.search(each.encode(), source))


@cache
def _formatted(name: str) -> str:
    source = (Path(runtime.__file__).parent / name).read_text(encoding="utf-8")
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=88)
    return black.format_str(source, mode=mode)


def typescribe(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project, in a process of its own."""
    return run_python(project, "-m", "typescribe", *arguments)


def run_python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder, without colours and in UTF-8 on every machine."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
