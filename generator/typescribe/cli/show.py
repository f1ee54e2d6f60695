"""The command `show`: prints a type with all types that it refers to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import click

from typescribe.cli import options
from typescribe.cli.completers import type_names
from typescribe.cli.find_type import find_type
from typescribe.cli.messages import reports_problems, status


@click.command(short_help="Print one type and all types that it refers to.")
@click.argument("type_name", metavar="TYPE", shell_complete=type_names)
@options.package
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="N",
    help="Unfold only N levels of references.",
)
@options.project
@options.form
@reports_problems
def show(type_name: str, package: str | None, depth: int | None, folder: Path, form: str) -> None:
    """Print the properties of TYPE, as TypeScript writes them, with their descriptions.

    The types that they refer to are unfolded below them, each once. TYPE is the name in the spec,
    the name of the generated class, or the name in TypeScript with its namespaces.

    \b
    Examples:
        typescribe show Order
        typescribe show Order --depth 1
        typescribe show Shop.Order
    """
    from typescribe.project.settings import find_project

    project = find_project(folder.resolve())
    with status(f"looking for {type_name}"):
        _, model, name = find_type(project, type_name, package, "TYPE", with_constants=True)
    if name not in model.by_name:
        from typescribe.showing.constants import constant_as_json, constant_as_text

        if form == "json":
            click.echo(json.dumps(constant_as_json(model, name), indent=2))
        else:
            click.echo("\n".join(constant_as_text(model, name)))
        return
    if form == "json":
        from typescribe.showing.as_json import as_json

        click.echo(json.dumps(as_json(model, name, depth), indent=2))
        return
    from typescribe.showing.as_text import as_text

    width = shutil.get_terminal_size((100, 24)).columns
    for line in as_text(model, name, depth, width):
        click.echo(line)
