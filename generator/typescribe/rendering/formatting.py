"""Source -> the style of black, definition by definition: what has not changed is remembered."""

from __future__ import annotations

import ast
import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version

from typescribe.language.errors import Problem, TemplateError
from typescribe.project.cache import Cache
from typescribe.rendering.modules import BETWEEN, Module
from typescribe.text.quoting import LINE_LENGTH

WORTH_A_PROCESS = 40_000
"""How many characters have to be formatted before further processes save time."""


def format_modules(modules: Mapping[str, Module], remembered: Cache) -> dict[str, str]:
    """Return modules by name in the style of black: what it makes of each whole module."""
    wanted = dict.fromkeys(piece for module in modules.values() for piece in module.pieces)
    formatted = {piece: remembered.get(key_of(piece)) for piece in wanted}
    missing = [piece for piece, text in formatted.items() if text is None]
    for piece, text in zip(missing, _format_all(missing), strict=True):
        formatted[piece] = text
        remembered.put(key_of(piece), text)
    return {
        name: module.heading + _joined([formatted[piece] or "" for piece in module.pieces])
        for name, module in modules.items()
    }


def _joined(pieces: list[str]) -> str:
    """Return a module; black leaves one empty line between imports and what is no definition."""
    head, *rest = pieces
    if rest and not rest[0].startswith(("@", "class ", "def ")) and _ends_in_import(head):
        head, *rest = f"{head}\n\n{rest[0]}", *rest[1:]
    return BETWEEN.join([head, *rest]) + "\n"


def _ends_in_import(source: str) -> bool:
    statements = ast.parse(source).body
    return bool(statements) and isinstance(statements[-1], (ast.Import, ast.ImportFrom))


def key_of(piece: str) -> str:
    """Return what the result of formatting some source is remembered under."""
    return hashlib.sha256(f"{_style()}\0{piece}".encode()).hexdigest()


@cache
def _style() -> str:
    """Return all that the result depends on beside the source."""
    return f"black {version('black')} py311 {LINE_LENGTH}"


def _format_all(pieces: list[str]) -> Iterable[str]:
    processes = min(os.cpu_count() or 1, 8)
    if processes == 1 or sum(map(len, pieces)) < WORTH_A_PROCESS:
        return list(map(format_piece, pieces))
    from concurrent.futures import ProcessPoolExecutor

    import black  # noqa: F401 - so that the processes inherit it

    # The largest go first, so that no process is left with one of them at the end.
    order = sorted(range(len(pieces)), key=lambda place: -len(pieces[place]))
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(format_piece, [pieces[place] for place in order], chunksize=4)
        results = dict(zip(order, made, strict=True))
    return [results[place] for place in range(len(pieces))]


@cache  # what every package carries is formatted once
def format_piece(source: str) -> str:
    """Return some definitions in the style of black, without empty lines around them."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        # What black has changed, if only by the end of the last line, it formats once more.
        return black.format_str(f"{source}\n", mode=mode).strip("\n")
    except InvalidInput as error:
        raise TemplateError([Problem("black", str(error))]) from error
