"""The command `update`: imports specs anew, says what changed, and generates the packages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli import options
from typescribe.cli.exit_codes import EXIT_NO, EXIT_WRONG
from typescribe.cli.messages import report_problem, reports_problems, status
from typescribe.cli.writing import print_waiting
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.project.settings import Project
    from typescribe.updating.update import Update


@click.command(short_help="Import a new release, say what changed, and generate.")
@options.packages
@click.option(
    "--to",
    metavar="VERSION",
    help="Update to this version, range or tag, instead of the newest release.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["breaking-readers", "breaking-writers", "any"]),
    help="If there are such changes, or any at all, write nothing and exit with 1. "
    "May be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Tables for people, JSON for programs, Markdown for a pull request.",
)
@options.project
@reports_problems
def update(
    packages: tuple[str, ...],
    to: str | None,
    dry_run: bool,
    fail_on: tuple[str, ...],
    form: str,
    folder: Path,
) -> None:
    """Import packages anew, say what changed and whom it breaks, and generate them.

    The source and the options are those that "typescribe import SOURCE --package PACKAGE" has
    written into the settings. If the source is a release on a registry, the newest one is
    downloaded; a file or folder is imported again. Without PACKAGE, all packages with such
    settings are updated. Spec, settings and generated code are written, all of them or none.

    \b
    Examples:
        typescribe update
        typescribe update shop --to 1.3.0 --dry-run
        typescribe update --fail-on breaking-readers --format markdown
    """
    from typescribe.project import lock
    from typescribe.project.settings import find_project
    from typescribe.updating import report

    project = find_project(folder.resolve())
    with lock.held(project.root, print_waiting), ExitStack() as stack:
        updates = list(_updates(stack, project, packages, to))
        failing = report.why_failing(updates, fail_on)
        is_refused = any(each.problems for each in updates)
        is_written = not (dry_run or failing or is_refused)
        if is_written:
            _write(project, updates)
    _print(updates, form, is_written, dry_run)
    if is_refused:
        for problem in dict.fromkeys(p for each in updates for p in each.problems):
            report_problem(problem)
        click.echo("nothing was written", err=True)
        raise SystemExit(EXIT_WRONG)
    if failing:
        click.echo(click.style(f"{visible(failing)}; nothing was written", fg="red"), err=True)
        raise SystemExit(EXIT_NO)


def _updates(
    stack: ExitStack, project: Project, packages: tuple[str, ...], to: str | None
) -> Iterator[Update]:
    from typescribe.importing.package_import import importing_packages
    from typescribe.updating.update import updated

    for package in importing_packages(project, packages):
        with status(f"{package.name}: updating {package.spec}"):
            yield stack.enter_context(updated(project, package, to))


def _write(project: Project, updates: list[Update]) -> None:
    """Write specs, settings and packages, all of them or none."""
    from typescribe import pipeline
    from typescribe.project import import_table
    from typescribe.project.settings import FILE

    before = (project.root / FILE).read_bytes()
    after = before.decode()
    for each in updates:
        after = import_table.remembered(after, each.package, each.new)
    generated = {package.plan.folder: package for each in updates for package in each.generated}
    edit = import_table.edit(project.root, before, after)
    pipeline.write(*generated.values(), before=(*(each.spec for each in updates), edit))


def _print(updates: list[Update], form: str, is_written: bool, dry_run: bool) -> None:
    from typescribe.updating import report

    if form == "json":
        found = [report.as_json(each, is_written=is_written) for each in updates]
        click.echo(json.dumps(found, indent=2))
        return
    for place, each in enumerate(updates):
        if place:
            click.echo()
        if form == "markdown":
            for line in report.as_markdown_text(each):
                click.echo(line)
            continue
        for line in report.as_text(each):
            click.echo(line)
        if not each.is_current and (is_written or dry_run) and not each.problems:
            click.echo()
            for line in report.written(each, dry=not is_written):
                click.echo(visible(line))
