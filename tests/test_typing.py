"""Type checkers infer the documented types in programs that use a generated package.

The programs in `typing/` say in comments what both checkers have to find on a line, mypy first:

    print(contact.trackingId)  # error: attr-defined / reportAttributeAccessIssue
    reveal_type(parcel.note)   # reveals: str | Unset | None

A dash stands for a checker that finds nothing there. Lines without a comment must pass; what
they infer is held down by `assert_type`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from typescribe.cli.main import main
from typescribe.targets.registry import SELECTABLE

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "typing").glob("*.py"))
CONTACT_CENTER = HERE.parent / "generated" / "webex_contact_center"
PYTHON = os.environ.get("CHECKED_PYTHON", "3.11")
"""The version that programs are checked for: the oldest supported one, or what `make versions`
asks for."""

COMMENT = re.compile(r"# (?P<kind>error|reveals): (?P<mypy>.*?)(?: / (?P<basedpyright>.*))?$")


class Finding(NamedTuple):
    """The report of a type checker on a line: the code of an error, or the revealed type."""

    file: str
    line: int
    kind: str
    text: str


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the programs, and with the packages that they import: one of them ours."""
    folder = tmp_path_factory.mktemp("typing")
    packages = folder / "packages"
    shutil.copytree(CONTACT_CENTER, packages / "webex_contact_center")
    shutil.copytree(HERE / "typing" / "spec", folder / "spec")
    settings = f'output = "packages/parcels"\ntargets = {json.dumps(SELECTABLE)}\n'
    signals = '[tool.typescribe.packages.signals]\noutput = "packages/signals"\nenums = "classes"\n'
    frozen = (
        '[tool.typescribe.packages.frozen_parcels]\nspec = "spec/parcels"\n'
        'output = "packages/frozen_parcels"\nfrozen = true\n'
        'targets = ["dataclasses", "attrs", "pydantic", "msgspec"]\n'
    )
    (folder / "pyproject.toml").write_text(
        f"[tool.typescribe.packages.parcels]\n{settings}{signals}{frozen}"
    )
    result = CliRunner().invoke(main, ["generate", "--project", str(folder)])
    assert result.exit_code == 0, result.output
    for mode in ("standard", "strict"):
        (folder / mode).mkdir()
        for program in PROGRAMS:
            shutil.copy(program, folder / mode)
    return folder


def expected(checker: str) -> set[Finding]:
    """Return what the comments of all programs expect of a checker."""
    findings: set[Finding] = set()
    for program in PROGRAMS:
        lines = program.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if match := COMMENT.search(line):
                comment = match[checker] or match["mypy"]
                texts = comment.split(", ") if match["kind"] == "error" else [comment]
                findings |= {
                    Finding(program.name, number, match["kind"], text)
                    for text in texts
                    if text != "-"
                }
    return findings


def assert_same(findings: Iterable[Finding], meant: set[Finding]) -> None:
    found = set(findings)
    assert sorted(found - meant) == [], "found, and no comment says so"
    assert sorted(meant - found) == [], "a comment says so, and it was not found"


def run(folder: Path, *command: str) -> str:
    """Run a checker of this environment in a folder, with the packages to be imported from it."""
    script = Path(sys.executable).with_name(command[0])
    packages = str(folder / "packages")
    result = subprocess.run(
        [script, *command[1:]],
        cwd=folder,
        env={**os.environ, "MYPYPATH": packages, "PYTHONPATH": packages},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return result.stdout


def test_mypy_finds_in_strict_mode_what_the_programs_say(workshop: Path) -> None:
    output = run(
        workshop,
        *("mypy", "--strict", "--config-file=", "--cache-dir=cache"),
        *(f"--python-version={PYTHON}", "--output=json"),
        *("strict", "packages/parcels", "packages/webex_contact_center"),
    )
    assert_same(_mypy_findings(output), expected("mypy"))


def test_narrowing_needs_no_installed_package(workshop: Path) -> None:
    """`TypeIs` is imported for type checkers, which bring the stub of `typing_extensions`."""
    bare = workshop / "bare"
    venv.create(bare, with_pip=False)
    python = next(found for found in bare.rglob("python*") if found.stem == "python")
    without = subprocess.run([python, "-c", "import typing_extensions"], check=False)
    assert without.returncode != 0
    config = {"include": ["strict/narrowing.py"], "extraPaths": ["packages"]}
    (workshop / "bare.json").write_text(json.dumps(config))
    report = run(
        workshop, "basedpyright", "--outputjson", "-p", "bare.json", f"--pythonpath={python}"
    )
    found = json.loads(report)["generalDiagnostics"]
    assert [each for each in found if each["severity"] == "error"] == []
    assert "typing_extensions" not in report
    assert run(
        workshop,
        *("mypy", "--strict", "--config-file=", "--cache-dir=cache"),
        *(f"--python-executable={python}", "strict/narrowing.py"),
    ).startswith("Success")
    program = "import sys; sys.path.insert(0, 'packages'); from parcels import is_mode; is_mode(1)"
    subprocess.run([python, "-c", program], cwd=workshop, check=True)


def _mypy_findings(output: str) -> Iterator[Finding]:
    for line in output.splitlines():
        found = json.loads(line)
        file = found["file"].replace("\\", "/").removeprefix("strict/")
        if revealed := re.fullmatch('Revealed type is "(.*)"', found["message"]):
            text = re.sub(r"\b(\w+\.)+(?=\w)", "", revealed[1])
            yield Finding(file, found["line"], "reveals", text)
        elif found["severity"] == "error":
            yield Finding(file, found["line"], "error", found["code"])


def test_basedpyright_finds_in_standard_and_strict_mode_what_the_programs_say(
    workshop: Path,
) -> None:
    config = {
        "include": ["standard", "strict", "packages"],
        "extraPaths": ["packages"],
        "pythonVersion": PYTHON,
        "typeCheckingMode": "standard",
        "strict": ["strict", "packages"],
    }
    (workshop / "pyrightconfig.json").write_text(json.dumps(config))
    python = ("--pythonpath", sys.executable)
    report = json.loads(run(workshop, "basedpyright", "--outputjson", *python))
    assert report["summary"]["filesAnalyzed"] > 2 * len(PROGRAMS) + 10
    found: dict[str, list[Finding]] = {"standard": [], "strict": [], "packages": []}
    for diagnostic in report["generalDiagnostics"]:
        part, file = _basedpyright_file(diagnostic, workshop)
        found[part].append(_basedpyright_finding(diagnostic, file))
    meant = expected("basedpyright")
    assert found["packages"] == []
    assert_same(found["standard"], meant)
    # In strict mode, a type that a mistake leaves unknown is reported on the same line.
    mistaken = {(finding.file, finding.line) for finding in meant}
    assert_same(
        (
            finding
            for finding in found["strict"]
            if not finding.text.startswith("reportUnknown") or finding[:2] not in mistaken
        ),
        meant,
    )


def _basedpyright_file(diagnostic: dict[str, Any], folder: Path) -> tuple[str, str]:
    path = Path(diagnostic["file"]).resolve().relative_to(folder.resolve())
    return path.parts[0], "/".join(path.parts[1:])


def _basedpyright_finding(diagnostic: dict[str, Any], file: str) -> Finding:
    line = diagnostic["range"]["start"]["line"] + 1
    if revealed := re.fullmatch('Type of ".*" is "(.*)"', diagnostic["message"]):
        return Finding(file, line, "reveals", revealed[1])
    return Finding(file, line, "error", diagnostic["rule"])


def test_no_public_name_of_a_package_has_an_unknown_type(workshop: Path) -> None:
    report = json.loads(
        run(workshop, "basedpyright", "--verifytypes", "webex_contact_center", "--outputjson")
    )
    completeness = report["typeCompleteness"]
    # Private modules, which it also calls by the dots of a relative import.
    private = ("webex_contact_center.private.", ".")
    symbols = [each for each in completeness["symbols"] if not each["name"].startswith(private)]
    assert sum(each["isExported"] for each in symbols) > 500
    unknown = [each for each in symbols if not each["isTypeKnown"] or each["isTypeAmbiguous"]]
    assert [each["name"] for each in unknown] == []
    modules = [module["name"] for module in completeness["modules"]]
    assert {"models.agent_contact", "typed_dicts.message", "validators.lib"} < {
        name.partition(".")[2] for name in modules
    }


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_program_with_mistakes_is_named_so_and_says_which(program: Path) -> None:
    kinds = {match["kind"] for match in map(COMMENT.search, _lines(program)) if match}
    assert ("error" in kinds) == ("mistake" in program.stem)


def _lines(program: Path) -> list[str]:
    return program.read_text(encoding="utf-8").splitlines()
