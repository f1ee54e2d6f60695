"""YAML text -> a tree with positions, as in YAML 1.2, within limits on depth and aliases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

import yaml

from typescribe.language.errors import Position, Problem, SpecError
from typescribe.language.syntax import quoted, refuse_surrogates
from typescribe.sources.yaml.mistakes import TAG_REJECTED, syntax_mistake, unreadable_character
from typescribe.sources.yaml.scalars import plain_value
from typescribe.sources.yaml.tree import Entry, Mapping, Node, Scalar, Sequence, Source

_ContentEvent: TypeAlias = yaml.ScalarEvent | yaml.CollectionStartEvent
_CONTENT_EVENTS = (yaml.ScalarEvent, yaml.CollectionStartEvent)

DEPTH_LIMIT = 100
ALIASED_NODES_LIMIT = 100_000
PROBLEMS_LIMIT = 1_000

_MERGE_KEY = 'a merge key ("<<") is not allowed; use "extends"'
_KEY_KINDS = {
    yaml.MappingStartEvent: "a mapping",
    yaml.SequenceStartEvent: "a list",
    yaml.AliasEvent: "an alias",
}


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a file, None if the file is empty, and the mistakes that were found in it.

    These are mistakes that do not prevent a tree: duplicate and invalid keys are left out of it,
    and tags are ignored. So all other mistakes of the file can be reported in the same run.
    """

    root: Node | None
    problems: tuple[Problem, ...]


def parse_yaml(text: str, file: str) -> Document:
    """Parse the text of a file.

    Raises:
        SpecError: the text is not YAML, is nested too deep, or repeats too many values with
            aliases; earlier mistakes are included.
    """
    source = Source.of(text, file)
    if problem := unreadable_character(source):
        raise SpecError([problem])
    composer = _Composer(source)
    try:
        root = composer.compose()
    except yaml.MarkedYAMLError as error:
        raise SpecError([*composer.problems, syntax_mistake(error, source)]) from None
    except SpecError as error:
        raise SpecError([*composer.problems, *error.problems]) from None
    return Document(root, tuple(composer.problems))


@dataclass(slots=True)
class _Anchor:
    """The node of `&name`, the number of nodes in it after expanding aliases, and its height."""

    node: Node | None = None
    nodes: int = 0
    height: int = 0


class _Composer:
    """Builds the tree from PyYAML's events, and counts nodes to enforce the limits."""

    def __init__(self, source: Source) -> None:
        self.problems: list[Problem] = []
        self._source = source
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        self._next = cast("Callable[[], yaml.Event]", loader(source.text).get_event)
        self._anchors: dict[str, _Anchor] = {}
        self._nodes = 0
        self._aliased_nodes = 0
        self._deepest = 0

    def compose(self) -> Node | None:
        """Return the root of the only document, None if there is no document."""
        self._next()  # the start of the stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        root = self._node(self._next(), depth=1)
        self._next()  # the end of the document
        if not isinstance(event := self._next(), yaml.StreamEndEvent):
            raise SpecError([Problem(self._place(event), "a second document; use a second file")])
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if not isinstance(event, _CONTENT_EVENTS):
            return self._alias(cast(yaml.AliasEvent, event), depth)
        if event.tag is not None:
            self._report(event, TAG_REJECTED)
        if event.anchor is not None:
            return self._anchored(event, event.anchor, depth)
        return self._content(event, depth)

    def _anchored(self, event: _ContentEvent, name: str, depth: int) -> Node:
        anchor = self._anchors[name] = _Anchor()
        nodes_before, deepest_before = self._nodes, self._deepest
        self._deepest = depth - 1
        anchor.node = self._content(event, depth)
        anchor.nodes = self._nodes - nodes_before
        anchor.height = self._deepest - depth
        self._deepest = max(self._deepest, deepest_before)
        return anchor.node

    def _alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        name = event.anchor or ""
        anchor = self._anchors.get(name)
        if anchor is None:
            advice = "put text that starts with * in quotes"
            raise self._error(event, f'there is no anchor "&{name}" above; {advice}')
        if anchor.node is None:
            raise self._error(event, f'the alias "*{name}" is inside its own anchor')
        self._nodes += anchor.nodes
        self._aliased_nodes += anchor.nodes
        if self._aliased_nodes > ALIASED_NODES_LIMIT:
            limit = f"{ALIASED_NODES_LIMIT:,}"
            raise self._error(event, f"aliases repeat more than {limit} values; write fewer")
        self._descend_to(depth + anchor.height, event)
        return anchor.node

    def _content(self, event: _ContentEvent, depth: int) -> Node:
        self._nodes += 1
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event, self._source)
        self._descend_to(depth, event)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._entries(depth), self._place(event), bool(event.flow_style))
        items = []
        while not isinstance(item := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1))
        return Sequence(tuple(items), self._place(event))

    def _entries(self, depth: int) -> tuple[Entry, ...]:
        entries: dict[tuple[str, bool], Entry] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(event, yaml.ScalarEvent) or not isinstance(key, Scalar):
                self._report(event, f"expected a text as key; found {_KEY_KINDS[type(event)]}")
            elif key.text == "<<" and event.implicit[0]:
                self._report(event, _MERGE_KEY)
            elif first := entries.get(identity := (key.text, isinstance(key.value, str))):
                line = first.key.position.line
                self._report(
                    event, f"duplicate key {quoted(key.text)}; the first is on line {line}"
                )
            else:
                entries[identity] = Entry(key, value)
        return tuple(entries.values())

    def _descend_to(self, depth: int, event: yaml.Event) -> None:
        if depth > DEPTH_LIMIT:
            raise self._error(event, f"nested deeper than {DEPTH_LIMIT} levels")
        self._deepest = max(self._deepest, depth)

    def _place(self, event: yaml.Event) -> Position:
        return self._source.position(_offset(event))

    def _report(self, event: yaml.Event, message: str) -> None:
        self.problems.append(Problem(self._place(event), message))
        if len(self.problems) == PROBLEMS_LIMIT:
            raise self._error(event, "too many mistakes; the rest of the file is not read")

    def _error(self, event: yaml.Event, message: str) -> SpecError:
        return SpecError([Problem(self._place(event), message)])


def _scalar(event: yaml.ScalarEvent, source: Source) -> Scalar:
    text = event.value
    value = plain_value(text) if event.implicit[0] and event.tag is None else text
    start = _offset(event)
    end = event.end_mark.index if event.end_mark else start
    if not text.isascii():
        refuse_surrogates(text, lambda _: source.position(start))  # such as "\ud800"
    return Scalar(text, value, source, start, end)


def _offset(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0
