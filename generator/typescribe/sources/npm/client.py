"""Runs the user's npm: packs releases, and finds the newest one; never runs a package's scripts.

The registry and the credentials are those of the user's npm, as its configuration in the current
folder says.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from typescribe.language.errors import Problem, SpecError
from typescribe.sources.npm.specifier import REGISTRY, Specifier

_OPTIONS = ("--json", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
_LABEL = re.compile(r"npm (?:error|ERR!)")
_SHELL = re.compile(r"[<>|^&%]")


def pack(specifiers: Iterable[Specifier], folder: Path, shown_as: str) -> list[Path]:
    """Download releases as archives into a folder, and return their paths.

    Args:
        specifiers: the releases. Of a range, npm chooses the newest one, or that of `latest`.
        folder: an empty folder.
        shown_as: what messages are about.

    Raises:
        SpecError: npm is not installed, or it fails; a second problem says what it answered.
    """
    named = list(specifiers)
    for specifier in named:
        _assert_safe(specifier)
    packages = [specifier.as_npm for specifier in named]
    without_npm = _by_hand(named[0])
    _run(["pack", "--pack-destination", str(folder), *packages], shown_as, without_npm)
    return sorted(folder.glob("*.tgz"))


def latest(name: str) -> str:
    """Return the version of a package that has the tag `latest`.

    Raises:
        SpecError: npm is not installed, or it fails, or there is no such release.
    """
    shown = str(Specifier(name))
    wanted = Specifier(name, "latest").as_npm
    found = _parsed(_run(["view", wanted, "version"], shown, _by_hand(Specifier(name))))
    if not isinstance(found, str) or not Specifier(name, found).is_exact:
        raise SpecError([Problem(shown, 'there is no release with the tag "latest"')])
    return found


def lock_dependencies(folder: Path, shown_as: str) -> None:
    """Let npm write the `package-lock.json` of a folder with a `package.json`.

    Nothing is installed: npm reads the manifests of all dependencies, and no package.

    Raises:
        SpecError: npm is not installed, or it fails.
    """
    without_npm = "npm is not installed; it is needed to find the dependencies"
    configuration = _project_configuration(Path.cwd())
    if configuration is not None:
        _link(folder / configuration.name, configuration.resolve())
    _run(["install", "--package-lock-only"], shown_as, without_npm, folder)


def _link(link: Path, target: Path) -> None:
    """Make a file available under another path; as a copy where links need a permission."""
    try:
        link.symlink_to(target)
    except OSError:
        shutil.copyfile(target, link)


def _project_configuration(start: Path) -> Path | None:
    """Return the `.npmrc` that npm reads for commands in a folder, if there is one.

    See https://docs.npmjs.com/cli/configuring-npm/folders, "Finding the package.json".
    """
    for parent in (start, *start.parents):
        if (parent / "package.json").is_file() or (parent / "node_modules").is_dir():
            start = parent
            break
    file = start / ".npmrc"
    return file if file.is_file() else None


def _run(arguments: list[str], shown_as: str, without_npm: str, folder: Path | None = None) -> str:
    """Return the output of npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise SpecError([Problem(shown_as, without_npm)])
    ran = subprocess.run(  # noqa: S603 - the user's npm, with arguments that were checked
        [npm, *arguments, *_OPTIONS],
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if ran.returncode:
        raise SpecError(_failure(shown_as, arguments[0], ran.stdout, ran.stderr))
    return ran.stdout


def _failure(shown_as: str, command: str, answer: str, log: str) -> list[Problem]:
    """Return npm's failure in two problems, each of which is printed on one line."""
    match _parsed(answer):
        case {"error": {"code": str(code), "summary": str(summary)}}:
            pass
        case _:
            said = [_LABEL.sub("", line, count=1).strip() for line in log.splitlines()]
            code, summary = "", next(filter(None, said), "")
    failed = f"npm {command} failed{f' with {code}' if code else ''}"
    first = next(filter(None, map(str.strip, summary.splitlines())), "it gave no reason")
    return [Problem(shown_as, failed), Problem("npm", first)]


def _parsed(answer: str) -> object:
    """Return the JSON that npm has printed; None if it is none."""
    try:
        found: object = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return found


def _by_hand(specifier: Specifier) -> str:
    """Return what somebody without npm can do."""
    if specifier.is_exact:
        then = f"typescribe import {specifier.archive}"
        return f"npm is not installed; download {specifier.url} and run: {then}"
    listed = f"{REGISTRY}/{specifier.name}/latest"
    return (
        f'npm is not installed; download the archive that {listed} names as "tarball", '
        "and import that file"
    )


def _assert_safe(specifier: Specifier) -> None:
    """Raise `SpecError` if the shell that runs npm on Windows would change a version."""
    if sys.platform == "win32" and _SHELL.search(specifier.version):
        message = "on Windows, expected a version or a tag, not a range with < > | or ^"
        raise SpecError([Problem(str(specifier), message)])
