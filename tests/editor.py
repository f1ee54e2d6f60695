"""Tries the schemas of the spec language in an editor: `make editor`.

    python -m editor SERVER

Asks yaml-language-server, which is what completes, explains and checks YAML in VS Code and in most
other editors. Exits with 1 if completions, explanations or problems differ from those expected.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from language_server import LanguageServer

from typescribe.language.schemas import spec_schema
from typescribe.sources.yaml.schema import OVERLAY

ROOT = Path(__file__).parent.parent
SPECS = sorted((ROOT / "spec").rglob("*.yaml"))
FIRST = "# yaml-language-server: $schema=../spec.schema.json\n"
OVERLAY_FIRST = FIRST.replace("spec.schema", "overlay.schema")

BROKEN = FIRST + """\
types:
  A:
    feilds: {a: string}
  B:
    fields:
      a: {type: string, reads_as: bool}
      b: [string]
  C:
    type: string
    name: 1A
"""
EXPECTED = {
    4: 'expected a mapping with one of "fields", "type" and "values"',
    7: spec_schema()["$defs"]["field"]["properties"]["reads_as"]["errorMessage"],
    8: "expected a type expression or a mapping; put a type that starts with [ in quotes",
    11: "expected a Python name: letters, digits and _, not a keyword",
}
"""The expected message for each faulty line, in the wording of our reader."""


def main(server: str) -> int:
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        project = Path(name).resolve()
        command = [sys.executable, "-m", "typescribe", "init", "shop", "--project", project]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with LanguageServer(["node", server, "--stdio"], project) as asked:
            for claim, found, expected in claims(asked, project / "spec" / "shop"):
                fine = found == expected
                wrong += not fine
                print(f"{'as it should be' if fine else 'WRONG'}: {claim}")
                if not fine:
                    print(f"  found    {found!r}\n  expected {expected!r}")
    return 1 if wrong else 0


def claims(asked: LanguageServer, folder: Path) -> Iterator[tuple[str, object, object]]:
    """Yield each claim, the result found, and the result expected."""
    first = folder / "messages.yaml"
    marked = asked.diagnostics(first, first.read_text(encoding="utf-8"))
    yield "nothing is wrong in the spec that init writes", marked, []
    for spec in SPECS:
        # Those that are imported name no schema: nobody is to edit them.
        text = FIRST.replace("..", str(folder.parent)) + spec.read_text(encoding="utf-8")
        marked = asked.diagnostics(spec, text)
        yield f"nothing is wrong in {spec.relative_to(ROOT)}", marked, []

    marked = asked.diagnostics(folder / "broken.yaml", BROKEN)
    found = {line: message for line, message in marked if message == EXPECTED.get(line)}
    yield "mistakes are reported at their lines, in our words", found, EXPECTED
    yield "no other line is marked", {line for line, _ in marked} - {3, *EXPECTED}, set()

    properties = spec_schema()["$defs"]
    type_keys, field_keys = (set(properties[name]["properties"]) for name in ("type", "field"))
    yield from completed(asked, folder / "a.yaml", FIRST, {"description", "source", "types"})
    yield from completed(asked, folder / "b.yaml", f"{FIRST}types:\n  A:\n    ", type_keys)
    in_field = f"{FIRST}types:\n  A:\n    fields:\n      a:\n        "
    yield from completed(asked, folder / "c.yaml", in_field, field_keys)
    yield from completed(
        asked,
        folder / "d.yaml",
        f"{in_field}reads_as: ",
        set(properties["field"]["properties"]["reads_as"]["anyOf"][0]["enum"]),
    )
    yield from completed(
        asked,
        folder / "e.yaml",
        f"{FIRST}types:\n  A:\n    fields:\n      a: ",
        {*properties["field"]["examples"]},
    )
    overlay = spec_schema(OVERLAY)["$defs"]["type"]["properties"]
    in_overlay = f"{OVERLAY_FIRST}types:\n  Order:\n    "
    yield from completed(asked, folder / "overlay.yaml", in_overlay, set(overlay))

    file = folder / "f.yaml"
    asked.diagnostics(file, f"{FIRST}types:\n  A:\n    ")
    inserted = asked.completions(file, 4, 5)["fields"]
    yield "a key brings its first entry along", inserted, "fields:\n  ${1:name}: ${2:string}"

    file = folder / "g.yaml"
    asked.diagnostics(file, f"{in_field}reads_as: json\n")
    shown = asked.hover(file, 6, 10)
    for text in ("Adds a read-only property that decodes it", "```yaml\nisPaused:"):
        yield f"what stands under the mouse is explained: {text!r}", text in shown, True


def completed(
    asked: LanguageServer, file: Path, text: str, expected: set[str]
) -> Iterator[tuple[str, object, object]]:
    """Yield the claim that at least the given words are completed at the end of a text."""
    asked.diagnostics(file, text)
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    found = set(asked.completions(file, line, column))
    place = text.splitlines()[-1].strip() or text.splitlines()[-2].strip()
    yield f"completed after {place!r}: {', '.join(sorted(expected))}", expected - found, set()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
