"""Changes -> Markdown for a comment on a pull request.

Text from a spec appears only in code spans, so that it cannot become markup, HTML, a mention or a
link (CommonMark 0.31, 6.1; GitHub Flavored Markdown, 4.10 for cells of a table).
"""

from __future__ import annotations

from itertools import accumulate

from typescribe.comparing.report import (
    Comparison,
    Row,
    also_affected,
    broken,
    rows,
    shortened,
    summary,
    where,
)
from typescribe.text.markup import code_span

MAX_LENGTH = 60_000
"""The longest comment; GitHub rejects more than 65,536 characters."""

_HEAD = ("| Breaks | Where | What | Why |", "| --- | --- | --- | --- |")


def as_markdown(comparison: Comparison) -> str:
    """Return changes as a table, those that break the most first.

    Changes that exceed the length of a comment are only counted.
    """
    compared = f"{code(comparison.old)} to {code(comparison.new)}"
    closing = f"**{summary(comparison)}** from {compared}"
    if not comparison.changes:
        return closing
    found = rows(comparison.changes)
    texts = list(map(_row, found))
    lengths = accumulate(len(text) + 1 for text in texts)
    kept = [text for text, length in zip(texts, lengths, strict=True) if length <= MAX_LENGTH]
    lines = [closing, "", *_HEAD, *kept]
    if len(kept) < len(texts):
        left = f"{sum(row.number for row in found[len(kept) :]):,} more, too many for a comment"
        lines += ["", f"and {left}; `typescribe diff` lists them all"]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return text as a code span for the cell of a table, shortened if it is long."""
    return code_span(shortened(text))


def _row(row: Row) -> str:
    change = row.change
    breaks = ", ".join(broken(change.breaks))
    place = code(where(change.place))
    if change.path and change.path != change.place.type:
        place += f"<br>in {code(change.path)}"
    others, more = also_affected(change)
    if others:
        place += f"<br>also {', '.join(map(code, others))}{more}"
    what = row.what
    if change.before is not None:
        what += f"<br>- {code_span(row.shown(change.before))}"
    if change.after is not None:
        what += f"<br>+ {code_span(row.shown(change.after))}"
    return f"| {f'**{breaks}**' if breaks else '-'} | {place} | {what} | {change.why.text(code)} |"
