"""The command line: what is asked, what is told, and how it exits. The only module that prints.

Commands import what they need when they run, so that `--help` is at once.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from typescribe import __version__
from typescribe.errors import Problem, TypescribeError, visible

if TYPE_CHECKING:
    from typescribe.config import PackageSettings, Project
    from typescribe.messages import Layout, MessageInput
    from typescribe.model import Model
    from typescribe.output import Plan
    from typescribe.pipeline import Prepared

P = ParamSpec("P")

EXIT_NO = 1
"""The answer is no: stale, invalid."""
EXIT_WRONG = 2
"""The question is wrong: bad usage, bad spec."""
EXIT_BUG = 70
"""There is no answer, and typescribe is to blame (`EX_SOFTWARE` of sysexits.h)."""
EXIT_INTERRUPTED = 130
"""Ctrl-C, as shells count it."""


def _tells_problems(command: Callable[P, None]) -> Callable[P, None]:
    """Tell every problem on one line of stderr, without a traceback, and exit with 2."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except TypescribeError as error:
            for problem in error.problems:
                _tell(problem)
            raise SystemExit(EXIT_WRONG) from None
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            raise SystemExit(EXIT_INTERRUPTED) from None
        except BrokenPipeError:
            raise  # whoever reads has seen enough: click ends quietly
        except Exception:
            import traceback

            traceback.print_exc()
            message = "This is a mistake in typescribe: please report it with the lines above."
            click.echo(click.style(message, fg="red"), err=True)
            raise SystemExit(EXIT_BUG) from None

    return wrapped


def _tell(problem: Problem) -> None:
    where = click.style(f"{visible(str(problem.where))}:", bold=True)
    click.echo(f"{where} {click.style(visible(problem.message), fg='red')}", err=True)


_project = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Look for pyproject.toml in this folder and above, instead of the current one.",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
_packages = click.argument("packages", nargs=-1, metavar="[PACKAGE]...")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Python from message declarations: dataclasses, TypedDicts and validators.

    A spec, YAML files in a folder, transcribes what somebody else declares in TypeScript. Each
    makes a package, which pyproject.toml names. What follows the name may be left out:

    \b
        [tool.typescribe.packages.my_messages]
        spec = "spec/my_messages"
        output = "generated/my_messages"
        targets = ["dataclasses", "typed_dicts", "validators", "json_schema"]

    Exit codes: 0 fine, 1 the answer is no (stale, invalid), 2 the question is wrong.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    # A spec or a payload can hold what the encoding of a terminal or a pipe has no sign for.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


@main.command(short_help="Write what the spec says, where that has changed.")
@_packages
@_project
@_format
@_tells_problems
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


@main.command(short_help="Say whether generated files are what the spec says.")
@_packages
@_project
@_format
@_tells_problems
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
        with _status(f"{settings.name}: reading {settings.spec}, formatting {settings.output}"):
            try:
                prepared[settings.name] = pipeline.prepare(project, settings)
            except TypescribeError as error:
                problems += error.problems
    if problems:
        raise TypescribeError(problems)
    return prepared


def _status(message: str) -> AbstractContextManager[object]:
    """Return a context in which a terminal shows that something is going on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(message)


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


@main.command(short_help="Check JSON, or JSON Lines, against a type.")
@click.argument("file", metavar="FILE")
@click.option("--type", "type_name", required=True, help="The type, as the spec calls it.")
@click.option("--package", help="The package of the type, where several have one of that name.")
@click.option("--undeclared", is_flag=True, help="Tell properties that the type does not declare.")
@click.option(
    "--layout",
    type=click.Choice(["auto", "document", "lines"]),
    default="auto",
    show_default=True,
    help="One JSON document, or one message on each line.",
)
@_project
@_format
@_tells_problems
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
    from typescribe.config import find_project
    from typescribe.in_memory import checker
    from typescribe.messages import Malformed, open_messages
    from typescribe.report import Report

    settings, model, class_name = _find_type(find_project(folder.resolve()), type_name, package)
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


@main.command("import", short_help="Make a spec of TypeScript, or of an API reference page.")
@click.argument("source")
@click.option("--output", metavar="FOLDER", help="Write the spec files there; else print them.")
@click.option("--entry", "entries", multiple=True, metavar="NAME", help="Keep what it reaches.")
@click.option("--prelude", "preludes", multiple=True, metavar="FILE", help="Adds declarations.")
@click.option("--descriptions/--no-descriptions", default=True, help="Keep the doc comments.")
@_format
@_tells_problems
def import_(
    source: str,
    output: str | None,
    entries: tuple[str, ...],
    preludes: tuple[str, ...],
    descriptions: bool,
    form: str,
) -> None:
    """Make spec files of what SOURCE declares, one for each of its modules.

    SOURCE is a .ts or .d.ts file, a folder, an unpacked npm package, a saved page of an API
    reference (TypeDoc's HTML, or its text), or "-", the standard input. What did not come over
    whole is told in a table at the end; where that is all there is to say, the exit code is 0.

    \b
    Examples:
        typescribe import messages.d.ts
        typescribe import package --no-descriptions --output spec/my_messages
        typescribe import types.d.ts --entry AgentContact --prelude missing.d.ts
    """
    from typescribe import import_command as command

    text = sys.stdin.buffer.read() if source == "-" else None
    done = command.run(source, text, output, command.options(entries, preludes, descriptions))
    if form == "json":
        click.echo(json.dumps(done.as_json(), indent=2))
        return
    for line in done.printed:
        click.echo(line)
    for line in done.report:
        click.echo(visible(line), err=output is None)


@main.command(short_help="Say what changed between two specs, and for whom it breaks.")
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
@_tells_problems
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
    from typescribe import diff_report

    with _status(f"reading {old} and {new}"):
        comparison = diff_report.compare(old, new, preludes)
    for note in comparison.notes:
        click.echo(visible(note), err=True)
    click.echo(diff_report.FORMATS[form](comparison))
    if failing := diff_report.failing(comparison, fail_on):
        click.echo(click.style(failing, fg="red"), err=True)
        raise SystemExit(EXIT_NO)


def _find_type(
    project: Project, type_name: str, package: str | None
) -> tuple[PackageSettings, Model, str]:
    """Return the settings and the model that a type is in, and the name of its class."""
    from typescribe import naming, pipeline
    from typescribe.errors import nearest

    found: list[tuple[PackageSettings, Model, str]] = []
    known: list[str] = []
    for settings in project.select((package,) if package else ()):
        model = pipeline.load(project, settings)
        known += model.by_name
        for name in (type_name, naming.class_name(type_name)):
            if name in model.by_name:
                found.append((settings, model, name))
                break
    if not found:
        advice = nearest(type_name, known) or f"; known are {', '.join(sorted(known)[:20])}"
        raise TypescribeError([Problem("--type", f'there is no type "{type_name}"{advice}')])
    if len(found) > 1:
        names = ", ".join(settings.name for settings, _, _ in found)
        message = f'several packages have a type "{type_name}": {names}; choose one with --package'
        raise TypescribeError([Problem("--type", message)])
    return found[0]


def _progress(
    source: MessageInput,
) -> AbstractContextManager[tuple[Callable[[str], None], Callable[[], None]]]:
    """Return a context that draws a bar on a terminal, with what to tell and to move on by."""
    if not sys.stderr.isatty():
        return nullcontext((click.echo, lambda: None))
    from typescribe.progress import progress_bar

    return progress_bar(source)
