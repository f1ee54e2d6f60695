"""The sources that are documented, as a reference can say everything of them.

A reference documents what is exported. So everything is exported, tags that hide a declaration are
removed, and what the compiler of a release does not know is left out.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from typescript_corpus import CORPUS

from references.pages import SHOP
from references.releases import BUILD, Release
from typescribe.importing.npm_source import acquired
from typescribe.project.settings import find_project

_ROOT = Path(__file__).parent.parent.parent
_IMPORTED = find_project(_ROOT).packages["webex_contact_center"].imported
assert _IMPORTED is not None, "the repository imports its spec"
_SOURCE = _IMPORTED.source
PRELUDES = {
    "corpus": (),
    "sdk": tuple(str(_ROOT / prelude) for prelude in _IMPORTED.prelude),
    "shop": (),
}

_UNEXPORTED = re.compile(
    r"^(?=(?:declare )?(?:abstract )?(?:type|interface|const|let|class|enum|function)\b)", re.M
)
_HIDING = re.compile(r"@(?:private|internal|ignore|hidden)\b")
# The compiler gives a member of an ambient enum no value unless the source does.
_AMBIENT_ENUM = re.compile(r"\bdeclare (?=(?:const )?enum)")
# TypeScript 4.7 knows neither `satisfies` nor `accessor`, and computes fewer members of enums.
_NEWER = {
    "constants": re.compile(r"^.*(?:satisfies|Wide|Exact|Kept|Switches).*\n", re.M),
    "published_idioms": re.compile(
        r"^.*(?:satisfies|accessor|typeof (?:ROUTES|NAMES|FLAGS)).*\n", re.M
    ),
    "enums_of_values": re.compile(
        r"^.*(?:enum (?:Texts|Numbers|Referring|Counted)\b|CountedMember).*\n", re.M
    ),
}
_CONSTRUCTS_OF_MODULES = "declare_module"
# A reference documents modules of TypeScript; those of JSON are not in it.
_NOT_DOCUMENTED = ("json_modules",)


def corpus(release: Release) -> Path:
    """Return a folder with the constructs of `tests/typescript`, for one release."""
    folder = _empty(release, "corpus")
    for path in [*CORPUS.glob("*.ts"), *CORPUS.glob("parts/*.ts")]:
        name = path.name.removesuffix(".ts").removesuffix(".d")
        if name in _NOT_DOCUMENTED:
            continue
        text = path.read_text(encoding="utf-8")
        if release.minor == "0.22" and name in _NEWER:
            text = _NEWER[name].sub("", text)
        if name == _CONSTRUCTS_OF_MODULES:
            # Its modules are not its file, so that other names would collide.
            text = re.sub(r"\b(?:Id|Message)\b", r"Ambient\g<0>", text)
        else:
            text = _UNEXPORTED.sub("export ", _AMBIENT_ENUM.sub("", text))
        target = folder / path.relative_to(CORPUS).with_name(f"{name}.ts")
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def sdk(release: Release) -> Path:
    """Return a folder with the declarations of the SDK, which are downloaded once."""
    folder = _empty(release, "sdk")
    unpacked = BUILD / f"sdk-{_SOURCE.rpartition('@')[2]}"
    if not unpacked.is_dir():
        with acquired(_SOURCE) as source:
            shutil.copytree(source.path, unpacked)
    types = unpacked / "dist" / "types"
    for path in sorted(types.rglob("*.d.ts")):
        text = _HIDING.sub("", path.read_text(encoding="utf-8"))
        target = folder / path.relative_to(types)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def shop(release: Release) -> Path:
    """Return a folder with the small source whose pages the tests keep."""
    folder = _empty(release, "shop")
    shutil.copytree(SHOP, folder, dirs_exist_ok=True)
    return folder


SOURCES = {"corpus": corpus, "sdk": sdk, "shop": shop}


def _empty(release: Release, name: str) -> Path:
    folder = BUILD / "sources" / release.minor / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
