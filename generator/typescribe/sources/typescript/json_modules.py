"""A file of JSON that is imported as a module -> the declarations that the compiler sees in it.

See https://www.typescriptlang.org/tsconfig/#resolveJsonModule: the module's default export is the
value, whose properties are exported by name as well; all types are widened, as those of `let`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from typescribe.sources.typescript.json_files import read_json
from typescribe.sources.typescript.source_files import SourceFile, parse_file

_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)


def is_json(path: Path) -> bool:
    """Return whether a file has the name of a module of JSON."""
    return path.suffix == ".json"


def read_json_module(path: Path, shown_as: str) -> SourceFile:
    """Return a file of JSON as a module of TypeScript.

    Raises:
        SpecError: the file cannot be read, is too large or too deep, or holds no JSON.
    """
    value = read_json(path, shown_as)
    # JSON is an expression of TypeScript.
    lines = [f"let json = {json.dumps(value)};", "export default json;"]
    members = value.items() if isinstance(value, dict) else ()
    for number, (key, member) in enumerate(members):
        if _NAME.fullmatch(key) and key != "default":
            lines.append(f"let json{number} = {json.dumps(member)};")
            lines.append(f"export {{ json{number} as {key} }};")
    return parse_file("\n".join(lines), shown_as)
