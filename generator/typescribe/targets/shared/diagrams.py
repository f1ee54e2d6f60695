"""What refers to what -> drawings: boxes and lines with their places, in pixels.

A drawing is made of class names and attributes, never of a text of the spec: it is the same
whatever those say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from typescribe.targets.shared.layers import Graph, layered

ROW, BOX = 34, 26
"""How far a box is from the one below it, and how high it is."""
GAP = 56
"""How wide the way from one layer to the next is."""
EDGE = 3
"""What is left free around a drawing: as much as the ring around a box in focus takes."""
MOST_BESIDE = 7
"""How many boxes stand on each side of the type in the middle."""
MOST_TOGETHER, MOST_LINES = 60, 120
"""How many boxes and lines an overview holds: more cannot be taken in."""

_LETTER, _PADDING = 7.3, 22
_MOST_LETTERS = 36


@dataclass(frozen=True, slots=True)
class Box:
    """One type in a drawing; `name` is empty where it stands for several."""

    name: str
    label: str
    note: str = ""
    """What stands behind the name, paler: the attribute that refers, or how many more."""
    is_current: bool = False
    x: int = 0
    y: int = 0
    width: int = 0

    @property
    def middle(self) -> int:
        """The height at which lines meet it."""
        return self.y + BOX // 2

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """One reference: a path of SVG; where it closes a cycle it leads from right to left."""

    path: str
    source: str
    target: str
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes, and the lines between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def neighbourhood(
    name: str, users: Mapping[str, str], used: Mapping[str, str], *, recurs: bool
) -> Drawing:
    """Draw a type between those that refer to it and those that it refers to.

    Args:
        name: the type in the middle.
        users: what refers to it, each with a note.
        used: what it refers to, likewise.
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
    return Drawing(left - GAP + EDGE, height, (*users_, middle, *used_), tuple(lines))


def _boxes(notes: Mapping[str, str]) -> Iterator[Box]:
    names = list(notes)
    kept = names if len(names) <= MOST_BESIDE else names[: MOST_BESIDE - 1]
    for name in kept:
        yield Box(name, _short(name), _short(notes[name]))
    if len(kept) < len(names):
        yield Box("", f"{len(names) - len(kept)} more")


def overview(graph: Graph) -> Drawing:
    """Draw types that refer to one another, left to right; what leads to itself says so.

    Of too many, those nearest to the first are drawn, and each says how many it leads to beside.
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
    return Drawing(left - GAP + EDGE, height, tuple(boxes.values()), tuple(lines))


def _overview_box(graph: Graph, kept: Mapping[str, None], name: str) -> Box:
    notes = ["↻"] if name in graph[name] else []
    hidden = sum(target not in kept for target in graph[name])
    if hidden:
        notes.append(f"+{hidden}")
    return Box(name, _short(name), " ".join(notes))


def _nearest(graph: Graph) -> dict[str, None]:
    """Return the names nearest to the first, as many as can be taken in, in the graph's order."""
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
    """Return a path of SVG through some points: level at each of them, curved between."""
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
    """Return how wide a box is: as its letters are of one width, it is told by their number."""
    letters = len(box.label) + (len(box.note) + 1 if box.note else 0)
    return round(letters * _LETTER + _PADDING)
