"""The arguments with which functions of types call one another: the depth, and shared verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from typescribe.text.quoting import Code


@dataclass(frozen=True, slots=True)
class Level:
    """Expressions for the arguments with which a function calls the functions of other types.

    A part of a value of a recursive type is one level deeper than the value. An alias and the
    members of its union are types of the same value, so they are at the same level.
    """

    same: Code
    """The depth for a function that is called with the value itself."""
    inner: Code
    """The depth for a function that is called with a part of the value."""
    shared: Code
    """The verdicts that all functions called with the value share; see `repeats`."""
    passes: bool = False
    """Whether the calling function has a parameter for shared verdicts."""

    @property
    def inside(self) -> Level:
        """The level of the parts of the value."""
        return replace(self, same=self.inner)

    def under(self, key: str) -> Level:
        """Return the level of the part under a key, with the verdicts for this part."""
        shared = Code(f"{self.shared}.at({key})") if self.passes else self.shared
        return replace(self, same=self.inner, shared=shared)


def level(*, recursive: bool, passes: bool, name: str, new: str) -> Level:
    """Return the level of the value with which the function of a type is called.

    Args:
        recursive: whether the function has a parameter `depth`.
        passes: whether it has a parameter for shared verdicts.
        name: the name of that parameter.
        new: if it has none, the expression for new verdicts to be shared from here on.
    """
    same, inner = ("depth", "depth + 1") if recursive else ("0", "0")
    return Level(Code(same), Code(inner), Code(name if passes else new), passes)
