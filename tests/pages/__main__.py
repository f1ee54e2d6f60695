"""Run the examples of pages, and update the output that they show: `make docs-update`.

    python -m pages [PAGE...]

Exits with 1 if something has to be changed by hand, such as an excerpt.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from pages import page


def main(names: list[str]) -> int:
    remaining = 0
    for file in [Path(name).resolve() for name in names] or page.files():
        shown = file.relative_to(page.ROOT)
        with tempfile.TemporaryDirectory() as folder:
            made = page.run(file.read_text(encoding="utf-8"), Path(folder))
        file.write_text(made.page, encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            again = page.run(made.page, Path(folder)) if made.differences else made
        for difference in made.differences:
            print(f"{shown}: {difference}")
        remaining += len(again.differences)
    print(f"{remaining} to change by hand" if remaining else "every page is right")
    return 1 if remaining else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
