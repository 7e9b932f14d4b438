"""The steps of all nodes at once are those of each node by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tearsheet.page import Page
from tearsheet.page.nodes import Paths
from tearsheet.page.read import read_tree

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.html"))
ODD = b"<p>a<p>b<o:p>c</o:p><div><o:p>d</o:p><i>e</i><o:p>f</o:p><b>g</b></div><div><x:y>h</x:y></div>"


@pytest.mark.parametrize("source", [*FIXTURES, ODD], ids=lambda s: s.stem if isinstance(s, Path) else "odd")
def test_steps(source: Path | bytes) -> None:
    nodes = Page.from_tree(read_tree(source)).nodes
    every = range(len(nodes.tags))
    assert nodes.steps() == [nodes.step(node) for node in every]
    paths = Paths(nodes, nodes.steps())
    assert [paths.of(node) for node in every] == [nodes.xpath(node) for node in every]
