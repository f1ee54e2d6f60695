"""Names a release on an npm registry: `npm:@webex/contact-center@3.12.0`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from typescribe.language.errors import Problem, SpecError

PREFIX = "npm:"
REGISTRY = "https://registry.npmjs.org"
EXAMPLE = "npm:@acme/shop@1.2.0"

_NAME = re.compile(r"(@[A-Za-z0-9~_][\w.~-]*/)?[A-Za-z0-9~_][\w.~-]*", re.ASCII)
# Versions, ranges and tags, but no URL, path or alias: npm would build these by running scripts.
_VERSION = re.compile(r"[\w.*+~^<>=| -]*", re.ASCII)
_EXACT = re.compile(r"\d+\.\d+\.\d+([-+][\w.+-]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Specifier:
    """A package, and the version, range or tag of its release; "" stands for the tag `latest`."""

    name: str
    version: str = ""

    def __str__(self) -> str:
        return f"{PREFIX}{self.as_npm}"

    @property
    def as_npm(self) -> str:
        """The specifier as npm takes it."""
        return f"{self.name}@{self.version}" if self.version else self.name

    @property
    def is_valid(self) -> bool:
        """Whether this is a name and a version that npm looks up in a registry."""
        return bool(_NAME.fullmatch(self.name) and _VERSION.fullmatch(self.version))

    @property
    def is_exact(self) -> bool:
        """Whether the version names one release."""
        return _EXACT.fullmatch(self.version) is not None

    @property
    def archive(self) -> str:
        """The name of the file that `npm pack` makes of an exact version."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    @property
    def url(self) -> str:
        """The address of that file on the public registry; of an exact version."""
        return f"{REGISTRY}/{self.name}/-/{self.name.rpartition('/')[2]}-{self.version}.tgz"


def is_npm(source: str) -> bool:
    """Return whether a source names a release on a registry."""
    return source.startswith(PREFIX)


def parse_specifier(source: str) -> Specifier:
    """Return the release that a source such as `npm:@webex/contact-center@3.12.0` names.

    Versions are what npm takes: a version, a range such as `^3.9.0`, or a tag such as `next`.

    Raises:
        SpecError: the source has another form.
    """
    text = source.removeprefix(PREFIX)
    at = text.find("@", 1)
    name, version = (text, "") if at < 0 else (text[:at], text[at + 1 :])
    if not _NAME.fullmatch(name):
        raise SpecError([Problem(source, f"not the name of an npm package, as in {EXAMPLE}")])
    if not _VERSION.fullmatch(version) or (at >= 0 and not version.strip()):
        message = f"expected a version, a range or a tag after the last @, as in {EXAMPLE}"
        raise SpecError([Problem(source, message)])
    return Specifier(name, version.strip())
