"""The README is one page, and its commands work in a clone. `test_pages` runs its examples."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from pages.markdown import UNSEEN, blocks

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    assert blocks(TEXT)[0].text == "make generate\nmake test\n"
    for command in ("make --dry-run generate", "make --dry-run test"):
        # a real `make test` would run this test again; CI runs both on a fresh clone
        ran = subprocess.run(command.split(), cwd=ROOT, capture_output=True, text=True, check=True)
        assert ".venv/bin/" in ran.stdout


def test_the_environment_of_make_imports_the_package_of_the_first_example(
    tmp_path: Path,
) -> None:
    build = f"from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    imports = re.search(r"^>>> (from webex_contact_center import .*)$", TEXT, re.MULTILINE)
    assert imports is not None
    program = (
        f"import site; site.addsitedir({str(tmp_path / 'site')!r})\n"
        f"{imports[1]}\nprint(AgentContact.__module__)"
    )
    # -S: without the packages of this environment, -I: and without its variables
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("webex_contact_center.models.agent_contact\n", "")


def test_every_other_block_is_run() -> None:
    assert [
        block.text for block in blocks(TEXT)[1:] if not _is_run(block.language, block.title)
    ] == []


def _is_run(language: str, title: str) -> bool:
    return language in ("console", "pycon", UNSEEN) or title.endswith(" (excerpt)")


def test_it_is_one_page() -> None:
    assert len(TEXT.splitlines()) <= 130


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)", TEXT)
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).exists()] == []
