"""Whether a text is an identifier, in Python and in TypeScript."""

from __future__ import annotations

import keyword


def is_python_identifier(text: str) -> bool:
    """Whether Python can use a text as a name: an identifier that is not a keyword."""
    return text.isidentifier() and not keyword.iskeyword(text)


def is_typescript_identifier(text: str) -> bool:
    """Whether TypeScript can use a text as the name of a property without quotes.

    Its identifiers are those of Python and `$`: both follow Unicode Standard Annex 31. Reserved
    words count, as they may name properties (ECMA-262, 13.2.5).

    >>> is_typescript_identifier("$größe"), is_typescript_identifier("content-type")
    (True, False)
    """
    return text.replace("$", "_").isidentifier()
