"""File names that not every system can have beside one another, or at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in "123456789¹²³"
}


def is_reserved(name: str) -> bool:
    """Return whether Windows keeps a file name for a device, whatever its suffix.

    See https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file.

    >>> is_reserved("CON"), is_reserved("nul.d.ts"), is_reserved("console.ts")
    (True, True, False)
    """
    return name.partition(".")[0].rstrip(" ").casefold() in _RESERVED


def sharing_names(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with an earlier one that is the same where case is ignored.

    >>> [*sharing_names(["a.ts", "b.ts", "A.ts", "a.ts"])]
    [('a.ts', 'A.ts')]
    """
    found: dict[str, str] = {}
    for name in names:
        first = found.setdefault(name.casefold(), name)
        if first != name:
            yield first, name
