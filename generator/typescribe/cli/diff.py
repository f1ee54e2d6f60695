"""The command `diff`: reports the changes between two specs, and whom each of them breaks."""

from __future__ import annotations

import click

from typescribe.cli.exit_codes import EXIT_NO
from typescribe.cli.messages import reports_problems, status
from typescribe.language.visible import visible


@click.command(short_help="Report what changed between two specs and whom it breaks.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="A table for people, JSON for programs, Markdown for a pull request.",
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["breaking-readers", "breaking-writers", "any"]),
    help="Exit with 1 if there are such changes, or any at all. May be repeated.",
)
@click.option(
    "--entry",
    "entries",
    multiple=True,
    metavar="NAME",
    help="Compare only this type and what it refers to; OLD=NEW for two names. May be repeated.",
)
@click.option(
    "--prelude",
    "preludes",
    multiple=True,
    metavar="FILE",
    help="A file with declarations that are missing in imported TypeScript. May be repeated.",
)
@reports_problems
def diff(
    old: str,
    new: str,
    form: str,
    fail_on: tuple[str, ...],
    entries: tuple[str, ...],
    preludes: tuple[str, ...],
) -> None:
    """Report what changed between two specs, and whether each change breaks readers or writers.

    OLD and NEW are spec folders or files, or anything that "import" reads, such as the release
    npm:@acme/shop@1.2.0. Folders and files can be given as REV:path in git, with the path from the
    root of the repository.

    Readers are programs made for OLD that receive messages of NEW; writers are programs made for
    OLD that send messages to receivers made for NEW.

    \b
    Examples:
        typescribe diff HEAD:spec/my_messages spec/my_messages
        typescribe diff package-3.9.0 package-3.12.0 --fail-on breaking-readers
        typescribe diff npm:@acme/shop@1.1.0 npm:@acme/shop --entry Order
        typescribe diff other-sdk package-3.12.0 --entry Aqm.Contact=AgentContact
    """
    from typescribe.comparing import diff_report

    with status(f"reading {old} and {new}"):
        comparison = diff_report.compare(old, new, preludes, entries)
    for note in comparison.notes:
        click.echo(visible(note), err=True)
    click.echo(diff_report.FORMATS[form](comparison))
    if failing := diff_report.failing(comparison, fail_on):
        click.echo(click.style(failing, fg="red"), err=True)
        raise SystemExit(EXIT_NO)
