"""References between types -> diagrams: boxes and lines with coordinates, in pixels.

A diagram contains only names of classes and attributes, which typescribe makes, and no descriptions
or literals of a spec.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from typescribe.targets.html.layers import Graph, layered

ROW, BOX = 34, 26
"""The distance from a box to the one below it, and the height of a box."""
GAP = 56
"""The width between one layer and the next."""
EDGE = 3
"""The margin around a diagram: room for the focus ring of a box."""
NARROW, INDENT, BRANCH = 444, 28, 12
"""For boxes below one another: the most width, the indent of boxes below those that refer to them,
and the room for a line beside them."""
MOST_BESIDE = 7
"""The most boxes on each side of the type in the middle."""
MOST_TOGETHER, MOST_LINES = 60, 120
"""The most boxes and lines in an overview: a larger one is unreadable."""

_LETTER, _PADDING = 7.3, 22
_MOST_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Box:
    """One type in a diagram; `name` is empty if the box stands for several types."""

    name: str
    label: str
    note: str = ""
    """Paler text after the name: the attribute that refers, or the number of further types."""
    is_current: bool = False
    x: int = 0
    y: int = 0
    width: int = 0

    @property
    def middle(self) -> int:
        """The y coordinate at which lines meet the box."""
        return self.y + BOX // 2

    @property
    def right(self) -> int:
        """The x coordinate of its right edge."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """One reference as an SVG path from left to right; from right to left if it closes a cycle."""

    path: str
    source: str
    target: str
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """Boxes, and the lines between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def neighbourhood(
    name: str, users: Mapping[str, str], used: Mapping[str, str], *, recurs: bool
) -> Diagram:
    """Return a diagram of a type, with the types that refer to it and those that it refers to.

    Args:
        name: the type in the middle.
        users: the types that refer to it, each with its note.
        used: the types that it refers to, each with its note.
        recurs: whether it refers to itself.
    """
    columns = [
        list(_boxes(users)),
        [Box(name, _short(name), "↻" if recurs else "", is_current=True)],
        list(_boxes(used)),
    ]
    rows = max(map(len, columns))
    left = EDGE
    placed: list[list[Box]] = []
    for column in columns:
        top = EDGE + (rows - len(column)) * ROW // 2
        width = max(map(_width, column), default=0)
        placed.append(
            [
                replace(box, x=left, y=top + place * ROW, width=width)
                for place, box in enumerate(column)
            ]
        )
        left += width + GAP if column else 0
    users_, (middle,), used_ = placed
    lines = [_line(box, middle) for box in users_] + [_line(middle, box) for box in used_]
    height = (rows - 1) * ROW + BOX + 2 * EDGE
    return Diagram(left - GAP + EDGE, height, (*users_, middle, *used_), tuple(lines))


def neighbourhood_below(
    name: str, users: Mapping[str, str], used: Mapping[str, str], *, recurs: bool
) -> Diagram:
    """Return the same as `neighbourhood`, with one box below the other: for a narrow screen."""
    columns = [
        list(_boxes(users)),
        [Box(name, _short(name), "↻" if recurs else "", is_current=True)],
        list(_boxes(used)),
    ]
    placed: list[list[Box]] = []
    left, top = EDGE + (BRANCH if users else 0), EDGE
    for column in columns:
        rows = [_narrow(box, NARROW - left - EDGE) for box in column]
        placed.append(
            [
                replace(box, x=left, y=top + place * ROW, width=_width(box))
                for place, box in enumerate(rows)
            ]
        )
        top += len(column) * ROW
        left += INDENT if column else 0
    users_, (middle,), used_ = placed
    boxes = (*users_, middle, *used_)
    lines = [
        Line(f"M{box.x} {box.middle}H{EDGE}V{middle.middle}H{middle.x}", box.name, name)
        for box in users_
    ]
    for box in used_:
        path = f"M{middle.x + BRANCH} {middle.y + BOX}V{box.middle}H{box.x}"
        lines.append(Line(path, name, box.name))
    width = max(box.right for box in boxes) + EDGE
    return Diagram(width, boxes[-1].y + BOX + EDGE, boxes, tuple(lines))


def _narrow(box: Box, width: int) -> Box:
    """Return a box without its note if it would be wider than that."""
    return box if _width(box) <= width else replace(box, note="")


def _boxes(notes: Mapping[str, str]) -> Iterator[Box]:
    names = list(notes)
    kept = names if len(names) <= MOST_BESIDE else names[: MOST_BESIDE - 1]
    for name in kept:
        yield Box(name, _short(name), _short(notes[name]))
    if len(kept) < len(names):
        yield Box("", f"{len(names) - len(kept)} more")


def overview(graph: Graph) -> Diagram:
    """Return a diagram of a connected graph, from left to right.

    A type that refers to itself is marked. If there are too many types, the diagram shows those
    nearest to the first. Then a note on each says how many types that it refers to are missing.
    """
    kept = _nearest(graph)
    found = layered({name: [to for to in graph[name] if to in kept] for name in kept})
    boxes: dict[str, Box] = {}
    spans: list[tuple[int, int]] = []
    left = EDGE
    for layer in found.layers:
        column = [_overview_box(graph, kept, name) for name, number in layer if not number]
        width = max(map(_width, column))
        for box in column:
            y = EDGE + round(found.heights[box.name, 0] * ROW)
            boxes[box.name] = replace(box, x=left, y=y, width=_width(box))
        spans.append((left, left + width))
        left += width + GAP
    layer_of = {node: place for place, layer in enumerate(found.layers) for node in layer}
    lines = []
    for edge in found.edges:
        first, *passed, last = edge.through
        points = [(boxes[first[0]].right, boxes[first[0]].middle)]
        for node in passed:
            y = EDGE + round(found.heights[node] * ROW) + BOX // 2
            points += [(x, y) for x in spans[layer_of[node]]]
        points.append((boxes[last[0]].x, boxes[last[0]].middle))
        points.insert(1, (spans[layer_of[first]][1], points[0][1]))
        lines.append(Line(_path(points), edge.source, edge.target, edge.is_back))
    height = EDGE + round(max(found.heights.values()) * ROW) + BOX + EDGE
    return Diagram(left - GAP + EDGE, height, tuple(boxes.values()), tuple(lines))


def _overview_box(graph: Graph, kept: Mapping[str, None], name: str) -> Box:
    notes = ["↻"] if name in graph[name] else []
    hidden = sum(target not in kept for target in graph[name])
    if hidden:
        notes.append(f"+{hidden}")
    return Box(name, _short(name), " ".join(notes))


def _nearest(graph: Graph) -> dict[str, None]:
    """Return the names nearest to the first, within the limits, in the order of the graph."""
    beside: dict[str, list[str]] = {name: list(graph[name]) for name in graph}
    for name in graph:
        for target in graph[name]:
            beside[target].append(name)
    found = dict.fromkeys(list(graph)[:1])
    lines = 0
    for name in (waiting := list(found)):
        for other in dict.fromkeys(beside[name]):
            if other in found or len(found) == MOST_TOGETHER:
                continue
            more = sum(each in found for each in set(beside[other]))
            if lines + more > MOST_LINES:
                continue
            found[other] = None
            lines += more
            waiting.append(other)
    return {name: None for name in graph if name in found}


def _line(source: Box, target: Box) -> Line:
    path = _path([(source.right, source.middle), (target.x, target.middle)])
    return Line(path, source.name, target.name)


def _path(points: Sequence[tuple[int, int]]) -> str:
    """Return an SVG path through points: horizontal at each of them, curved in between."""
    (x, y), *others = points
    steps = [f"M{x} {y}"]
    for to_x, to_y in others:
        between = (x + to_x) // 2
        if to_y != y:
            steps.append(f"C{between} {y} {between} {to_y} {to_x} {to_y}")
        elif to_x != x:
            steps.append(f"H{to_x}")
        x, y = to_x, to_y
    return "".join(steps)


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _width(box: Box) -> int:
    """Return the width of a box, which follows from the number of letters: all are equally wide."""
    letters = len(box.label) + (len(box.note) + 1 if box.note else 0)
    return round(letters * _LETTER + _PADDING)
