"""`import`: a spec of what TypeScript or an API reference page declares."""

from __future__ import annotations

import json
import sys

import click

from typescribe.cli import options
from typescribe.cli.messages import tells_problems
from typescribe.language.visible import visible


@click.command("import", short_help="Make a spec of TypeScript, or of an API reference page.")
@click.argument("source")
@click.option("--output", metavar="FOLDER", help="Write the spec files there; else print them.")
@click.option("--entry", "entries", multiple=True, metavar="NAME", help="Keep what it reaches.")
@click.option("--prelude", "preludes", multiple=True, metavar="FILE", help="Adds declarations.")
@click.option("--descriptions/--no-descriptions", default=True, help="Keep the doc comments.")
@options.form
@tells_problems
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
