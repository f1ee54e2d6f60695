"""`generate --watch`: generates again after every save, until it is interrupted."""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli.interrupts import interruptible
from typescribe.cli.messages import tell_problem
from typescribe.cli.writing import as_json, tell_written, write_all
from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.visible import visible
from typescribe.project import garbage_collector
from typescribe.project.settings import Project, find_project
from typescribe.project.watching import Watched, saves
from typescribe.text.counting import counted

if TYPE_CHECKING:
    from typescribe.pipeline import Prepared


def watch_project(folder: Path, packages: tuple[str, ...], form: str) -> None:
    """Generate the packages of a project, and again after every save.

    Raises `TypescribeError` where there is no project, or nothing tells of saves. Other mistakes
    can be mended by a save: each is told once, whatever else is saved before.
    """
    project = find_project(folder)
    watched = Watched.of(project, project.select(packages))
    told: tuple[Problem, ...] | None = None  # before the first run, nothing is

    def latest() -> Watched:
        return watched

    try:
        with interruptible() as interrupted:
            for _ in saves(latest):
                first, before = told is None, told
                try:
                    project = find_project(folder)
                    watched = Watched.of(project, project.select(packages))
                    prepared = write_all(project, packages)
                except TypescribeError as error:
                    told = error.problems
                    if told != before:
                        _tell_mistakes(told)
                else:
                    told = ()
                    _tell_run(prepared, form, mended=bool(before), first=first)
                if first:
                    _tell_watched(watched)
                    _get_ready(project, packages)
                garbage_collector.collect()  # while nobody waits
                if interrupted():  # and the code that was interrupted did not let that through
                    break
    except KeyboardInterrupt:
        pass
    click.echo("\nstopped" if sys.stderr.isatty() else "stopped", err=True)


def _get_ready(project: Project, packages: tuple[str, ...]) -> None:
    """Do once what only the first of several runs spends time on, as long as nobody waits for it.

    That is to import the tools, which live as long as the process.
    """
    import black  # noqa: F401 - a build that remembers everything does without

    from typescribe import pipeline
    from typescribe.project.cache import Cache

    with suppress(TypescribeError):
        for settings in project.select(packages):
            model = pipeline.load(project, settings)
            pipeline.build(settings, model, Cache(project.root, settings.name))
    garbage_collector.collect_on_demand()


def _tell_mistakes(problems: tuple[Problem, ...]) -> None:
    count = counted(len(problems), "mistake")
    _tell_time(click.style(f"{count}, nothing written", fg="red"))
    for problem in problems:
        tell_problem(problem)


def _tell_run(prepared: dict[str, Prepared], form: str, *, mended: bool, first: bool) -> None:
    """Say what was written, and of what was already there if that is news."""
    plans = {
        name: package.plan
        for name, package in prepared.items()
        if first or mended or package.formatted is not None
    }
    if mended:
        _tell_time(click.style("no mistake any more", fg="green"))
    elif plans and not first:
        _tell_time("saved")
    if form == "json":
        if plans:
            click.echo(json.dumps(as_json(plans)))
    else:
        tell_written(plans)


def _tell_watched(watched: Watched) -> None:
    folders = ", ".join(str(folder.relative_to(watched.root)) for folder in watched.folders)
    click.echo(f"watching {visible(folders)}; Ctrl-C ends it", err=True)


def _tell_time(event: str) -> None:
    click.echo(f"{click.style(time.strftime('%H:%M:%S'), dim=True)} {event}", err=True)
