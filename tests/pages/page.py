"""One page run in a folder of its own: what it should say, and where it says something else.

What a block is for is told by its language and title:

    console                     commands, run in one shell; what they print is checked
    pycon                       statements, run in one Python, started in the folder
    any with a title            the file of that name, written to the folder
    any, titled "... (excerpt)" has to stand in that file
    sh                          commands to be typed, not run here: nothing they print is shown
    any other                   shown, not run

They are run in the order of the page; so is a command in a comment, `<!-- $ command -->`, in the
shell of the page, where it must not fail. Where the folder is to hold more than nothing, the page
says so in a comment: see `FOLDERS`. Some tables are made anew: see `types`, `figures`.
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
    """A place of a page that does not show what is so."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Run:
    """The result of running a page."""

    page: str
    """The page as it should be; what cannot be made anew is as it was."""
    differences: tuple[Difference, ...]


def files() -> list[Path]:
    """Return every page that is run: those that stand beside the README, and all of `docs`."""
    beside = [ROOT / name for name in ("README.md", "CONTRIBUTING.md")]
    return [*beside, *sorted((ROOT / "docs").rglob("*.md"))]


def run(page: str, folder: Path) -> Run:
    """Run a page in an empty folder."""
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
    for make_anew in (types.made_anew, figures.made_anew):
        made, unlike = make_anew(made)
        differences += [Difference(line, message) for line, message in unlike]
    return Run(made, tuple(differences))


def _run_block(block: Block, session: Session) -> tuple[str, list[Difference]]:
    pieces: list[str] = []
    differences: list[Difference] = []
    line = block.line
    for step in session.steps(block.text):
        printed, code = session.run(step.script)
        said, shown = _lines(printed), _lines(step.output)
        gap = step.output[len(shown) :]  # blank lines part one group of statements from the next
        if shown == "...\n" and code:  # where nothing is shown, nothing else would tell
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
    """Return an output without blank lines at its end."""
    return f"{text}\n" if (text := output.rstrip("\n")) else ""


def _place(block: Block, folder: Path) -> Iterator[Difference]:
    assert block.file is not None, "only blocks with a title are placed"
    path = folder / block.file
    if block.is_excerpt:
        if not stands_in(block.text, path.read_text(encoding="utf-8") if path.exists() else ""):
            yield Difference(block.line, f"this does not stand in {block.file}:\n{block.text}")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")


def _copy_of_the_repository(folder: Path) -> Sequence[Path]:
    for name in ("spec", "generated", "tests/data", ".typescribe_cache"):
        if (ROOT / name).is_dir():  # the cache: what has been formatted here need not be again
            shutil.copytree(ROOT / name, folder / name)
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    return [folder / "generated"]  # as an editable install: `test_readme` makes sure of it


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
"""Comments in pages, with functions that prepare a folder and return what Python finds there."""
