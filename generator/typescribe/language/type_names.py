"""Names of types as TypeScript users write them, with namespaces: found, and suggested."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from typescribe.language.errors import nearest, nearest_or_some
from typescribe.language.naming import words

_BETWEEN_WORDS = re.compile(r"[^0-9A-Za-z]+")
_MOST = 5
"""The number of names that a suggestion lists."""


def joined(name: str) -> str:
    """Return the name in a spec of a type with namespaces; a name without them stays as it is.

    >>> joined("Stripe.Invoice"), joined("a.b_c.item"), joined("item")
    ('StripeInvoice', 'ABCItem', 'item')
    """
    *namespaces, last = name.split(".")
    outer = "".join(map(pascal, namespaces))
    return f"{outer}{last[:1].upper()}{last[1:]}" if outer else last


def pascal(text: str) -> str:
    """Return the words of a text, each with a capital letter, without what is between them."""
    found = [word for word in _BETWEEN_WORDS.split(text) if word]
    return "".join(word[:1].upper() + word[1:] for word in found)


def ends_with(name: str, last: str) -> bool:
    """Return whether a name is `last`, in namespaces or not.

    >>> ends_with("Aqm.Contact.Agent", "Contact.Agent"), ends_with("Contact", "tact")
    (True, False)
    """
    return f".{name}".endswith(f".{last}")


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the advice of `similar`; if nothing is similar, some of the known names.

    >>> suggestion("Agent", ["Order"])
    '; choose one of Order'
    """
    known = set(known)
    return similar(name, known) or nearest_or_some(name, known)


def similar(name: str, known: Iterable[str]) -> str:
    """Return advice on an unknown name: known names that end in it, else the most similar one.

    The advice begins with a semicolon; it is "" if nothing is similar.

    >>> similar("Agent", ["Agents", "Aqm.Agent"])
    '; did you mean "Aqm.Agent"?'
    >>> similar("Agnet", ["Aqm.Agent"])
    '; did you mean "Aqm.Agent"?'
    """
    listed = sorted(set(known))
    same = [each for each in listed if _ends_in_words(each, name)]
    if same:
        shown = ", ".join(f'"{each}"' for each in same[:_MOST])
        more = f" and {len(same) - _MOST:,} more" if len(same) > _MOST else ""
        return f"; did you mean {'one of ' * (len(same) > 1)}{shown}{more}?"
    parts = name.count(".") + 1
    forms: dict[str, str] = {each.lower(): each for each in reversed(listed)}
    for each in listed:
        forms.setdefault(".".join(each.split(".")[-parts:]).lower(), each)
    close = difflib.get_close_matches(name.lower(), forms, n=1)
    return f'; did you mean "{forms[close[0]]}"?' if close else nearest(name, listed)


def _ends_in_words(name: str, last: str) -> bool:
    """Return whether the last words of a name are those of another one, in upper or lower case."""
    inner = [word.lower() for word in words(last)]
    return bool(inner) and [word.lower() for word in words(name)][-len(inner) :] == inner
