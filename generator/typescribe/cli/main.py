"""The command line: what there is to ask. Only this and its commands print.

Commands import what they need when they run, so that `--help` is at once.
"""

from __future__ import annotations

import os
import sys

import click

from typescribe import __version__
from typescribe.cli.completion import completion
from typescribe.cli.diff import diff
from typescribe.cli.generate import check, generate
from typescribe.cli.import_ import import_
from typescribe.cli.init import init
from typescribe.cli.observe import observe
from typescribe.cli.schema import schema
from typescribe.cli.show import show
from typescribe.cli.validate import validate


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Python from message declarations: dataclasses, TypedDicts and validators.

    A spec, YAML files in a folder, transcribes what somebody else declares in TypeScript. Each
    makes a package, which pyproject.toml names. What follows the name may be left out:

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

    Exit codes: 0 fine, 1 the answer is no (stale, invalid), 2 the question is wrong.
    """
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False
    elif os.environ.get("FORCE_COLOR"):  # https://force-color.org
        context.color = True
    # A spec or a payload can hold what the encoding of a terminal or a pipe has no sign for.
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
    diff,
    schema,
    completion,
):
    main.add_command(command)
