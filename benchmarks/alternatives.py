"""Compares what other tools make of AgentContact, for the tables in docs/faq.md.

    python -m benchmarks.alternatives [--update]

datamodel-code-generator and quicktype read `generated/webex_contact_center/schema.json`, and
quicktype also two payloads and the declarations of the SDK; for pydantic, the models are in
`by_hand.py`. Each tool runs with the options that suit it best here; better ones are welcome.
"""

from __future__ import annotations

import copy
import importlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import quicktype, report

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "faq.md"
SCHEMA = ROOT / "generated" / "webex_contact_center" / "schema.json"
PAYLOADS = [
    ROOT / "tests" / "data" / f"{name}.json"
    for name in ("contact_assigned", "offer_contact_as_sent")
]
MARKER = "+15550199999"
"""A caller's number, which no error message should contain."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One way to get a Python type for an AgentContact."""

    name: str
    load: Callable[[Any], Any]
    dump: Callable[[Any], Any]
    paused: Callable[[Any], Any]


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sys.path[:0] = [str(folder), str(ROOT / "generated")]
        program = quicktype.install(folder)
        tools = list(_tools(folder, program))
        lines = {
            "conditions": [_conditions()],
            "by hand": [_by_hand()],
            "alternatives": list(_table(tools)),
            "declarations": list(quicktype.of_declarations(folder, program)),
        }
    for made in lines.values():
        print(*made, "", sep="\n")
    if "--update" in arguments:
        report.write(lines, PAGE)
    return 0


def _tools(folder: Path, program: Path) -> Iterator[Tool]:
    ours = importlib.import_module("webex_contact_center").AgentContact
    yield Tool(
        "typescribe",
        ours.from_dict,
        lambda contact: contact.to_dict(),
        lambda contact: _details(contact).is_paused_as_bool,
    )
    quicktype.run(
        [
            *(sys.executable, "-m", "datamodel_code_generator", "--input", str(SCHEMA)),
            *("--input-file-type", "jsonschema", "--output", "from_schema.py"),
            *("--output-model-type", "pydantic_v2.BaseModel", "--snake-case-field"),
            *("--extra-fields", "allow", "--strict-types", "str", "int", "float", "bool"),
            *("--use-missing-sentinel", "--target-pydantic-version", "2.14"),
        ],
        folder,
    )
    yield _pydantic("datamodel-code-generator", "from_schema")
    rooted = {**json.loads(SCHEMA.read_text("utf-8")), "$ref": "#/$defs/AgentContact"}
    (folder / "rooted.json").write_text(json.dumps(rooted), encoding="utf-8")
    for name, language, files in (
        ("quicktype, from the schema", "schema", ["rooted.json"]),
        ("quicktype, from two payloads", "json", [str(payload) for payload in PAYLOADS]),
    ):
        module = f"quicktype_{language}"
        quicktype.run(quicktype.command(program, language, f"{module}.py", *files), folder)
        made = importlib.import_module(module)
        load, dump = made.agent_contact_from_dict, made.agent_contact_to_dict
        yield Tool(name, load, dump, lambda contact: _details(contact).is_paused)
    yield _pydantic("pydantic by hand", "benchmarks.by_hand")


def _pydantic(name: str, module: str) -> Tool:
    model = importlib.import_module(module).AgentContact
    return Tool(
        name,
        model.model_validate,
        lambda contact: contact.model_dump(mode="json", by_alias=True, exclude_unset=True),
        lambda contact: _details(contact).is_paused,
    )


def _details(contact: Any) -> Any:
    return contact.data.interaction.call_processing_details


def _table(tools: list[Tool]) -> Iterator[str]:
    yield f"| | {' | '.join(tool.name for tool in tools)} |"
    yield f"| --- |{' --- |' * len(tools)}"
    for question, ask in QUESTIONS.items():
        yield f"| {question} | {' | '.join(ask(tool) for tool in tools)} |"


def _payload(edit: Callable[[Any], object] = lambda data: None) -> Any:
    message = copy.deepcopy(json.loads(PAYLOADS[0].read_text("utf-8")))
    edit(message["data"])
    return message


def _refuses(edit: Callable[[Any], object]) -> Callable[[Tool], str]:
    return lambda tool: "no" if _error(tool, _payload(edit)) is None else "yes"


def _error(tool: Tool, message: Any) -> BaseException | None:
    try:
        tool.load(message)
    except (ValueError, AssertionError, TypeError, KeyError, AttributeError) as error:
        return error
    return None


def _paused(tool: Tool) -> str:
    return f"`{tool.paused(tool.load(_payload()))!r}`"


def _kept(tool: Tool) -> str:
    message = _payload(lambda data: data["interaction"].update(future={"a": [1]}))
    written = tool.dump(tool.load(message))
    return "yes" if written["data"]["interaction"].get("future") == {"a": [1]} else "no"


def _same(tool: Tool) -> str:
    return "yes" if tool.dump(tool.load(_payload())) == _payload() else "no"


def _told(tool: Tool) -> str:
    def edit(data: Any) -> None:
        data["agentId"] = 7
        data["interaction"]["state"] = None
        data["interaction"]["mediaChannel"] = MARKER

    error = _error(tool, _payload(edit))
    if error is None:
        return "none"
    issues = getattr(error, "issues", None) or getattr(error, "errors", lambda: [error])()
    leak = ", with a value" if MARKER in str(error) else ""
    return f"{len(issues)} of 3, in {_article(type(error).__name__)}{leak}"


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIO' else 'a'} `{name}`"


QUESTIONS: dict[str, Callable[[Tool], str]] = {
    "accepts a valid message": lambda tool: "no" if _error(tool, _payload()) else "yes",
    'reads `isPaused: "false"` as': _paused,
    "writes exactly what it has read": _same,
    "keeps an undeclared property": _kept,
    "rejects `null` for a property that may only be absent": _refuses(
        lambda data: data["interaction"].update(outboundType=None)
    ),
    'rejects `"30"` for a number': _refuses(lambda data: data.update(ronaTimeout="30")),
    "rejects a message without `agentId`": _refuses(lambda data: data.pop("agentId")),
    "rejects an unknown channel": _refuses(
        lambda data: data["interaction"].update(mediaChannel="fax")
    ),
    "reports three mistakes": _told,
}


def _conditions() -> str:
    ours = ", ".join(f"{name} {version(name)}" for name in ("datamodel-code-generator", "pydantic"))
    theirs = f"quicktype {quicktype.QUICKTYPE}, {quicktype.SDK}"
    return f"Run on {datetime.now(UTC).date()}: {ours}, {theirs}."


def _by_hand() -> str:
    """Return, in a sentence, how many of the declared properties the models by hand have."""
    from benchmarks import by_hand

    models = [kind for kind in vars(by_hand).values() if getattr(kind, "model_fields", None)]
    declared = sum(len(model.model_fields) for model in models)
    return f"`benchmarks/by_hand.py` declares {declared} of {_reached('AgentContact')} properties."


def _reached(name: str) -> int:
    """Return the number of properties of a type and all types that it refers to."""
    definitions = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    names = [name]
    for reached in names:
        found = re.findall(r'"#/\$defs/(\w+)"', json.dumps(definitions[reached]))
        names += [one for one in dict.fromkeys(found) if one not in names]
    return sum(len(definitions[one].get("properties", {})) for one in names)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
