"""Makes and writes packages, and prints the result, for `generate`, `check` and `--watch`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click

from typescribe.cli.messages import files_read
from typescribe.language.visible import visible
from typescribe.text.counting import counted

if TYPE_CHECKING:
    from typescribe.language.progress import MoveOn
    from typescribe.pipeline import Prepared
    from typescribe.project.output import Plan
    from typescribe.project.settings import PackageSettings, Project


def write_all(project: Project, packages: tuple[str, ...]) -> dict[str, Prepared]:
    """Make and write packages, as `api.write_all` does, with a spinner meanwhile."""
    from typescribe import api

    return api.write_all(project, packages, _spinner, print_waiting)


def prepare_all(project: Project, packages: tuple[str, ...]) -> dict[str, Prepared]:
    """Make packages in memory, as `api.prepare_all` does, with a spinner meanwhile."""
    from typescribe import api

    return api.prepare_all(project, packages, _spinner)


def _spinner(settings: PackageSettings) -> AbstractContextManager[MoveOn]:
    name = settings.name
    return files_read(f"{name}: reading {settings.spec}", f"{name}: formatting {settings.output}")


def print_written(plans: Mapping[str, Plan]) -> None:
    """Print which files of each package were created, changed and removed."""
    for name, plan in plans.items():
        click.echo(visible(f"{name}: {_written(plan)}"))
        for verb, colour, names in (
            ("created", "green", plan.created),
            ("changed", "yellow", plan.changed),
            ("removed", "red", plan.removed),
        ):
            for file in names:
                click.echo(f"  {click.style(verb, fg=colour)} {visible(file)}")


def _written(plan: Plan) -> str:
    """Return the summary of one package: `2 of 8 files written to generated/shop`."""
    count = len(plan.created) + len(plan.changed)
    if not plan.stale:
        return f"unchanged, {len(plan.files)} files in {plan.shown_as}"
    if not count:
        return f"{counted(len(plan.removed), 'file')} removed from {plan.shown_as}"
    removed = f", {counted(len(plan.removed), 'file')} removed" if plan.removed else ""
    return f"{count} of {counted(len(plan.files), 'file')} written to {plan.shown_as}{removed}"


def print_waiting() -> None:
    """Say that another run writes in the project."""
    click.echo("waiting for another run in this project to finish", err=True)


def as_json(plans: Mapping[str, Plan]) -> list[dict[str, Any]]:
    """Return, for each package, which files were or would be written, as JSON data."""
    return [
        {
            "package": name,
            "output": plan.shown_as,
            "stale": plan.stale,
            "created": plan.created,
            "changed": plan.changed,
            "removed": plan.removed,
        }
        for name, plan in plans.items()
    ]
