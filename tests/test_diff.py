"""`typescribe diff`: its formats, its exit codes, its sources, and its errors word for word."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import typescribe
from typescribe.cli.main import main
from typescribe.comparing import markdown

OLD = """\
types:
  Contact:
    fields:
      id: string
      state: '"new" | "assigned"'
      queue?: string
      task: Task
  Task:
    fields: {media: string, hold: boolean}
"""
NEW = """\
types:
  Contact:
    description: What an agent gets.
    fields:
      id: string
      state: '"new" | "assigned" | "parked"'
      queue: string
      task: Task
  Task:
    fields: {media: string, hold?: boolean}
"""

EXPECTED = Path(__file__).parent / "data" / "diff"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for running commands, with an old and a new spec."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)
    specify("old", OLD)
    specify("new", NEW)
    return tmp_path


def specify(name: str, text: str) -> None:
    """Write a spec into a folder."""
    Path(name).mkdir(parents=True, exist_ok=True)
    (Path(name) / "contact.yaml").write_text(text, encoding="utf-8")


def run(*arguments: str) -> tuple[int, str, str]:
    """Run diff in this process; return its exit code and its output."""
    result = CliRunner().invoke(main, ["diff", *arguments], prog_name="typescribe")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def errors(*arguments: str) -> str:
    """Return the problems that diff reports, one per line."""
    exit_code, stdout, stderr = run(*arguments)
    assert (exit_code, stdout) == (2, "")
    return stderr


# The table


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_uses_the_columns_that_there_are(
    columns: int, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    output = run("old", "new")
    assert output == (0, expected(f"table_{columns}.txt", output[1], request), "")
    assert max(map(len, output[1].splitlines())) <= columns
    assert all(line == line.rstrip() for line in output[1].splitlines())


def test_in_a_pipe_each_change_is_one_line_with_whom_it_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLUMNS")
    first, empty, *rows = run("old", "new")[1].splitlines()
    assert (first, empty) == ("4 changes: 2 break readers, 1 breaks writers", "")
    assert rows[0] == (
        'readers  Contact.state  literal added  + "parked"  '
        'Readers may now get "parked", which they do not know.'
    )
    assert [row.split("  ")[0] for row in rows] == ["readers", "readers", "writers", "-"]


def expected(name: str, output: str, request: pytest.FixtureRequest) -> str:
    """Return the expected output with a name; with --update-golden, write it first."""
    if request.config.getoption("--update-golden"):
        (EXPECTED / name).write_text(output, encoding="utf-8")
    return (EXPECTED / name).read_text(encoding="utf-8")


def test_equal_specs_have_no_differences() -> None:
    assert run("old", "old") == (0, "no differences in 2 types\n", "")


def test_colours_are_for_terminals_that_want_them() -> None:
    assert "\x1b" not in run("old", "new")[1], "a pipe gets none"
    for no_color, expected in (("", True), ("1", False)):
        output = on_a_terminal("diff", "old", "new", no_color=no_color)
        assert "Contact.queue" in output
        assert ("\x1b[" in output) == expected


def on_a_terminal(*arguments: str, no_color: str) -> str:
    """Run a command in a terminal, and return its output."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "NO_COLOR": no_color,
        "TERM": "xterm",
        "PYTHONPATH": str(Path(typescribe.__file__).parents[1]),
    }
    command = [sys.executable, "-m", "typescribe", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(ours, 4096):
                output += piece
        except OSError:  # Linux raises this when the other side of a terminal is closed
            pass
    os.close(ours)
    return output.decode()


def test_literals_of_one_place_share_a_row() -> None:
    specify("more", NEW.replace('"parked"', '"parked" | "wrapped" | "done"'))
    output = run("new", "more")[1]
    assert output.splitlines()[2:6] == [
        "Breaks readers",
        "  Contact.state  2 literals added",
        '    + "wrapped" | "done"',
        '    Readers may now get "wrapped" | "done", which they do not know.',
    ]
    many = " | ".join(f'"state_{number}"' for number in range(40))
    specify("more", NEW.replace('"parked"', f'"parked" | {many}'))
    output = run("new", "more")[1]
    assert '"state_39"' in output, "all are named"
    assert "Readers may now get 40 other" in output


# JSON and Markdown


def test_json_has_the_shape_that_the_page_describes() -> None:
    exit_code, stdout, stderr = run("old", "new", "--format", "json")
    assert (exit_code, stderr) == (0, "")
    output = json.loads(stdout)
    assert {**output, "changes": output["changes"][-1:]} == {
        "version": 1,
        "old": "old",
        "new": "new",
        "types": 2,
        "notes": [],
        "summary": {
            "changes": 4,
            "breaking_readers": 2,
            "breaking_writers": 1,
            "breaking_python_names": 0,
        },
        "changes": [
            {
                "kind": "field_made_optional",
                "where": "Task.hold",
                "type": "Task",
                "field": "hold",
                "before": None,
                "after": None,
                "breaks": {"readers": True, "writers": False, "python": False},
                "why": "Readers rely on it, and messages may now leave it out.",
                "affects": ["Contact"],
                "path": "Contact.task",
            }
        ],
    }


def test_markdown_is_a_table_of_the_same_changes(request: pytest.FixtureRequest) -> None:
    output = run("old", "new", "--format", "markdown")
    assert output == (0, expected("comment.md", output[1], request), "")
    assert run("old", "old", "--format", "markdown") == (
        0,
        "**no differences in 2 types** from `old` to `old`\n",
        "",
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "`code` ``` more `",
    "a | b \\| c \\\\| d \\\\\\| e",
    "**bold** _it_ [link](http://example.com) ![image](x) <b>",
    "@team #1 https://example.com www.example.com a@b.com",
    "line\nbreak\n\n# heading\n---\n| x |",
    "&lt;b&gt; &#64;team",
    "\u202ereversed\x1b[31m",
    "`",
    "\\",
    "--> <!-- ",
]


class Read(HTMLParser):
    """Parses rendered HTML into its tags, and the text inside and outside of code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.code: list[str] = []
        self.prose = ""
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._inside = tag == "code"
        if self._inside:
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.code[-1] += data
        else:
            self.prose += data


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_spec_cannot_become_markup(text: str) -> None:
    """The judge is a Markdown renderer that keeps HTML."""
    specify("hostile", NEW.replace("What an agent gets.", json.dumps(text)))
    output = run("old", "hostile", "--format", "markdown")[1]
    read = Read(MarkdownIt("commonmark", {"html": True}).enable("table").render(output))
    assert set(read.tags) <= {
        "p",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "code",
        "br",
    }
    assert read.tags.count("td") == 4 * 4
    for sign in ("<script", "team", "example", "heading", "alert", "bold", "reversed"):
        assert sign not in read.prose


def test_a_code_span_shows_its_text() -> None:
    """Backslashes before a bar are an exception: a cell cannot always express them."""
    renderer = MarkdownIt("commonmark").enable("table")
    for text in ("a", "a | b", "`", "``x`", "a`", "x\\", "<b>", "*", "a \\| b"):
        html = renderer.render(f"| h |\n| --- |\n| {markdown.code(text)} |")
        assert [found.replace("\\\\|", "\\|") for found in Read(html).code] == [text]


def test_a_comment_stays_as_short_as_github_takes_it() -> None:
    fields = "".join(f"      field_{number}: {'x' * 50}\n" for number in range(1_000))
    texts = {word: fields.replace("x" * 50, word) for word in ("string", "number")}
    for word, text in texts.items():
        specify(word, f"types:\n  Order:\n    fields:\n{text}")
    output = run("string", "number", "--format", "markdown")[1]
    assert len(output) < 65_536
    *_, closing = output.splitlines()
    assert re.fullmatch(
        r"and \d+ more, too many for a comment; `typescribe diff` lists them all", closing
    )
    left = int(closing.split()[1])
    assert output.count("type changed") + left == 1_000


# When it fails


@pytest.mark.parametrize(
    ("fail_on", "message"),
    [
        (["breaking-readers"], "2 changes that break readers\n"),
        (["breaking-writers"], "1 change that breaks writers\n"),
        (["any"], "4 changes\n"),
        (
            ["breaking-readers", "breaking-writers"],
            "2 changes that break readers and 1 change that breaks writers\n",
        ),
    ],
)
def test_it_fails_on_the_given_changes(fail_on: list[str], message: str) -> None:
    options = [word for name in fail_on for word in ("--fail-on", name)]
    exit_code, stdout, stderr = run("old", "new", *options)
    assert (exit_code, stderr) == (1, message)
    assert stdout == run("old", "new")[1], "the changes are still reported"


def test_it_does_not_fail_without_such_changes() -> None:
    assert run("old", "old", "--fail-on", "any")[0] == 0
    specify("described", NEW.replace("What an agent gets.", "For agents."))
    for name in ("breaking-readers", "breaking-writers"):
        assert run("new", "described", "--fail-on", name)[0] == 0
    assert run("new", "described", "--fail-on", "any")[0] == 1


# What it reads


def test_a_spec_may_be_one_file() -> None:
    assert run("old/contact.yaml", "old") == (0, "no differences in 2 types\n", "")


def test_mistakes_in_both_specs_are_reported_with_positions() -> None:
    specify("old", OLD.replace("Task\n  Task", "Tusk\n  Task"))
    specify("new", NEW.replace("id: string", "id: Tisk"))
    assert errors("old", "new/contact.yaml") == (
        'old/contact.yaml:7:13: unresolved reference "Tusk"; did you mean "Task"?\n'
        'new/contact.yaml:5:11: unresolved reference "Tisk"; did you mean "Task"?\n'
    )


def test_a_missing_source_is_reported() -> None:
    expected = "expected a spec, TypeScript, a saved API page, npm:NAME@VERSION, or REV:path in git"
    assert errors("nothing", "new") == f"nothing: not found; {expected}\n"
    Path("notes.md").write_text("# notes\n")
    assert errors("old", "notes.md") == f"notes.md: not a file that diff can read; {expected}\n"
    Path("hollow").mkdir()
    assert errors("old", "hollow") == (
        "hollow: no spec in this folder; expected files that end in .yaml or .yml\n"
    )


TYPESCRIPT = """\
import { Task } from "../shared/task";
export interface Contact { id: string; task: Task; hangUp(): void }
"""


def declare(folder: str, task: str) -> None:
    """Write a package of declarations whose main module imports another."""
    files = {
        "package/lib/index.d.ts": TYPESCRIPT,
        "package/package.json": '{"name": "contact", "types": "lib/index.d.ts"}',
        "package/shared/task.d.ts": "export interface Task "
        f"{{ media: string; hold{task}: boolean }}\n",
    }
    for name, text in files.items():
        (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
        (Path(folder) / name).write_text(text)


def test_a_side_may_be_what_import_reads() -> None:
    declare("before", "")
    declare("after", "?")
    exit_code, output, notes = run("before/package", "after/package", "--format", "json")
    assert exit_code == 0
    assert [(c["kind"], c["path"]) for c in json.loads(output)["changes"]] == [
        ("field_made_optional", "Contact.task")
    ]
    assert json.loads(output)["notes"] == notes.splitlines()
    assert notes == (
        "before/package: 2 types: 1 exact, 1 approximated, 0 left out; "
        "typescribe import says why\n"
        "after/package: 2 types: 1 exact, 1 approximated, 0 left out; "
        "typescribe import says why\n"
    )
    assert (
        run("before/package/lib/index.d.ts", "before/package")[1] == "no differences in 2 types\n"
    )


def test_a_mistake_in_typescript_is_reported_with_its_position() -> None:
    Path("wrong.d.ts").write_text("export interface A {\n  a: ;\n}\n")
    assert errors("wrong.d.ts", "old").startswith("wrong.d.ts:2:")


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit(*paths: str) -> None:
    git("add", *paths)
    git("commit", "--quiet", "--message", "as it is")


@pytest.fixture
def repository(folder: Path) -> Iterator[Path]:
    """The folder as a repository, with the old spec committed."""
    git("init", "--quiet")
    specify("spec/contact", OLD)
    # these would change in a checkout and must not change here
    (folder / ".gitattributes").write_text("*.yaml text eol=crlf export-ignore\n")
    commit("spec", ".gitattributes")
    specify("spec/contact", NEW)
    commit("spec")
    return folder


@needs_git
def test_a_side_may_be_a_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("old", "new")[1]
    assert run("HEAD~1:spec/contact", "spec/contact")[1] == expected
    assert run("HEAD~1:spec/contact/contact.yaml", "HEAD:spec/contact")[1] == expected
    assert run("HEAD:spec/contact", "spec/contact")[1] == "no differences in 2 types\n"
    monkeypatch.chdir("spec")
    assert run("HEAD~1:./contact", "contact")[1] == expected
    assert run("HEAD~1:spec/contact", "contact")[1] == expected, "from the root of the repository"


@needs_git
def test_typescript_of_a_revision_finds_what_it_imports(repository: Path) -> None:
    declare("sdk", "")
    commit("sdk")
    declare("sdk", "?")
    for path in ("sdk/package", "sdk/package/lib/index.d.ts"):
        output = run(f"HEAD:{path}", path, "--format", "json")[1]
        assert [c["path"] for c in json.loads(output)["changes"]] == ["Contact.task"]
    Path("sdk/package/lib/index.d.ts").write_text("export type A = ;\n")
    commit("sdk")
    assert errors("HEAD:sdk/package", "old").startswith("HEAD:sdk/package/lib/index.d.ts:1:")


@needs_git
def test_a_mistake_in_a_revision_is_reported_with_its_position_there(repository: Path) -> None:
    specify("spec/contact", NEW.replace("id: string", "id: Tisk"))
    git("stash", "--quiet")
    assert errors("HEAD:spec/contact", "stash@{0}:spec/contact") == (
        'stash@{0}:spec/contact/contact.yaml:5:11: unresolved reference "Tisk"; '
        'did you mean "Task"?\n'
    )


@needs_git
def test_a_revision_or_a_path_that_git_does_not_know_is_reported(repository: Path) -> None:
    assert errors("HEAD~7:spec/contact", "new") == (
        'HEAD~7:spec/contact: there is no revision "HEAD~7" in git, and no such file\n'
    )
    assert errors("HEAD:spec/contacts", "new") == (
        'HEAD:spec/contacts: there is no "spec/contacts" in the revision "HEAD"; '
        'did you mean "spec/contact"?\n'
    )
    assert errors("HEAD:sepc/contact", "new") == (
        'HEAD:sepc/contact: there is no "sepc/contact" in the revision "HEAD"\n'
    )
    for revision in ("", "--output=x"):
        assert errors("--", f"{revision}:spec", "new") == (
            f"{revision}:spec: not found; expected a path, or REV:path such as "
            "HEAD~1:spec/shop\n"
        )


@needs_git
def test_outside_of_a_repository_there_are_no_revisions() -> None:
    assert errors("HEAD:spec", "new") == (
        "HEAD:spec: not found, and the current folder is not in a git repository\n"
    )


def test_without_git_there_are_no_revisions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert errors("HEAD:spec", "new") == (
        "HEAD:spec: not found, and git is not installed to look for a revision\n"
    )


def test_a_path_with_a_colon_is_a_path() -> None:
    specify("HEAD:spec", OLD)
    assert run("HEAD:spec", "old") == (0, "no differences in 2 types\n", "")
