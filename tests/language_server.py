"""A client for a language server on standard streams, with what tests of a schema need.

The protocol: https://microsoft.github.io/language-server-protocol/specifications/specification-3-17
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},  # it would be asked of the network
    }
}
CAPABILITIES = {
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A running server; it ends with the context."""

    def __init__(self, command: Sequence[str | Path], folder: Path) -> None:
        self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        parameters = {"rootUri": folder.as_uri(), "processId": None, "capabilities": CAPABILITIES}
        self._ask("initialize", parameters)
        self._send({"method": "initialized", "params": {}})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.kill()
        self._running.wait()

    def diagnostics(self, file: Path, text: str) -> list[tuple[int, str]]:
        """Open a file with a text; return the messages of its problems by line, counted from 1."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while file.as_uri() not in self._diagnostics:
            self._answer(self._read())
        found = self._diagnostics.pop(file.as_uri())
        return sorted((each["range"]["start"]["line"] + 1, each["message"]) for each in found)

    def completions(self, file: Path, line: int, column: int) -> dict[str, str]:
        """Return the completions at a place in an open file, each with the text that it inserts."""
        found = self._ask("textDocument/completion", _place(file, line, column))
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: item["insertText"] for item in items}

    def hover(self, file: Path, line: int, column: int) -> str:
        """Return the explanation that is shown for a place in an open file."""
        found = self._ask("textDocument/hover", _place(file, line, column))
        return found["contents"]["value"] if found else ""

    def _ask(self, method: str, parameters: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if "method" not in message and message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]
            self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        """Read the notifications of the server, and answer its requests."""
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        if method is None or "id" not in message:
            return
        result = None
        if method == "workspace/configuration":
            result = [SETTINGS.get(item["section"]) for item in message["params"]["items"]]
        self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._running.stdin is not None
        self._running.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._running.stdin.flush()

    def _read(self) -> dict[str, Any]:
        stream = self._running.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message


def _place(file: Path, line: int, column: int) -> dict[str, Any]:
    position = {"line": line - 1, "character": column - 1}
    return {"textDocument": {"uri": file.as_uri()}, "position": position}
