"""The text of a spec file that an import has written -> the names of its types' classes.

A file in the layout of `importing.spec_writer` is read line by line, since the next import of a
large package should not take the time to parse it. If somebody has reformatted it, it is parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from typescribe.language import naming
from typescribe.language.errors import SpecError
from typescribe.sources.yaml.declarations import entries_of, text_of, value_of
from typescribe.sources.yaml.positioned import parse_yaml

_START = re.compile(r"^types:\n", re.MULTILINE)
_LINE = re.compile(
    r'  (?P<key>[A-Za-z_$][\w$]*|"(?:[^"\\]|\\.)*"):|    name: (?P<name>[A-Za-z_]\w*)|(?:    .*)?'
)


def class_names_in(text: str, shown_as: str) -> dict[str, str]:
    """Return the class of each type of a file, by the name of the type.

    Types with mistakes are left out; of a file that cannot be parsed, all of them.
    """
    try:
        pairs = list(_by_line(text) or _parsed(text, shown_as))
    except SpecError:
        return {}
    found: dict[str, str] = {}
    for key, given in pairs:
        name = key.partition("<")[0].strip()
        if class_ := given or naming.class_name(name):
            found[name] = class_
    return found


def _by_line(text: str) -> list[tuple[str, str | None]]:
    """Return the types with the names given to them; nothing if a file has another layout."""
    found: list[tuple[str, str | None]] = []
    start = _START.search(text)
    for line in text[start.end() :].splitlines() if start else ():
        match = _LINE.fullmatch(line)
        if match is None or (line.startswith("    name:") and match["name"] is None):
            return []
        if key := match["key"]:
            found.append((json.loads(key) if key.startswith('"') else key, None))
        elif match["name"]:
            if not found:
                return []
            found[-1] = (found[-1][0], match["name"])
    return found


def _parsed(text: str, shown_as: str) -> Iterator[tuple[str, str | None]]:
    for entry in entries_of(value_of(parse_yaml(text, shown_as).root, "types")):
        yield entry.key.text, text_of(entry.value, "name")
