"""Parts named as comments, and those that only have the name."""

from __future__ import annotations

import pytest

from tearsheet.body.comments import comment_blocks
from tearsheet.page import Page
from tearsheet.page.read import read_tree

CASES = [
    ("<div><p>aaaa<p>bbbb</div><div class=comments><p>cc</div>", [2], [0.9, 0.9, 0.9], [2]),
    ("<div class=comments-open><p>aaaa<p>bbbb</div>", [0, 1], [0.9, 0.9], []),
    ("<div class=respond><p>aaaaaaaa<p>bbbb<div class=comment><p>c</div></div>", [0, 1, 2], [0.9] * 3, [2]),
    ("<div class=reply><p>aaaa</div>", [0], [0.1], [0]),
]


@pytest.mark.parametrize(("html", "flagged", "probabilities", "expected"), CASES)
def test_a_part_that_is_nearly_all_is_no_comment_part(
    html: str, flagged: list[int], probabilities: list[float], expected: list[int]
) -> None:
    page = Page.from_tree(read_tree(html.encode()))
    assert comment_blocks(page, flagged, probabilities) == expected
