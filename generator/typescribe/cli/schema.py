"""`schema`: the JSON Schemas by which editors complete and check spec files."""

from __future__ import annotations

from pathlib import Path

import click

from typescribe.cli.messages import tell_step, tells_problems


@click.command(short_help="Print the schema of spec files, or write it for editors.")
@click.argument("of", type=click.Choice(["spec", "overlay"]), default="spec")
@click.option(
    "--output",
    "folder",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write both schemas there instead, in the place of those of another version.",
)
@tells_problems
def schema(of: str, folder: Path | None) -> None:
    """Print the JSON Schema of spec files, or of overlay.yaml.

    An editor that runs yaml-language-server, such as VS Code with its YAML extension, completes
    and checks a file by the schema that a comment on its first line names:

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
    planned = output.plan(folder, folder.as_posix(), editor_schemas())
    output.write(replace(planned, removed=()))  # what else is ours there is no schema
    verbs = dict.fromkeys(planned.created, "created") | dict.fromkeys(planned.changed, "changed")
    for name in planned.files:
        tell_step(verbs.get(name, "kept"), f"{planned.shown_as}/{name}")
