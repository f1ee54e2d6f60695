"""Completion of names that a spec has chosen, so that no shell runs a part of one.

zsh and fish quote what they insert into a command line; bash inserts it as it is.
"""

from __future__ import annotations

import os
import re
import shlex

from click.shell_completion import BashComplete, CompletionItem

from typescribe.language.visible import visible

_PLAIN = re.compile(r"\w[\w.-]*")
"""A word that no shell changes."""
_QUOTES = ("'", '"', "\\", "$'")


def is_offered(name: str) -> bool:
    """Return whether a name can be completed in every shell.

    click separates candidates by line breaks, and the parts of one by commas and colons. zsh
    removes backslashes.
    """
    return visible(name) == name and not name.startswith("-") and not set(name) & set(",:\\")


class QuotingBash(BashComplete):
    """Quotes the names that bash would not take as one plain word."""

    # Unquoted, as click has it, a candidate would be a pattern for the names of files.
    source_template = BashComplete.source_template.replace("+=($value)", '+=("$value")')

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        found = super().get_completions(args, incomplete)
        # Behind an opening quotation mark another one would end the text.
        if any(sign in os.environ.get("COMP_WORDS", "") for sign in _QUOTES):
            return [item for item in found if _is_plain(item)]
        for item in found:
            if not _is_plain(item):
                item.value = shlex.quote(item.value)
        return found


def _is_plain(item: CompletionItem) -> bool:
    return item.type != "plain" or _PLAIN.fullmatch(item.value.lstrip("-")) is not None
