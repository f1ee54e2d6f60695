"""Formats modules with black, one definition at a time; unchanged ones come from the cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from typescribe.language.errors import Problem, TemplateError
from typescribe.project.cache import Cache, fingerprint
from typescribe.rendering.modules import Module, joined
from typescribe.rendering.statements import written
from typescribe.text.quoting import LINE_LENGTH

WORTH_A_PROCESS = 40_000
"""The number of characters from which several processes are faster than one."""

EXCLUDED = "# fmt: off\n# ruff: noqa\n"
"""The comments with which black, ruff and their like leave a file as it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a module to format; with `is_written`, only its long lines."""

    source: str
    is_written: bool

    @property
    def key(self) -> str:
        """The key under which the cache keeps the formatted text."""
        way = fingerprint() if self.is_written else "whole"
        text = f"{_style()} {way}\0{self.source}"
        return hashlib.sha256(text.encode()).hexdigest()

    def formatted(self) -> str:
        """Return the text as black formats it; raises `TemplateError`."""
        if self.is_written:
            return written(self.source, format_piece)
        return format_piece(self.source)


def format_modules(modules: Mapping[str, Module], remembered: Cache) -> dict[str, str]:
    """Return the text of modules by name: exactly what black makes of each whole module.

    Two comments below the mark keep the formatter and the linter of the user's project from
    changing a file that the next run would change back.
    """
    wanted = dict.fromkeys(piece for module in modules.values() for piece in _pieces(module))
    formatted = {piece: remembered.get(piece.key) for piece in wanted}
    missing = [piece for piece, text in formatted.items() if text is None]
    for piece, text in zip(missing, _format_all(missing), strict=True):
        formatted[piece] = text
        remembered.put(piece.key, text)
    return {
        name: _excluded(
            module.heading
            + joined([formatted[piece] or "" for piece in _pieces(module)], module.is_written)
        )
        for name, module in modules.items()
    }


def _pieces(module: Module) -> list[Piece]:
    head, *rest = module.pieces
    return [Piece(head, is_written=False), *(Piece(each, module.is_written) for each in rest)]


def _excluded(text: str) -> str:
    """Return the text of a module with `EXCLUDED` below its mark, if it has one."""
    if not text.startswith("#"):
        return text
    mark, _, rest = text.partition("\n")
    return f"{mark}\n{EXCLUDED}{rest}"


@cache
def _style() -> str:
    """Return everything that the formatted text depends on, except the source."""
    return f"black {version('black')} py311 {LINE_LENGTH}"


def _format_all(pieces: list[Piece]) -> Iterable[str]:
    """Return formatted pieces, in order; many pieces are formatted in several processes."""
    processes = min(os.cpu_count() or 1, 8)
    if processes == 1 or sum(len(piece.source) for piece in pieces) < WORTH_A_PROCESS:
        return list(map(Piece.formatted, pieces))
    from concurrent.futures import ProcessPoolExecutor

    import black  # noqa: F401 - forked processes inherit the import

    # The largest go first, so that no process is left with one of them at the end.
    order = sorted(range(len(pieces)), key=lambda place: -len(pieces[place].source))
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(Piece.formatted, [pieces[place] for place in order], chunksize=4)
        results = dict(zip(order, made, strict=True))
    return [results[place] for place in range(len(pieces))]


@cache  # packages of the same run share the pieces of runtime modules
def format_piece(source: str, length: int = LINE_LENGTH) -> str:
    """Return source formatted by black, without empty lines around it; raises `TemplateError`."""
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=length)
    try:
        # With a line break at the end, since black formats a second time if it changes anything.
        return black.format_str(f"{source}\n", mode=mode).strip("\n")
    except InvalidInput as error:
        raise TemplateError([Problem("black", str(error))]) from error
