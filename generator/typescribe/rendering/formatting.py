"""Formats modules with black, one definition at a time; unchanged ones come from the cache."""

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
"""The number of characters from which several processes are faster than one."""

EXCLUDED = "# fmt: off\n# ruff: noqa\n"
"""The comments with which black, ruff and their like leave a file as it is."""


def format_modules(modules: Mapping[str, Module], remembered: Cache) -> dict[str, str]:
    """Return the text of modules by name: exactly what black makes of each whole module.

    Two comments below the mark keep the formatter and the linter of the user's project from
    changing a file that the next run would change back.
    """
    wanted = dict.fromkeys(piece for module in modules.values() for piece in module.pieces)
    formatted = {piece: remembered.get(key_of(piece)) for piece in wanted}
    missing = [piece for piece, text in formatted.items() if text is None]
    for piece, text in zip(missing, _format_all(missing), strict=True):
        formatted[piece] = text
        remembered.put(key_of(piece), text)
    return {
        name: _excluded(
            module.heading + _joined([formatted[piece] or "" for piece in module.pieces])
        )
        for name, module in modules.items()
    }


def _excluded(text: str) -> str:
    """Return the text of a module with `EXCLUDED` below its mark, if it has one."""
    if not text.startswith("#"):
        return text
    mark, _, rest = text.partition("\n")
    return f"{mark}\n{EXCLUDED}{rest}"


def _joined(pieces: list[str]) -> str:
    """Join formatted pieces to a module, with the empty lines that black puts between them."""
    head, *rest = pieces
    # After imports, black puts two empty lines before a definition and one before anything else.
    if rest and not rest[0].startswith(("@", "class ", "def ")) and _ends_in_import(head):
        head, *rest = f"{head}\n\n{rest[0]}", *rest[1:]
    return BETWEEN.join([head, *rest]) + "\n"


def _ends_in_import(source: str) -> bool:
    statements = ast.parse(source).body
    return bool(statements) and isinstance(statements[-1], (ast.Import, ast.ImportFrom))


def key_of(piece: str) -> str:
    """Return the key under which the cache keeps the formatted text of a piece."""
    return hashlib.sha256(f"{_style()}\0{piece}".encode()).hexdigest()


@cache
def _style() -> str:
    """Return everything that the formatted text depends on, except the source."""
    return f"black {version('black')} py311 {LINE_LENGTH}"


def _format_all(pieces: list[str]) -> Iterable[str]:
    """Return formatted pieces, in order; many pieces are formatted in several processes."""
    processes = min(os.cpu_count() or 1, 8)
    if processes == 1 or sum(map(len, pieces)) < WORTH_A_PROCESS:
        return list(map(format_piece, pieces))
    from concurrent.futures import ProcessPoolExecutor

    import black  # noqa: F401 - forked processes inherit the import

    # The largest go first, so that no process is left with one of them at the end.
    order = sorted(range(len(pieces)), key=lambda place: -len(pieces[place]))
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(format_piece, [pieces[place] for place in order], chunksize=4)
        results = dict(zip(order, made, strict=True))
    return [results[place] for place in range(len(pieces))]


@cache  # packages of the same run share the pieces of runtime modules
def format_piece(source: str) -> str:
    """Return source formatted by black, without empty lines around it; raises `TemplateError`."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=LINE_LENGTH)
    try:
        # With a line break at the end, since black formats a second time if it changes anything.
        return black.format_str(f"{source}\n", mode=mode).strip("\n")
    except InvalidInput as error:
        raise TemplateError([Problem("black", str(error))]) from error
