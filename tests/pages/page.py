"""Runs the examples of a page in a folder, and compares the results with the page.

The language and the title of a block say how it is used:

    console                     commands, run in one shell; their output is checked
    pycon                       statements, run in one Python that is started in the folder
    any with a title            is written to the file of that name in the folder
    any, titled "... (excerpt)" must be part of that file
    sh                          commands for the reader, not run here; they show no output
    any other                   is not run

Blocks after a comment `<!-- needs npm -->` are run by `make sdk`, and by no test without a network.

Blocks are run in the order of the page. So are commands in comments, `<!-- $ command -->`, in the
shell of the page; they must not fail. The folder is empty, unless a comment of the page says
otherwise: see `FOLDERS`. Some tables are checked and updated as well: see `types` and `figures`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pages import figures, types
from pages.markdown import UNSEEN, Block, blocks, matches, replaced, shortened, stands_in
from pages.sessions import Python, Session, Shell

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a page is wrong, and what it should show."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Run:
    """The result of running a page."""

    page: str
    """The page with updated output; places that cannot be updated are unchanged."""
    differences: tuple[Difference, ...]


def files() -> list[Path]:
    """Return all pages that are run: the README, `CONTRIBUTING.md`, and all pages of `docs`."""
    beside = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]
    return [*beside, *sorted((ROOT / "docs").rglob("*.md"))]


def run(page: str, folder: Path, *, with_npm: bool = False) -> Run:
    """Run the examples of a page in an empty folder; return the updated page.

    Blocks that need the npm registry are run only `with_npm`.
    """
    installed: list[Path] = []
    for comment, prepare in FOLDERS.items():
        if comment in page:
            installed += prepare(folder)
    make_session: dict[str, Callable[[], Session]] = {
        "console": lambda: Shell(folder),
        "pycon": lambda: Python(folder, installed),
    }
    sessions: dict[str, Session] = {}
    texts: dict[Block, str] = {}
    differences: list[Difference] = []
    try:
        for block in blocks(page):
            if block.needs_npm and not with_npm:
                continue
            kind = "console" if block.language == UNSEEN else block.language
            if kind in make_session and kind not in sessions:
                sessions[kind] = make_session[kind]()
            if block.language == UNSEEN:
                said, code = sessions[kind].run(f"{block.text}\n")
                if code:
                    differences.append(Difference(block.line, f"{block.text}\nfails: {said}"))
            elif kind in make_session:
                texts[block], found = _run_block(block, sessions[kind])
                differences += found
            elif block.file is not None:
                differences += _place(block, folder)
            elif block.language == "sh" and "$ " in block.text:
                differences.append(Difference(block.line, "a sh block shows a prompt"))
    finally:
        for session in sessions.values():
            session.close()
    made = replaced(page, texts)
    for update in (types.updated, figures.updated):
        made, unlike = update(made)
        differences += [Difference(line, message) for line, message in unlike]
    return Run(made, tuple(differences))


def _run_block(block: Block, session: Session) -> tuple[str, list[Difference]]:
    pieces: list[str] = []
    differences: list[Difference] = []
    line = block.line
    for step in session.steps(block.text):
        printed, code = session.run(step.script)
        said, shown = _lines(printed), _lines(step.output)
        gap = step.output[len(shown) :]  # blank lines separate groups of statements
        if shown == "...\n" and code:  # the output does not show that it fails
            differences.append(Difference(line, f"{step.shown}fails, and says:\n{said}"))
            said = shown
        elif matches(shown, said):
            said = shown
        else:
            message = f"{step.shown}should say:\n{shown}says:\n{said}"
            differences.append(Difference(line, message))
            said = shortened(said, shown)
        pieces += [step.shown, said, gap]
        line += (step.shown + step.output).count("\n")
    return "".join(pieces), differences


def _lines(output: str) -> str:
    """Return output without blank lines at its end."""
    return f"{text}\n" if (text := output.rstrip("\n")) else ""


def _place(block: Block, folder: Path) -> Iterator[Difference]:
    assert block.file is not None, "only blocks with a title are placed"
    path = folder / block.file
    if block.is_excerpt:
        if not stands_in(block.text, path.read_text(encoding="utf-8") if path.exists() else ""):
            yield Difference(block.line, f"this is not in {block.file}:\n{block.text}")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")


def _copy_of_the_repository(folder: Path) -> Sequence[Path]:
    for name in ("spec", "generated", "sdk", "tests/data", ".typescribe_cache"):
        if (ROOT / name).is_dir():  # with the cache, so that nothing is formatted again
            shutil.copytree(ROOT / name, folder / name)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return [folder / "generated"]  # as after an editable install, which `test_readme` checks


def _copy_of_the_sources(folder: Path) -> Sequence[Path]:
    made = (".*", "build", "dist", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*made), dirs_exist_ok=True)
    return []


def _wheel(folder: Path) -> Sequence[Path]:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    return []


FOLDERS: dict[str, Callable[[Path], Sequence[Path]]] = {
    "<!-- runs in a copy of the repository -->": _copy_of_the_repository,
    "<!-- runs in a copy of the sources -->": _copy_of_the_sources,
    "<!-- runs beside the wheel -->": _wheel,
}
"""The comments by which a page asks for a prepared folder.

Each function prepares the folder, and returns the folders from which Python can import.
"""
