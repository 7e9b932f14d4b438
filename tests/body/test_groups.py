"""Tables and lists are kept or left out as groups."""

from __future__ import annotations

import pytest

from tearsheet.body.groups import block_groups, decide_groups
from tearsheet.page import Page
from tearsheet.page.read import read_tree

TABLE = "<table><tr><th>aa<th>bb<tr><td>cc<td>dd</table>"
LINKED = "<table><tr><td><a href=/a>aa</a><td><a href=/b>bb</a><tr><td><a href=/c>cc</a><td><a href=/d>dd</a></table>"
NESTED = "<table><tr><th>aa<th>bb<tr><td><ul><li>cc<li>dd</ul><td><ul><li>ee<li>ff</ul></table>"
CASES = [
    (LINKED, [0.4, 0.4, 0.9, 0.9], "group group probability probability"),
    (LINKED, [0.1, 0.1, 0.1, 0.6], "low-probability low-probability low-probability probability"),
    (LINKED, [0.1, 0.9, 0.1, 0.1], "low-probability probability low-probability low-probability"),
    (NESTED, [0.2, 0.2, 0.9, 0.9, 0.9, 0.3], "group group probability probability probability group"),
    ("<table><tr>aa<tr><td>bb<td>cc</table>", [0.1, 0.9, 0.3], "low-probability probability group"),
    (TABLE, [0.4, 0.4, 0.9, 0.9], "group group probability probability"),
    (TABLE, [0.1, 0.1, 0.1, 0.6], "low-probability low-probability low-probability low-probability"),
    ("<table role=presentation><tr><td>aa<tr><td>bb</table>", [0.4, 0.9], "low-probability probability"),
    ("<ul><li>aa<li>bb<li>cc<li>dd</ul>", [0.9, 0.9, 0.9, 0.3], "probability probability probability group"),
    (
        "<ul><li>aa<li>bb<li>cc<li>dd</ul>",
        [0.9, 0.9, 0.9, 0.1],
        "probability probability probability low-probability",
    ),
    ("<blockquote><p>aa<p>bb</blockquote>", [0.3, 0.9], "group probability"),
    ("<blockquote><p>aa<p>bb</blockquote>", [0.1, 0.9], "low-probability probability"),
    ("<ul><li>aa<li>bb</ul>", [0.9, 0.3], "probability low-probability"),
]


@pytest.mark.parametrize(("html", "probabilities", "expected"), CASES)
def test_groups_are_decided_as_one(html: str, probabilities: list[float], expected: str) -> None:
    page = Page.from_tree(read_tree(html.encode()))
    reasons = ["probability" if probability > 0.5 else "low-probability" for probability in probabilities]
    likely = [i for i, probability in enumerate(probabilities) if probability > 0.5]
    decide_groups(page.blocks, block_groups(page, likely), reasons, probabilities, 0.5)
    assert " ".join(reasons) == expected
