"""The command `init`: starts a project with a first spec, settings and a hook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from typescribe.cli.messages import print_step, reports_problems
from typescribe.language.visible import visible

if TYPE_CHECKING:
    from typescribe.project.init.start import Start


@click.command(short_help="Start a project: a first spec, settings, a commit hook.")
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
    """Write the files that a package NAME needs, unless they exist.

    These are a table in pyproject.toml, an example of a spec, the schemas with which editors
    complete and check specs, a line in .gitattributes, and a hook for pre-commit. The command asks
    no questions and overwrites nothing. Without NAME, the package is named after the project:
    my_app_messages.

    The package is generated where Python can import it: beside the packages in src/, or in the
    source folder of the build settings, if the project has one, else in the project's root.

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
        print_step(step.verb, step.what)
    if all(step.verb == "kept" for step in started.steps):
        click.echo("nothing to write")
    _print_next_steps(started)


def _print_next_steps(started: Start) -> None:
    if started.hook_to_add is not None:
        click.echo(f"\nBelow `repos:` in {visible(str(started.hook_to_add.file))}, add:\n")
        click.echo(started.hook_to_add.text.rstrip("\n"))
    package = started.packages[0]
    spec, output = visible(str(package.spec)), visible(str(package.output))
    click.echo("\nNext:")
    for command, purpose in (
        ("typescribe generate", f"write the package {output}"),
        ("typescribe generate --watch", f"write it again whenever a file in {spec} is saved"),
        (
            f"typescribe import SOURCE --package {package.name}",
            "write a spec from TypeScript declarations",
        ),
        ("pre-commit install", "generate before each commit"),
    ):
        click.echo(f"  {click.style(command, bold=True)}\n      {purpose}")
