"""Types that amount to `any` or `unknown`, however they are written: `any | T`, `any & T`.

Source: TypeScript handbook, Everyday Types, and release notes of TypeScript 3.0 on `unknown`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typescribe.resolving.closures import Closure, is_everything, keyword_name, operands

if TYPE_CHECKING:
    from typescribe.resolving.expand import Expander


def is_any(expander: Expander, closure: Closure) -> bool:
    """Return whether a type is `any`, or a union or an intersection with it."""
    return any(_is_with_any(expander, member) for member in expander.alternatives(closure))


def accepts_everything(expander: Expander, closure: Closure) -> bool:
    """Return whether a type is `any` or `unknown`, or made of it."""
    return any(
        is_everything(member) or _is_with_any(expander, member)
        for member in expander.alternatives(closure)
    )


def _is_with_any(expander: Expander, member: Closure) -> bool:
    return any(keyword_name(expander.head(part)) == "any" for part in operands(member))
