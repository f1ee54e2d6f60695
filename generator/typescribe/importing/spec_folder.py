"""The spec folder that an import writes into: its files that stay, and its overlay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from typescribe.amending.obsolete import Obsolete, obsolete
from typescribe.importing.short_names import GivenNames
from typescribe.language.declared import Declaration, DeclaredPackage
from typescribe.language.declared_names import class_of
from typescribe.language.errors import Problem, SpecError
from typescribe.language.package_constants import DeclaredConstant
from typescribe.language.text_files import read_bytes, read_text_file
from typescribe.project import marks, output
from typescribe.project.init.example import EXAMPLE, is_example
from typescribe.sources.yaml.declarations import DeclarationReader
from typescribe.sources.yaml.overlay import read_overlay
from typescribe.sources.yaml.package_constants import constants_in
from typescribe.sources.yaml.positioned import parse_yaml
from typescribe.sources.yaml.spec import OVERLAY_FILE
from typescribe.sources.yaml.written_names import class_names_in


@dataclass(frozen=True, slots=True)
class Folder:
    """A spec folder to import into, the declarations of its files that stay, and class names."""

    path: Path
    shown_as: str
    by_hand: tuple[Declaration, ...]
    class_names: GivenNames = field(default_factory=GivenNames)
    """The classes that earlier imports have named, and the names that no other may have."""
    constants: tuple[DeclaredConstant, ...] = ()
    """The constants of the files that stay."""
    example: Mapping[str, bytes] = field(default_factory=dict)
    """The example of `init`, if the folder holds nothing else; an import replaces it."""


def open_folder(path: Path, shown_as: str) -> Folder:
    """Read the files of a spec folder that stay, and the names of classes in the others.

    Raises:
        SpecError: with every mistake in the files that no import has written.
    """
    reader = DeclarationReader()
    declared: list[Declaration] = []
    named: dict[str, str] = {}
    constants: list[DeclaredConstant] = []
    problems: list[Problem] = []
    found = sorted(path.glob("*.y*ml")) if path.is_dir() else []
    if example := _only_example(found, shown_as):
        return Folder(path, shown_as, (), example=example)
    for file in found:
        shown = f"{shown_as}/{file.name}"
        if file.name == OVERLAY_FILE or file.name.startswith("."):
            continue
        text = read_text_file(file, shown)
        if marks.kind_of(text[: marks.MARKED_WITHIN].encode()) == "import":
            named |= class_names_in(text, shown)
            continue
        document = parse_yaml(text, shown)
        problems += document.problems
        if document.root is not None:
            declared += reader.declarations(document.root)
            constants += constants_in(document.root, reader.problems)
    problems += reader.problems
    if problems:
        raise SpecError(problems)
    given = _given(path, shown_as, declared, named)
    return Folder(path, shown_as, tuple(declared), given, tuple(constants))


def _given(
    path: Path, shown_as: str, by_hand: Iterable[Declaration], named: Mapping[str, str]
) -> GivenNames:
    """Return the class names that earlier imports have given, and those given by hand."""
    overlay = read_overlay(path, shown_as)
    amended = (amendment.class_name for amendment in overlay.types) if overlay else ()
    return GivenNames(named, frozenset([*map(class_of, by_hand), *filter(None, amended)]))


def _only_example(found: Sequence[Path], shown_as: str) -> dict[str, bytes]:
    """Return the content of the example of `init`, if it is the only file and not edited."""
    if [file.name for file in found] != [EXAMPLE] or found[0].is_symlink():
        return {}
    content = read_bytes(found[0], f"{shown_as}/{EXAMPLE}")
    return {EXAMPLE: content} if is_example(content) else {}


def obsolete_amendments(folder: Folder, texts: Mapping[str, str]) -> Obsolete:
    """Return the amendments of a folder's overlay that will not apply to `texts`.

    Raises:
        SpecError: with every mistake in the overlay.
    """
    overlay = read_overlay(folder.path, folder.shown_as)
    if overlay is None:
        return Obsolete()
    reader = DeclarationReader()
    declared = list(folder.by_hand)
    constants = list(folder.constants)
    for name, text in texts.items():
        root = parse_yaml(text, f"{folder.shown_as}/{name}").root
        assert root is not None, "the import has just written it"
        declared += reader.declarations(root)
        constants += constants_in(root, reader.problems)
    package = DeclaredPackage(folder.path.name, tuple(declared), constants=tuple(constants))
    return obsolete(package, overlay)


def plan(folder: Folder, texts: Mapping[str, str]) -> output.Plan:
    """Return the plan to write spec files into a folder.

    Raises:
        OutputError: a file that no import has written is in the way.
    """
    contents = {name: text.encode() for name, text in texts.items()}
    return output.plan(folder.path, folder.shown_as, contents, "import", folder.example)
