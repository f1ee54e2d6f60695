"""The command `templates`: lists the templates that a project can override, and prints one."""

from __future__ import annotations

from pathlib import Path

import click

from typescribe.cli import options
from typescribe.cli.completers import template_names
from typescribe.cli.messages import reports_problems
from typescribe.language.visible import visible


@click.command(short_help="List the templates that can be overridden, or print one.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=template_names)
@options.project
@reports_problems
def templates(name: str | None, folder: Path) -> None:
    """List the templates that a project can override, and what each makes; or print NAME.

    NAME is a template, or the file that it makes. Templates of plugins are listed if a package of
    the project uses them. The original is printed, even if the project overrides it.

    \b
    Examples:
        typescribe templates
        typescribe templates models.py.jinja
        typescribe templates reference.css > my_templates/reference.css.jinja
    """
    from typescribe.project.settings import project_of
    from typescribe.rendering.available import available, find, summary

    project = project_of(folder.resolve())
    known = available(project.packages.values() if project else ())
    if name is not None:
        click.echo(find(name, known).text, nl=False)
        return
    width = max(len(source.name) for source in known)
    for source in known:
        click.echo(f"{visible(source.name):{width}}  {visible(summary(source))}".rstrip())
