"""Tables and lists are kept or left out as groups."""

from __future__ import annotations

import pytest

from tearsheet.body.groups import block_groups, decide_groups
from tearsheet.page import Page
from tearsheet.page.read import read_tree

TABLE = "<table><tr><th>aa<th>bb<tr><td>cc<td>dd</table>"
CASES = [
    (TABLE, [0.4, 0.4, 0.9, 0.9], "group group chance chance"),
    (TABLE, [0.1, 0.1, 0.1, 0.6], "low-chance low-chance low-chance low-chance"),
    ("<table role=presentation><tr><td>aa<tr><td>bb</table>", [0.4, 0.9], "low-chance chance"),
    ("<ul><li>aa<li>bb<li>cc<li>dd</ul>", [0.9, 0.9, 0.9, 0.3], "chance chance chance group"),
    ("<ul><li>aa<li>bb<li>cc<li>dd</ul>", [0.9, 0.9, 0.9, 0.1], "chance chance chance low-chance"),
    ("<ul><li>aa<li>bb</ul>", [0.9, 0.3], "chance low-chance"),
]


@pytest.mark.parametrize(("html", "chances", "expected"), CASES)
def test_groups_are_decided_as_one(html: str, chances: list[float], expected: str) -> None:
    page = Page.from_tree(read_tree(html.encode()))
    reasons = ["chance" if chance > 0.5 else "low-chance" for chance in chances]
    decide_groups(page.leaves, block_groups(page), reasons, chances, 0.5)
    assert " ".join(reasons) == expected
