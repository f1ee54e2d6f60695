"""`completion`: the script by which a shell completes the commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the script by which a shell completes commands.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script for SHELL: commands, options, packages and types are completed then.

    \b
    Examples, to try it in a running shell, and to have it in each:
        eval "$(typescribe completion bash)"
        typescribe completion bash >> ~/.bashrc
        typescribe completion zsh >> ~/.zshrc
        typescribe completion fish > ~/.config/fish/completions/typescribe.fish
    """
    found = get_completion_class(shell)
    assert found is not None, "click knows these shells"
    root = context.find_root()
    click.echo(found(root.command, {}, "typescribe", "_TYPESCRIBE_COMPLETE").source())
