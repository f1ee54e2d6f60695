"""The command `validate`: checks messages in files and archives against a type of a spec."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli import archive_options, options
from typescribe.cli.exit_codes import EXIT_INTERRUPTED, EXIT_NO
from typescribe.cli.messages import report_problem, reports_problems
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.archives.layouts import Layout
    from typescribe.archives.sources import Source
    from typescribe.language.errors import Problem
    from typescribe.validating.summary import Summary


@click.command(short_help="Check messages against a type.")
@archive_options.sources
@archive_options.type_name
@options.package
@click.option(
    "--undeclared", is_flag=True, help="Report properties that the type does not declare."
)
@archive_options.layout
@archive_options.at
@click.option(
    "--show",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Print at most N issues one by one; with --format json, all are printed.",
)
@click.option(
    "--all", "every", is_flag=True, help="List all places at the end, not only the most frequent."
)
@click.option(
    "--rejected",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the messages that are not valid to this file, as they were read.",
)
@archive_options.fail_on_empty
@archive_options.jobs
@archive_options.cluster
@options.project
@options.form
@reports_problems
def validate(
    files: tuple[str, ...],
    type_name: str,
    package: str | None,
    undeclared: bool,
    layout: Layout,
    at: str,
    show: int,
    every: bool,
    rejected: Path | None,
    fail_on_empty: bool,
    jobs: int | None,
    cluster: str | None,
    folder: Path,
    form: str,
) -> None:
    """Check the messages in SOURCE against a type; exit with 1 if any is invalid.

    SOURCE is a file, a folder, a pattern, a URL, or "-" for standard input. A file contains one
    JSON document, JSON Lines, or an array of messages, and may be compressed (gzip, bzip2, xz,
    zstd). JSON Lines and arrays may be larger than the memory.

    \b
    Examples:
        typescribe validate contact.json --type AgentContact
        typescribe validate archive/ --type AgentContact --rejected invalid.jsonl
        zcat events.jsonl.gz | typescribe validate - --type AgentContact
    """
    from typescribe.archives.parts import ReadOptions
    from typescribe.archives.sources import find_sources
    from typescribe.project.settings import find_project
    from typescribe.text.reports import width_of
    from typescribe.validating.rejected import RejectedFile
    from typescribe.validating.report import Report, is_fine
    from typescribe.validating.run import ValidateRun
    from typescribe.validating.type_expressions import find_type

    type_ = find_type(find_project(folder.resolve()), type_name, package)
    sources = find_sources(files)
    as_json = form == "json"
    most = None if as_json else show
    report = Report(_name(sources), type_.shown, as_json, most, width_of(sys.stdout))
    run = ValidateRun(
        type_,
        sources,
        ReadOptions(layout, archive_options.path_of(at)),
        archive_options.workers(jobs, cluster),
        undeclared=undeclared,
        keeps_data=rejected is not None,
        most_records=most,
    )
    interrupted = False
    with ExitStack() as stack:
        kept = None if rejected is None else stack.enter_context(RejectedFile(rejected))
        try:
            with archive_options.progress(sources) as (echo, move_on):
                for record in run.records(move_on):
                    if kept is not None:
                        kept.write(record.data)
                    if lines := report.lines(record):
                        echo("\n".join(lines))
        except KeyboardInterrupt:
            interrupted = True
        if kept is not None and not interrupted:
            kept.keep()
    _report_empty(run.empty, len(sources), click.echo, as_json)
    if run.summary.messages or not run.problems:
        for line in report.end(run.summary, every=every, complete=not interrupted):
            click.echo(line)
    if interrupted:
        click.echo("interrupted", err=True)
        raise SystemExit(EXIT_INTERRUPTED)
    _end(run.problems, run.summary, len(sources))
    if not is_fine(run.summary) or (fail_on_empty and run.empty):
        raise SystemExit(EXIT_NO)


def _name(sources: tuple[Source, ...]) -> str:
    from typescribe.archives.streams import shown

    return shown(sources[0].path) if len(sources) == 1 else f"{len(sources):,} files"


def _report_empty(
    empty: list[str], sources: int, echo: Callable[[str], None], as_json: bool
) -> None:
    for name in empty if sources > 1 else ():
        echo(f"{visible(name)}: no messages") if not as_json else None


def _end(problems: list[Problem], summary: Summary, sources: int) -> None:
    """Report unreadable sources; the messages of the other sources still count."""
    from typescribe.archives.streams import InputError

    if sources == 1 and problems:
        raise InputError(problems)
    for problem in problems:
        report_problem(problem)
    if problems:
        raise SystemExit(EXIT_NO)
