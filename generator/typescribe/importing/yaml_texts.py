"""Texts as YAML: keys, scalars, and entries that are wrapped where they are long."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from typescribe.language.visible import UNPRINTABLE, visible
from typescribe.sources.yaml.scalars import plain_value

WIDTH = 100
"""The most characters on a line, unless a word is longer."""

_PLAIN = re.compile(r"[A-Za-z_$][\w$ .;/()+*'\"<>=|&?!@%^~-]*", re.ASCII)
_LONG_KEY = 1_000
_HIDDEN = re.compile(rf"(?!\n){UNPRINTABLE.pattern}")
"""Characters that YAML does not allow unescaped, or that are invisible: no text may hide any."""
_ESCAPED = re.compile("[\t\n\\\\]")
_FLOW_SIGNS = set(",[]{}")


def expression_entry(key: str, text: str, indent: int) -> Iterator[str]:
    """Yield a type expression under a key: on one line, or line by line if it is long."""
    start, pad = head(key, indent), " " * indent
    line = f"{start} {quoted(text)}"
    if _HIDDEN.search(text) or ("\n" not in text and (len(line) <= WIDTH or " " not in text)):
        yield line
        return
    yield f"{start} |-"
    for written in text.split("\n"):
        yield f"{pad}  {written}" if written else ""


def text_entry(key: str, text: str, indent: int) -> Iterator[str]:
    """Yield a text under a key: on one line, folded if it is long, or line by line."""
    start, pad = head(key, indent), " " * indent
    line = f"{start} {quoted(text)}"
    if _HIDDEN.search(text) or text != text.strip():
        yield f"{start} {escaped(text)}"
    elif "\n" in text:
        yield f"{start} |-"
        for written in text.split("\n"):
            yield f"{pad}  {written}" if written else ""
    elif len(line) <= WIDTH or "  " in text:
        yield line
    else:
        yield f"{start} >-"
        yield from _wrapped(text, indent + 2)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    line = " " * indent
    empty = True
    for word in text.split(" "):
        if not empty and len(line) + 1 + len(word) > WIDTH:
            yield line
            line, empty = " " * indent, True
        line += word if empty else f" {word}"
        empty = False
    yield line


def quoted(text: str) -> str:
    """Return a text for the rest of a line: plain if it reads back the same, else quoted."""
    is_plain = (
        _PLAIN.fullmatch(text)
        and not text.endswith((" ", ":"))
        and " #" not in text
        and plain_value(text) == text
    )
    if is_plain:
        return text
    # Single quotes keep the double quotes of a union of literals unescaped.
    hard = "'" in text or _ESCAPED.search(text) or _HIDDEN.search(text)
    in_single = '"' in text and not hard
    return f"'{text}'" if in_single else escaped(text)


def key_text(text: str) -> str:
    """Return a text as a key: plain if it is a name, else in double quotes."""
    return (
        text
        if re.fullmatch(r"[A-Za-z_$][\w$]*\??", text, re.ASCII) and (plain_value(text) == text)
        else escaped(text)
    )


def head(key: str, indent: int) -> str:
    """Return the beginning of an entry; a long key is marked as one, as YAML 1.2 (7.4.2) wants."""
    pad = " " * indent
    return f"{pad}{key}:" if len(key) < _LONG_KEY else f"{pad}? {key}\n{pad}:"


def scalar(text: str) -> str:
    """Return a text for use inside `{...}`."""
    written = quoted(text)
    return escaped(text) if written == text and _FLOW_SIGNS & set(text) else written


def escaped(text: str) -> str:
    """Return a text in double quotes, which JSON and YAML read alike."""
    return of_json(json.dumps(text, ensure_ascii=False))


def of_json(text: str) -> str:
    """Return JSON as YAML, without characters that YAML does not allow or that are invisible."""
    return visible(text, escape=_escape)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
