"""TypeScript or an API reference page -> the text of spec files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from typescribe.importing.archives import is_archive, unpacked
from typescribe.importing.read_program import ReadTypes, Wanted, read_program
from typescribe.importing.references import add_page, add_site, has_pages, is_page, is_site
from typescribe.importing.spec_writer import write_spec
from typescribe.language.declared import Declaration, DeclaredPackage
from typescribe.language.errors import Problem, SpecError
from typescribe.language.file_names import is_reserved
from typescribe.language.package_constants import DeclaredConstant
from typescribe.language.syntax import quoted
from typescribe.language.text_files import SIZE_LIMIT, is_existing, is_regular, read_text_file
from typescribe.project import marks
from typescribe.sources.typescript.boundary import Boundary, root_of
from typescribe.sources.typescript.module_files import (
    entries,
    is_declarations,
    manifest_problem,
    package_label,
)
from typescribe.sources.typescript.program import LIBRARY, Program
from typescribe.sources.typescript.program import SIZE_LIMIT as SOURCE_LIMIT
from typescribe.sources.typescript.recovery import parse_leniently
from typescribe.sources.typescript.symbols import Module
from typescribe.sources.yaml.spec import OVERLAY_FILE
from typescribe.text.quoting import comment

STDIN = "stdin.ts"
"""The name of standard input in positions."""

_LONGEST_STEM = 100


@dataclass(frozen=True, slots=True)
class Source:
    """The source of an import: the path as given, or the `text` of standard input.

    Files of a temporary folder are all `within` it.
    """

    given: str
    text: str | None = None
    within: Path | None = None
    folder: Path | None = None
    """The folder of a package that was downloaded; messages show `given` in its place."""

    @property
    def path(self) -> Path:
        """The file or folder to read."""
        return self.folder or Path(self.given)


def import_types(source: Source, wanted: Wanted, preludes: Sequence[str] = ()) -> ReadTypes:
    """Read the types that a source declares.

    Args:
        source: a file of TypeScript, a folder, an npm package (unpacked, or the archive that
            `npm pack` makes), or an API reference page.
        wanted: which of its types to read, and how.
        preludes: files with declarations that the source needs and does not have.

    Raises:
        SpecError: a file cannot be read or is not TypeScript, or an entry does not exist.
    """
    roots = [root_of(Path(prelude)) for prelude in preludes]
    with opened(source) as path:
        given = Path(source.given)
        top = path.resolve().parent if path.is_file() else path.resolve()
        shown = given.parent.as_posix() if path.is_file() else given.as_posix()
        own = path if path != given else root_of(path, source.within)
        program = Program(top, shown, Boundary((own, *roots)))
        for prelude in preludes:
            program.add(Path(prelude).resolve(), as_global=True, shown_as=Path(prelude).as_posix())
        main = list(_main(program, source, path))
        return read_program(program, main, program.follow(main), wanted)


@contextmanager
def opened(source: Source) -> Iterator[Path]:
    """Yield the file or folder of a source; the package of an archive is in a temporary folder.

    Raises:
        SpecError: there is no such file, or the archive cannot be unpacked.
    """
    path = source.path
    if not source.given:
        raise SpecError([Problem("SOURCE", "expected a file or a folder; found nothing")])
    if path.is_symlink() and not is_existing(path):
        read_text_file(path, source.given)  # raises with the missing target of the link
    if source.text is None and not path.exists():
        raise SpecError([Problem(source.given, "not found")])
    if source.text is None and is_archive(path):
        with unpacked(path, source.given) as folder:
            yield folder
    else:
        yield path


def _main(program: Program, source: Source, path: Path) -> Iterator[Module]:
    if source.text is not None:
        if is_page(source.text):
            yield from add_page(program, source.text, STDIN)
        else:
            parsed, broken = parse_leniently(source.text, STDIN)
            program.broken += broken
            yield program.add_parsed(parsed)
    elif path.is_dir():
        yield from _folder(program, source, path)
    elif is_declarations(path.name):
        yield program.add(path.resolve())
    else:
        text = read_text_file(path, source.given, SOURCE_LIMIT)
        yield from add_page(program, text, source.given)


def _folder(program: Program, source: Source, path: Path) -> Iterator[Module]:
    """Read a package, a saved site, or the files of another folder.

    Beside a manifest with types, pages are ignored, and beside the index of a site, all other
    files are; pages without an index are read if the folder holds no TypeScript.
    """
    files = entries(path, program.boundary)
    if not files and (problem := manifest_problem(path, source.given, program.boundary)):
        raise SpecError([problem])
    if not files and not is_site(path):
        files = _files(path, program.boundary)
    if not files and has_pages(path):
        yield from add_site(program, path, path.as_posix())
        return
    if not files:
        message = (
            "no TypeScript in this folder; expected .ts or .d.ts files, a package.json that names "
            "them, or the pages of a TypeDoc site"
        )
        raise SpecError([Problem(source.given, message)])
    add = program.add if len(files) == 1 else program.add_imported
    for file in files:
        yield add(file)


def _files(folder: Path, boundary: Boundary) -> list[Path]:
    """Return the declaration files of a folder that is not a package, or else its sources."""
    root = folder.resolve()
    found = [
        path
        for path in sorted(root.rglob("*"))
        if is_declarations(path.name) and is_regular(path)
        if "node_modules" not in path.relative_to(root).parts
        if boundary.admits(path, path, path.name)
    ]
    declared = [path for path in found if ".d." in path.name]
    return declared or found


def as_package(read: ReadTypes, name: str = "imported") -> DeclaredPackage:
    """Return all types that were read as one declared package."""
    return DeclaredPackage(
        name,
        tuple(d for found in read.files.values() for d in found),
        constants=tuple(c for found in read.constants.values() for c in found),
    )


def spec_files(read: ReadTypes, source: str) -> dict[str, str]:
    """Return the text of each spec file by its name.

    `source` names what was imported; it does not depend on the machine.
    """
    texts: dict[str, str] = {}
    mark = marks.mark(source, "import")
    for file in dict.fromkeys((*read.files, *read.constants)):
        label = read.labels[file]
        where = source if source.startswith(label) else f"{label}, {source}"
        if file not in read.own:
            where = f"{label} of TypeScript" if file == LIBRARY else label
        declarations, constants = read.files.get(file, ()), read.constants.get(file, ())
        for text in _within_limit(declarations, constants, where, str(comment(mark))):
            texts[_free_name(label, texts)] = text
    return texts


def _within_limit(
    declarations: Sequence[Declaration],
    constants: Sequence[DeclaredConstant],
    source: str,
    mark: str,
) -> Iterator[str]:
    """Yield the texts of as many spec files as it takes for each to be read back."""
    text = write_spec(declarations, constants, source=source, comments=[mark])
    if len(text.encode()) <= SIZE_LIMIT:
        yield text
    elif constants and declarations:
        yield from _within_limit(declarations, (), source, mark)
        yield from _within_limit((), constants, source, mark)
    elif len(constants) > 1:
        middle = len(constants) // 2
        yield from _within_limit((), constants[:middle], source, mark)
        yield from _within_limit((), constants[middle:], source, mark)
    elif constants or len(declarations) == 1:
        only = constants[0] if constants else declarations[0]
        size = f"{len(text.encode()):,} bytes in a spec; the limit is {SIZE_LIMIT:,}"
        message = f"{quoted(only.name)} takes {size}; leave it out with --entry"
        raise SpecError([Problem(only.position, message)])
    else:
        middle = len(declarations) // 2
        yield from _within_limit(declarations[:middle], (), source, mark)
        yield from _within_limit(declarations[middle:], (), source, mark)


def _free_name(label: str, used: Mapping[str, str]) -> str:
    words = re.sub(r"\.d\.[cm]?ts$|\.[cm]?tsx?$|\.\w+$", "", label)
    stem = re.sub(r"[^0-9A-Za-z]+", "_", words).strip("_").lower()[-_LONGEST_STEM:] or "types"
    stem = f"types_{stem}" if is_reserved(stem) else stem
    name, number = f"{stem}.yaml", 1
    while name in used or name == OVERLAY_FILE:
        number += 1
        name = f"{stem}_{number}.yaml"
    return name


def source_label(source: Source) -> str:
    """Return a name for a source on any machine: its package and version, or its file."""
    if source.text is not None:
        return STDIN
    path = source.path.resolve()
    if is_archive(path):
        with unpacked(path, source.given) as folder:
            return package_label(Boundary((folder,))) or path.name
    if path.is_file() and not is_declarations(path.name):
        return path.name
    boundary = Boundary((root_of(path),))
    label = package_label(boundary)
    if label and path.is_dir():
        return label
    return f"{path.name}, {label}" if label else path.name
