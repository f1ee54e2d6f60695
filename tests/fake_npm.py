"""A registry in a folder, and an `npm` for it on PATH: a script that records how it was called."""

from __future__ import annotations

import io
import json
import shutil
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

_SCRIPT = '''\
#!{python}
"""Answers `npm pack`, `npm view NAME version` and `npm install --package-lock-only`."""
import json, pathlib, shutil, sys

registry = pathlib.Path({folder!r})
releases = json.loads((registry / "releases.json").read_text())
with (registry / "calls.jsonl").open("a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
command, *arguments = sys.argv[1:]


def fails(code, summary):
    print(json.dumps({{"error": {{"code": code, "summary": summary}}}}))
    print(f"npm error code {{code}}\\nnpm error {{summary}}", file=sys.stderr)
    sys.exit(1)


def find(text):
    name, at, version = text[0] + text[1:].partition("@")[0], *text[1:].partition("@")[1:]
    of_name = {{r["version"]: r for r in releases if r["name"] == name}}
    if not of_name:
        fails("E404", f"Not Found - GET https://registry.npmjs.org/{{name}}")
    tags = {{tag: each["version"] for each in of_name.values() for tag in each["tags"]}}
    tags.setdefault("latest", list(of_name)[-1])
    version = tags.get(version or "latest", version)
    if version not in of_name:
        fails("ETARGET", f"No matching version found for {{text}}.")
    return of_name[version]


if command == "pack":
    target = arguments[arguments.index("--pack-destination") + 1]
    named = [a for a in arguments if not a.startswith("-") and a != target]
    for release in [find(text) for text in named]:
        shutil.copy(registry / release["archive"], target)
    print("[]")
elif command == "view":
    print(json.dumps(find(arguments[0])["version"]))
elif command == "install":
    if pathlib.Path(".npmrc").exists():
        shutil.copy(".npmrc", registry / "npmrc_of_install")
    wanted = json.loads(pathlib.Path("package.json").read_text())["dependencies"]
    waiting = [("", name, version) for name, version in wanted.items()]
    packages = {{"": {{}}}}
    for parent, name, version in waiting:  # which grows
        release = find(f"{{name}}@{{version}}")
        place = f"node_modules/{{name}}"
        if packages.get(place, release)["version"] != release["version"]:
            place = f"{{parent}}/{{place}}"
        if place not in packages:
            kind = release["of_git"]
            more = {{"resolved": "git+ssh://x"}} if kind else {{"integrity": "sha512-x"}}
            packages[place] = {{"version": release["version"], **more}}
            waiting += [(place, *each) for each in release["dependencies"].items()]
    pathlib.Path("package-lock.json").write_text(json.dumps({{"packages": packages}}))
    print("{{}}")
else:
    fails("EUNKNOWN", command)
'''


class Registry:
    """Releases that the fake npm knows; the last one of a package is its `latest`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "registry"
        self._folder.mkdir()
        self._releases: list[dict[str, object]] = []

    def publish(
        self,
        name: str,
        version: str,
        files: Mapping[str, str],
        *,
        dependencies: Mapping[str, str] = MappingProxyType({}),
        tags: tuple[str, ...] = (),
        of_git: bool = False,
    ) -> Path:
        """Add a release, and return its archive; a file `index.d.ts` holds its types.

        As a dependency, one `of_git` comes from a git repository instead of the registry.
        Scripts in its manifest would leave the file `script_ran` behind.
        """
        script = f"touch {self._folder / 'script_ran'}"
        manifest = {
            "name": name,
            "version": version,
            "types": "index.d.ts",
            "dependencies": dict(dependencies),
            "scripts": dict.fromkeys(("preinstall", "install", "prepare", "prepack"), script),
        }
        archive = archive_of(
            self._folder / f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz",
            {"package.json": json.dumps(manifest), **files},
        )
        self._releases.append(
            {
                "name": name,
                "version": version,
                "archive": archive.name,
                "dependencies": dict(dependencies),
                "tags": tags,
                "of_git": of_git,
            }
        )
        (self._folder / "releases.json").write_text(json.dumps(self._releases))
        return archive

    def put_on_path(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make the fake npm the only program on PATH, beside git."""
        bin_ = self._folder / "bin"
        bin_.mkdir()
        script = bin_ / "npm"
        script.write_text(_SCRIPT.format(python=sys.executable, folder=str(self._folder)))
        script.chmod(0o755)
        if git := shutil.which("git"):
            (bin_ / "git").symlink_to(git)
        monkeypatch.setenv("PATH", str(bin_))

    def calls(self) -> list[list[str]]:
        """Return the arguments of each call of npm so far."""
        log = self._folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    @property
    def configuration(self) -> str:
        """The `.npmrc` of the folder in which npm looked for dependencies."""
        return (self._folder / "npmrc_of_install").read_text()

    @property
    def script_ran(self) -> bool:
        """Whether a script of a package was run."""
        return (self._folder / "script_ran").exists()


def archive_of(path: Path, files: Mapping[str, str]) -> Path:
    """Write an archive as `npm pack` makes it."""
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content := text.encode())
            archive.addfile(member, io.BytesIO(content))
    return path
