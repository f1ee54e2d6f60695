"""Judge the reading of references: document sources with each release of TypeDoc, and compare.

python -m references             what `make judge` runs; exits with 1 if a type differs
python -m references --record    also writes the pages in tests/data/typedoc
python -m references 0.28        judges this release alone
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from references.documenting import document, install
from references.equality import Imported, different, imported
from references.known import known
from references.pages import PAGES, stale
from references.releases import BUILD, RELEASES, Release
from references.sources import PRELUDES, SOURCES


def main(arguments: list[str]) -> int:
    """Return the exit code: 1 if the law does not hold."""
    BUILD.mkdir(parents=True, exist_ok=True)
    install()
    named = {release.minor for release in RELEASES} & set(arguments)
    chosen = [release for release in RELEASES if release.minor in named or not named]
    judge = partial(_judged, is_recording="--record" in arguments)
    faults: list[str] = []
    SOURCES["sdk"](chosen[0])  # downloads it, which the processes must not do side by side
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(chosen))) as pool:
        for release, judged in zip(chosen, pool.map(judge, chosen), strict=True):
            print(f"TypeDoc {release.typedoc}: {judged.compared:,} types compared")
            faults += judged.faults
    print(*faults, sep="\n" if faults else "")
    return 1 if faults else 0


@dataclass(frozen=True, slots=True)
class _Judged:
    """How many types of a release were compared, and where the law does not hold."""

    compared: int
    faults: tuple[str, ...]


def _judged(release: Release, *, is_recording: bool) -> _Judged:
    compared = 0
    faults: list[str] = []
    for name, make in SOURCES.items():
        source = make(release)
        preludes = PRELUDES[name]
        made = BUILD / "made" / name
        made.mkdir(parents=True, exist_ok=True)
        site, project = document(release, source, made)
        expected = imported(str(source), preludes)
        for form, path in (("site", site), ("json", project)):
            found = imported(path, preludes)
            compared += len(expected.types)
            where = f"TypeDoc {release.typedoc}, {name}, {form}"
            departures = _departures((name, release.minor, form), expected, found)
            faults += (f"{where}: {departure}" for departure in departures)
        if name == "shop":
            faults += stale(Path(site), PAGES / release.minor, record=is_recording)
    return _Judged(compared, tuple(faults))


def _departures(place: tuple[str, str, str], expected: Imported, found: Imported) -> Iterator[str]:
    listed = known(*place)
    departing = different(expected, found, is_page=place[2] == "site")
    yield from (f"{name} differs" for name in sorted(departing - listed.keys()))
    yield from (
        f"{name} is listed, and does not differ" for name in sorted(listed.keys() - departing)
    )
    silent = {name for name, one in listed.items() if one.is_reported} - found.reported
    yield from (f"{name} differs, and is not reported" for name in sorted(silent & departing))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
