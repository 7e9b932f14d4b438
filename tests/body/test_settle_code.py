"""Which blocks of code are kept, given what else is."""

from __future__ import annotations

import pytest

from tearsheet.body.selection import BodySelection
from tearsheet.body.settle_code import settle_code
from tearsheet.page import Page
from tearsheet.page.read import read_tree


def settled(html: str, kept: tuple[int, ...]) -> list[str]:
    page = Page.from_tree(read_tree(html.encode()))
    probabilities = tuple(0.9 if i in kept else 0.3 for i in range(len(page.blocks)))
    reasons = ("probability",) * len(page.blocks)
    selection = settle_code(page, BodySelection(-1, kept, probabilities, reasons, "article", 0.9))
    return [page.blocks[i].text for i in selection.kept]


@pytest.mark.parametrize(
    ("html", "kept", "expected"),
    [
        ("<div><p>one</p><pre>x = 1</pre><p>two</p></div>", (0, 2), ["one", "x = 1", "two"]),
        ("<div><p>one</p><pre>x = 1</pre></div>", (0,), ["one", "x = 1"]),
        ("<div><pre>x = 1</pre><p>one</p></div>", (1,), ["x = 1", "one"]),
        (
            "<div><p>one</p><pre>x = 1</pre><ul><li>a<li>b<li>c<li>d</ul><p>two</p></div>",
            (0, 6),
            ["one", "x = 1", "two"],
        ),
        ("<div><p>one</p></div><div><pre>x = 1</pre></div>", (0,), ["one"]),
        ("<div><p>one</p><pre>x = 1</pre></div><p>two</p>", (2,), ["two"]),
        (
            "<div class=code-block><i>x = 1</i><br>y = 2<div>z = x</div></div><p>one</p>",
            (1, 2),
            ["x = 1\ny = 2", "z = x", "one"],
        ),
        ("<p>one</p><p>In [12]:</p><pre>x = 1</pre>", (0, 1, 2), ["one", "x = 1"]),
        ("<p>one</p><pre>[3]:</pre><pre>x = 1</pre>", (0, 1, 2), ["one", "x = 1"]),
        ("<p>one</p><p>In [12] the same is shown:</p><pre>x = 1</pre>", (0, 1, 2), None),
    ],
)
def test_code_is_kept_with_the_body(html: str, kept: tuple[int, ...], expected: list[str] | None) -> None:
    assert settled(html, kept) == (expected or ["one", "In [12] the same is shown:", "x = 1"])
