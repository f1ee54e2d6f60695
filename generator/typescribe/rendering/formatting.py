"""Formats modules with black, one definition at a time; unchanged ones come from the cache."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from typescribe.language.errors import Problem, TemplateError
from typescribe.project.cache import Cache, fingerprint
from typescribe.project.versions import version
from typescribe.rendering.layout import Layout, layout, whole
from typescribe.rendering.module_texts import Module, joined
from typescribe.rendering.statements import Statement
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
        if not self.is_written:
            return _statement_key(Statement(self.source, LINE_LENGTH))
        return _key(fingerprint(), self.source)


def format_modules(modules: Mapping[str, Module], remembered: Cache) -> dict[str, str]:
    """Return the text of modules by name: exactly what black makes of each whole module.

    Two comments below the mark keep the formatter and the linter of the user's project from
    changing a file that the next run would change back.
    """
    wanted = dict.fromkeys(piece for module in modules.values() for piece in _pieces(module))
    formatted = _formatted(wanted, remembered)
    return {
        name: _excluded(
            module.heading
            + joined([formatted[piece] for piece in _pieces(module)], module.is_compact)
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


def _formatted(pieces: Iterable[Piece], remembered: Cache) -> dict[Piece, str]:
    """Return the text of each piece; what the cache does not have is formatted and kept there.

    A written piece is kept with the keys of its statements, so that they stay in the cache as well:
    when one statement of a piece is edited, black formats none of the others again.
    """
    formatted: dict[Piece, str] = {}
    layouts: dict[Piece, Layout] = {}
    for piece in pieces:
        known = remembered.get(piece.key) if piece.is_written else None
        if known is None:
            layouts[piece] = _layout(piece)
            continue
        keys, _, formatted[piece] = known.partition("\n")
        for key in keys.split():
            remembered.get(key)
    texts = _of_statements(
        dict.fromkeys(each for found in layouts.values() for each in found.statements), remembered
    )
    for piece, found in layouts.items():
        formatted[piece] = found.filled(texts)
        if piece.is_written:
            keys = " ".join(map(_statement_key, found.statements))
            remembered.put(piece.key, f"{keys}\n{formatted[piece]}")
    return formatted


def _layout(piece: Piece) -> Layout:
    return layout(piece.source) if piece.is_written else whole(piece.source)


def _of_statements(wanted: Iterable[Statement], remembered: Cache) -> dict[Statement, str]:
    """Return the statements as black formats them; most are known from the last run."""
    texts: dict[Statement, str] = {}
    missing: list[Statement] = []
    for each in wanted:
        known = remembered.get(_statement_key(each))
        if known is None:
            missing.append(each)
        else:
            texts[each] = known
    for each, text in zip(missing, _format_all(missing), strict=True):
        remembered.put(_statement_key(each), text)
        texts[each] = text
    return texts


def _statement_key(statement: Statement) -> str:
    return _key(str(statement.length), statement.source)


def _key(way: str, source: str) -> str:
    return hashlib.sha256(f"{_style()} {way}\0{source}".encode()).hexdigest()


@cache
def _style() -> str:
    """Return everything that the formatted text depends on, except the source."""
    return f"black {version('black')} py311 {LINE_LENGTH}"


def _format_all(statements: list[Statement]) -> Iterable[str]:
    """Return formatted statements, in order; many are formatted in several processes."""
    processes = min(os.cpu_count() or 1, 8)
    if processes == 1 or sum(len(each.source) for each in statements) < WORTH_A_PROCESS:
        return list(map(_format, statements))
    from concurrent.futures import ProcessPoolExecutor

    import black  # noqa: F401 - forked processes inherit the import

    # The largest go first, so that no process is left with one of them at the end.
    order = sorted(range(len(statements)), key=lambda place: -len(statements[place].source))
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(_format, [statements[place] for place in order], chunksize=16)
        results = dict(zip(order, made, strict=True))
    return [results[place] for place in range(len(statements))]


def _format(statement: Statement) -> str:
    return format_piece(statement.source, statement.length)


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
