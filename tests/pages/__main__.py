"""Run the examples of pages, and update the output that they show: `make docs-update`.

    python -m pages [--npm] [--check] [PAGE...]

With `--npm`, also those that need the npm registry; without pages, then only pages with such ones.
With `--check`, nothing is written.

Exits with 1 if something has to be changed by hand, such as an excerpt, or with `--check` at all.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pages import page
from pages.markdown import blocks


def main(arguments: list[str]) -> int:
    with_npm, is_check = "--npm" in arguments, "--check" in arguments
    names = [name for name in arguments if not name.startswith("--")]
    remaining = 0
    for file in [Path(name).resolve() for name in names] or _files(with_npm):
        shown = file.relative_to(page.ROOT)
        made = _run(file.read_text(encoding="utf-8"), with_npm)
        found = made.differences
        for difference in found:
            print(f"{shown}: {difference}")
        if not is_check:
            file.write_text(made.page, encoding="utf-8")
            found = _run(made.page, with_npm).differences if found else ()
        remaining += len(found)
    what = "wrong" if is_check else "to change by hand"
    print(f"{remaining} {what}" if remaining else "every page is right")
    return 1 if remaining else 0


def _files(with_npm: bool) -> list[Path]:
    files = page.files()
    if not with_npm:
        return files
    found = [(file, blocks(file.read_text(encoding="utf-8"))) for file in files]
    return [file for file, listed in found if any(block.needs_npm for block in listed)]


def _run(text: str, with_npm: bool) -> page.Run:
    with tempfile.TemporaryDirectory() as folder:
        return page.run(text, Path(folder), with_npm=with_npm)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
