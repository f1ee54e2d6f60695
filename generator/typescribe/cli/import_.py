"""The command `import`: writes a spec from TypeScript declarations or an API reference page."""

from __future__ import annotations

import json
import sys

import click

from typescribe.cli import options
from typescribe.cli.messages import reports_problems
from typescribe.language.visible import visible


@click.command("import", short_help="Make a spec from TypeScript or an API reference page.")
@click.argument("source")
@click.option(
    "--output",
    metavar="FOLDER",
    help="Write the spec files to this folder instead of printing them.",
)
@click.option(
    "--entry",
    "entries",
    multiple=True,
    metavar="NAME",
    help="Import only this type and what it refers to. May be repeated.",
)
@click.option(
    "--prelude",
    "preludes",
    multiple=True,
    metavar="FILE",
    help="A file with declarations that SOURCE needs but does not contain. May be repeated.",
)
@click.option(
    "--descriptions/--no-descriptions",
    default=True,
    help="Import the doc comments as descriptions.",
)
@options.form
@reports_problems
def import_(
    source: str,
    output: str | None,
    entries: tuple[str, ...],
    preludes: tuple[str, ...],
    descriptions: bool,
    form: str,
) -> None:
    """Make a spec from the types that SOURCE declares, with one file per module.

    SOURCE is a .ts or .d.ts file, a folder, an unpacked npm package, a saved page of a TypeDoc
    API reference (HTML or its text), or "-" for standard input. Types that could not be imported
    exactly are listed in a table at the end; the exit code is 0 all the same.

    \b
    Examples:
        typescribe import messages.d.ts
        typescribe import package --no-descriptions --output spec/my_messages
        typescribe import types.d.ts --entry AgentContact --prelude missing.d.ts
    """
    from typescribe.importing import command

    text = sys.stdin.buffer.read() if source == "-" else None
    done = command.run(source, text, output, command.options(entries, preludes, descriptions))
    if form == "json":
        click.echo(json.dumps(done.as_json(), indent=2))
        return
    for line in done.printed:
        click.echo(line)
    for line in done.report:
        click.echo(visible(line), err=output is None)
