"""A browser for the tests of the page: `python tests/browser/obtain.py` fetches one, or finds it.

On Linux with an x86-64 processor it is the one that the npm package @sparticuz/chromium ships: it
needs nothing but a C library, and is the same on every machine. Elsewhere it is what is installed.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "browser"
PACKAGES = ("@sparticuz/chromium@153.0.0", "axe-core@4.14.1")
AXE = BUILD / "node_modules" / "axe-core" / "axe.min.js"
SHIPPED = BUILD / "shipped"
FETCHED = BUILD / "fetched"
"""Says what was fetched last, so that it is not fetched again."""
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "no browser for the tests of the page: install Chromium (apt-get install chromium), or set "
    "CHROMIUM to the path of one; NO_BROWSER=1 goes on without these tests"
)
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fonts-cache</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Browser:
    """A Chromium, and what its environment needs beside."""

    path: str
    environment: dict[str, str]


def find() -> Browser | None:
    """Return the browser that the variable CHROMIUM names, that was fetched, or is installed."""
    if named := os.environ.get("CHROMIUM"):
        return Browser(named, {})
    if SHIPPED.exists():
        here = {"LD_LIBRARY_PATH": f"{SHIPPED}/lib", "FONTCONFIG_PATH": str(SHIPPED)}
        return Browser(str(SHIPPED / "chromium"), here)
    found = next(filter(None, map(shutil.which, INSTALLED)), None)
    return Browser(found, {}) if found else None


def fetch() -> bool:
    """Install the packages, and unpack the browser where it can run; whether npm could do it."""
    if FETCHED.exists() and FETCHED.read_text(encoding="utf-8").split() == [*PACKAGES]:
        return True
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True, exist_ok=True)
    options = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    npm = [sys.executable, "-m", "sdk.npm", "install", "--prefix", str(BUILD), *options, *PACKAGES]
    if subprocess.run(npm, cwd=ROOT, check=False).returncode:
        return False
    if (sys.platform, platform.machine()) == ("linux", "x86_64"):
        unpack(BUILD / "node_modules" / "@sparticuz" / "chromium")
    FETCHED.write_text("\n".join(PACKAGES), encoding="utf-8")
    return True


def unpack(package: Path) -> None:
    """Unpack the browser with its libraries and fonts."""
    SHIPPED.mkdir()
    script = Path(__file__).with_name("unpack.mjs")
    subprocess.run(["node", str(script), str(package), str(SHIPPED)], check=True)
    for name in ("al2023.tar", "fonts.tar", "swiftshader.tar"):
        with tarfile.open(SHIPPED / name) as archive:
            archive.extractall(SHIPPED, filter="data")
        (SHIPPED / name).unlink()
    # Its own settings look for the fonts where a function of Lambda has them; without, it crashes.
    (SHIPPED / "fonts.conf").write_text(FONTS.format(folder=SHIPPED), encoding="utf-8")
    (SHIPPED / "chromium").chmod(0o755)


def main() -> int:
    """Exit with 1, and one line of advice, where there is no browser."""
    if os.environ.get("NO_BROWSER"):
        print("NO_BROWSER is set: the page is not tested in a browser")
        return 0
    if not fetch():
        print(f"npm could not install {' and '.join(PACKAGES)}", file=sys.stderr)
        return 1
    if find() is None:
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
