"""The README shows what was run: every block of it is run here, in order."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from typescribe.cache import FOLDER

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A fenced block, and the heading that it stands under."""

    heading: str
    language: str
    text: str


def blocks() -> Iterator[Block]:
    heading = ""
    pattern = r"^## (?P<heading>[^\n]*)$|^```(?P<language>\w*)\n(?P<text>.*?)^```$"
    for match in re.finditer(pattern, TEXT, re.MULTILINE | re.DOTALL):
        if match["heading"]:
            heading = match["heading"]
        else:
            yield Block(heading, match["language"], match["text"])


def under(heading: str, language: str) -> list[str]:
    found = [b.text for b in blocks() if b.heading == heading and b.language == language]
    assert found, f"the README has no {language} block under {heading}"
    return found


def test_the_sections_come_in_the_order_that_a_newcomer_needs() -> None:
    assert re.findall(r"^## (.*)$", TEXT, re.MULTILINE)[:5] == [
        "Start",
        "What a spec becomes",
        "Reading, checking, writing",
        "Editing the spec, reviewing the diff",
        "In your own project",
    ]


def test_every_block_is_of_a_kind_that_is_run_here() -> None:
    assert {(block.heading, block.language) for block in blocks()} == {
        ("Start", "console"),
        ("What a spec becomes", "yaml"),
        ("What a spec becomes", "python"),
        ("Reading, checking, writing", "pycon"),
        ("Reading, checking, writing", "console"),
        ("Editing the spec, reviewing the diff", "console"),
        ("In your own project", "console"),
    }


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    (block,) = under("Start", "console")
    assert block == "$ make generate\n$ make test\n"
    for command in ("make --dry-run generate", "make --dry-run test"):
        # a real `make test` would run this test again; CI runs both on a fresh clone
        ran = subprocess.run(command.split(), cwd=ROOT, capture_output=True, text=True, check=True)
        assert ".venv/bin/" in ran.stdout


def test_the_excerpts_stand_in_the_spec_and_in_the_generated_code() -> None:
    folder = ROOT / "spec" / "webex_contact_center"
    spec = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.yaml"))
    for excerpt in under("What a spec becomes", "yaml"):
        assert excerpt in spec
    models = ROOT / "generated" / "webex_contact_center" / "models.py"
    for excerpt in under("What a spec becomes", "python"):
        assert excerpt in models.read_text(encoding="utf-8")


def test_the_python_sessions_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    session = "".join(under("Reading, checking, writing", "pycon"))
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.failed == 0, "".join(told)
    assert result.attempted > 10


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of what the commands work on."""
    folder = tmp_path / "typescribe"
    for name in ("spec", "generated", "tests/data"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    if (ROOT / FOLDER).is_dir():  # what has been formatted here need not be again
        shutil.copytree(ROOT / FOLDER, folder / FOLDER)
    return folder


@pytest.mark.parametrize(
    "heading", ["Reading, checking, writing", "Editing the spec, reviewing the diff"]
)
def test_the_commands_say_what_is_shown(heading: str, copy: Path) -> None:
    for block in under(heading, "console"):
        run_session(block, copy)


def test_the_generator_works_in_another_project(tmp_path: Path) -> None:
    (block,) = under("In your own project", "console")
    (tmp_path / "typescribe").symlink_to(ROOT)
    (tmp_path / "my_project").mkdir()
    run_session(block, tmp_path / "my_project")


def run_session(session: str, folder: Path) -> None:
    """Run the commands of a session in one shell; `...` stands for any output."""
    commands = re.findall(r"^\$ (.*\n(?:(?!\$ ).*\n)*)", session, re.MULTILINE)
    scripts, expectations = zip(*map(split_command, commands), strict=True)
    script = "".join(f"{command}printf '\\0'\n" for command in scripts)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    ran = subprocess.run(
        ["sh"],
        input=script,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    # what pip has to say of a machine's own settings is no part of the README
    outputs = re.sub(r"(?<![^\n\0])WARNING: .*\n", "", ran.stdout).split("\0")
    for command, expected, output in zip(scripts, expectations, outputs, strict=False):
        pattern = re.escape(expected).replace(re.escape("...\n"), r"(?:.*\n)*?")
        pattern = pattern.replace(re.escape("..."), ".*")
        assert re.fullmatch(pattern, output), f"{command}\nshould say:\n{expected}\nsays:\n{output}"


def split_command(text: str) -> tuple[str, str]:
    """Split a command, with its here-document or its continued lines, from what it prints."""
    lines = text.splitlines(keepends=True)
    end = 1
    if "<<'END'" in lines[0]:
        end = lines.index("END\n") + 1
    while end < len(lines) and lines[end].startswith("> "):
        lines[end] = lines[end][2:]
        end += 1
    return "".join(lines[:end]), "".join(lines[end:])
