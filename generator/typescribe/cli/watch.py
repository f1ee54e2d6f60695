"""`generate --watch`: generates packages after every save, until Ctrl-C is pressed."""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli.interrupts import interruptible
from typescribe.cli.messages import report_problem
from typescribe.cli.writing import as_json, print_written, write_all
from typescribe.language.errors import Problem, TypescribeError
from typescribe.language.visible import visible
from typescribe.project import garbage_collector
from typescribe.project.settings import Project, find_project
from typescribe.project.watching import Watched, saves
from typescribe.text.counting import counted

if TYPE_CHECKING:
    from typescribe.pipeline import Prepared


def watch_project(folder: Path, packages: tuple[str, ...], form: str) -> None:
    """Generate packages of a project now and after every save; returns after Ctrl-C.

    Problems in the settings, a spec or a template are printed once, and again when they change:
    the next save may solve them.

    Args:
        folder: the project, or a folder in it.
        packages: the names of the packages; if empty, all packages of the project.
        form: `json` to print a line of JSON for every run that did something; otherwise text.

    Raises:
        TypescribeError: there is no valid project, or saves cannot be noticed.
    """
    project = find_project(folder)
    watched = Watched.of(project, project.select(packages))
    reported: tuple[Problem, ...] | None = None  # `None` until the first run has ended

    def latest() -> Watched:
        return watched

    try:
        with interruptible() as interrupted:
            for _ in saves(latest):
                first, before = reported is None, reported
                try:
                    project = find_project(folder)
                    watched = Watched.of(project, project.select(packages))
                    prepared = write_all(project, packages)
                except TypescribeError as error:
                    reported = error.problems
                    if reported != before:
                        _print_problems(reported)
                else:
                    reported = ()
                    _print_run(prepared, form, solved=bool(before), first=first)
                if first:
                    _print_watched(watched)
                    _get_ready(project, packages)
                garbage_collector.collect()  # while nobody waits for a result
                if interrupted():  # the interrupted code may have swallowed the exception
                    break
    except KeyboardInterrupt:
        pass
    click.echo("\nstopped" if sys.stderr.isatty() else "stopped", err=True)


def _get_ready(project: Project, packages: tuple[str, ...]) -> None:
    """Import libraries and fill caches in memory, so that the next run is fast.

    The first run may have found everything up to date, and so imported almost nothing.
    """
    import black  # noqa: F401 - the build below does not import it if every result is cached

    from typescribe import pipeline
    from typescribe.project.cache import Cache
    from typescribe.rendering import assembly

    with suppress(TypescribeError):
        for settings in project.select(packages):
            model = pipeline.load(project, settings)
            assembly.build(settings, model, Cache(project.root, settings.name))
    garbage_collector.collect_on_demand()


def _print_problems(problems: tuple[Problem, ...]) -> None:
    count = counted(len(problems), "problem")
    _print_time(click.style(f"{count}, nothing written", fg="red"))
    for problem in problems:
        report_problem(problem)


def _print_run(prepared: dict[str, Prepared], form: str, *, solved: bool, first: bool) -> None:
    """Print which files a run wrote.

    Packages that the cache shows to be unchanged are left out, except in the first run and in the
    first one after problems.
    """
    plans = {
        name: package.plan
        for name, package in prepared.items()
        if first or solved or package.formatted is not None
    }
    if solved:
        _print_time(click.style("problems solved", fg="green"))
    elif plans and not first:
        _print_time("saved")
    if form == "json":
        if plans:
            click.echo(json.dumps(as_json(plans)))
    else:
        print_written(plans)


def _print_watched(watched: Watched) -> None:
    folders = ", ".join(str(folder.relative_to(watched.root)) for folder in watched.folders)
    click.echo(f"watching {visible(folders)}; press Ctrl-C to stop", err=True)


def _print_time(event: str) -> None:
    click.echo(f"{click.style(time.strftime('%H:%M:%S'), dim=True)} {event}", err=True)
