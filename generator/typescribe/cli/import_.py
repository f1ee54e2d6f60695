"""The command `import`: writes a spec from TypeScript declarations or an API reference page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli import options
from typescribe.cli.exit_codes import EXIT_NO
from typescribe.cli.messages import reports_problems, status
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.importing.command import Done
    from typescribe.verifying.installed import Installed
    from typescribe.verifying.verify import Verified


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
    help="A file with declarations that are missing in SOURCE. May be repeated.",
)
@click.option(
    "--descriptions/--no-descriptions",
    default=True,
    help="Import the doc comments as descriptions.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Compare the imported types with the TypeScript compiler; needs Node.js.",
)
@click.option(
    "--typescript",
    metavar="PATH",
    help="The package typescript for --verify, or a folder whose node_modules has it.",
)
@options.form
@reports_problems
def import_(
    source: str,
    output: str | None,
    entries: tuple[str, ...],
    preludes: tuple[str, ...],
    descriptions: bool,
    verify: bool,
    typescript: str | None,
    form: str,
) -> None:
    """Make a spec from the types that SOURCE declares, with one file per module.

    SOURCE is a .ts or .d.ts file, a folder, an unpacked npm package, a saved TypeDoc reference (the
    folder of the site, one page as HTML or text, or its JSON), or "-" for standard input. Types
    that could not be imported exactly are listed in a table at the end; the exit code is 0 all the
    same.

    With --verify, the exit code is 1 if the TypeScript compiler disagrees about a value of an
    imported type.

    \b
    Examples:
        typescribe import messages.d.ts
        typescribe import package --no-descriptions --output spec/my_messages
        typescribe import types.d.ts --entry AgentContact --prelude missing.d.ts
        typescribe import node_modules/@acme/shop --output spec/shop --verify
    """
    from typescribe.importing import command

    installed = _installed(source, typescript) if verify else None
    text = sys.stdin.buffer.read() if source == "-" else None
    chosen = command.options(entries, preludes, descriptions, _width(output))
    done = command.run(source, text, output, chosen)
    verified = _verified(done, installed) if installed else None
    if form == "json":
        from typescribe.verifying import report

        found = done.as_json() | ({"verified": report.as_json(verified)} if verified else {})
        click.echo(json.dumps(found, indent=2))
    else:
        for line in done.printed:
            click.echo(line)
        for line in (*done.report, *map(visible, _lines(verified))):
            click.echo(line, err=output is None)
    if verified and verified.disagreements:
        raise SystemExit(EXIT_NO)


def _width(output: str | None) -> int | None:
    """Return the width of the report, None for a pipe."""
    from typescribe.text.reports import width_of

    return width_of(sys.stderr if output is None else sys.stdout)


def _installed(source: str, typescript: str | None) -> Installed:
    from typescribe.verifying import installed

    return installed.find(Path.cwd() if source == "-" else Path(source), typescript)


def _verified(done: Done, installed: Installed) -> Verified:
    from typescribe.verifying.verify import verify

    with status(f"comparing with TypeScript {installed.version}"):
        return verify(done.source, done.read, done.by_hand, installed)


def _lines(verified: Verified | None) -> Iterator[str]:
    if verified:
        from typescribe.verifying import report

        yield ""
        yield from report.lines(verified)
