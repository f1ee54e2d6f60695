"""Diagrams of references: nothing overlaps, and every line leads from one box to another."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typescribe.language.graphs import weak_components
from typescribe.targets.html.diagrams import (
    BOX,
    EDGE,
    MOST_BESIDE,
    MOST_TOGETHER,
    NARROW,
    Diagram,
    neighbourhood,
    neighbourhood_below,
    overview,
)
from typescribe.targets.html.layers import Graph, layered

NAMES = [f"T{n}" for n in range(9)]


def connected(edges: list[tuple[str, str]]) -> Graph:
    """Return the largest part of a graph in which everything is connected."""
    names = sorted({name for edge in edges for name in edge})
    graph = {n: tuple(dict.fromkeys(to for by, to in edges if by == n)) for n in names}
    largest = max(weak_components(graph), key=len)
    return {name: graph[name] for name in largest}


GRAPHS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=24
).map(connected)


def assert_readable(diagram: Diagram) -> None:
    """Assert that boxes do not touch, lie inside, and that lines start and end at their edges."""
    for place, box in enumerate(diagram.boxes):
        assert box.x >= EDGE
        assert box.right <= diagram.width - EDGE
        assert EDGE <= box.y <= diagram.height - BOX - EDGE
        for other in diagram.boxes[place + 1 :]:
            apart = box.right < other.x or other.right < box.x
            assert apart or abs(box.y - other.y) > BOX
    ends = {(box.right, box.middle): box for box in diagram.boxes}
    starts = {(box.x, box.middle): box for box in diagram.boxes}
    for line in diagram.lines:
        numbers = [int(number) for number in re.findall(r"-?\d+", line.path)]
        source, target = (line.target, line.source) if line.is_back else (line.source, line.target)
        assert ends[numbers[0], numbers[1]].name == source
        if line.path.rpartition("H")[2].isdigit():
            assert numbers[-1] in {box.x for box in diagram.boxes if box.name == target}
        else:
            assert starts[numbers[-2], numbers[-1]].name == target


@given(GRAPHS)
@settings(max_examples=150)
def test_the_diagram_of_any_graph_is_readable(graph: Graph) -> None:
    diagram = overview(graph)
    assert_readable(diagram)
    assert [box.name for box in sorted(diagram.boxes, key=lambda b: b.name)] == list(graph)
    drawn = {(line.source, line.target) for line in diagram.lines}
    assert drawn == {(by, to) for by in graph for to in graph[by] if by != to}
    for box in diagram.boxes:
        assert (box.note == "↻") == (box.name in graph[box.name])


@given(GRAPHS)
def test_a_type_is_left_of_those_it_refers_to_except_in_a_cycle(graph: Graph) -> None:
    found = layered(graph)
    layer_of = {node: place for place, layer in enumerate(found.layers) for node in layer}
    for edge in found.edges:
        for one, other in pairwise(edge.through):
            assert layer_of[other] == layer_of[one] + 1
    without_back = {n: [t for t in graph[n] if t != n] for n in graph}
    for edge in found.edges:
        if edge.is_back:
            without_back[edge.source].remove(edge.target)
    done: set[str] = set()
    while ready := [n for n in graph if n not in done and done.issuperset(without_back[n])]:
        done.update(ready)
    assert done == set(graph), "without the edges that go back there is no cycle"


def test_lines_of_a_tree_do_not_cross() -> None:
    graph = {"R": ("Z", "A", "M"), "Z": ("b", "c"), "A": ("d",), "M": ("e", "f")}
    graph |= dict.fromkeys("bcdef", ())
    found = layered(graph)
    height = {name: found.heights[name, 0] for name in graph}
    for (a, b), (c, d) in [
        ((one.source, one.target), (other.source, other.target))
        for one in found.edges
        for other in found.edges
    ]:
        assert (height[a] - height[c]) * (height[b] - height[d]) >= 0 or "R" in (a, c)


def test_if_there_are_too_many_types_those_nearest_to_the_first_are_shown() -> None:
    graph: Graph = {"Hub": tuple(f"T{n}" for n in range(200))} | {f"T{n}": () for n in range(200)}
    diagram = overview(graph)
    assert len(diagram.boxes) == MOST_TOGETHER
    assert_readable(diagram)
    (hub,) = (box for box in diagram.boxes if box.name == "Hub")
    assert hub.note == f"+{201 - MOST_TOGETHER}"


def test_only_a_part_of_a_dense_graph_is_shown() -> None:
    names = [f"T{n:02}" for n in range(50)]
    graph: Graph = {name: tuple(other for other in names if other != name) for name in names}
    diagram = overview(graph)
    assert 10 < len(diagram.boxes) < 20
    assert {box.note for box in diagram.boxes} == {f"+{50 - len(diagram.boxes)}"}


@pytest.mark.parametrize("number", [0, 1, MOST_BESIDE, MOST_BESIDE + 1, 50])
def test_a_neighbourhood_shows_a_limited_number_of_types(number: int) -> None:
    names = {f"T{n}": f".a{n}" for n in range(number)}
    diagram = neighbourhood("Middle", names, {"Used": ".b +2"}, recurs=True)
    assert_readable(diagram)
    left = [box for box in diagram.boxes if box.label not in ("Middle", "Used")]
    assert len(left) == min(number, MOST_BESIDE)
    more = number - MOST_BESIDE + 1
    assert [box.label for box in left if not box.name] == ([f"{more} more"] if more > 1 else [])


def test_a_chain_of_thousands_of_types_takes_no_time() -> None:
    names = [f"T{n}" for n in range(5000)]
    graph = {name: (following,) for name, following in pairwise(names)} | {names[-1]: ()}
    assert len(overview(graph).boxes) == MOST_TOGETHER


def notes(letters: str) -> st.SearchStrategy[dict[str, str]]:
    """Return types with their notes, some of them long."""
    texts = st.text(letters, max_size=90)
    return st.dictionaries(texts.filter(bool), texts, max_size=12)


@given(notes("Ab"), notes("Cd"))
def test_boxes_below_one_another_fit_a_narrow_screen(
    users: dict[str, str], used: dict[str, str]
) -> None:
    diagram = neighbourhood_below("T", users, used, recurs=False)
    assert diagram.width <= NARROW
    assert [box.y for box in diagram.boxes] == sorted({box.y for box in diagram.boxes})
    assert all(box.x >= EDGE and box.right <= diagram.width - EDGE for box in diagram.boxes)
    wide = neighbourhood("T", users, used, recurs=False)
    assert [box.name for box in diagram.boxes] == [box.name for box in wide.boxes]
    assert {(line.source, line.target) for line in diagram.lines} == {
        (line.source, line.target) for line in wide.lines
    }
    at = {box.name: box for box in diagram.boxes}
    for line in diagram.lines:
        numbers = [int(number) for number in re.findall(r"\d+", line.path)]
        assert numbers[-1] == at[line.target].x
        assert numbers[-2] == at[line.target].middle
