"""The constants of a package: named values that JSON can carry, beside the types."""

from __future__ import annotations

from dataclasses import dataclass, field

from typescribe.language.errors import Position


@dataclass(frozen=True, slots=True)
class DeclaredConstant:
    """A constant as a source declares it."""

    name: str
    """Its name, with those of its namespaces: `Limits.RETRIES`."""
    value: str
    """The JSON text of its value."""
    position: Position = field(compare=False)
    description: str = ""
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class NamedConstant:
    """A constant of the model."""

    name: str
    """Its name in the source."""
    constant: str
    """Its name in Python; no other constant and no type has it."""
    value: str
    """The JSON text of its value."""
    description: str = ""
    deprecated: str | None = None

    @property
    def documentation(self) -> str:
        """The text of its docstring."""
        return "\n\n".join(filter(None, (self.description, deprecation(self.deprecated))))


def deprecation(reason: str | None) -> str:
    """Return a deprecation as a paragraph; "" for `None`, which means that there is none.

    >>> deprecation("use `Order`"), deprecation("")
    ('Deprecated: use `Order`', 'Deprecated.')
    """
    if reason is None:
        return ""
    return f"Deprecated: {reason}" if reason else "Deprecated."
