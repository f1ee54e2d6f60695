"""The command `completion`: prints a script with which a shell completes typescribe's commands."""

from __future__ import annotations

import click
from click.shell_completion import add_completion_class, get_completion_class

from typescribe.cli.quoted_completion import QuotingBash

SHELLS = ("bash", "zsh", "fish")
add_completion_class(QuotingBash, "bash")  # in place of click's own


@click.command(short_help="Print a script that makes a shell complete commands.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes SHELL complete commands, options, packages, types and templates.

    \b
    Examples, the first for the running shell, the others for every new one:
        eval "$(typescribe completion bash)"
        typescribe completion bash >> ~/.bashrc
        typescribe completion zsh >> ~/.zshrc
        typescribe completion fish > ~/.config/fish/completions/typescribe.fish
    """
    found = get_completion_class(shell)
    assert found is not None, "click knows these shells"
    root = context.find_root()
    click.echo(found(root.command, {}, "typescribe", "_TYPESCRIBE_COMPLETE").source())
