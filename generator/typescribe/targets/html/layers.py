"""A directed graph -> layers from left to right, with the order and the height of each node.

The steps follow Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical
System Structures" (1981): break cycles, assign layers, reduce crossings, place the nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Node: TypeAlias = tuple[str, int]
"""A name with 0; with another number, the point where an edge passes through a layer."""
Graph: TypeAlias = Mapping[str, Sequence[str]]

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of the graph; `through` are its nodes from left to right, including both ends."""

    source: str
    target: str
    through: tuple[Node, ...]
    is_back: bool
    """Whether it closes a cycle, and so runs from right to left."""


@dataclass(frozen=True, slots=True)
class Layers:
    """A graph whose nodes are in layers; the height of a node is counted in rows from 0."""

    layers: tuple[tuple[Node, ...], ...]
    edges: tuple[Edge, ...]
    heights: Mapping[Node, float]


def layered(graph: Graph) -> Layers:
    """Return the layers of a connected graph; edges from a name to itself are left out.

    If several layouts are equally good, the order of the names and their targets decides.
    """
    back = _back_edges(graph)
    forward = {name: [to for to in graph[name] if (name, to) not in back] for name in graph}
    for source, target in back:
        if source != target:
            forward[target].append(source)
    forward = {name: list(dict.fromkeys(targets)) for name, targets in forward.items()}
    depth = _depths(forward)
    edges = tuple(
        _edge(name, to, depth, (name, to) in back)
        for name in graph
        for to in dict.fromkeys(graph[name])
        if name != to
    )
    layers: list[list[Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for name in graph:
        layers[depth[name]].append((name, 0))
    for edge in edges:
        for place, node in enumerate(edge.through[1:-1], _first(edge, depth) + 1):
            if node not in layers[place]:
                layers[place].append(node)
    beside = _neighbours(edges)
    ordered = _uncrossed(layers, edges, beside)
    return Layers(tuple(map(tuple, ordered)), edges, _heights(ordered, beside))


def _first(edge: Edge, depth: Mapping[str, int]) -> int:
    return depth[edge.through[0][0]]


def _back_edges(graph: Graph) -> dict[tuple[str, str], None]:
    """Return the edges that close a cycle, found by a depth-first search in the graph's order."""
    found: dict[tuple[str, str], None] = {}
    done: set[str] = set()
    for root in graph:
        walk = [(root, iter(graph[root]))] if root not in done else []
        open_ = {root}
        while walk:
            name, following = walk[-1]
            for target in following:
                if target in open_:
                    found[name, target] = None
                elif target not in done:
                    open_.add(target)
                    walk.append((target, iter(graph[target])))
                    break
            else:
                walk.pop()
                open_.discard(name)
                done.add(name)
    return found


def _depths(forward: Mapping[str, list[str]]) -> dict[str, int]:
    """Return the layer of each name: the length of the longest path that leads to it.

    A name without incoming edges goes into the layer just before its first target.
    """
    missing = dict.fromkeys(forward, 0)
    for following in forward.values():
        for target in following:
            missing[target] += 1
    first = [name for name, number in missing.items() if not number]
    depth = dict.fromkeys(forward, 0)
    waiting = list(first)
    for name in waiting:
        for target in forward[name]:
            depth[target] = max(depth[target], depth[name] + 1)
            missing[target] -= 1
            if not missing[target]:
                waiting.append(target)
    for name in first:
        if forward[name]:
            depth[name] = min(depth[target] for target in forward[name]) - 1
    return depth


def _edge(source: str, target: str, depth: Mapping[str, int], is_back: bool) -> Edge:
    left, right = (target, source) if is_back else (source, target)
    # Edges to the same target share nodes, so that they join early and are drawn as one line.
    passed = [(right, depth[right] - place) for place in range(depth[left] + 1, depth[right])]
    return Edge(source, target, ((left, 0), *passed, (right, 0)), is_back)


def _neighbours(edges: Iterable[Edge]) -> tuple[dict[Node, list[Node]], dict[Node, list[Node]]]:
    """Return the neighbours to the left of each node, and those to the right."""
    left: dict[Node, list[Node]] = {}
    right: dict[Node, list[Node]] = {}
    for edge in edges:
        for one, other in zip(edge.through, edge.through[1:], strict=False):
            right.setdefault(one, []).append(other)
            left.setdefault(other, []).append(one)
    return left, right


def _uncrossed(
    layers: list[list[Node]],
    edges: Sequence[Edge],
    beside: tuple[dict[Node, list[Node]], dict[Node, list[Node]]],
) -> list[list[Node]]:
    """Return the layers, ordered to reduce crossings: each node near the mean of its neighbours."""
    best, fewest = layers, _crossings(layers, edges)
    now = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        near = beside[0 if forth else 1]
        for layer in now if forth else reversed(now):
            position = {node: place for each in now for place, node in enumerate(each)}
            wanted = {node: _middle(node, near.get(node, ()), position) for node in layer}
            layer.sort(key=wanted.__getitem__)
        count = _crossings(now, edges)
        if count < fewest:
            best, fewest = [list(layer) for layer in now], count
    return best


def _middle(node: Node, near: Sequence[Node], position: Mapping[Node, float]) -> float:
    return sum(position[other] for other in near) / len(near) if near else position[node]


def _crossings(layers: Sequence[Sequence[Node]], edges: Sequence[Edge]) -> int:
    position = {node: place for layer in layers for place, node in enumerate(layer)}
    layer_of = {node: number for number, layer in enumerate(layers) for node in layer}
    spans: dict[int, set[tuple[int, int]]] = {}
    for edge in edges:
        for one, other in zip(edge.through, edge.through[1:], strict=False):
            spans.setdefault(layer_of[one], set()).add((position[one], position[other]))
    return sum(
        (a - c) * (b - d) < 0 for found in spans.values() for a, b in found for c, d in found
    )


def _heights(
    layers: Sequence[Sequence[Node]],
    beside: tuple[dict[Node, list[Node]], dict[Node, list[Node]]],
) -> dict[Node, float]:
    """Return the height of each node: near the mean of its neighbours, a row from the next node."""
    height: dict[Node, float] = {
        node: place for layer in layers for place, node in enumerate(layer)
    }
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 == 0 else layers[::-1]:
            wanted = []
            for place, node in enumerate(layer):
                near = [other for side in beside for other in side.get(node, ())]
                wanted.append(_middle(node, near, height) - place)
            for place, (node, offset) in enumerate(zip(layer, _rising(wanted), strict=True)):
                height[node] = offset + place
    lowest = min(height.values())
    return {node: round(found - lowest, 3) for node, found in height.items()}


def _rising(wanted: Sequence[float]) -> list[float]:
    """Return the non-decreasing numbers nearest to those wanted (isotonic regression)."""
    pools: list[tuple[float, int]] = []
    for number in wanted:
        total, count = number, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, size = pools.pop()
            total, count = total + before, count + size
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
