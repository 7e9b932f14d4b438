from __future__ import annotations

import pytest

from tearsheet.body.repair_headings import repair_headings
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

CASES = [
    # markup; probability of each block; reason of each block; indices kept afterwards
    ("<p>a<h2>b</h2><p>c", "0.9 0.3 0.9", "probability low-probability probability", (0, 1, 2)),
    (
        "<p>a<div><div><h2>b</h2></div></div><p>c",
        "0.9 0.3 0.9",
        "probability low-probability probability",
        (0, 1, 2),
    ),
    ("<p>a<h2>b</h2><p>c", "0.9 0.1 0.9", "probability low-probability probability", (0, 2)),
    ("<p>a<h2>b</h2><p>c", "0.9 0.3 0.6", "probability low-probability probability", (0, 1, 2)),
    ("<p>a<h2>b</h2><p>c", "0.9 0.25 0.6", "probability low-probability probability", (0, 2)),
    ("<p>a<h2>b</h2><ul><li>c</ul>", "0.9 0.3 0.6", "probability low-probability probability", (0, 1, 2)),
    ("<p>a<div><h2>b</h2></div><p>c", "0.9 0.3 0.6", "probability low-probability probability", (0, 2)),
    (
        "<p>a<h2>b</h2><section><p>c</section>",
        "0.9 0.25 0.9",
        "probability low-probability probability",
        (0, 2),
    ),
    (
        "<p>a<h2>b</h2><section><p>c</section>",
        "0.9 0.3 0.9",
        "probability low-probability probability",
        (0, 1, 2),
    ),
    (
        "<p>a<h2><a href=/b>b</a></h2><p>c",
        "0.9 0.45 0.9",
        "probability low-probability probability",
        (0, 2),
    ),
    (
        "<h2>a</h2><p>b<h2>c</h2><p>d<h2>e</h2><figcaption>f</figcaption><p>g",
        "0.9 0.9 0.9 0.9 0.4 0.1 0.9",
        "probability probability probability probability low-probability low-probability probability",
        (0, 1, 2, 3, 4, 6),
    ),
    (
        "<h2>a</h2><p>b<h3>c</h3><p>d<h2>e</h2><figcaption>f</figcaption><p>g",
        "0.9 0.9 0.9 0.9 0.4 0.1 0.9",
        "probability probability probability probability low-probability low-probability probability",
        (0, 1, 2, 3, 6),
    ),
    (
        "<p>a<h2>b</h2><h3>c</h3><p>d",
        "0.9 0.3 0.9 0.9",
        "probability low-probability probability probability",
        (0, 2, 3),
    ),
    (
        "<p>a<h2><div>b</div><div>c</div></h2><p>d",
        "0.9 0.6 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 1, 2, 3),
    ),
    (
        "<p>a<h2>b</h2><h2>c</h2><p>d",
        "0.9 0.6 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 2, 3),
    ),
    (
        "<p>a<ul><li><h3>b</h3></ul><h2>c</h2><p>d",
        "0.9 0.6 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 1, 2, 3),
    ),
    (
        "<p>a<h2>b</h2><figure><img src=i.png></figure><h2>c</h2><p>d",
        "0.9 0.6 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 1, 2, 3),
    ),
    (
        "<p>a<h2>b</h2><h2>c</h2><p>d",
        "0.9 0.75 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 1, 2, 3),
    ),
    (
        "<p>a<h2><a href=/b>b</a></h2><h2>c</h2><p>d",
        "0.9 0.75 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 2, 3),
    ),
    (
        "<section><p>a</section><div><h2>b</h2></div><section><h2>c</h2><p>d</section>",
        "0.9 0.75 0.9 0.9",
        "probability empty-heading probability probability",
        (0, 2, 3),
    ),
    ("<h1>a</h1><h2>b</h2><p>c", "0.25 0.9 0.9", "low-probability probability probability", (0, 1, 2)),
    ("<h1>a</h1><h2>b</h2><p>c", "0.15 0.9 0.9", "low-probability probability probability", (1, 2)),
    ("<h2>a</h2><h2>b</h2><p>c", "0.25 0.9 0.9", "low-probability probability probability", (1, 2)),
    ("<h1 class=t>a</h1><h2>b</h2><p>c", "0.25 0.9 0.9", "low-probability probability probability", (1, 2)),
    ("<h2>a</h2><p>b<p>c", "0.35 0.9 0.9", "low-probability probability probability", (0, 1, 2)),
    ("<h2>a</h2><p>b<p>c", "0.25 0.9 0.9", "low-probability probability probability", (1, 2)),
]


@pytest.mark.parametrize(("html", "probabilities", "reasons", "expected"), CASES)
def test_headings_are_judged_by_their_company(
    html: str, probabilities: str, reasons: str, expected: tuple[int, ...]
) -> None:
    page = Page.from_tree(read_tree(html.encode()))
    given = tuple(reasons.split())
    kept = tuple(i for i, reason in enumerate(given) if reason == "probability")
    selection = BodySelection(-1, kept, tuple(map(float, probabilities.split())), given)
    mended = repair_headings(page, selection)
    assert mended.kept == expected
    assert [mended.reasons[i] for i in kept] == ["probability"] * len(kept)
    assert all(mended.reasons[i].endswith("-heading") for i in expected if i not in kept)


def test_a_page_without_body_stays_as_it_is() -> None:
    selection = BodySelection(-1, (), (0.1,), ("low-probability",))
    assert repair_headings(Page.from_tree(read_tree(b"<h1>a</h1>")), selection) is selection
