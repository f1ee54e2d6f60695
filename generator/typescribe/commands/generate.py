"""`generate` and `check`: what the specs of a project say, written or compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typescribe.commands import options
from typescribe.commands.telling import EXIT_NO, status, tells_problems
from typescribe.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from typescribe.config import Project
    from typescribe.output import Plan
    from typescribe.pipeline import Prepared


@click.command(short_help="Write what the spec says, where that has changed.")
@options.packages
@options.project
@options.form
@tells_problems
def generate(packages: tuple[str, ...], folder: Path, form: str) -> None:
    """Write what changed of the packages' modules, and say what was written.

    Without PACKAGE, all packages of the project are generated. Everything is rendered,
    formatted and verified before the first file is written.
    """
    from typescribe import lock, pipeline
    from typescribe.config import find_project

    project = find_project(folder.resolve())
    with lock.held(project.root, _tell_waiting) as alone:
        prepared = _prepare(project, packages)
        if alone:
            pipeline.sweep(project, prepared.values())
        pipeline.write(*prepared.values())
    plans = {name: package.plan for name, package in prepared.items()}
    if form == "json":
        click.echo(json.dumps([_as_json(name, plan) for name, plan in plans.items()], indent=2))
        return
    for name, plan in plans.items():
        click.echo(f"{name}: {_written(plan)}")
        for verb, colour, names in (
            ("created", "green", plan.created),
            ("changed", "yellow", plan.changed),
            ("removed", "red", plan.removed),
        ):
            for file in names:
                click.echo(f"  {click.style(verb, fg=colour)} {file}")


def _written(plan: Plan) -> str:
    count = len(plan.created) + len(plan.changed)
    if not plan.stale:
        return f"unchanged, {len(plan.files)} files in {plan.shown_as}"
    if not count:
        return f"{_files(len(plan.removed))} removed from {plan.shown_as}"
    removed = f", {_files(len(plan.removed))} removed" if plan.removed else ""
    return f"{count} of {_files(len(plan.files))} written to {plan.shown_as}{removed}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


@click.command(short_help="Say whether generated files are what the spec says.")
@options.packages
@options.project
@options.form
@tells_problems
def check(packages: tuple[str, ...], folder: Path, form: str) -> None:
    """Write nothing; print a unified diff and exit with 1 where generated files are stale.

    The diff leads from what is there to what `typescribe generate` would write.
    """
    from typescribe import output
    from typescribe.config import find_project

    prepared = _prepare(find_project(folder.resolve()), packages)
    plans = {name: package.plan for name, package in prepared.items()}
    stale = {name: plan for name, plan in plans.items() if plan.stale}
    if form == "json":
        click.echo(json.dumps([_as_json(name, plan) for name, plan in plans.items()], indent=2))
    else:
        for name, plan in plans.items():
            if not plan.stale:
                click.echo(f"{name}: up to date, {len(plan.files)} files in {plan.shown_as}")
            for line in output.diff(plan):
                click.echo(_coloured(line))
    for name, plan in stale.items():
        count = len(plan.created) + len(plan.changed) + len(plan.removed)
        differ = f"{_files(count)} {'differs' if count == 1 else 'differ'}"
        if output.differs_in_line_ends_only(plan):
            differ += ' in the ends of lines only (for git: "* text eol=lf" in .gitattributes)'
        message = f"{plan.shown_as} is stale: {differ}. Run: typescribe generate {name}"
        click.echo(click.style(message, fg="red"), err=True)
    if stale:
        raise SystemExit(EXIT_NO)


def _tell_waiting() -> None:
    click.echo("waiting for another run in this project to end", err=True)


def _prepare(project: Project, packages: tuple[str, ...]) -> dict[str, Prepared]:
    """Make every package in memory; all problems of all packages are raised together."""
    from typescribe import pipeline

    prepared: dict[str, Prepared] = {}
    problems: list[Problem] = []
    for settings in project.select(packages):
        with status(f"{settings.name}: reading {settings.spec}, formatting {settings.output}"):
            try:
                prepared[settings.name] = pipeline.prepare(project, settings)
            except TypescribeError as error:
                problems += error.problems
    if problems:
        raise TypescribeError(problems)
    return prepared


def _as_json(name: str, plan: Plan) -> dict[str, Any]:
    return {
        "package": name,
        "output": plan.shown_as,
        "stale": plan.stale,
        "created": plan.created,
        "changed": plan.changed,
        "removed": plan.removed,
    }


def _coloured(line: str) -> str:
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return click.style(line, fg=colours[line[0]]) if line[:1] in colours else line
