"""Same spec, same bytes: under any hash seed, in any locale and time zone, from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from typescribe.project.cache import TOOLS
from typescribe.project.versions import version

ROOT = Path(__file__).parent.parent


def generated(project: Path) -> dict[str, bytes]:
    """Return every file of the generated package of a project, by name."""
    folder = project / "generated" / "webex_contact_center"
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4294967295", "LANG": "tr_TR.UTF-8", "TZ": "Asia/Kathmandu"},
    ],
    ids=["C", "Turkish"],
)
def test_every_run_makes_the_committed_bytes(environment: dict[str, str], tmp_path: Path) -> None:
    project = tmp_path / "somewhere else"
    shutil.copytree(ROOT / "spec", project / "spec")
    shutil.copy(ROOT / "pyproject.toml", project)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    run_with = {**inherited, **environment}
    for below in ("a/b", "spec", "."):
        folder = project / below
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "typescribe", "generate"],
            cwd=folder,
            env=run_with,
            check=True,
            capture_output=True,
        )
        assert generated(project) == generated(ROOT)
        # The next run makes every file again, from the definitions that this one has cached.
        shutil.rmtree(project / "generated")


def test_generated_files_contain_no_path_of_the_machine() -> None:
    for name, content in generated(ROOT).items():
        assert str(ROOT).encode() not in content, name


@pytest.mark.parametrize("name", TOOLS)
def test_caches_know_the_version_of_each_distribution_that_output_depends_on(name: str) -> None:
    assert version(name) == metadata.version(name)


def test_the_version_of_an_unknown_distribution_is_no_part_of_a_key() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        version("no-such-distribution")
