"""The command `schema`: prints or writes the JSON Schemas with which editors check specs."""

from __future__ import annotations

from pathlib import Path

import click

from typescribe.cli.messages import print_step, reports_problems


@click.command(short_help="Print or write the JSON Schemas of spec files, for editors.")
@click.argument("of", type=click.Choice(["spec", "overlay"]), default="spec")
@click.option(
    "--output",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write both schemas to this folder, replacing those of other versions.",
)
@reports_problems
def schema(of: str, folder: Path | None) -> None:
    """Print the JSON Schema of spec files, or of overlay.yaml.

    Editors that run yaml-language-server, such as VS Code with its YAML extension, complete and
    check a file with the schema that the first line of the file names:

    \b
        # yaml-language-server: $schema=../spec.schema.json

    \b
    Examples:
        typescribe schema --output spec
        typescribe schema overlay
    """
    from dataclasses import replace

    from typescribe.project import output
    from typescribe.project.editor_schemas import editor_schema, editor_schemas

    if folder is None:
        click.echo(editor_schema(f"{of}.schema.json"), nl=False)
        return
    planned = output.plan(folder, folder.as_posix(), editor_schemas(), "schema")
    output.write(replace(planned, removed=()))  # other generated files in the folder stay
    verbs = dict.fromkeys(planned.created, "created") | dict.fromkeys(planned.changed, "changed")
    for name in planned.files:
        print_step(verbs.get(name, "kept"), f"{planned.shown_as}/{name}")
