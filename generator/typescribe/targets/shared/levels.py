"""The arguments by which the functions of types pass on where they are in a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Level:
    """Expressions for the arguments of the functions that a function calls.

    A value of a recursive type is one level deeper than the value around it. An alias and the
    members of its union are types of one value, at the same level.
    """

    same: Code
    """The depth for a function that looks at the value itself."""
    inner: Code
    """The depth for a function that looks at a part of it."""
    shared: Code
    """What is shared by all functions that look at the value; see `repeats`."""
    passes: bool = False
    """Whether the function itself was passed what is shared."""

    @property
    def inside(self) -> Level:
        """The level of the parts of the value."""
        return replace(self, same=self.inner)

    def under(self, key: str) -> Level:
        """Return the level of one part, of which the functions share what is in its place."""
        shared = Code(f"{self.shared}.at({key})") if self.passes else self.shared
        return replace(self, same=self.inner, shared=shared)


def level(*, recursive: bool, passes: bool, name: str, new: str) -> Level:
    """Return the level of the value that the function of a type looks at.

    Args:
        recursive: whether the function has a parameter `depth`.
        passes: whether it has one for what is shared.
        name: the name of that parameter.
        new: the expression for what is shared from here on, if it has none.
    """
    same, inner = ("depth", "depth + 1") if recursive else ("0", "0")
    return Level(Code(same), Code(inner), Code(name if passes else new), passes)
