"""`init`: a first spec, settings and a hook in somebody's project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli.messages import print_step, reports_problems
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.project.init.start import Start


@click.command(short_help="Start: a first spec, settings, a hook before commits.")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Start in this folder instead of the current one.",
)
@reports_problems
def init(name: str | None, folder: Path) -> None:
    """Write what a project needs for a package NAME, where it is not there.

    That is a table in pyproject.toml, a small spec as an example, the schemas by which editors
    complete and check specs, and a hook for pre-commit. Nothing is asked, and nothing that is
    there is overwritten. Without NAME, the package is called like the project: my_app_messages.

    \b
    Examples:
        typescribe init
        typescribe init shop_messages
    """
    from typescribe.project.init.start import carry_out, start

    folder = folder.resolve()
    started = start(folder, name)
    carry_out(folder, started)
    for step in started.steps:
        print_step(step.verb, visible(step.what))
    if all(step.verb == "kept" for step in started.steps):
        click.echo("nothing had to be written")
    _tell_what_is_next(started)


def _tell_what_is_next(started: Start) -> None:
    if started.hook_to_add is not None:
        click.echo(f"\nBelow `repos:` in {visible(str(started.hook_to_add.file))}, add:\n")
        click.echo(started.hook_to_add.text.rstrip("\n"))
    package = started.packages[0]
    spec, output = visible(str(package.spec)), visible(str(package.output))
    click.echo("\nNext:")
    for command, purpose in (
        ("typescribe generate", f"write {output}"),
        ("typescribe generate --watch", f"write it anew whenever a file in {spec} is saved"),
        (f"typescribe import SOURCE --output {spec}", "make a spec of TypeScript"),
        ("pre-commit install", "generate before each commit"),
    ):
        click.echo(f"  {click.style(command, bold=True)}\n      {purpose}")
