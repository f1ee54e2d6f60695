"""Joins what a template writes over several lines in brackets, if it fits into one."""

from __future__ import annotations

from typescribe.text.quoting import LINE_LENGTH


def joined(lines: list[str]) -> list[str]:
    """Return the lines of a statement, with the content of brackets in one line where that fits.

    Black would do the same, but for the comma after the last element, which tells it to keep them
    apart. Brackets that only hold an expression together are left to it, and so are subscripts, in
    which a comma makes a tuple.
    """
    if len(lines) == 1 or any('"""' in line or not line.isascii() for line in lines):
        return lines
    found: list[str] = []
    for line in lines:
        found.append(line)
        if line.lstrip().startswith((")", "]", "}")):
            _join_last(found)
    return found


def _join_last(lines: list[str]) -> None:
    """Join the last line, which closes a bracket, with the lines from the one that opens it."""
    margin = _margin(lines[-1])
    start = len(lines) - 2
    while start >= 0 and _margin(lines[start]) > margin:
        start -= 1
    if start < 0 or not _opens(lines[start]):
        return
    inside = [line.strip() for line in lines[start + 1 : -1]]
    inside[-1:] = [line.removesuffix(",") for line in inside[-1:]]
    text = f"{lines[start]}{' '.join(inside)}{lines[-1].lstrip()}"
    if len(text) <= LINE_LENGTH:
        lines[start:] = [text]


def _opens(line: str) -> bool:
    """Whether a line ends with the bracket of a call, a list, a set or a dict."""
    bracket, before = line[-1:], line[-2:-1]
    in_name = before.isalnum() or before == "_"
    return bracket == "{" or (bracket == "(" and in_name) or (bracket == "[" and not in_name)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())
