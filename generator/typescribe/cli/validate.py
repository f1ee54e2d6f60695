"""`validate`: messages in a file, checked against a type of a spec."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli import options
from typescribe.cli.completers import type_names
from typescribe.cli.find_type import find_type
from typescribe.cli.messages import EXIT_NO, reports_problems
from typescribe.language.errors import TypescribeError

if TYPE_CHECKING:
    from typescribe.validating.messages import Layout, MessageInput


@click.command(short_help="Check JSON, or JSON Lines, against a type.")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option(
    "--type",
    "type_name",
    required=True,
    shell_complete=type_names,
    help="The type, as the spec calls it.",
)
@options.package
@click.option("--undeclared", is_flag=True, help="Tell properties that the type does not declare.")
@click.option(
    "--layout",
    type=click.Choice(["auto", "document", "lines"]),
    default="auto",
    show_default=True,
    help="One JSON document, or one message on each line.",
)
@options.project
@options.form
@reports_problems
def validate(
    file: str,
    type_name: str,
    package: str | None,
    undeclared: bool,
    layout: Layout,
    folder: Path,
    form: str,
) -> None:
    """Check the messages in FILE against a type; exit with 1 and every issue if any is invalid.

    FILE holds one JSON document, or JSON Lines, plain or gzipped; "-" is the standard input.
    Of JSON Lines, one message is held in memory at a time.

    \b
    Examples:
        typescribe validate contact.json --type AgentContact
        zcat events.jsonl.gz | typescribe validate - --type AgentContact
    """
    from typescribe.project.settings import find_project
    from typescribe.validating.in_memory import checker
    from typescribe.validating.messages import Malformed, open_messages
    from typescribe.validating.report import Report

    settings, model, class_name = find_type(
        find_project(folder.resolve()), type_name, package, "--type"
    )
    check_value = checker(settings, model, class_name)
    with open_messages(file) as source:
        report = Report(source.name, class_name, form == "json")
        try:
            with _progress(source) as (tell, move_on):
                for message in source.read(layout):
                    if isinstance(message, Malformed):
                        lines = report.malformed(message)
                    else:
                        issues = check_value(message.value, undeclared=undeclared)
                        lines = report.checked(message, issues)
                    if lines:
                        tell("\n".join(lines))
                    move_on()
        except (TypescribeError, KeyboardInterrupt):
            if report.messages:
                click.echo(report.summary())
            raise
    click.echo(report.summary())
    if not report.fine:
        raise SystemExit(EXIT_NO)


def _progress(
    source: MessageInput,
) -> AbstractContextManager[tuple[Callable[[str], None], Callable[[], None]]]:
    """Return a context that draws a bar on a terminal, with what to tell and to move on by."""
    if not sys.stderr.isatty():
        return nullcontext((click.echo, lambda: None))
    from typescribe.validating.progress import progress_bar

    return progress_bar(source)
