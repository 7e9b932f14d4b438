"""XPaths of nodes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.page import Page
from tearsheet.page.nodes import Paths
from tearsheet.page.read import read_tree

MARKUP = st.lists(
    st.sampled_from(
        ["<p>a", "<div>", "</div>", "<o:p>b</o:p>", "<i>c</i>", "<ul><li>d<li>e</ul>", "<x:y>", "</x:y>"]
    ),
    max_size=40,
)


@given(MARKUP, st.randoms(use_true_random=False))
def test_paths_are_those_of_each_node_by_itself(markup: list[str], order: random.Random) -> None:
    nodes = Page.from_tree(read_tree(f"<body>a{''.join(markup)}".encode())).nodes
    every = list(range(len(nodes.tags)))
    order.shuffle(every)
    paths, quick = Paths(nodes), Paths(nodes, nodes.steps())
    for node in every:
        steps = [nodes.step(above) for above in (node, *nodes.ancestors(node))]
        assert paths.of(node) == quick.of(node) == "/" + "/".join(reversed(steps))


def test_there_are_no_paths_of_nodes_that_are_not_there() -> None:
    paths = Paths(Page.from_tree(read_tree(b"<p>x")).nodes)
    assert paths.of(2) == "/html/body/p"
    assert paths.of(-1) == ""
    for node in (-2, 3, 50_000_000):
        with pytest.raises(IndexError):
            paths.of(node)
