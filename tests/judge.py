"""Ask the TypeScript compiler about the corpus and the generated declarations: `make judge`.

    python -m judge [--record]

A payload becomes the type of a declared variable, `declare const p: {"a": 1}`, which is assigned
to a variable of the type in question. A declared variable keeps its literal types, and the
compiler does not check it for undeclared properties, as it does for fresh literals. Without
`--record`, the exit code is 1 if the verdicts differ from the recorded ones.

Then the compiler answers which types fit which others (`typescript_fits.py`).

Then the compiler checks the output of the target `typescript` for the package of the SDK, for every
golden case that has it, and for drawn packages, which are the same in every run.

Last, `import --verify` has to find nothing in the corpus, and faults that are planted in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import typescript_fits
from golden_cases import GOLDEN
from hypothesis import given, settings
from typescript_corpus import (
    CORPUS,
    VERDICTS,
    Construct,
    Verdict,
    constructs,
    model_of,
    payloads,
    record_text,
)
from typescript_round_trip import declarations, described_models

from typescribe.importing.importer import Source, import_types
from typescribe.importing.read_program import Wanted
from typescribe.language.declared import Alias, Declaration, LiteralOf
from typescribe.language.model import Model
from typescribe.pipeline import load_spec
from typescribe.verifying.installed import find
from typescribe.verifying.json_types import AS_JSON, NOT_ASSIGNABLE, type_of
from typescribe.verifying.report import lines
from typescribe.verifying.verify import verify

BUILD = Path("build/judge")
DRAWN = 150
OPTIONS = (
    *("--noEmit", "--strictNullChecks", "--strictFunctionTypes", "--pretty", "false"),
    *("--skipLibCheck", "false"),
    *("--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"),
)
_ERROR = re.compile(r"check_(\w+)\.ts\((\d+),\d+\): error TS(\d+): ")
_WEAK = re.compile(r"Type '\{.*' has no properties in common with")


def main() -> int:
    return max(_judge_payloads(), _judge_fits(), _judge_declarations(), _judge_verification())


def _judge_payloads() -> int:
    asked: dict[str, list[tuple[str, Any]]] = {}
    folder = BUILD / "corpus"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CORPUS, folder)
    for construct in constructs():
        asked[construct.name] = list(payloads(construct, model_of(construct)))
        text = _program(construct, asked[construct.name])
        (folder / f"check_{construct.name}.ts").write_text(text, encoding="utf-8")
    rejected = _rejected(folder)
    fresh: dict[str, str] = {}
    for name, questions in asked.items():
        verdicts = [rejected[name].get(n, "yes") for n in range(len(questions))]
        answers = zip(questions, verdicts, strict=True)
        fresh[name] = record_text([(type_, verdict, p) for (type_, p), verdict in answers])
    count = sum(map(len, asked.values()))
    if "--record" in sys.argv:
        shutil.rmtree(VERDICTS, ignore_errors=True)
        VERDICTS.mkdir()
        for name, text in fresh.items():
            (VERDICTS / f"{name}.tsv").write_text(text, encoding="utf-8")
        print(f"{count:,} payloads judged and recorded")
        return 0
    stored = {path.stem: path.read_text(encoding="utf-8") for path in VERDICTS.glob("*.tsv")}
    stale = sorted(n for n in fresh.keys() | stored.keys() if fresh.get(n) != stored.get(n))
    for name in stale:
        print(f"{VERDICTS / name}.tsv: not what the compiler says now; run `make judge-record`")
    print(f"{count:,} payloads judged, {len(stale)} of {len(fresh)} records differ")
    return 1 if stale else 0


def _judge_fits() -> int:
    """Return 1 where the record of which types fit is not what the compiler says."""
    pairs = typescript_fits.recorded()
    program = BUILD / "fits.ts"
    program.write_text(typescript_fits.program(pairs), encoding="utf-8")
    fresh = typescript_fits.verdicts(pairs, _compile([*OPTIONS, str(program)]).stdout)
    if "--record" in sys.argv:
        text = typescript_fits.record_text(fresh)
        typescript_fits.RECORD.write_text(text, encoding="utf-8")
    elif fresh != pairs:
        print(f"{typescript_fits.RECORD}: not what the compiler says now; run `make judge-record`")
        return 1
    print(f"{len(pairs):,} questions of which types fit judged")
    return 0


def _judge_declarations() -> int:
    """Return 1 if the compiler rejects the output of the target `typescript`."""
    folder = BUILD / "declarations"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    webex = load_spec("webex_contact_center", Path("spec/webex_contact_center"), "spec")
    written = {"webex_contact_center": declarations(webex)}
    for path in sorted(GOLDEN.glob("*/generated/*/index.d.ts")):
        written[path.parent.name] = path.read_text(encoding="utf-8")
    for number, model in enumerate(_drawn_models()):
        written[f"drawn_{number}"] = declarations(model)
    for name, text in written.items():
        (folder / f"{name}.d.ts").write_text(text, encoding="utf-8")
    message = type_of(json.loads(Path("tests/data/contact_assigned.json").read_text("utf-8")))
    (folder / "contact_assigned.ts").write_text(
        'import type { AgentContact } from "./webex_contact_center";\n'
        f"declare const message: {message};\nexport const read: AgentContact = message;\n",
        encoding="utf-8",
    )
    files = sorted(str(path) for path in folder.glob("*.ts"))
    judged = _compile([*OPTIONS, "--strict", *files])
    print(judged.stdout, end="")
    verdict = "accepted" if judged.returncode == 0 else "not accepted"
    print(f"{len(files)} files for the target typescript {verdict}")
    return 1 if judged.returncode else 0


def _judge_verification() -> int:
    """Return 1 if `import --verify` reports a fault in the corpus, or overlooks a planted one."""
    source = Source(str(CORPUS))
    installed = find(CORPUS, str(BUILD))
    read = import_types(source, Wanted())
    result = verify(source, read, (), installed)
    print("\n".join(lines(result)))
    planted = {path: tuple(map(_with_a_fault, found)) for path, found in read.files.items()}
    found = verify(source, replace(read, files=planted), (), installed).disagreements
    directions = {(one.type, one.compiler_accepts) for one in found}
    seen = {("Count", True), ("Count", False)} <= directions
    print(f"planted faults {'found' if seen else 'overlooked'} by import --verify")
    return 1 if result.disagreements or not seen else 0


def _with_a_fault(declaration: Declaration) -> Declaration:
    """Return a declaration in which the values of an enumeration are others."""
    if declaration.name != "Count":
        return declaration
    return replace(declaration, body=Alias(LiteralOf("wrong", declaration.position)))


def _drawn_models() -> list[Model]:
    """Return drawn packages, which depend only on the version of hypothesis."""
    drawn: list[Model] = []

    @settings(max_examples=DRAWN, derandomize=True, database=None, deadline=None)
    @given(described_models())
    def draw(model: Model) -> None:
        drawn.append(model)

    draw()
    return drawn


def _program(construct: Construct, asked: list[tuple[str, Any]]) -> str:
    """Return the checks of a construct; payload n is on line n + 1."""
    wrap = "Json<{}>" if construct.header.startswith("judged as JSON") else "{}"
    lines: list[str] = []
    for n, (name, payload) in enumerate(asked):
        declared = f"declare const p{n}: {type_of(payload)};"
        lines.append(f"{declared} export const c{n}: {wrap.format(f'S.{name}')} = p{n};")
    source = construct.module or f"./{construct.name}"
    lines.append(f'import type * as S from "{source}";')
    return "\n".join([*lines, AS_JSON])


def _rejected(folder: Path) -> dict[str, dict[int, Verdict]]:
    """Return the payloads that the compiler rejects, by construct and number."""
    output = _compile([*OPTIONS, *sorted(str(path) for path in folder.glob("*.ts"))]).stdout
    found: dict[str, dict[int, Verdict]] = {c.name: {} for c in constructs()}
    place = ("", 0)
    for line in output.splitlines():
        if error := _ERROR.search(line):
            place = error[1], int(error[2]) - 1
            assert int(error[3]) in NOT_ASSIGNABLE, f"not an error of assignment: {line}"
            found[place[0]].setdefault(place[1], "no")
        assert error or line.startswith(" "), f"the corpus is not valid TypeScript: {line}"
        if _WEAK.search(line):
            found[place[0]][place[1]] = "weak"
    return found


def _compile(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    compiler = BUILD / "node_modules" / ".bin" / "tsc"
    return subprocess.run(
        [str(compiler), *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
