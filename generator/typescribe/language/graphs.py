"""Finds what is connected in a graph whose nodes are names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def reversed_graph(graph: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return the nodes that refer to each node, in their order in the graph."""
    found: dict[str, list[str]] = {}
    for name, targets in graph.items():
        for target in targets:
            found.setdefault(target, []).append(name)
    return found


def reached(graph: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Return all nodes that can be reached from some nodes, including these nodes."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found


def strong_components(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of a graph (Tarjan 1972).

    A component comes after the components that it refers to. The function does not recurse, so
    that the depth of the graph is not limited.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in graph:
        if root in index:
            continue
        walk = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while walk:
            node, following = walk[-1]
            for target in following:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    walk.append((target, iter(graph[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                walk.pop()
                if walk:
                    parent = walk[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == index[node]:
                    place = stack.index(node)
                    component = stack[place:]
                    del stack[place:]
                    on_stack.difference_update(component)
                    yield component


def weak_components(graph: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """Yield the weakly connected components of a graph, in the order of their first nodes."""
    beside: dict[str, list[str]] = {name: list(graph[name]) for name in graph}
    for name in graph:
        for target in graph[name]:
            beside[target].append(name)
    seen: set[str] = set()
    for root in graph:
        waiting = [root] if root not in seen else []
        seen.update(waiting)
        for name in waiting:
            new = [other for other in dict.fromkeys(beside[name]) if other not in seen]
            seen.update(new)
            waiting += new
        if waiting:
            found = set(waiting)
            yield [name for name in graph if name in found] if len(found) > 1 else waiting
