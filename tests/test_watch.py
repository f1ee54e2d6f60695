"""`generate --watch`: when it generates again, what it prints, and that only Ctrl-C ends it."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from commands import Ran, interrupted_import, interrupts_handled, run

import typescribe
from typescribe.cli import watch as watch_command
from typescribe.project.settings import find_project
from typescribe.project.watching import Watched, saves

SPEC = "types:\n  Order:\n    fields:\n      id: string\n"
SETTINGS = '[tool.typescribe.packages.shop]\ntargets = ["json_schema"]\n'
FIRST = "shop: 2 of 2 files written to generated/shop\n  created schema.json\n  created py.typed\n"
CHANGED = "shop: 1 of 2 files written to generated/shop\n  changed schema.json\n"
PATIENCE = 60
"""Seconds after which a test fails; the expected output takes a fraction of one."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one package, in which commands are run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(typescribe.__file__).parents[1]))
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    (tmp_path / "spec" / "shop").mkdir(parents=True)
    specify(SPEC)
    return tmp_path


def specify(text: str) -> None:
    Path("spec/shop/messages.yaml").write_text(text)


# The output after each save; the saves are simulated, so that no test has to wait


def watched_after(
    monkeypatch: pytest.MonkeyPatch, *edits: Callable[[], object], arguments: tuple[str, ...] = ()
) -> Ran:
    """Watch, save one edit after each run, and interrupt after the last; return the output."""

    def made_up(latest: Callable[[], Watched]) -> Iterator[None]:
        yield
        for edit in edits:
            edit()
            yield
        raise KeyboardInterrupt

    monkeypatch.setattr(watch_command, "saves", made_up)
    ran = run("generate", "--watch", *arguments)
    return Ran(ran.exit_code, ran.stdout, re.sub(r"^\d\d:\d\d:\d\d ", "", ran.stderr, flags=re.M))


def write(text: str) -> Callable[[], None]:
    return lambda: specify(text)


BROKEN = SPEC.replace("string", "strin")
PROBLEM = (
    "1 problem, nothing written\n"
    'spec/shop/messages.yaml:4:11: unresolved reference "strin"; '
    'did you mean "string"?\n'
)
NO_SPEC = (
    'spec: there is no folder "spec/shop"; ' '"typescribe init shop" writes a first spec there\n'
)
WATCHING = "watching spec/shop; press Ctrl-C to stop\n"


def test_it_generates_at_once_and_after_every_save(monkeypatch: pytest.MonkeyPatch) -> None:
    number, boolean = (SPEC.replace("string", name) for name in ("number", "boolean"))
    assert watched_after(monkeypatch, write(number), write(boolean)) == (
        0,
        FIRST + CHANGED + CHANGED,
        WATCHING + "saved\nsaved\nstopped\n",
    )


def test_a_save_that_changes_no_output_is_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = watched_after(monkeypatch, write(SPEC + "# a comment\n"))
    assert ran.stdout == FIRST + "shop: unchanged, 2 files in generated/shop\n"


def test_a_file_saved_unchanged_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert watched_after(monkeypatch, write(SPEC)) == (0, FIRST, WATCHING + "stopped\n")


def test_a_problem_is_reported_once_and_when_it_is_solved(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = (BROKEN, f"{BROKEN}# a comment\n", f"{BROKEN}# another\n", SPEC)
    assert watched_after(monkeypatch, *map(write, saved)) == (
        0,
        FIRST + "shop: unchanged, 2 files in generated/shop\n",
        f"{WATCHING}{PROBLEM}problems solved\nstopped\n",
    )


def test_a_new_problem_is_reported_with_those_that_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    two = f"{BROKEN}      x: strin\n"
    assert watched_after(monkeypatch, write(BROKEN), write(two), write(BROKEN)).stderr == (
        f"{WATCHING}{PROBLEM}2 problems, nothing written\n"
        'spec/shop/messages.yaml:4:11: unresolved reference "strin"; '
        'did you mean "string"?\n'
        'spec/shop/messages.yaml:5:10: unresolved reference "strin"; '
        'did you mean "string"?\n'
        f"{PROBLEM}stopped\n"
    )


def test_it_starts_with_a_broken_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    specify(BROKEN)
    assert watched_after(monkeypatch, write(SPEC)) == (
        0,
        FIRST,
        f"{PROBLEM}{WATCHING}problems solved\nstopped\n",
    )


def test_generated_files_stay_while_the_spec_is_broken(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched_after(monkeypatch, write(BROKEN))
    assert (project / "generated" / "shop" / "schema.json").is_file()


def test_broken_settings_can_be_repaired(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = project / "pyproject.toml"
    ran = watched_after(
        monkeypatch,
        lambda: settings.write_text("["),
        settings.unlink,
        lambda: settings.write_text(SETTINGS.replace("json_schema", "typed_dicts")),
    )
    assert ran.exit_code == 0
    assert [line.partition(":")[0] for line in ran.stderr.splitlines()] == [
        "watching spec/shop; press Ctrl-C to stop",
        "1 problem, nothing written",
        "pyproject.toml",
        "1 problem, nothing written",
        str(project),
        "problems solved",
        "stopped",
    ]
    assert "created typed_dicts.py" in ran.stdout


def test_only_the_packages_that_were_made_again_are_reported(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project / "spec" / "shop", project / "spec" / "stock")
    (project / "pyproject.toml").write_text(SETTINGS + SETTINGS.replace("shop", "stock"))
    ran = watched_after(monkeypatch, write(SPEC.replace("string", "number")))
    assert ran.stdout == FIRST + FIRST.replace("shop", "stock") + CHANGED
    assert ran.stderr.startswith("watching spec/shop, spec/stock; press Ctrl-C to stop\n")
    ran = watched_after(monkeypatch, write(SPEC), arguments=("stock",))
    assert ran.stderr == "watching spec/stock; press Ctrl-C to stop\nstopped\n"


def test_programs_get_a_line_of_json_for_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = watched_after(
        monkeypatch, write(SPEC.replace("string", "number")), arguments=("--format", "json")
    )
    runs = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [[package["changed"] for package in packages] for packages in runs] == [
        [[]],
        [["schema.json"]],
    ]


def test_without_a_project_there_is_nothing_to_watch(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    ran = run("generate", "--watch")
    assert ran == run("generate")
    assert ran.exit_code == 2


def test_a_missing_library_is_reported_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("typescribe.project.watching.find_spec", {"watchfiles": None}.__getitem__)
    expected = '--watch: the library watchfiles is not installed: pip install "typescribe[watch]"\n'
    assert run("generate", "--watch") == (2, "", expected)


def test_watching_cannot_be_combined_with_failing_on_a_change() -> None:
    ran = run("generate", "--watch", "--fail-on-change")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith(
        "typescribe generate: --fail-on-change cannot be combined with --watch; "
    )


# Exit codes for hooks


def test_with_fail_on_change_a_change_fails() -> None:
    assert run("generate", "--fail-on-change") == (1, FIRST, "")
    unchanged = "shop: unchanged, 2 files in generated/shop\n"
    assert run("generate", "--fail-on-change") == (0, unchanged, "")


# The files and folders that are watched


@pytest.fixture
def watched(project: Path) -> Watched:
    found = find_project(project)
    return Watched.of(found, found.packages.values())


def test_files_that_are_not_part_of_a_spec_are_ignored(project: Path, watched: Watched) -> None:
    before = watched.state()
    for name in (
        ".messages.yaml.swp",
        "messages.yaml~",
        ".messages.yaml",
        "4913",
        "spec.schema.json",
    ):
        (project / "spec" / "shop" / name).write_text("")
    assert watched.state() == before
    (project / "spec" / "shop" / "more.yml").write_text("")
    assert watched.state() != before


def test_another_file_of_the_same_size_and_age_is_noticed(project: Path, watched: Watched) -> None:
    file = project / "spec" / "shop" / "messages.yaml"
    before, age = watched.state(), file.stat().st_mtime_ns
    other = project / "other"
    other.write_bytes(file.read_bytes())
    os.utime(other, ns=(age, age))
    other.replace(file)
    assert watched.state() != before


def test_events_come_from_the_folders_that_exist(project: Path, watched: Watched) -> None:
    assert watched.event_folders() == {project, project / "spec", project / "spec" / "shop"}
    (project / "spec").rename(project / "away")
    assert watched.event_folders() == {project}


def test_templates_are_those_of_the_settings(project: Path) -> None:
    (project / "pyproject.toml").write_text(f'{SETTINGS}templates = "ours"\n')
    found = find_project(project)
    assert Watched.of(found, found.packages.values()).templates == (project / "ours",)


def test_templates_are_watched_in_nested_folders_too(project: Path) -> None:
    templates = project / "templates"
    (templates / "parts").mkdir(parents=True)
    watched = Watched(project, (project / "spec" / "shop",), (templates,))
    assert watched.event_folders() >= {templates, templates / "parts"}
    before = watched.state()
    (templates / "parts" / "heading.jinja").write_text("")
    assert watched.state() != before


# With real files, and a process that watches them


class Watching:
    """A running `generate --watch`, and its output since the last `wait_for`."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.running = running
        self.output = ""

    def wait_for(self, text: str) -> None:
        """Read output until a text appears; later calls look only at what follows it."""
        stream = self.running.stdout
        assert stream is not None
        while text not in self.output:
            assert select.select([stream], [], [], PATIENCE)[0], f"{text!r} not in {self.output!r}"
            read = os.read(stream.fileno(), 65536)
            assert read, f"it ended; its output was {self.output!r}"
            self.output += read.decode()
        self.output = self.output.partition(text)[2]


INTERRUPTIBLE = """
import signal
from typescribe.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="typescribe")
"""
"""Reacts to interrupts also if the tests run in the background, where shells ignore them."""


@pytest.fixture
def watching() -> Iterator[Watching]:
    """Watch the project; the first run has ended, and saves are noticed."""
    if os.name != "posix":
        pytest.skip("waits for a pipe as POSIX can")
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "generate", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as running:
        try:
            found = Watching(running)
            found.wait_for("press Ctrl-C to stop\n")
            yield found
        finally:
            running.kill()


def schema(project: Path) -> str:
    return (project / "generated" / "shop" / "schema.json").read_text()


def test_a_save_is_followed_by_a_run(project: Path, watching: Watching) -> None:
    for name in ("number", "boolean", "string"):
        specify(SPEC.replace("string", name))
        watching.wait_for("changed schema.json\n")
        assert f'"type": "{name}"' in schema(project)


def test_an_editor_may_replace_a_file_instead_of_writing_it(
    project: Path, watching: Watching
) -> None:
    file = project / "spec" / "shop" / "messages.yaml"
    for name in ("number", "boolean"):
        file.rename(file.with_suffix(".yaml~"))
        new = file.with_suffix(".new")
        new.write_text(SPEC.replace("string", name))
        new.replace(file)
        watching.wait_for("changed schema.json\n")
        assert f'"type": "{name}"' in schema(project)


def test_the_folder_may_be_moved_away_and_back(project: Path, watching: Watching) -> None:
    folder = project / "spec" / "shop"
    for away in ("gone", "../gone"):
        folder.rename(folder.parent / away)
        watching.wait_for(NO_SPEC)
        (folder.parent / away).rename(folder)
        watching.wait_for("problems solved\n")
    shutil.rmtree(project / "spec")
    watching.wait_for(NO_SPEC)
    folder.mkdir(parents=True)
    specify(SPEC.replace("string", "number"))
    watching.wait_for("changed schema.json\n")
    specify(SPEC.replace("string", "boolean"))
    watching.wait_for("changed schema.json\n")


def test_a_change_of_the_settings_is_followed(project: Path, watching: Watching) -> None:
    (project / "pyproject.toml").write_text(f'{SETTINGS}spec = "messages"\n')
    watching.wait_for(
        'spec: there is no folder "messages"; "typescribe init shop" writes a first spec there\n'
    )
    shutil.copytree(project / "spec" / "shop", project / "messages")
    watching.wait_for("problems solved\n")
    file = project / "messages" / "messages.yaml"
    file.write_text(SPEC.replace("string", "number"))
    watching.wait_for("changed schema.json\n")


def test_a_change_of_a_template_is_followed(project: Path, watching: Watching) -> None:
    templates = project / "ours"
    templates.mkdir()
    extended = '{% extends "builtin/schema.json.jinja" %}\n'
    (templates / "schema.json.jinja").write_text(extended)
    (project / "pyproject.toml").write_text(f'{SETTINGS}templates = "ours"\n')
    watching.wait_for("shop: unchanged")
    (templates / "schema.json.jinja").write_text("{% broken %}")
    watching.wait_for("1 problem, nothing written")
    (templates / "schema.json.jinja").write_text(extended)
    watching.wait_for("problems solved")


def test_a_broken_spec_does_not_end_it(project: Path, watching: Watching) -> None:
    specify(BROKEN)
    watching.wait_for('unresolved reference "strin"')
    specify(SPEC.replace("string", "number"))
    watching.wait_for("problems solved\n")
    watching.wait_for("changed schema.json\n")


def test_an_interrupt_ends_it_with_a_line(watching: Watching) -> None:
    watching.running.send_signal(signal.SIGINT)
    watching.wait_for("stopped\n")
    assert watching.running.wait(PATIENCE) == 0
    assert watching.output == ""


def test_an_interrupt_that_an_import_turns_into_another_error_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch_command, "_get_ready", lambda *_: interrupted_import())
    with interrupts_handled():
        assert watched_after(monkeypatch, pytest.fail) == (0, FIRST, f"{WATCHING}stopped\n")


def test_an_interrupt_that_a_library_swallows_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def swallow(*_: object) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(watch_command, "_get_ready", swallow)
    with interrupts_handled():
        assert watched_after(monkeypatch, pytest.fail) == (0, FIRST, f"{WATCHING}stopped\n")


def test_files_are_compared_before_the_first_event(watched: Watched) -> None:
    """Otherwise, a save between the first run and the first event would be missed."""
    events = saves(lambda: watched)
    next(events)
    events.close()
