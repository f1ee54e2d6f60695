"""Import two releases of the SDK, compare them, and check the committed spec against the newer one.

python -m sdk             what `make sdk` runs; exits with 1 if the spec differs
python -m sdk --update    writes the spec, and the tables of docs/sdk.md
"""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from sdk import npm
from typescribe.importing import importer as importing
from typescribe.importing import report as import_report
from typescribe.importing import spec_folder
from typescribe.importing.read_program import ReadTypes, Wanted
from typescribe.project import output

PACKAGE = "@webex/contact-center"
OLD, NEW = "3.9.0", "3.12.0"
DESKTOP, DESKTOP_RELEASE = "@wxcc-desktop/sdk-types", "1.0.32"
DESKTOP_FILE = "agentx-services/src/services/aqm/aqm-service-contact-types.d.ts"
AGENT_CONTACT = ("--entry", "AgentContact")
HERE = Path(__file__).parent
ROOT = HERE.parent
SPEC = "spec/webex_contact_center"
PAGE = ROOT / "docs" / "sdk.md"
PRELUDE = str(HERE / "prelude.d.ts")


def main(arguments: list[str]) -> int:
    """Return the exit code: 1 if the committed files differ from those that the release gives."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for release in (OLD, NEW):
            _unpack(PACKAGE, release, folder)
        _unpack(DESKTOP, DESKTOP_RELEASE, folder)
        made, whole = folder / SPEC, folder / "whole"
        shutil.copytree(ROOT / SPEC, made)
        read = _import(folder / NEW, made)
        _import(folder / NEW, whole)
        changes = _difference(folder, OLD, NEW)
        page = _page(read, changes, folder)
        if "--update" in arguments:
            shutil.rmtree(ROOT / SPEC)
            shutil.copytree(made, ROOT / SPEC)
            PAGE.write_text(page, encoding="utf-8")
        departures = [
            *_unlike(ROOT / SPEC, made),
            *_changes(PAGE.name, PAGE.read_text("utf-8"), page),
            *_unlike_by_hand(folder, whole, made),
        ]
    print(*departures, import_report.counts(read), sep="\n")
    return 1 if departures else 0


def _unpack(package: str, release: str, folder: Path) -> None:
    """Download a release with npm and unpack it into a folder, without running any of it."""
    command = npm.command("pack", "--silent", f"{package}@{release}")
    packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder, filter="data")
    (folder / "package").rename(folder / release)


def _import(package: Path, spec: Path) -> ReadTypes:
    """Import a release into a folder without the types of `left_out.yaml`, and return all types."""
    opened = spec_folder.open_folder(spec, SPEC)
    source = importing.Source(str(package))
    wanted = Wanted((), False, opened.by_hand, class_names=opened.class_names)
    read = importing.import_types(source, wanted, [PRELUDE])
    left_out = _left_out()
    files = {
        file: tuple(declaration for declaration in found if declaration.name not in left_out)
        for file, found in read.files.items()
    }
    taken = replace(read, files={file: found for file, found in files.items() if found})
    texts = importing.spec_files(taken, importing.source_label(source))
    output.write(spec_folder.plan(opened, texts))
    return read


def _left_out() -> dict[str, str]:
    reasons: dict[str, str] = yaml.safe_load((HERE / "left_out.yaml").read_text("utf-8"))
    return reasons


def _difference(folder: Path, old: str, new: str, *options: str) -> dict[str, Any]:
    """Return the output of `typescribe diff --format json` for two sides."""
    command = ["diff", old, new, "--prelude", PRELUDE, "--format", "json", *options]
    found = subprocess.run(
        [sys.executable, "-m", "typescribe", *command],
        cwd=folder,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    difference: dict[str, Any] = json.loads(found.stdout)
    return difference


def _unlike_by_hand(folder: Path, whole: Path, made: Path) -> Iterator[str]:
    """Yield the breaking changes between the release and the types that are written by hand."""
    difference = _difference(folder, whole.name, str(made.relative_to(folder)))
    for change in difference["changes"]:
        gone = change["kind"] == "type_removed" and change["type"] in _left_out()
        if (change["breaks"]["readers"] or change["breaks"]["writers"]) and not gone:
            yield f"{change['type']}.{change['field'] or ''}: {change['kind']}: {change['why']}"


def _page(read: ReadTypes, difference: dict[str, Any], folder: Path) -> str:
    """Return docs/sdk.md with new tables."""
    text = PAGE.read_text("utf-8")
    for name, lines in (
        ("counts", [import_report.counts(read)]),
        ("left out by us", _reasons()),
        ("report", _notes(read, folder)),
        ("difference", _summary(difference)),
        ("of agent contacts", _rows(_difference(folder, OLD, NEW, *AGENT_CONTACT))),
        ("from the desktop", _rows(_breaking(_from_desktop(folder)))),
    ):
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        text = "\n".join([before + start, *lines, "", end + after])
    return text


def _reasons() -> Iterator[str]:
    yield from ("| type | why |", "| --- | --- |")
    for name, reason in _left_out().items():
        yield f"| `{name}` | {reason} |"


def _notes(read: ReadTypes, folder: Path) -> Iterator[str]:
    yield from ("| | where | what | why |", "| --- | --- | --- | --- |")
    for note in import_report.grouped(read.notes):
        where = str(note.position).removeprefix(f"{(folder / NEW).as_posix()}/")
        message = note.message.replace("|", r"\|")
        yield f"| {note.kind} | {where} | `{note.name}` | {message} |"


def _summary(difference: dict[str, Any]) -> Iterator[str]:
    yield from ("| breaks | changes |", "| --- | --: |")
    for audience in ("readers", "writers", "python"):
        count = sum(change["breaks"][audience] for change in difference["changes"])
        yield f"| {audience} | {count} |"
    yield f"| (all) | {len(difference['changes'])} |"


def _from_desktop(folder: Path) -> dict[str, Any]:
    """Compare the message of the desktop SDK with the spec."""
    return _difference(
        folder, f"{DESKTOP_RELEASE}/{DESKTOP_FILE}", str(ROOT / SPEC), *AGENT_CONTACT
    )


def _breaking(difference: dict[str, Any]) -> dict[str, Any]:
    """Return a difference with only the changes that break readers or writers."""
    changes = difference["changes"]
    breaks = [one for one in changes if one["breaks"]["readers"] or one["breaks"]["writers"]]
    return {**difference, "changes": breaks}


def _rows(difference: dict[str, Any]) -> Iterator[str]:
    yield from ("| breaks | where | what | before | after |", "| --- | --- | --- | --- | --- |")
    for change in difference["changes"]:
        whom = [each for each in ("readers", "writers") if change["breaks"][each]]
        texts = (f"`{text}`" if text else "" for text in (change["before"], change["after"]))
        before, after = (text.replace("|", r"\|") for text in texts)
        what = change["kind"].replace("_", " ")
        yield f"| {', '.join(whom) or '-'} | `{change['where']}` | {what} | {before} | {after} |"


def _unlike(committed: Path, made: Path) -> Iterator[str]:
    names = {path.name for folder in (committed, made) for path in folder.iterdir()}
    for name in sorted(names):
        old, new = (
            path.read_text("utf-8") if (path := folder / name).exists() else ""
            for folder in (committed, made)
        )
        yield from _changes(f"{SPEC}/{name}", old, new)


def _changes(name: str, old: str, new: str) -> Iterator[str]:
    yield from difflib.unified_diff(
        old.splitlines(), new.splitlines(), name, f"{name}, as {NEW} gives it", lineterm=""
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
