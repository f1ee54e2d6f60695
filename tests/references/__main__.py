"""Judge the reading of references: document sources with each release of TypeDoc, and compare.

python -m references             what `make judge` runs; exits with 1 if a type differs
python -m references --record    also writes the pages in tests/data/typedoc
python -m references 0.28        judges this release alone
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
    faults = [fault for release in chosen for fault in _judge(release, arguments)]
    print(*faults, sep="\n" if faults else "")
    return 1 if faults else 0


def _judge(release: Release, arguments: list[str]) -> Iterator[str]:
    compared = 0
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
            yield from (f"{where}: {departure}" for departure in departures)
        if name == "shop":
            yield from stale(Path(site), PAGES / release.minor, record="--record" in arguments)
    print(f"TypeDoc {release.typedoc}: {compared:,} types compared")


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
