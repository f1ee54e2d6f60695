"""Published messages: the generated code has to accept and keep what the compiler accepts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from published.releases import Messages, Release
from published.trial import BUILD, TrialError, installed
from typescribe.language import naming
from typescribe.verifying.json_types import NOT_ASSIGNABLE, type_of

COMPILER = Path("build/judge/node_modules/typescript/bin/tsc")
_ERROR = re.compile(r"message_(\d+)\.ts\(\d+,\d+\): error TS(\d+)")


@dataclass(frozen=True, slots=True)
class Message:
    """One message: where it comes from, and its type in TypeScript."""

    source: str
    type: str
    value: Any


def found(messages: Messages) -> list[Message]:
    """Return the messages of a package."""
    folder = installed(messages.package, messages.version)
    paths = sorted(path for pattern in messages.files for path in folder.glob(pattern))
    return [one for path in paths for one in _of_file(messages, path, folder)]


def _of_file(messages: Messages, path: Path, folder: Path) -> Iterator[Message]:
    source = f"{messages.package} {messages.version}, {path.relative_to(folder).as_posix()}"
    value = json.loads(path.read_text("utf-8"))
    if messages.form == "documents":
        yield Message(source, messages.type, value)
        return
    for event in value:
        type_ = messages.type.replace("{Event}", naming.class_name(event["name"]))
        for number, example in enumerate(event["examples"], 1):
            yield Message(f"{source}, {event['name']} {number}", type_, example)


def accepted(release: Release, messages: list[Message]) -> list[bool]:
    """Return which messages the TypeScript compiler accepts; undeclared properties are allowed."""
    package = installed(release.name, release.version)
    folder = package.parents[package.parts[::-1].index("node_modules")] / "messages"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for number, message in enumerate(messages):
        lines = (
            f'import type {{ {message.type} }} from "{release.name.removeprefix("@types/")}";',
            f"declare const message: {type_of(message.value)};",
            f"export const read: {message.type} = message;",
        )
        (folder / f"message_{number}.ts").write_text("\n".join(lines), encoding="utf-8")
    options = ("--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler")
    files = [str(path) for path in sorted(folder.iterdir())]
    command = ["node", str(COMPILER), *options, "--module", "esnext", "--pretty", "false"]
    ran = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    found = _ERROR.findall(ran.stdout)
    if (ran.returncode and not found) or any(int(code) not in NOT_ASSIGNABLE for _, code in found):
        raise TrialError(f"tsc failed:\n{ran.stdout[:1000]}{ran.stderr[:500]}")
    wrong = {int(number) for number, _ in found}
    return [number not in wrong for number in range(len(messages))]


def compared(release: Release, folder: Path, messages: list[Message]) -> tuple[int, list[str]]:
    """Return how many messages the compiler accepts, and where the generated code differs from it.

    It has to accept and reject the same ones, and to write what it reads.

    Args:
        release: whose declarations and generated code are asked.
        folder: the folder around the generated package.
        messages: whose types the package declares.
    """
    asked = BUILD / "generated" / release.module / "messages.json"
    asked.write_text(json.dumps([[one.type, one.value] for one in messages]), encoding="utf-8")
    command = [sys.executable, "-m", "published.read_back", release.module, str(asked)]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=False, env=_path_with(folder)
    )
    if ran.returncode:
        raise TrialError(f"reading failed:\n{ran.stderr[-1000:]}")
    answers: list[str] = json.loads(ran.stdout)
    verdicts = accepted(release, messages)
    return sum(verdicts), [
        f"{one.source}: the compiler {'accepts' if accepts else 'rejects'} it; {answer}"
        for one, accepts, answer in zip(messages, verdicts, answers, strict=True)
        if answer != ("kept" if accepts else "rejected")
    ]


def _path_with(folder: Path) -> dict[str, str]:
    path = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path}
