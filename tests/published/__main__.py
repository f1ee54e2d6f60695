"""Try the pinned releases, and write the table of docs/import.md.

python -m published               all of them; exits with 1 if a step fails or a message differs
python -m published NAME...       some of them
python -m published --update      writes the table as well, with today's date
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from published.constraints import lost_of
from published.messages import compared, found
from published.releases import Release, messages, releases
from published.trial import Measured, TrialError, generated, installed, measured

PAGE = Path("docs/import.md")
START, END = "<!-- packages -->\n", "<!-- end -->"


def main(arguments: list[str]) -> int:
    """Return the exit code: 1 if a release cannot be used, or a message is read otherwise."""
    names = [argument for argument in arguments if argument != "--update"]
    tried: dict[Release, Measured] = {}
    failed, slow, count = 0, 0, [0, 0]
    for release in releases():
        if names and release.name not in names:
            continue
        before = time.monotonic()
        try:
            tried[release] = measured(release)
            constraints = lost_of(installed(release.name, release.version), release.prelude)
            folder = generated(release)
            own = [one for of in messages() if of.release == release.name for one in found(of)]
            accepted, wrong = compared(release, folder, own) if own else (0, [])
            count = [count[0] + len(own), count[1] + accepted]
        except TrialError as error:
            wrong = [str(error)]
        else:
            wrong += constraints
        failed += len(wrong)
        exceeded = list(_slow(tried.get(release)))
        slow += len(exceeded)
        print(f"{release.name} {release.version}: {time.monotonic() - before:.0f} s")
        print("".join(f"  {line}\n" for line in (*wrong, *exceeded)), end="", flush=True)
    problems = f"{failed} problems, {slow} limits exceeded"
    print(f"{count[0]} messages, of which the compiler accepts {count[1]}; {problems}")
    if "--update" in arguments and not names and not failed:
        _update(tried, count)
    return 1 if failed or slow else 0


def _slow(one: Measured | None) -> Iterator[str]:
    """Yield which limits an import exceeds: 1 s for 5,000 lines, and 300 MB."""
    if one is None:
        return
    if one.seconds > max(1, one.lines / 5_000):
        yield f"{one.seconds} s for {one.lines:,} lines; at most 1 s for 5,000 are allowed"
    if one.megabytes > 300:
        yield f"{one.megabytes} MB for {one.lines:,} lines; at most 300 MB are allowed"


def _update(tried: dict[Release, Measured], count: list[int]) -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    today = datetime.now(UTC)
    head = (
        f"Measured on {today.day} {today:%B %Y}, with {count[0]} messages, of which the compiler\n"
        f"accepts {count[1]}.\n\n"
        "| package | lines | types | exact | approximated | left out | s | MB | entries |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --- |\n"
    )
    table = "\n".join(_row(release, one) for release, one in tried.items())
    PAGE.write_text(f"{before}{START}{head}{table}\n{END}{after}", encoding="utf-8")


def _row(release: Release, one: Measured) -> str:
    cells = (
        f"`{release.name}` {release.version}",
        f"{one.lines:,}",
        *(f"{n:,}" for n in (one.types, one.exact, one.approximated, one.left_out)),
        f"{one.seconds:.1f}",
        str(one.megabytes),
        ", ".join(f"`{entry}`" for entry in release.entries) or "all",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
