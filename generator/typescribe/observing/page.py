"""A report -> a single page of HTML that needs no other file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from typescribe.observing.counts import Members, Profile, Tally
from typescribe.observing.findings import GROUPS
from typescribe.observing.report import Reported, summary
from typescribe.observing.wording import HEADINGS, place_of, said, share
from typescribe.text.markup import page_line

TEMPLATE = "report.html.jinja"


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: a property, how often it was present, and the properties inside it."""

    name: str
    kinds: str
    present: int
    of: int
    inner: list[Branch] = field(default_factory=list)

    @property
    def percent(self) -> float:
        """How often the property was present, from 0 to 100: the width of its bar."""
        return round(100 * self.present / self.of, 1) if self.of else 0


def as_html(reported: Reported) -> str:
    """Return the page: the findings, then a tree of all properties that arrived."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_on_one_line,
    )
    pairs = list(zip(reported.findings, reported.proposals, strict=True))
    groups = [
        (group, HEADINGS[group], [(f, p) for f, p in pairs if f.group == group])
        for group in GROUPS
        if any(f.group == group for f, _ in pairs)
    ]
    return environment.get_template(TEMPLATE).render(
        type=reported.profile.type,
        summary=summary(reported),
        groups=groups,
        place_of=place_of,
        said=said,
        share=share,
        tree=list(_tree(reported.profile)),
    )


def _on_one_line(value: object) -> object:
    """Return a value as text with invisible characters escaped; output of macros stays as it is."""
    return value if isinstance(value, Markup) else page_line(str(value))


def _tree(profile: Profile) -> Iterator[Branch]:
    for name, members in profile.classes.items():
        if members.count:
            inner = [*_branches(members)]
            yield Branch(name, "", members.count, profile.messages, inner)


def _branches(members: Members) -> Iterator[Branch]:
    for name, tally in (*members.properties.items(), *members.others.items()):
        label = name if name in members.properties else f"{name} (not declared)"
        yield _branch(label, tally, members.count)
    if members.values is not None:
        yield _branch("[any key]", members.values, members.values.present)


def _branch(name: str, tally: Tally, of: int) -> Branch:
    kinds = [
        f"{kind} {count.number:,}" for kind, count in sorted(tally.kinds.items()) if kind[0] != "!"
    ]
    inner: list[Branch] = []
    if tally.items is not None and tally.items.kinds:
        inner.append(_branch("[]", tally.items, tally.items.present))
    if tally.values is not None and tally.values.kinds:
        inner.append(_branch("{}", tally.values, tally.values.present))
    if tally.members is not None:
        inner += _branches(tally.members)
    if tally.distinct:
        kinds.append(f"{len(tally.distinct)} distinct")
    return Branch(name, ", ".join(kinds), tally.present, of, inner)
