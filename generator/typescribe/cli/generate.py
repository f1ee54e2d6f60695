"""The commands `generate` and `check`: write packages, or check that they are up to date."""

from __future__ import annotations

import json
from pathlib import Path

import click

from typescribe.cli import options
from typescribe.cli.exit_codes import EXIT_NO
from typescribe.cli.messages import reports_problems
from typescribe.cli.writing import as_json, prepare_all, print_written, write_all
from typescribe.language.visible import visible
from typescribe.text.counting import counted


@click.command(short_help="Generate packages from their specs; write what changed.")
@options.packages
@options.project
@options.form
@click.option("--watch", is_flag=True, help="Keep running, and generate again after every save.")
@click.option("--fail-on-change", is_flag=True, help="Exit with 1 if any file had to be written.")
@reports_problems
def generate(
    packages: tuple[str, ...], folder: Path, form: str, watch: bool, fail_on_change: bool
) -> None:
    """Generate packages from their specs; write the files that changed, and list them.

    Without PACKAGE, all packages of the project are generated. Everything is rendered, formatted
    and verified before the first file is written.

    \b
    Examples:
        typescribe generate
        typescribe generate my_messages --watch
    """
    from typescribe.project.settings import find_project

    if watch:
        if fail_on_change:
            raise click.UsageError("--fail-on-change cannot be combined with --watch.")
        from typescribe.cli.watch import watch_project

        watch_project(folder.resolve(), packages, form)
        return
    project = find_project(folder.resolve())
    plans = {name: package.plan for name, package in write_all(project, packages).items()}
    if form == "json":
        click.echo(json.dumps(as_json(plans), indent=2))
    else:
        print_written(plans)
    if fail_on_change and any(plan.stale for plan in plans.values()):
        raise SystemExit(EXIT_NO)


@click.command(short_help="Check that generated files are up to date with the spec.")
@options.packages
@options.project
@options.form
@reports_problems
def check(packages: tuple[str, ...], folder: Path, form: str) -> None:
    """Check that generated files are up to date; print a unified diff and exit with 1 if not.

    The diff shows what "typescribe generate" would change. Nothing is written.

    \b
    Examples:
        typescribe check
        typescribe check my_messages --format json
    """
    from typescribe.project import output
    from typescribe.project.settings import find_project

    prepared = prepare_all(find_project(folder.resolve()), packages)
    plans = {name: package.plan for name, package in prepared.items()}
    stale = {name: plan for name, plan in plans.items() if plan.stale}
    if form == "json":
        click.echo(json.dumps(as_json(plans), indent=2))
    else:
        for name, plan in plans.items():
            if not plan.stale:
                click.echo(
                    visible(f"{name}: up to date, {len(plan.files)} files in {plan.shown_as}")
                )
            for line in output.diff(plan):
                click.echo(_coloured(visible(line, kept="\t")))
    for name, plan in stale.items():
        count = len(plan.created) + len(plan.changed) + len(plan.removed)
        differ = f"{counted(count, 'file')} {'differs' if count == 1 else 'differ'}"
        message = f"{plan.shown_as} is stale: {differ}. Run: typescribe generate {name}"
        click.echo(click.style(visible(message), fg="red"), err=True)
    if stale:
        raise SystemExit(EXIT_NO)


def _coloured(line: str) -> str:
    """Return a line of a unified diff in its usual colour."""
    if line.startswith(("+++", "---")):
        return click.style(line, bold=True)
    colours = {"+": "green", "-": "red", "@": "cyan"}
    return click.style(line, fg=colours[line[0]]) if line[:1] in colours else line
