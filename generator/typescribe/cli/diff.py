"""`diff`: what changed between two specs, and for whom it breaks."""

from __future__ import annotations

import click

from typescribe.cli.messages import EXIT_NO, status, tells_problems
from typescribe.language.visible import visible


@click.command(short_help="Say what changed between two specs, and for whom it breaks.")
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
    help="Exit with 1 at such changes; may be repeated. any: at any difference.",
)
@click.option("--prelude", "preludes", multiple=True, metavar="FILE", help="Adds declarations.")
@tells_problems
def diff(
    old: str, new: str, form: str, fail_on: tuple[str, ...], preludes: tuple[str, ...]
) -> None:
    """Compare what two specs mean; say of each change whether it breaks readers or writers.

    OLD and NEW are spec folders or files, whatever "import" reads, or either of these as
    REV:path in git, from the root of the repository.

    Readers get messages of NEW with code for OLD; writers send those of OLD to code for NEW.

    \b
    Examples:
        typescribe diff HEAD:spec/my_messages spec/my_messages
        typescribe diff package-3.9.0 package-3.12.0 --fail-on breaking-readers
    """
    from typescribe.comparing import diff_report

    with status(f"reading {old} and {new}"):
        comparison = diff_report.compare(old, new, preludes)
    for note in comparison.notes:
        click.echo(visible(note), err=True)
    click.echo(diff_report.FORMATS[form](comparison))
    if failing := diff_report.failing(comparison, fail_on):
        click.echo(click.style(failing, fg="red"), err=True)
        raise SystemExit(EXIT_NO)
