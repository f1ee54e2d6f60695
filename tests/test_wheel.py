"""The wheel and the sdist carry what they need. That the wheel works alone, docs/index.md shows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

import typescribe

ROOT = Path(__file__).parent.parent
NOT_CARRIED = {".ci/run"}
"""Files that a clone has and the sdist may omit: `.ci/run` is for clones."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_carries_all_that_the_generator_reads(wheel: zipfile.ZipFile) -> None:
    carried = set(wheel.namelist())
    files = [file for file in (ROOT / "templates").iterdir() if file.is_file()]
    templates = {f"typescribe/templates/{file.name}" for file in files}
    package = ROOT / "generator" / "typescribe"
    modules = {
        f"typescribe/{file.relative_to(package).as_posix()}"
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert templates | modules <= carried
    assert not [name for name in carried if "__pycache__" in name]
    assert {"typescribe/py.typed", "typescribe/language/spec.schema.json"} <= modules


def test_the_wheel_carries_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"typescribe"}


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    info = f"typescribe-{typescribe.__version__}.dist-info"
    said = message_from_string(wheel.read(f"{info}/METADATA").decode())
    assert (said["Version"], said["License-Expression"]) == (typescribe.__version__, "MIT")
    assert said["Requires-Python"] == ">=3.11"
    assert said.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    assert wheel.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


@pytest.mark.skipif(shutil.which("git") is None, reason="git says what a clone has")
def test_the_sdist_carries_what_a_clone_has(built: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        carried = {name.partition("/")[2] for name in archive.getnames()}
    cloned = {name for name in ran.stdout.splitlines() if (ROOT / name).exists()}
    assert sorted(cloned - carried - NOT_CARRIED) == []
