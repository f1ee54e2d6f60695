"""Reads `[tool.typescribe]` in `pyproject.toml`: the packages of a project and their settings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from typescribe.language.errors import (
    ConfigError,
    Position,
    Problem,
    SpecError,
    nearest,
    nearest_or_all,
)
from typescribe.language.file_names import is_reserved
from typescribe.language.naming import is_module_name
from typescribe.language.text_files import read_bytes
from typescribe.project.import_settings import ImportSettings, import_mistakes, import_settings
from typescribe.targets.plugins import offered
from typescribe.targets.registry import SELECTABLE

if TYPE_CHECKING:
    from typescribe.language.overlay import TypeBasis

FILE = "pyproject.toml"
EXAMPLE = "[tool.typescribe.packages.my_messages]"
DEFAULT_TARGETS = ("dataclasses", "typed_dicts", "validators", "json_schema")
READINGS = ("declared", "observed")
ENUMS = ("literals", "classes")
UNDECLARED = ("allowed", "refused")
CONSTRAINTS = ("documented", "checked")
INLINE_OBJECTS = ("separate", "shared")
TYPED_DICT_MODULES = ("typing", "typing_extensions")
_SETTINGS = (
    "spec",
    "output",
    "targets",
    "types",
    "templates",
    "version",
    "typed_dicts_from",
    "import",
    "enums",
    "undeclared",
    "functions_from",
    "constraints",
    "compiled",
    "frozen",
    "inline_objects",
)


@dataclass(frozen=True, slots=True)
class PackageSettings:
    """One package: its spec, its output and its targets; paths are relative to the project."""

    name: str
    spec: PurePosixPath
    output: PurePosixPath
    targets: tuple[str, ...]
    types: TypeBasis = "declared"
    """Whether to generate types as declared, or as observed according to the overlay."""
    templates: PurePosixPath | None = None
    """The folder of the project's own templates, which override built-in ones."""
    version: str = "0.1.0"
    """The version that the target `distribution` gives the package."""
    typed_dicts_from: str = "typing"
    """The module that `typed_dicts.py` imports `TypedDict` from.

    Before Python 3.12, pydantic accepts only `TypedDict` of `typing_extensions`.
    """
    imported: ImportSettings | None = None
    """Where the spec is imported from, if the settings say so."""
    enums: str = "literals"
    """Whether unions of documented literals become "literals" or "classes" of `enum`."""
    undeclared: str = "allowed"
    """Whether messages may have undeclared properties: "allowed" or "refused"."""
    functions_from: tuple[str, ...] = ()
    """The modules of which `reads_as` may name functions."""
    checks_constraints: bool = False
    """Whether dataclasses and validators enforce constraints, which TypeScript does not."""
    compiled: bool = False
    """Whether the target `distribution` makes a wheel with compiled modules."""
    frozen: bool = False
    """Whether instances of generated classes are immutable."""
    shares_inline: bool = False
    """Whether object types without a name become one class if their structure is the same."""
    is_inside_package: bool = False
    """Whether the folder around the output is a package, so that the name of this one is longer."""


@dataclass(frozen=True, slots=True)
class Project:
    """The folder of a `pyproject.toml`, and the packages declared in it, by name."""

    root: Path
    packages: Mapping[str, PackageSettings]

    def select(self, names: tuple[str, ...]) -> list[PackageSettings]:
        """Return the named packages, or all; raises `ConfigError` for an unknown name."""
        problems = [
            Problem(FILE, f'there is no package "{name}"{nearest_or_all(name, self.packages)}')
            for name in names
            if name not in self.packages
        ]
        if problems:
            raise ConfigError(problems)
        return [self.packages[name] for name in dict.fromkeys(names)] or [*self.packages.values()]


def find_project(start: Path) -> Project:
    """Return the project of a folder: the nearest `pyproject.toml` with a table for typescribe.

    Raises `ConfigError` if there is none in the folder or above it, or if its settings are invalid.
    """
    project = project_of(start)
    if project is not None:
        return project
    if any((folder / FILE).is_file() for folder in (start, *start.parents)):
        raise ConfigError(
            [Problem(FILE, 'has no table [tool.typescribe]; "typescribe init" adds one')]
        )
    message = (
        f'no {FILE} here or in any folder above; "typescribe init" makes one, '
        "or give the folder of another with --project"
    )
    raise ConfigError([Problem(str(start), message)])


def project_of(start: Path) -> Project | None:
    """Return the same as `find_project`, or `None` if there is no table in any of these folders.

    Raises `ConfigError` if there are settings, and they are invalid.
    """
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            tools = read_toml(folder / FILE).get("tool", {})
            if isinstance(tools, dict) and "typescribe" in tools:
                return _project(folder, tools["typescribe"])
    return None


_PLACE = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a `pyproject.toml`; raises `ConfigError` if it cannot be read."""
    try:
        return tomllib.loads(read_bytes(file, FILE).decode())
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_not_toml(str(error), file)]) from error
    except SpecError as error:
        message = f"cannot be read: {error.problems[0].message}"
        raise ConfigError([Problem(FILE, message)]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([Problem(FILE, "cannot be read: it is not UTF-8")]) from error
    except (RecursionError, ValueError) as error:  # nested too deep, a number too long
        message = "cannot be read: a value is nested too deep, or a number is too long"
        raise ConfigError([Problem(FILE, message)]) from error


def _not_toml(message: str, file: Path) -> Problem:
    """Return the problem of a file that is not TOML, at the position in Python's message."""
    place = _PLACE.search(message)
    if place:
        where = Position(FILE, int(place[1]), int(place[2]))
    else:  # "at end of document"
        lines = file.read_text(encoding="utf-8").rstrip().split("\n")
        where = Position(FILE, len(lines), len(lines[-1]) + 1)
    return Problem(where, f"not TOML: {_PLACE.sub('', message)}")


def _project(root: Path, table: object) -> Project:
    if not isinstance(table, dict):
        raise ConfigError([Problem(FILE, f"[tool.typescribe] must be a table; add {EXAMPLE}")])
    problems = [*_unknown(table, ("packages",), "tool.typescribe")]
    declared = table.get("packages", {})
    if not declared and not problems:
        problems.append(
            Problem(FILE, '[tool.typescribe] declares no package; "typescribe init" adds one')
        )
    elif not isinstance(declared, dict):
        problems.append(Problem(FILE, f"[tool.typescribe.packages] must be a table like {EXAMPLE}"))
    else:
        for name, settings in declared.items():
            problems += _package_mistakes(name, settings)
    if problems:
        raise ConfigError(problems)
    packages = {name: _package(root, name, settings) for name, settings in declared.items()}
    problems += _shared_outputs(packages)
    if problems:
        raise ConfigError(problems)
    return Project(root, packages)


def _package(root: Path, name: str, settings: Mapping[str, Any]) -> PackageSettings:
    output = PurePosixPath(settings.get("output", f"generated/{name}"))
    return PackageSettings(
        name,
        PurePosixPath(settings.get("spec", f"spec/{name}")),
        output,
        _targets(settings),
        settings.get("types", "declared"),
        PurePosixPath(settings["templates"]) if "templates" in settings else None,
        settings.get("version", "0.1.0"),
        settings.get("typed_dicts_from", "typing"),
        import_settings(settings["import"]) if "import" in settings else None,
        settings.get("enums", "literals"),
        settings.get("undeclared", "allowed"),
        tuple(settings.get("functions_from", ())),
        settings.get("constraints") == "checked",
        settings.get("compiled", False),
        settings.get("frozen", False),
        settings.get("inline_objects") == "shared",
        (root / output.parent / "__init__.py").is_file(),
    )


def _targets(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the targets of a package; classes of `enum` are defined by the target `constants`."""
    listed = tuple(settings.get("targets", DEFAULT_TARGETS))
    needs_constants = settings.get("enums") == "classes" and "constants" not in listed
    return (*listed, "constants") if needs_constants else listed


def _package_mistakes(name: str, settings: object) -> Iterator[Problem]:
    where = f"tool.typescribe.packages.{name}"
    if not is_module_name(name):
        like = re.sub("[-. ]", "_", name)
        advice = f'; did you mean "{like}"?' if is_module_name(like) else ""
        message = f"[{where}]: a package needs the name of a Python module{advice}"
        yield Problem(FILE, message)
    if is_reserved(name):
        yield Problem(FILE, f"[{where}]: {_reserved(name)}")
    if not isinstance(settings, dict):
        yield Problem(FILE, f"[{where}] must be a table")
        return
    yield from _unknown(settings, _SETTINGS, where)
    for key in ("spec", "output", "templates"):
        value = settings.get(key, "x")
        if not isinstance(value, str) or not value or "\0" in value:
            yield Problem(FILE, f"[{where}] {key}: expected the path of a folder")
        elif PurePosixPath(value).is_absolute() or ".." in PurePosixPath(value).parts:
            yield Problem(FILE, f'[{where}] {key}: "{value}" must lie inside the project')
        for part in PurePosixPath(value).parts if isinstance(value, str) else ():
            if is_reserved(part):
                yield Problem(FILE, f"[{where}] {key}: {_reserved(part)}")
    yield from _choice_mistakes(settings, "types", READINGS, where)
    version = settings.get("version", "0.1.0")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        yield Problem(FILE, f'[{where}] version: expected one like "1.0" or "1.0.2rc1" (PEP 440)')
    yield from _choice_mistakes(settings, "typed_dicts_from", TYPED_DICT_MODULES, where)
    yield from import_mistakes(name, settings.get("import"), FILE)
    yield from _choice_mistakes(settings, "enums", ENUMS, where)
    yield from _choice_mistakes(settings, "undeclared", UNDECLARED, where)
    yield from _module_mistakes(settings.get("functions_from", []), where)
    yield from _choice_mistakes(settings, "constraints", CONSTRAINTS, where)
    yield from _switch_mistakes(settings, "frozen", where)
    yield from _choice_mistakes(settings, "inline_objects", INLINE_OBJECTS, where)
    targets = settings.get("targets", list(DEFAULT_TARGETS))
    yield from _switch_mistakes(settings, "compiled", where)
    yield from _compiled_mistakes(settings.get("compiled", False), targets, where)
    if not isinstance(targets, list) or not targets or not all(isinstance(t, str) for t in targets):
        yield Problem(FILE, f"[{where}] targets: expected a list of {', '.join(SELECTABLE)}")
        return
    unknown = [target for target in targets if target not in SELECTABLE]
    known = (*SELECTABLE, *offered()) if unknown else SELECTABLE
    for target in unknown:
        if target not in known:
            advice = nearest_or_all(target, known)
            yield Problem(FILE, f'[{where}] targets: there is no target "{target}"{advice}')


def _compiled_mistakes(compiled: object, targets: object, where: str) -> Iterator[Problem]:
    if compiled is True and isinstance(targets, list):
        if "distribution" not in targets:
            message = 'needs the target "distribution", which builds the wheel'
            yield Problem(FILE, f"[{where}] compiled: {message}")
        if not {"dataclasses", "validators"} & {t for t in targets if isinstance(t, str)}:
            message = 'needs the target "dataclasses" or "validators"; no other is compiled'
            yield Problem(FILE, f"[{where}] compiled: {message}")


def _switch_mistakes(settings: Mapping[str, Any], key: str, where: str) -> Iterator[Problem]:
    if not isinstance(settings.get(key, False), bool):
        yield Problem(FILE, f"[{where}] {key}: expected true or false")


def _module_mistakes(modules: object, where: str) -> Iterator[Problem]:
    if not isinstance(modules, list) or not all(map(_is_module_path, modules)):
        yield Problem(FILE, f'[{where}] functions_from: expected a list of modules: ["shop.money"]')


def _is_module_path(value: object) -> bool:
    return isinstance(value, str) and all(map(is_module_name, value.split(".")))


def _reserved(name: str) -> str:
    return f'Windows keeps the name "{name}" for a device; choose another'


def _choice_mistakes(
    settings: Mapping[str, Any], key: str, choices: tuple[str, ...], where: str
) -> Iterator[Problem]:
    value = settings.get(key, choices[0])
    if value not in choices:
        expected = " or ".join(f'"{choice}"' for choice in choices)
        advice = nearest(value, choices) if isinstance(value, str) else ""
        yield Problem(FILE, f"[{where}] {key}: expected {expected}{advice}")


# A version in canonical form (PEP 440, appendix B), with or without a local part.
_VERSION = re.compile(
    r"([1-9][0-9]*!)?(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*((a|b|rc)(0|[1-9][0-9]*))?"
    r"(\.post(0|[1-9][0-9]*))?(\.dev(0|[1-9][0-9]*))?(\+[a-z0-9]+(\.[a-z0-9]+)*)?"
)


def _unknown(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> Iterator[Problem]:
    for key in table:
        if key not in known:
            yield Problem(FILE, f'[{where}] has no setting "{key}"{nearest_or_all(key, known)}')


def _shared_outputs(packages: Mapping[str, PackageSettings]) -> Iterator[Problem]:
    owners: dict[str, PackageSettings] = {}
    for settings in packages.values():
        owner = owners.setdefault(str(settings.output).casefold(), settings)
        if owner is not settings:
            message = f'"{owner.name}" and "{settings.name}" share the output {settings.output}'
            where = "" if owner.output == settings.output else " on a disk that ignores case"
            yield Problem(FILE, f"{message}{where}; each needs its own")
