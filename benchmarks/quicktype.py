"""Installs quicktype from the npm registry, and runs it on schemas, payloads and TypeScript."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from sdk import npm

QUICKTYPE = "26.0.0"
SDK = "@webex/contact-center@3.12.0"


def install(folder: Path) -> Path:
    """Install quicktype and unpack the SDK in a folder; return the path of the program."""
    flags = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent")
    run(npm.command("install", *flags, f"quicktype@{QUICKTYPE}"), folder)
    packed = run(npm.command("pack", "--silent", SDK), folder).stdout.strip()
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder / "sdk_unpacked", filter="data")
    return folder / "node_modules" / ".bin" / "quicktype"


def command(program: Path, language: str, out: str, *files: str) -> list[str]:
    """Return the command that makes a Python module from files in an input language."""
    options = ("--telemetry", "disable", "--lang", "py", "--top-level", "AgentContact")
    return [str(program), *options, "--src-lang", language, "--out", out, *files]


def of_declarations(folder: Path, quicktype: Path) -> Iterator[str]:
    """Yield a table of the errors of quicktype for the SDK's declarations and for simpler ones."""
    types = "sdk_unpacked/package/dist/types/services/task/types.d.ts"
    named = "export type AgentContact = {a: "
    contact = f"{named}Channel}};"
    enum = "type Enum<T> = T[keyof T];\n"
    channel = (
        'declare const CHANNEL: {readonly EMAIL: "email"};\ntype Channel = Enum<typeof CHANNEL>;\n'
    )
    inputs = {
        "the SDK's `task/types.d.ts`": (folder / types).read_text("utf-8"),
        "`Enum<typeof X>`, without a declaration of `Enum`": channel + contact,
        "the same, and `type Enum<T> = T[keyof T]`": f"{enum}{channel}{contact}",
        "`Record<string, {name: string}>`": f"{named}Record<string, {{name: string}}>}};",
        '`"email" \\| "chat"`': f'{named}"email" | "chat"}};',
    }
    yield from ("| declaration | error of quicktype |", "| --- | --- |")
    for place, (shown, text) in enumerate(inputs.items()):
        file = folder / types if place == 0 else folder / f"declared_{place}.ts"
        file.write_text(text, encoding="utf-8")
        arguments = command(quicktype, "typescript", f"declared_{place}.py", str(file))
        ran = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
        said = (ran.stdout + ran.stderr).strip().splitlines()
        yield f"| {shown} | {f'`{said[-1]}`' if ran.returncode else 'none: it reads this'} |"


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program; exits with its output if it fails."""
    ran = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])} ...\n{ran.stdout}{ran.stderr}")
    return ran
