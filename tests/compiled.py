"""Run the tests of what generated code does on compiled packages: `make compiled`.

These are the tests of meaning, hostile values, privacy and the behaviour of classes.

The packages of these tests are generated with `compiled = true`, built as wheels, and unpacked in
build/compiled. A package is built again if its files have changed. Without a C compiler, this says
so, and checks nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "compiled"
SPECS = {
    "features": "tests/data/features",
    "kinds_under_fuzz": "tests/fuzz/spec",
    "webex_contact_center": "spec/webex_contact_center",
}
"""The packages of the tests, and their specs."""
TESTS = ("test_meaning", "test_hostile_values", "test_privacy", "test_class_behaviour")
SETTINGS = """
[tool.typescribe.packages.{name}]
targets = ["dataclasses", "typed_dicts", "validators", "distribution"]
compiled = true
"""


def main() -> int:
    missing = missing_to_compile()
    if missing:
        print(f"nothing was compiled and tested: there is no {missing}")
        return 0
    variables = {**os.environ, "COMPILED_PACKAGES": str(built())}
    files = [f"tests/{name}.py" for name in TESTS]
    command = (sys.executable, "-m", "pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", *files)
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def built() -> Path:
    """Return the folder with the compiled packages, built anew where their files have changed.

    Raises `CalledProcessError` if a package cannot be generated or built.
    """
    project = BUILD / "project"
    shutil.rmtree(project / "spec", ignore_errors=True)
    for name, spec in SPECS.items():
        shutil.copytree(ROOT / spec, project / "spec" / name)
    settings = "".join(SETTINGS.format(name=name) for name in SPECS)
    (project / "pyproject.toml").write_text(settings, encoding="utf-8")
    generate = (sys.executable, "-m", "typescribe", "generate", "--project", str(project))
    subprocess.run(generate, check=True)
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: _installed(project / "generated" / name), SPECS))
    return BUILD / "site"


def missing_to_compile() -> str | None:
    """Return what is missing to compile C, if anything is."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"C compiler ({compiler})"
    header = Path(sysconfig.get_path("include"), "Python.h")
    return None if header.is_file() else f"header of CPython ({header})"


def _installed(folder: Path) -> None:
    """Build the wheel of a package and unpack it, unless that was done with the same files."""
    digest = digest_of(folder)
    made_from = BUILD / f"{folder.name}.made_from"
    if made_from.is_file() and made_from.read_text() == digest:
        return
    wheels = BUILD / "wheels" / folder.name
    shutil.rmtree(wheels, ignore_errors=True)
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(folder))
    subprocess.run((sys.executable, *build), check=True)
    (wheel,) = wheels.glob("*.whl")
    assert not wheel.name.endswith("-none-any.whl"), f"{wheel.name} is not compiled"
    shutil.rmtree(BUILD / "site" / folder.name, ignore_errors=True)
    zipfile.ZipFile(wheel).extractall(BUILD / "site")
    made_from.write_text(digest)


def digest_of(folder: Path) -> str:
    """Return a digest of all that a wheel is built from: the files of a package, and the tools."""
    digest = hashlib.sha256(sys.version.encode() + (ROOT / "constraints.txt").read_bytes())
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(file.relative_to(folder).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
