"""PyYAML's syntax errors -> problems with a position and advice.

PyYAML has two parsers, in C and in Python. Their errors have no codes, and their messages for the
same mistake differ. So mistakes are recognised by words that both messages contain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import yaml

from typescribe.language.errors import Problem
from typescribe.language.syntax import quoted
from typescribe.sources.yaml.tree import Source

TAG_REJECTED = "a tag (!) is not allowed; put text that starts with ! in quotes"

_UNUSUAL = re.compile("[^\t\n\r\x20-\x7e]")
_KEY_BEFORE = re.compile(r":\s")
_TOKEN = re.compile(r"[^\s,:'\"\[\]{}]+|[^\r\n]|")
_NAMES = {"": "the end of the line", '"': "a double quote", "'": "a single quote"}
_NEEDS_QUOTES = "put text that contains any of , [ ] { } in quotes here"


@dataclass(frozen=True, slots=True)
class _Mistake:
    """The message for an error of PyYAML whose context and problem contain the given words.

    The message may contain `{found}`, the text at the mistake, and the first character (`{start}`)
    and the `{line}` of the part that contains it. The position is where PyYAML noticed the
    mistake, unless `place` says otherwise.
    """

    context: str
    problem: str
    message: str
    place: Literal["noticed", "start", "escape"] = "noticed"


_MISTAKES = (
    _Mistake("directive", "", "a directive (%) is not understood; remove it", "start"),
    _Mistake("", "incompatible YAML", "expected YAML 1.2; remove the directive"),
    _Mistake("tag", "", TAG_REJECTED, "start"),
    _Mistake("", "tag", TAG_REJECTED),
    _Mistake("an a", "", "put text that starts with {start} in quotes", "start"),
    _Mistake("quoted", "end of stream", "{start} is never closed", "start"),
    _Mistake("quoted", "document", "{start} is never closed", "start"),
    _Mistake("quoted", "", "no such escape; in single quotes a \\ stands for itself", "escape"),
    _Mistake("block scalar", "", "expected the end of the line after {start}; found {found}"),
    _Mistake("simple key", "", 'expected ":" after this key', "start"),
    _Mistake("plain scalar", "", 'put text that contains ":" in quotes here'),
    _Mistake("", "any token", "put text that starts with {start} in quotes"),
    _Mistake("flow mapping", "", 'expected "," or "}}" after the {start} of line {line}; {rest}'),
    _Mistake("flow sequence", "", 'expected "," or "]" after the {start} of line {line}; {rest}'),
    _Mistake("block mapping", "", "{found} does not continue the mapping of line {line}; {check}"),
    _Mistake("block collection", "", "{found} does not continue the list of line {line}; {check}"),
    _Mistake("node", "", "expected a value; found {found}"),
    _Mistake("", "sequence entries", 'a list item ("- ") starts on a line of its own'),
    _Mistake("", "mapping keys", 'put text that starts with "? " in quotes'),
    _Mistake("", "<document start>", "expected the end of the file; found {found}"),
)


@cache
def _unreadable() -> re.Pattern[str]:
    """Return a pattern for the characters that YAML forbids, and U+0085, U+2028, U+2029, U+FEFF.

    Versions of YAML and its parsers disagree on whether the latter end a line, so positions after
    them would be wrong.
    """
    return re.compile(
        "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


def unreadable_character(source: Source) -> Problem | None:
    """Return a problem for the first character that a file may contain only as an escape."""
    if not _UNUSUAL.search(source.text):  # then the other pattern need not be compiled
        return None
    if not (found := _unreadable().search(source.text)):
        return None
    code = f"U+{ord(found.group()):04X}"
    message = f"the character {code} is not allowed; double quotes can hold it as an escape"
    return Problem(source.position(found.start()), message)


def syntax_mistake(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """Return the problem to report for an error of PyYAML, with its position and advice."""
    context, problem = error.context or "", error.problem or ""
    at = error.problem_mark.index if error.problem_mark else 0
    start = error.context_mark.index if error.context_mark else at
    if source.text[at : at + 1] == "\t":
        return Problem(source.position(at), "a tab cannot indent; use spaces")
    if "mapping values" in problem:
        return Problem(source.position(at), _misplaced_colon(at, source))
    for mistake in _MISTAKES:
        if mistake.context in context and mistake.problem in problem:
            if mistake.place == "escape":
                at = source.text.rfind("\\", start, at + 1)
            found = _found(source.text, at)
            message = mistake.message.format(
                found=found,
                start=_shown(source.text[start : start + 1]),
                line=source.position(start).line,
                rest=f"found {found}; {_NEEDS_QUOTES}",
                check="check indentation and quotes",
            )
            return Problem(source.position(start if mistake.place == "start" else at), message)
    return Problem(source.position(at), f"not YAML: {' '.join(problem.split())}")


def _misplaced_colon(at: int, source: Source) -> str:
    line_start = source.line_starts[source.position(at).line - 1]
    if _KEY_BEFORE.search(source.text, line_start, at):
        return 'put text that contains ": " in quotes'
    return 'a ":" is not expected here; check the indentation, and the line above'


def _found(text: str, at: int) -> str:
    if at >= len(text):
        return "the end of the file"
    token = _TOKEN.match(text, at)
    return _shown(token.group() if token else "")


def _shown(token: str) -> str:
    return _NAMES.get(token) or quoted(token)
