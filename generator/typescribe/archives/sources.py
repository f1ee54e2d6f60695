"""Finds the files that command-line arguments name: files, folders, patterns, URLs, `-`."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from typescribe.archives.streams import STANDARD_INPUT, InputError, as_input_error
from typescribe.language.errors import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """One file, URL or `-`; `size` is in bytes, if known before opening."""

    path: str
    size: int | None


def find_sources(names: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources that the given names stand for, each once.

    A folder stands for all files in it and in the folders inside it, except hidden ones. A name
    with `*`, `?` or `[` is a pattern (`**` matches any depth), unless a file has exactly this name.
    Files of a folder or a pattern are sorted by name.

    Raises:
        InputError: with a problem for each name for which there is no file.
    """
    found: dict[str, Source] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            with as_input_error(name):
                found |= {source.path: source for source in _found(name)}
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found.values())


def _found(name: str) -> list[Source]:
    if name == STANDARD_INPUT:
        return [Source(name, None)]
    if "://" in name:
        from typescribe.archives.remote import urls

        return [Source(url, size) for url, size in urls(name)]
    if os.path.isdir(name):
        files = sorted(_files(Path(name)))
        if not files:
            raise InputError([Problem(name, "a folder without files")])
        return [_local(str(file)) for file in files]
    if not os.path.lexists(name) and any(sign in name for sign in "*?["):
        matching = sorted(m for m in glob.glob(name, recursive=True) if not os.path.isdir(m))
        if not matching:
            raise InputError([Problem(name, "no file matches the pattern")])
        return [_local(match) for match in matching]
    return [_local(name)]


def _files(folder: Path) -> Iterable[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") for part in inside):
            yield path


def _local(name: str) -> Source:
    status = os.stat(name)
    return Source(name, status.st_size if os.path.isfile(name) else None)
