"""`generate` and `check`: what the specs of a project say, written or compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typescribe.cli import options
from typescribe.cli.messages import EXIT_NO, status, tells_problems
from typescribe.language.errors import Problem, TypescribeError

if TYPE_CHECKING:
    from typescribe.pipeline import Prepared
    from typescribe.project.output import Plan
    from typescribe.project.settings import Project


@click.command(short_help="Write what the spec says, where that has changed.")
@options.packages
@options.project
@options.form
@click.option("--watch", is_flag=True, help="Go on, and generate again after every save.")
@click.option(
    "--fail-on-change", is_flag=True, help="Exit with 1 where something had to be written."
)
@tells_problems
def generate(
    packages: tuple[str, ...], folder: Path, form: str, watch: bool, fail_on_change: bool
) -> None:
    """Write what changed of the packages' modules, and say what was written.

    Without PACKAGE, all packages of the project are generated. Everything is rendered,
    formatted and verified before the first file is written.

    \b
    Examples:
        typescribe generate
        typescribe generate my_messages --watch
    """
    from typescribe.project.settings import find_project

    if watch:
        if fail_on_change:
            raise click.UsageError("--watch ends by Ctrl-C only; --fail-on-change cannot be given.")
        from typescribe.cli.watch import watch_project

        watch_project(folder.resolve(), packages, form)
        return
    project = find_project(folder.resolve())
    plans = {name: package.plan for name, package in write_all(project, packages).items()}
    if form == "json":
        click.echo(json.dumps([as_json(name, plan) for name, plan in plans.items()], indent=2))
    else:
        tell_written(plans)
    if fail_on_change and any(plan.stale for plan in plans.values()):
        raise SystemExit(EXIT_NO)


def write_all(project: Project, packages: tuple[str, ...]) -> dict[str, Prepared]:
    """Make and write some packages, all of them or none, while no other run is in the project."""
    from typescribe import pipeline
    from typescribe.project import lock

    with lock.held(project.root, _tell_waiting) as alone:
        prepared = _prepare(project, packages)
        if alone:
            pipeline.sweep(project, prepared.values())
        pipeline.write(*prepared.values())
    return prepared


def tell_written(plans: Mapping[str, Plan]) -> None:
    """Say what was written of some packages."""
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

    \b
    Examples:
        typescribe check
        typescribe check my_messages --format json
    """
    from typescribe.project import output
    from typescribe.project.settings import find_project

    prepared = _prepare(find_project(folder.resolve()), packages)
    plans = {name: package.plan for name, package in prepared.items()}
    stale = {name: plan for name, plan in plans.items() if plan.stale}
    if form == "json":
        click.echo(json.dumps([as_json(name, plan) for name, plan in plans.items()], indent=2))
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


def as_json(name: str, plan: Plan) -> dict[str, Any]:
    """Return what was written, or would be, of a package."""
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
