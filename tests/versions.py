"""Run the tests of generated code under every supported CPython of this machine: `make versions`.

Interpreters are found in PATH and among the versions of pyenv; the latest of each minor version is
used, except the version that runs this script, which `make test` covers. Each gets an environment
in build/versions with only the dependencies of these tests, which is made again if they or the
interpreter change. All run in parallel. Type checkers need no other interpreter: they check the
programs of tests/typing for the newest version that was found.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "versions"
OLDEST = (3, 11)

TESTS = (
    *("test_meaning", "test_hostile_values", "test_unions", "test_suspects", "test_strings"),
    *("test_messages", "test_webex_contact_center", "test_class_behaviour"),
)
FILES = (
    *(f"tests/{name}.py" for name in TESTS),
    "tests/test_golden_judges.py::test_every_module_can_be_imported_with_the_standard_library_alone",
    "tests/test_golden_judges.py::test_every_module_can_be_imported_where_its_library_is_installed",
)
"""The tests of generated code."""
TOOLS = ("pytest", "hypothesis", "pydantic", "msgspec", "attrs", "cattrs")
"""Distributions that these tests import beside the dependencies of typescribe."""

_DESCRIBE = """
import json, platform, sys, sysconfig
final = sys.version_info.releaselevel == "final"
usual = not sysconfig.get_config_var("Py_GIL_DISABLED")
print(json.dumps([platform.python_implementation(), sys.version_info[:3], final and usual]))
"""


@dataclass(frozen=True, slots=True, order=True)
class Interpreter:
    """A CPython of this machine."""

    version: tuple[int, int, int]
    path: str

    @property
    def minor(self) -> str:
        return ".".join(map(str, self.version[:2]))

    def __str__(self) -> str:
        return f"CPython {'.'.join(map(str, self.version))}"


@dataclass(frozen=True, slots=True)
class Result:
    """How a run of pytest ended."""

    subject: str
    passed: bool
    output: str

    def __str__(self) -> str:
        if not self.passed:
            return f"{self.subject}: failed\n{self.output}"
        return f"{self.subject}: {self.output.rstrip().rpartition(chr(10))[2]}"


def main() -> int:
    here = platform.python_version()
    print(f"CPython {here}: {sys.executable}, tested by `make test`", flush=True)
    others = [i for i in interpreters() if i.version[:2] != sys.version_info[:2]]
    for other in others:
        print(f"{other}: {other.path}", flush=True)
    if not others:
        print("no other CPython from 3.11 on was found: nothing else to run")
        return 0
    with ThreadPoolExecutor(len(others) + 1) as pool:
        runs = [pool.submit(_tested, other) for other in others]
        runs.append(pool.submit(_checked_for, others[-1]))
        results = [run.result() for run in runs]
    print(*results, sep="\n")
    return 0 if all(result.passed for result in results) else 1


def interpreters() -> list[Interpreter]:
    """Return the latest usable CPython of each minor version, the oldest version first."""
    found: dict[str, Interpreter] = {}
    for path in dict.fromkeys(_candidates()):
        described = subprocess.run(
            [path, "-I", "-c", _DESCRIBE], capture_output=True, text=True, check=False
        )
        if described.returncode:  # a shim of pyenv for a version that is not selected
            continue
        implementation, version, usable = json.loads(described.stdout)
        interpreter = Interpreter(tuple(version), path)
        if implementation == "CPython" and usable and interpreter.version[:2] >= OLDEST:
            known = found.get(interpreter.minor)
            if known is None or known.version < interpreter.version:
                found[interpreter.minor] = interpreter
    return sorted(found.values())


def _candidates() -> Iterator[str]:
    folders = [Path(folder) for folder in os.get_exec_path()]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders += sorted(pyenv.glob("versions/3.*/bin"))
    for folder in folders:
        for path in sorted(folder.glob("python3.*")):
            if re.fullmatch(r"python3\.\d+", path.name) and os.access(path, os.X_OK):
                yield str(path)


def _tested(interpreter: Interpreter) -> Result:
    try:
        python = environment(interpreter)
    except subprocess.CalledProcessError as error:
        return Result(str(interpreter), False, f"{error}\n{error.stdout}")
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *FILES]
    return _result(str(interpreter), command, HYPOTHESIS_PROFILE="versions")


def _checked_for(newest: Interpreter) -> Result:
    files = ["tests/test_typing.py", "-k", "mypy or basedpyright"]
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *files]
    subject = f"mypy and basedpyright for Python {newest.minor}"
    return _result(subject, command, CHECKED_PYTHON=newest.minor)


def _result(subject: str, command: list[str], **variables: str) -> Result:
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(subject, run.returncode == 0, run.stdout)


def environment(interpreter: Interpreter) -> Path:
    """Return the Python of an environment for these tests, made or updated where it has to be.

    Raises `CalledProcessError`.
    """
    folder = BUILD / interpreter.minor
    python = folder / "bin" / "python"
    digest = hashlib.sha256(str(interpreter).encode() + interpreter.path.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    made_from = folder / "made_from"
    if made_from.is_file() and made_from.read_text() == digest.hexdigest():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _run([interpreter.path, "-m", "venv", "--without-pip", str(folder)])
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    options = ["--disable-pip-version-check", "--constraint", str(ROOT / "constraints.txt")]
    _run([*pip, *options, *settings["project"]["dependencies"], *TOOLS])
    made_from.write_text(digest.hexdigest())
    return python


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


if __name__ == "__main__":
    sys.exit(main())
