"""The harnesses of `tests/fuzz`, run on what is stored: seeds, and inputs that once broke them."""

from __future__ import annotations

import random
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main

CORPUS = Path(__file__).parent / "fuzz" / "corpus"
STORED = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))


def test_every_harness_has_a_corpus() -> None:
    harnesses = {
        path.stem
        for path in CORPUS.parent.glob("*.py")
        if "def one_input(" in path.read_text(encoding="utf-8")
    }
    assert {name.split("/")[0] for name in STORED} == harnesses
    assert len(harnesses) > 5


@pytest.mark.parametrize("name", STORED)
def test_stored_fuzz_inputs_do_not_crash_their_harness(name: str) -> None:
    harness = import_module(f"fuzz.{name.split('/', maxsplit=1)[0]}")
    harness.one_input((CORPUS / name).read_bytes())


@pytest.mark.parametrize("name", STORED)
def test_changed_fuzz_inputs_do_not_crash_their_harness(name: str) -> None:
    """No search for coverage, only a few steps of it: `make fuzz` goes further."""
    harness = import_module(f"fuzz.{name.split('/', maxsplit=1)[0]}")
    chance = random.Random(name)
    for _ in range(10):
        data = bytearray((CORPUS / name).read_bytes())
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(data))
            data[place : place + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        harness.one_input(bytes(data))


SOUND = "types: {A: {fields: {a: string}}}\n"
COMMANDS = {
    "a.d.ts": ("import a.d.ts", "diff a.d.ts sound", "import sound.d.ts --prelude a.d.ts"),
    "a.html": ("import a.html",),
    "a.txt": ("import a.txt",),
    "a.tgz": ("import a.tgz",),
    "package/package.json": ("import package", "import package/b.ts"),
    "package/tsconfig.json": ("import package/b.ts",),
    "a.json": (
        "validate a.json --type A",
        "observe a.json --type A",
        "observe --compare a.json a.json",
    ),
    "spec/p/a.yaml": (
        "show A",
        "check",
        "generate",
        "diff sound spec/p",
        "validate sound.json --type A",
    ),
    "spec/p/overlay.yaml": ("show A", "check", "generate", "import sound.d.ts --output spec/p"),
    "pyproject.toml": ("check", "show A", "init", "schema", "templates", "generate"),
}


@pytest.mark.parametrize("file", COMMANDS)
def test_no_command_fails_with_a_fault_of_its_own(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a harness reads is given to every command that reads such a file."""
    monkeypatch.chdir(tmp_path)
    for name in STORED:
        files = {
            "pyproject.toml": b"[tool.typescribe.packages.p]\n",
            "spec/p/a.yaml": SOUND.encode(),
            "sound/a.yaml": SOUND.encode(),
            "sound.json": b'{"a": "b"}',
            "sound.d.ts": b"export interface A { a: string }",
            "package/b.ts": b'import { T } from "t"; export type B = T;',
            file: (CORPUS / name).read_bytes(),
        }
        for place, content in files.items():
            (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / place).write_bytes(content)
        for command in COMMANDS[file]:
            result = CliRunner().invoke(main, command.split())
            assert result.exit_code in (0, 1, 2), (name, command, result.stderr)
