"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from typescribe.cli.completers import package_names

project = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="Look for pyproject.toml in this folder and above, instead of the current one.",
)
form = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
packages = click.argument(
    "packages", nargs=-1, metavar="[PACKAGE]...", shell_complete=package_names
)
package = click.option(
    "--package",
    shell_complete=package_names,
    help="The package of the type, if several packages have a type of this name.",
)
