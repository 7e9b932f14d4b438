from __future__ import annotations

import pytest

from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.structure.inline_formats import Formats

CASES = [
    ("none", "<p>plain text</p>", {}),
    ("two apart", "<p>a <b>bold</b> and <i>slanted</i> word", {"b": (2, 6), "i": (11, 18)}),
    ("nested", "<p><a href=x>one <b>two</b></a> three", {"a": (0, 7), "b": (4, 7)}),
    ("around the block", "<a href=x><div>whole</div></a>", {"a": (0, 5)}),
    ("white space of the source", "<p>a\n  <b>b \n c</b>\n d", {"b": (2, 5)}),
    ("after a line break", "<p>a<br> <em>b</em>", {"em": (2, 3)}),
    ("what shows nothing", "<p>a\u200b <b>\u00adb\u00ad</b>", {"b": (2, 3)}),
    ("composed within", "<p><b>e\u0301</b> f", {"b": (0, 1)}),
    ("composed across", "<p>e<b>\u0301a</b> f", {}),
]


@pytest.mark.parametrize(("markup", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_ranges(markup: str, expected: dict[str, tuple[int, int]]) -> None:
    page = Page.from_tree(read_tree(f"<body>{markup}"))
    (block,) = page.blocks
    found = Formats(page).ranges(block)
    assert {page.nodes.tags[node]: where for node, where in found.items()} == expected
