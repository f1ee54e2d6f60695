"""The pinned releases of `releases.toml`, and the messages that they are tried with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a package on the npm registry; `entries` are the types to generate code for."""

    name: str
    version: str
    entries: tuple[str, ...] = ()
    prelude: str = ""

    @property
    def module(self) -> str:
        """The name of the generated package."""
        words = "".join(sign if sign.isalnum() else "_" for sign in self.name)
        return words.strip("_").lower()


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages that another package publishes; `type` is the name of their type.

    The form `documents` is a file for each message. `events` is the list of
    `@octokit/webhooks-examples`; in `type`, `{Event}` stands for the name of the event.
    """

    package: str
    version: str
    form: Literal["documents", "events"]
    files: tuple[str, ...]
    release: str
    type: str
    licence: str


def releases() -> list[Release]:
    """Return the releases, in the order of the table."""
    return [
        Release(**{**one, "entries": tuple(one.get("entries", ()))}) for one in _pinned()["release"]
    ]


def messages() -> list[Messages]:
    """Return the sources of messages."""
    return [Messages(**{**one, "files": tuple(one["files"])}) for one in _pinned()["messages"]]


def _pinned() -> dict[str, list[dict[str, object]]]:
    return tomllib.loads((HERE / "releases.toml").read_text("utf-8"))
