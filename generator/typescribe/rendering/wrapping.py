"""Breaks long lines of rendered source before black formats it.

This only saves time: black is slow for long lines, and formats a second time if it changes
anything. Formatting a line that is already broken as black would do it takes a third of the time.
Black corrects lines that are broken in another way.
"""

from __future__ import annotations

import re

from typescribe.text.quoting import LINE_LENGTH

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[({]|[\])}]| and ')


def wrapped(source: str) -> str:
    """Return rendered source with long lines broken; its meaning does not change."""
    lines: list[str] = []
    in_docstring = False
    for line in source.split("\n"):
        opens_or_closes = line.count('"""') % 2 == 1
        too_long = len(line) > LINE_LENGTH and not in_docstring and '"""' not in line
        lines.append(_broken(line) if too_long else line)
        in_docstring ^= opens_or_closes
    return "\n".join(lines)


def _broken(line: str) -> str:
    """Return a line broken after its first bracket, or at the `and`s of an `if`, if it has any."""
    margin = " " * (len(line) - len(line.lstrip()))
    depth, opening, closing = 0, 0, 0
    ands: list[int] = []
    for token in _TOKEN.finditer(line):
        if token[0] in "[({":
            opening = opening if depth else token.end()
            depth += 1
        elif token[0] in "])}":
            depth -= 1
            closing = closing if depth else token.start()
        elif token[0] == " and " and not depth:
            ands.append(token.start())
    keyword = re.match(r" *(?:el)?if ", line)
    if keyword and len(ands) > 1 and line.endswith(":"):
        starts = [keyword.end(), *(place + 1 for place in ands)]
        ends = [*ands, len(line) - 1]
        tests = [line[start:end] for start, end in zip(starts, ends, strict=True)]
        head, inner, tail = f"{keyword[0]}(", f"\n{margin}    ".join(tests), "):"
    elif opening < closing:
        head, inner, tail = line[:opening], line[opening:closing], line[closing:]
        if len(inner) + len(margin) + 4 > LINE_LENGTH or len(head) > LINE_LENGTH:
            return line
    else:
        return line
    return f"{head}\n{margin}    {inner}\n{margin}{tail}"
