"""The command `observe`: reports how messages differ from a type, and writes an overlay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli import archive_options, options
from typescribe.cli.exit_codes import EXIT_INTERRUPTED, EXIT_NO
from typescribe.cli.messages import report_problem, reports_problems
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.archives.layouts import Layout
    from typescribe.observing.counts import Profile
    from typescribe.observing.findings import Finding
    from typescribe.observing.report import Reported
    from typescribe.validating.type_expressions import TypeInProject


@click.command(short_help="Report how messages differ from a type; write an overlay.")
@click.argument("files", metavar="[SOURCE]...", nargs=-1)
@click.option("--type", "type_name", help="The type of the messages, as for `validate`.")
@options.package
@archive_options.layout
@archive_options.at
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    help="The format of the report; html is a single page that needs no other file.",
)
@click.option(
    "--profile",
    "profile_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add the counts to those in this file, and report on all of them.",
)
@click.option(
    "--overlay",
    "overlay_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write this overlay, or extend it, so that the observed messages are valid.",
)
@click.option(
    "--at-least",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Leave findings on fewer than N values out of the overlay.",
)
@click.option(
    "--values",
    "keep_values",
    multiple=True,
    metavar="PLACE",
    help="Keep the values of this property, Type.property; by default, none. May be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["refused", "any"]),
    help="Exit with 1 if any message is refused today, or if there is any finding.",
)
@click.option(
    "--compare",
    nargs=2,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OLD NEW",
    help="Report the changes between two profiles, instead of reading messages.",
)
@archive_options.fail_on_empty
@archive_options.jobs
@archive_options.cluster
@options.project
@reports_problems
def observe(
    files: tuple[str, ...],
    type_name: str | None,
    package: str | None,
    layout: Layout,
    at: str,
    form: str,
    profile_file: Path | None,
    overlay_file: Path | None,
    at_least: int,
    keep_values: tuple[str, ...],
    fail_on: str | None,
    compare: tuple[Path, Path] | None,
    fail_on_empty: bool,
    jobs: int | None,
    cluster: str | None,
    folder: Path,
) -> None:
    """Compare the messages in SOURCE with a type, and report how they differ from it.

    Messages are read as by `validate`. The report has one line for each difference from the
    observed types of the spec, the most harmful first. The report, the profile and the overlay
    contain no values of messages, except literals at places that are declared as literals, and the
    values that --values selects.

    \b
    Examples:
        typescribe observe captures/ --type AgentContact
        typescribe observe day.jsonl.gz --type Order --overlay overlay.yaml
        typescribe observe --compare march.json april.json
    """
    if compare is not None:
        if files or type_name:
            raise click.UsageError("--compare takes two profiles, and neither SOURCE nor --type.")
        _compare(*compare, form)
        return
    if type_name is None:
        raise click.UsageError("Missing option '--type'.")
    if not files and profile_file is None:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    from typescribe.archives.parts import ReadOptions
    from typescribe.archives.sources import find_sources
    from typescribe.observing.run import ObserveRun
    from typescribe.project.settings import find_project
    from typescribe.validating.type_expressions import find_type

    project = find_project(folder.resolve())
    type_ = find_type(project, type_name, package, "observed")
    before = _known(profile_file, type_)
    sources = find_sources(files)
    read_options = ReadOptions(layout, archive_options.path_of(at))
    run = ObserveRun(
        type_, sources, read_options, archive_options.workers(jobs, cluster), keep_values
    )
    interrupted = False
    try:
        with archive_options.progress(sources) as (_, move_on):
            run.go(move_on)
    except KeyboardInterrupt:
        interrupted = True
    seen = run.profile
    profile = seen if before is None else before + seen
    findings, reported = _reported(project.root, type_, profile, at_least, not interrupted)
    click.echo(_written(reported, form), nl=form != "html")
    if interrupted:  # incomplete counts must not be added to the profile
        raise SystemExit(EXIT_INTERRUPTED)
    for problem in run.problems:
        report_problem(problem)
    if profile_file is not None:
        from typescribe.observing.profile_file import save

        save(profile, profile_file)
    if overlay_file is not None:
        _write_overlay(project.root, type_, profile, findings, at_least, overlay_file)
    is_empty = fail_on_empty and not seen.messages and not seen.malformed
    refused = any(finding.group == "refused" for finding in findings)
    failing = (fail_on == "any" and bool(findings)) or (fail_on == "refused" and refused)
    if run.problems or is_empty or failing:
        raise SystemExit(EXIT_NO)


def _known(file: Path | None, type_: TypeInProject) -> Profile | None:
    """Return the saved profile to which new counts are added, if there is one.

    Raises `ProfileError` if it is a profile of another type.
    """
    if file is None or not file.exists():
        return None
    from typescribe.language.errors import Problem
    from typescribe.observing.profile_file import ProfileError, load

    profile = load(file)
    if profile.type != type_.shown:
        message = f'a profile of "{profile.type}", not of "{type_.shown}"; choose another file'
        raise ProfileError([Problem(str(file), message)])
    return profile


def _reported(
    root: Path, type_: TypeInProject, profile: Profile, at_least: int, complete: bool
) -> tuple[tuple[Finding, ...], Reported]:
    from typescribe.observing.findings import find
    from typescribe.observing.overlays import read_spec
    from typescribe.observing.proposals import proposal_for
    from typescribe.observing.report import Reported
    from typescribe.observing.wording import proposal_text

    findings = find(type_.model, type_.class_name, profile, at_least)
    origins = read_spec(root, type_.settings).origins()
    edits = [proposal_for(finding, profile, origins) for finding in findings]
    proposals = tuple(None if edit is None else proposal_text(edit) for edit in edits)
    return findings, Reported(profile, findings, proposals, complete)


def _written(reported: Reported, form: str) -> str:
    from typescribe.observing import report

    match form:
        case "json":
            return report.dumped(reported)
        case "markdown":
            return "\n".join(report.as_markdown(reported))
        case "html":
            from typescribe.observing.page import as_html

            return as_html(reported)
        case _:
            return "\n".join(report.as_text(reported))


def _write_overlay(
    root: Path,
    type_: TypeInProject,
    profile: Profile,
    findings: tuple[Finding, ...],
    at_least: int,
    file: Path,
) -> None:
    """Write the overlay; report on stderr what was written and what was left out."""
    from typescribe.observing.overlays import read_spec, write_overlay
    from typescribe.observing.proposals import propose
    from typescribe.observing.wording import place_of

    spec = read_spec(root, type_.settings, file)
    written = write_overlay(
        file, propose(findings, profile, spec.origins(), at_least), spec.package
    )
    entries = f"{written.entries:,} {'entry' if written.entries == 1 else 'entries'}"
    change = f"{entries} written" if written.changed else "unchanged"
    click.echo(visible(f"{file}: {change}"), err=True)
    refused = [finding for finding in written.rare if finding.group == "refused"]
    if refused:
        values = sum(finding.count for finding in refused)
        number = f"{len(refused):,} finding{'' if len(refused) == 1 else 's'}"
        message = f"  left out: {number} on fewer than {at_least} values ({values:,} in total)"
        click.echo(message, err=True)
    for finding in written.elsewhere:
        if finding.group != "undeclared":
            left_out = f"  left out: {place_of(finding)}: an overlay cannot amend it"
            click.echo(visible(left_out), err=True)
    for edit in written.left_out:
        place = f"{edit.owner.declaration}.{edit.name}"
        click.echo(visible(f"  left out: {place}: the spec would be invalid with it"), err=True)


def _compare(old: Path, new: Path, form: str) -> None:
    from typescribe.observing.comparison import compared, dumped
    from typescribe.observing.profile_file import load

    changes = compared(load(old), load(new))
    if form == "json":
        click.echo(dumped(changes))
        return
    for change in changes:
        click.echo(visible(str(change)))
    if not changes:
        click.echo("no changes between the profiles")
