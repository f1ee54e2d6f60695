"""`generate --watch`: what is generated again, what is told, and that only Ctrl-C ends it."""

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
"""Seconds after which a test has failed; what is waited for takes a fraction of one."""


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


# What is told after each save; the saves are made up, so that nothing has to be waited for


def told_after(
    monkeypatch: pytest.MonkeyPatch, *edits: Callable[[], object], arguments: tuple[str, ...] = ()
) -> Ran:
    """Return what is told where each edit is a save, and an interrupt follows the last."""

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
MISTAKE = (
    "1 problem, nothing written\n"
    'spec/shop/messages.yaml:4:11: unresolved reference "strin"; '
    'declare it under "types" in a file of this package\n'
)
WATCHING = "watching spec/shop; press Ctrl-C to stop\n"


def test_it_generates_at_once_and_after_every_save(monkeypatch: pytest.MonkeyPatch) -> None:
    number, boolean = (SPEC.replace("string", name) for name in ("number", "boolean"))
    assert told_after(monkeypatch, write(number), write(boolean)) == (
        0,
        FIRST + CHANGED + CHANGED,
        WATCHING + "saved\nsaved\nstopped\n",
    )


def test_what_changes_no_file_is_answered_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = told_after(monkeypatch, write(SPEC + "# a comment\n"))
    assert ran.stdout == FIRST + "shop: unchanged, 2 files in generated/shop\n"


def test_a_file_that_is_saved_as_it_was_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_after(monkeypatch, write(SPEC)) == (0, FIRST, WATCHING + "stopped\n")


def test_a_mistake_is_told_once_and_that_it_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    saved = (BROKEN, f"{BROKEN}# a comment\n", f"{BROKEN}# another\n", SPEC)
    assert told_after(monkeypatch, *map(write, saved)) == (
        0,
        FIRST + "shop: unchanged, 2 files in generated/shop\n",
        f"{WATCHING}{MISTAKE}problems solved\nstopped\n",
    )


def test_another_mistake_is_told_with_those_that_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    two = f"{BROKEN}      x: strin\n"
    assert told_after(monkeypatch, write(BROKEN), write(two), write(BROKEN)).stderr == (
        f"{WATCHING}{MISTAKE}2 problems, nothing written\n"
        'spec/shop/messages.yaml:4:11: unresolved reference "strin"; '
        'declare it under "types" in a file of this package\n'
        'spec/shop/messages.yaml:5:10: unresolved reference "strin"; '
        'declare it under "types" in a file of this package\n'
        f"{MISTAKE}stopped\n"
    )


def test_it_starts_with_a_broken_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    specify(BROKEN)
    assert told_after(monkeypatch, write(SPEC)) == (
        0,
        FIRST,
        f"{MISTAKE}{WATCHING}problems solved\nstopped\n",
    )


def test_what_stands_there_stays_while_the_spec_is_broken(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_after(monkeypatch, write(BROKEN))
    assert (project / "generated" / "shop" / "schema.json").is_file()


def test_broken_settings_can_be_mended(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = project / "pyproject.toml"
    ran = told_after(
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


def test_of_several_packages_only_what_is_news_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project / "spec" / "shop", project / "spec" / "stock")
    (project / "pyproject.toml").write_text(SETTINGS + SETTINGS.replace("shop", "stock"))
    ran = told_after(monkeypatch, write(SPEC.replace("string", "number")))
    assert ran.stdout == FIRST + FIRST.replace("shop", "stock") + CHANGED
    assert ran.stderr.startswith("watching spec/shop, spec/stock; press Ctrl-C to stop\n")
    ran = told_after(monkeypatch, write(SPEC), arguments=("stock",))
    assert ran.stderr == "watching spec/stock; press Ctrl-C to stop\nstopped\n"


def test_programs_get_a_line_of_json_for_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = told_after(
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


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("typescribe.project.watching.find_spec", {"watchfiles": None}.__getitem__)
    told = '--watch: the library watchfiles is not installed: pip install "typescribe[watch]"\n'
    assert run("generate", "--watch") == (2, "", told)


def test_what_never_ends_cannot_fail_on_a_change() -> None:
    ran = run("generate", "--watch", "--fail-on-change")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.endswith("Error: --fail-on-change cannot be combined with --watch.\n")


# Exit codes for hooks


def test_a_change_fails_if_asked_for() -> None:
    assert run("generate", "--fail-on-change") == (1, FIRST, "")
    unchanged = "shop: unchanged, 2 files in generated/shop\n"
    assert run("generate", "--fail-on-change") == (0, unchanged, "")


# What is looked at


@pytest.fixture
def watched(project: Path) -> Watched:
    found = find_project(project)
    return Watched.of(found, found.packages.values())


def test_only_what_can_be_read_is_looked_at(project: Path, watched: Watched) -> None:
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


def test_another_file_of_the_same_size_and_age_is_another(project: Path, watched: Watched) -> None:
    file = project / "spec" / "shop" / "messages.yaml"
    before, age = watched.state(), file.stat().st_mtime_ns
    other = project / "other"
    other.write_bytes(file.read_bytes())
    os.utime(other, ns=(age, age))
    other.replace(file)
    assert watched.state() != before


def test_folders_are_listened_to_as_far_as_they_are_there(project: Path, watched: Watched) -> None:
    assert watched.event_folders() == {project, project / "spec", project / "spec" / "shop"}
    (project / "spec").rename(project / "away")
    assert watched.event_folders() == {project}


def test_templates_are_those_of_the_settings(project: Path) -> None:
    (project / "pyproject.toml").write_text(f'{SETTINGS}templates = "ours"\n')
    found = find_project(project)
    assert Watched.of(found, found.packages.values()).templates == (project / "ours",)


def test_templates_are_looked_at_in_folders_of_folders_too(project: Path) -> None:
    templates = project / "templates"
    (templates / "parts").mkdir(parents=True)
    watched = Watched(project, (project / "spec" / "shop",), (templates,))
    assert watched.event_folders() >= {templates, templates / "parts"}
    before = watched.state()
    (templates / "parts" / "heading.jinja").write_text("")
    assert watched.state() != before


# With real files, and a process that listens to them


class Watching:
    """A running `generate --watch`, and what it has told."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.running = running
        self.told = ""

    def wait_for(self, text: str) -> None:
        """Read until some text is told that was not waited for before."""
        stream = self.running.stdout
        assert stream is not None
        while text not in self.told:
            assert select.select([stream], [], [], PATIENCE)[0], f"{text!r} not in {self.told!r}"
            read = os.read(stream.fileno(), 65536)
            assert read, f"it ended, and told {self.told!r}"
            self.told += read.decode()
        self.told = self.told.partition(text)[2]


INTERRUPTIBLE = """
import signal
from typescribe.cli.main import main
signal.signal(signal.SIGINT, signal.default_int_handler)
main(prog_name="typescribe")
"""
"""For whoever runs these tests in the background, where shells have interrupts ignored."""


@pytest.fixture
def watching() -> Iterator[Watching]:
    """Watch the project; what is there has been generated, and saves are heard."""
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


def test_a_save_is_generated(project: Path, watching: Watching) -> None:
    for name in ("number", "boolean", "string"):
        specify(SPEC.replace("string", name))
        watching.wait_for("changed schema.json\n")
        assert f'"type": "{name}"' in schema(project)


def test_an_editor_may_put_another_file_in_its_place(project: Path, watching: Watching) -> None:
    file = project / "spec" / "shop" / "messages.yaml"
    for name in ("number", "boolean"):
        file.rename(file.with_suffix(".yaml~"))
        new = file.with_suffix(".new")
        new.write_text(SPEC.replace("string", name))
        new.replace(file)
        watching.wait_for("changed schema.json\n")
        assert f'"type": "{name}"' in schema(project)


def test_the_folder_may_go_and_come_again(project: Path, watching: Watching) -> None:
    folder = project / "spec" / "shop"
    for away in ("gone", "../gone"):
        folder.rename(folder.parent / away)
        watching.wait_for("spec/shop: not found\n")
        (folder.parent / away).rename(folder)
        watching.wait_for("problems solved\n")
    shutil.rmtree(project / "spec")
    watching.wait_for("spec/shop: not found\n")
    folder.mkdir(parents=True)
    specify(SPEC.replace("string", "number"))
    watching.wait_for("changed schema.json\n")
    specify(SPEC.replace("string", "boolean"))
    watching.wait_for("changed schema.json\n")


def test_settings_are_followed(project: Path, watching: Watching) -> None:
    (project / "pyproject.toml").write_text(f'{SETTINGS}spec = "messages"\n')
    watching.wait_for("messages: not found\n")
    shutil.copytree(project / "spec" / "shop", project / "messages")
    watching.wait_for("problems solved\n")
    file = project / "messages" / "messages.yaml"
    file.write_text(SPEC.replace("string", "number"))
    watching.wait_for("changed schema.json\n")


def test_a_template_of_the_project_is_followed(project: Path, watching: Watching) -> None:
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


def test_a_broken_spec_ends_nothing(project: Path, watching: Watching) -> None:
    specify(BROKEN)
    watching.wait_for('unresolved reference "strin"')
    specify(SPEC.replace("string", "number"))
    watching.wait_for("problems solved\n")
    watching.wait_for("changed schema.json\n")


def test_an_interrupt_ends_it_with_a_line(watching: Watching) -> None:
    watching.running.send_signal(signal.SIGINT)
    watching.wait_for("stopped\n")
    assert watching.running.wait(PATIENCE) == 0
    assert watching.told == ""


def test_an_interrupt_that_an_import_turns_into_another_error_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch_command, "_get_ready", lambda *_: interrupted_import())
    with interrupts_handled():
        assert told_after(monkeypatch, pytest.fail) == (0, FIRST, f"{WATCHING}stopped\n")


def test_an_interrupt_that_a_library_swallows_ends_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def swallow(*_: object) -> None:
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(watch_command, "_get_ready", swallow)
    with interrupts_handled():
        assert told_after(monkeypatch, pytest.fail) == (0, FIRST, f"{WATCHING}stopped\n")


def test_what_is_waited_for_is_looked_at_before_anything_is_told(watched: Watched) -> None:
    """So a spec that was saved before it was listened to is not missed."""
    events = saves(lambda: watched)
    next(events)
    events.close()
