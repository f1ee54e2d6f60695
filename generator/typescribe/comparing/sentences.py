"""Sentences in which the texts from a spec are marked, so that each format can quote them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Term:
    """A text from a spec: the name of a type, a literal, a path."""

    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a clause, made of plain words and of terms."""

    parts: tuple[str | Term, ...]

    def text(self, shown: Callable[[str], str] = str) -> str:
        """Return the sentence; `shown` formats each term."""
        return "".join(shown(p.text) if isinstance(p, Term) else p for p in self.parts)


def sentence(template: str, **terms: str) -> Sentence:
    """Return a sentence made from a template and its terms.

    >>> sentence("Readers may now get {surplus}.", surplus="null").text("<{}>".format)
    'Readers may now get <null>.'
    """
    parts: list[str | Term] = []
    for words, name, _, _ in Formatter().parse(template):
        parts += [words] if words else []
        parts += [Term(terms[name])] if name else []
    return Sentence(tuple(parts))


def joined(clauses: Iterable[Sentence]) -> Sentence:
    """Return clauses joined into one sentence, with a capital letter and a full stop.

    >>> joined([sentence("readers lose"), sentence("writers win")]).text()
    'Readers lose, and writers win.'
    """
    first, *others = (clause.parts for clause in clauses)
    parts = [*first, *(part for clause in others for part in (", and ", *clause))]
    if isinstance(parts[0], str):
        parts[0] = parts[0][:1].upper() + parts[0][1:]
    return Sentence((*parts, "."))


def with_detail(clause: Sentence, detail: Sentence | None) -> Sentence:
    """Return a clause, with a detail in brackets if there is one."""
    return Sentence((*clause.parts, " (", *detail.parts, ")")) if detail else clause
