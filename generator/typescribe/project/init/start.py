"""Plans and carries out `typescribe init`: finds the files that are missing, and writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from typescribe.language.errors import OutputError, Problem, TypescribeError
from typescribe.language.text_files import reason_of
from typescribe.project.editor_schemas import editor_schemas
from typescribe.project.file_writing import create_file, replace_file
from typescribe.project.init import git_attributes, hooks
from typescribe.project.init.example import EXAMPLE, example
from typescribe.project.init.names import FALLBACK, project_package, requested_name
from typescribe.project.init.output_folder import import_root, obstacle
from typescribe.project.init.settings import new_package, table_name, with_package
from typescribe.project.output import blocked
from typescribe.project.settings import FILE, PackageSettings, find_project, read_toml


@dataclass(frozen=True, slots=True)
class Step:
    """A file that a project needs, and whether it is written or exists already."""

    verb: str
    """`created`, `added`, or `kept` for a file that is left as it is."""
    what: str
    """The file as the command prints it, with a remark if there is one."""
    file: PurePosixPath
    content: bytes | None = None
    """The content to write; `None` if the file is kept."""


@dataclass(frozen=True, slots=True)
class HookToAdd:
    """An entry that users have to add by hand below `repos` in their own pre-commit file."""

    file: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True)
class Start:
    """The plan of a run: the packages, and the files that they need."""

    packages: tuple[PackageSettings, ...]
    steps: tuple[Step, ...]
    hook_to_add: HookToAdd | None


def start(folder: Path, requested: str | None) -> Start:
    """Return the plan for a folder; nothing is written.

    Args:
        folder: the root of the project.
        requested: the name of the package. If it is `None`, the plan is for all packages that the
            settings declare, or, if there are none, for a new one named after the project.

    Raises:
        ConfigError: the settings are invalid, or cannot be extended.
        TypescribeError: a new package cannot have this name.
    """
    packages, settings_steps = _packages(folder, requested)
    steps = [*settings_steps]
    for settings in packages:
        steps += (*_spec(folder, settings), *_schemas(folder, settings))
    steps.append(_git_attributes(folder, packages))
    hook_step, to_add = _hook(folder)
    if hook_step is not None:
        steps.append(hook_step)
    return Start(packages, tuple(dict.fromkeys(steps)), to_add)  # packages may share a spec


def carry_out(folder: Path, started: Start) -> None:
    """Write the missing files; raises `OutputError` if one cannot be written."""
    missing = [(step, step.content) for step in started.steps if step.content is not None]
    parents = dict.fromkeys(step.file.parent for step, _ in missing)
    problems = [problem for each in parents for problem in blocked(folder / each, str(each))]
    if problems:
        raise OutputError(dict.fromkeys(problems))
    for step, content in missing:
        file = folder / step.file
        try:
            if step.verb == "added":
                replace_file(file.resolve(), content)
            else:
                create_file(file, content)
        except OSError as error:
            message = f"cannot be written: {reason_of(error, 'write')}"
            raise OutputError([Problem(str(step.file), message)]) from error


def _packages(
    folder: Path, requested: str | None
) -> tuple[tuple[PackageSettings, ...], list[Step]]:
    file, shown = folder / FILE, PurePosixPath(FILE)
    content = read_toml(file) if file.is_file() else {}
    declared = _declared(folder, content)
    name = requested_name(requested) if requested else None
    if declared and (name is None or name in declared):
        chosen = tuple(declared.values()) if name is None else (declared[name],)
        return chosen, [
            Step("kept", f"{FILE}, which has {table_name(settings.name)}", shown)
            for settings in chosen
        ]
    root = import_root(folder, content, tuple(declared.values()))
    names = [name] if name else dict.fromkeys((project_package(folder, content), FALLBACK))
    package = _first_possible(folder, [new_package(each, root) for each in names])
    if not file.is_file():
        text = with_package("", package).encode()
        return (package,), [Step("created", FILE, shown, text)]
    text = with_package(file.read_bytes().decode(), package).encode()
    return (package,), [Step("added", f"{table_name(package.name)} to {FILE}", shown, text)]


def _first_possible(folder: Path, candidates: Sequence[PackageSettings]) -> PackageSettings:
    """Return the first package whose output is free; raises `TypescribeError` if none is."""
    problems: list[Problem] = []
    for package in candidates:
        reason = obstacle(folder, package)
        if not reason:
            return package
        problems.append(Problem("NAME", f'"{package.name}": {reason}; choose another name'))
    raise TypescribeError(problems)


def _declared(folder: Path, meant: Mapping[str, Any]) -> Mapping[str, PackageSettings]:
    match meant:
        case {"tool": {"typescribe": {"packages": dict() as packages}}} if packages:
            return find_project(folder).packages
    return {}


def _spec(folder: Path, settings: PackageSettings) -> Iterator[Step]:
    place = folder / settings.spec
    found = sorted(file.name for file in place.glob("*.y*ml")) if place.is_dir() else []
    if found:
        what = f"{settings.spec}, which has {found[0]}"
        if len(found) > 1:
            what += f" and {len(found) - 1} more"
        yield Step("kept", what, settings.spec)
        return
    file = settings.spec / EXAMPLE
    yield Step("created", str(file), file, example(settings.spec).encode())


def _schemas(folder: Path, settings: PackageSettings) -> Iterator[Step]:
    """Yield the steps for both schemas, which are in the first folder of the path of the spec."""
    place = PurePosixPath(*settings.spec.parts[:1])
    for name, content in editor_schemas().items():
        file = place / name
        if not (folder / file).is_file():
            yield Step("created", str(file), file, content)
        elif (folder / file).read_bytes() == content:
            yield Step("kept", str(file), file)
        else:
            what = f"{file}, which is of another version; see: typescribe schema --help"
            yield Step("kept", what, file)


def _git_attributes(folder: Path, packages: tuple[PackageSettings, ...]) -> Step:
    """Return the step for the attributes of generated files; those of other files stay."""
    shown = PurePosixPath(git_attributes.FILE)
    file = folder / shown
    before = file.read_bytes().decode("utf-8", "surrogateescape") if file.is_file() else ""
    after = before
    for settings in packages:
        after = git_attributes.with_attributes(after, settings.output)
    if after == before:
        return Step("kept", f"{shown}, which names the output", shown)
    content = after.encode("utf-8", "surrogateescape")
    if not before:
        return Step("created", str(shown), shown, content)
    return Step("added", f"the output to {shown}", shown, content)


def _hook(folder: Path) -> tuple[Step | None, HookToAdd | None]:
    """Return the step for the hook, and the entry that users have to add themselves, if any.

    The configuration belongs in the root of the repository; an existing one is never edited.
    """
    repository = hooks.repository(folder)
    below = folder.relative_to(repository).as_posix() if folder != repository else ""
    file = PurePosixPath(*[".."] * len(PurePosixPath(below).parts), hooks.CONFIG)
    present = repository / hooks.CONFIG
    if present.is_file():
        if b"typescribe" in present.read_bytes():
            return Step("kept", f"{file}, which names typescribe", file), None
        return Step("kept", str(file), file), HookToAdd(file, hooks.hook(below))
    if below:
        return None, HookToAdd(file, hooks.hook(below))
    return Step("created", str(file), file, hooks.config().encode()), None
