"""Types that are wanted -> these and all types that they refer to, converted."""

from __future__ import annotations

from collections.abc import Sequence

from typescribe.sources.typescript.conversion import Converter
from typescribe.sources.typescript.program import Program
from typescribe.sources.typescript.rewriting import linked_keys
from typescribe.sources.typescript.symbols import Symbol


def convert_reached(
    program: Program, converter: Converter, roots: Sequence[Symbol]
) -> dict[str, Symbol]:
    """Convert some types and all that they reach, and return the symbols by key.

    Types that the converter has only looked into are dropped, with their notes.
    """
    by_key = program.scanner.symbols
    reached = {symbol.key: symbol for symbol in roots}
    # File by file, since the syntax trees of other files may have been dropped.
    waiting: dict[str, list[Symbol]] = {}
    for symbol in reversed(reached.values()):
        waiting.setdefault(symbol.file.name, []).append(symbol)
    while waiting:
        file = next(reversed(waiting))
        symbol = waiting[file].pop()
        if not waiting[file]:
            del waiting[file]
        declaration = converter.declare(symbol)
        assert declaration is not None, "no conversion is in progress"
        for key in sorted(linked_keys(declaration), reverse=True):
            if key not in reached:
                reached[key] = found = by_key[key]
                waiting.setdefault(found.file.name, []).append(found)
    # Drop types that were only looked into, as `Enum<typeof X>` looks into `Enum`.
    for key in [key for key in converter.declared if key not in reached]:
        del converter.declared[key]
    notes = converter.notes.notes
    notes[:] = [note for note in notes if note.declaration in reached]
    return reached
