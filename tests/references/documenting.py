"""Install the releases of TypeDoc, once, and document a source with one of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from sdk import npm

from references.releases import RELEASES, Release


def install() -> None:
    """Install each release that is not there yet."""
    for release in RELEASES:
        wanted = {f"typedoc@{release.typedoc}", f"typescript@{release.typescript}"}
        if _installed(release) != wanted:
            shutil.rmtree(release.folder, ignore_errors=True)
            options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
            prefix = ["--prefix", str(release.folder)]
            subprocess.run(npm.command("install", *prefix, *options, *sorted(wanted)), check=True)


def _installed(release: Release) -> set[str]:
    found: set[str] = set()
    for name in ("typedoc", "typescript"):
        manifest = release.folder / "node_modules" / name / "package.json"
        if manifest.is_file():
            found.add(f"{name}@{json.loads(manifest.read_text(encoding='utf-8'))['version']}")
    return found


_TSCONFIG = {
    "compilerOptions": {
        "strict": True,
        "noEmit": True,
        "target": "es2020",
        "module": "esnext",
        "moduleResolution": "node",
        "skipLibCheck": True,
        "types": [],
    },
    "include": ["**/*.ts"],
}


def document(release: Release, source: Path, to: Path) -> tuple[str, str]:
    """Document all modules of a folder; return the site and its JSON, which are written `to`."""
    (source / "tsconfig.json").write_text(json.dumps(_TSCONFIG), encoding="utf-8")
    entries = [path.relative_to(source).as_posix() for path in sorted(source.rglob("*.ts"))]
    site, project = to / release.minor, to / f"{release.minor}.json"
    shutil.rmtree(site, ignore_errors=True)
    command = [
        *("node", str((release.folder / "node_modules/typedoc/bin/typedoc").resolve())),
        *("--tsconfig", "tsconfig.json", "--readme", "none", "--name", "judged"),
        *(word for entry in entries for word in ("--entryPoints", entry)),
        *("--out", str(site.resolve()), "--json", str(project.resolve())),
        *release.options.split(),
    ]
    ran = subprocess.run(
        command,
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    if ran.returncode:
        raise SystemExit(f"TypeDoc {release.typedoc} failed:\n{ran.stdout}{ran.stderr}")
    return str(site), str(project)
