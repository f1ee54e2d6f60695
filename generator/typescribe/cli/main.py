"""The command group `typescribe`, with all its commands.

Commands import what they need when they run, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys

import click

from typescribe import __version__
from typescribe.cli.completion import completion
from typescribe.cli.diff import diff
from typescribe.cli.ending import Commands
from typescribe.cli.generate import check, generate
from typescribe.cli.import_ import import_
from typescribe.cli.init import init
from typescribe.cli.observe import observe
from typescribe.cli.schema import schema
from typescribe.cli.show import show
from typescribe.cli.templates import templates
from typescribe.cli.update import update
from typescribe.cli.validate import validate


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Generate Python dataclasses, TypedDicts and validators from message declarations.

    A spec is a folder of YAML files that transcribes what somebody else declares in TypeScript.
    From each spec a package is generated. Packages are declared in pyproject.toml; only the table
    itself is required, its settings have these defaults:

    \b
        [tool.typescribe.packages.my_messages]
        spec = "spec/my_messages"
        output = "generated/my_messages"
        targets = ["dataclasses", "typed_dicts", "validators", "json_schema"]

    \b
    Examples:
        typescribe init
        typescribe generate --watch
        typescribe show AgentContact

    Exit codes: 0 success, 1 the answer is no (stale, invalid), 2 wrong usage or a wrong spec,
    74 the output cannot be written, 141 its reader has closed it.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    elif os.environ.get("FORCE_COLOR"):  # https://force-color.org
        context.color = True
    # A spec or a payload can hold characters that the encoding of the terminal or pipe cannot.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


for command in (
    init,
    generate,
    check,
    show,
    validate,
    observe,
    import_,
    update,
    diff,
    schema,
    templates,
    completion,
):
    main.add_command(command)
