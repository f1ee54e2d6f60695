"""Compare the constraints of an import with those of ts-json-schema-generator: `make judge`.

    python -m schema_generator FOLDER

FOLDER has ts-json-schema-generator and @modelcontextprotocol/sdk in its `node_modules`. Of each
source, both make a JSON Schema. The constraints of a property have to be the same in both, and so
have those of an alias, wherever both have it; the exit code is 1 if any differs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

from typescribe.importing.importer import Source, as_package, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.constraints import BY_NAME
from typescribe.resolving.resolve import resolve
from typescribe.targets.json_schema.context import context

GENERATOR = "node_modules/ts-json-schema-generator/bin/ts-json-schema-generator.js"
SOURCES = (
    Path("tests/data/constraints/tags.ts"),
    Path("node_modules/@modelcontextprotocol/sdk/dist/esm/spec.types.d.ts"),
)

Words: TypeAlias = dict[str, Any]


def main(folder: Path) -> int:
    """Return the exit code: 1 if any constraint differs."""
    wrong = 0
    for source in SOURCES:
        path = source if source.exists() else folder / source
        theirs, ours = constraints(generated(folder, path)), constraints(imported(path))
        names = {place[0] for place in theirs} & {place[0] for place in ours}
        common = [place for place in {**theirs, **ours} if place[0] in names]
        differing = [place for place in common if theirs[place] != ours[place]]
        said = sum(bool(theirs[place]) for place in common)
        print(
            f"{path.name}: {said} of {len(common)} places with constraints, {len(differing)} differ"
        )
        for place in differing:
            print(f"  {'.'.join(place)}: expected {theirs[place]}, found {ours[place]}")
        wrong += len(differing) or (not said)
    return 1 if wrong else 0


def generated(folder: Path, source: Path) -> dict[str, Any]:
    """Return the definitions of the schema that ts-json-schema-generator makes of a file."""
    options = ("--type", "*", "--expose", "export", "--jsDoc", "extended", "--no-type-check")
    command = ["node", str(folder / GENERATOR), "--path", str(source.resolve()), *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    definitions: dict[str, Any] = json.loads(ran.stdout)["definitions"]
    return definitions


def imported(source: Path) -> dict[str, Any]:
    """Return the definitions of our schema of a file."""
    model = resolve(as_package(import_types(Source(str(source)), Wanted())))
    definitions: dict[str, Any] = context(model)["schema"]["$defs"]
    return definitions


def constraints(definitions: dict[str, Any]) -> dict[tuple[str, ...], Words]:
    """Return the constraints by place: of a type, or of a property of it."""
    found: dict[tuple[str, ...], Words] = {}
    for name, schema in definitions.items():
        if "properties" not in schema:
            found[(name,)] = words(schema)
        for wire_name, inner in schema.get("properties", {}).items():
            found[name, wire_name] = words(inner)
    return found


def words(schema: Words) -> Words:
    """Return the constraints in a schema."""
    found = {word: value for word, value in schema.items() if word in BY_NAME}
    return {**found, "integer": True} if schema.get("type") == "integer" else found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
