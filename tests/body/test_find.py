"""The body of whole pages written for the test."""

from __future__ import annotations

import json

import pytest

from tearsheet.body.find import find_body, select_body
from tearsheet.body.outliers import drop_outliers
from tearsheet.body.score.kinds import KINDS
from tearsheet.body.score.score import Scores
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

PROSE = [
    "The harbour was dredged over three summers, and the first ferry came in on a grey morning in April.",
    "Fishermen who had moored upstream for decades now had to pay for a berth, which not all of them did.",
    "By autumn the council had counted ninety boats, twice as many as the plan of the engineers had foreseen.",
    "Nobody had asked the birds, as the warden put it, and the sandbank that they bred on was gone for good.",
]

NEWS = f"""<html><head><title>The new harbour | Coast News</title></head><body>
<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main><article class="post"><h1>The new harbour</h1><p class="byline">By Ann Example</p>
<div class="entry-content"><p>{PROSE[0]}</p><p>{PROSE[1]}</p><h2>What came after</h2><p>{PROSE[2]}</p>
<p>{PROSE[3]}</p></div></article>
<section class="related"><h3>Related stories</h3><ul><li><a href="/a">Storm closes the pier again</a></li>
<li><a href="/b">Ticket prices rise</a></li></ul></section></main>
<footer class="site-footer"><p>Copyright 2024 Coast News. All rights reserved.</p></footer></body></html>"""


def page(markup: str) -> Page:
    return Page.from_tree(read_tree(markup))


def test_prose_and_headings_are_kept_and_the_rest_is_not() -> None:
    read = page(NEWS)
    selection = find_body(read, "The new harbour")
    kept = [read.blocks[i].text for i in selection.kept]
    assert kept == [PROSE[0], PROSE[1], "What came after", PROSE[2], PROSE[3]]
    assert read.blocks[selection.headline].text == "The new harbour"
    assert selection.reasons[selection.headline] == "headline"
    assert selection.kind == "article"


def test_probabilities_and_reasons_are_there_for_each_block() -> None:
    read = page(NEWS)
    selection = find_body(read, None)
    assert len(selection.probabilities) == len(selection.reasons) == len(read.blocks)
    assert all(0 <= probability <= 1 for probability in selection.probabilities)


def test_the_same_page_gives_the_same_selection() -> None:
    assert find_body(page(NEWS), "The new harbour") == find_body(page(NEWS), "The new harbour")


@pytest.mark.parametrize("markup", ["<p></p>", "<html><body><img src=x></body></html>"])
def test_a_page_without_text_has_an_empty_selection(markup: str) -> None:
    selection = find_body(page(f"<html><body>{markup}</body></html>"), None)
    assert (selection.headline, selection.kept, selection.first, selection.last) == (-1, (), -1, -1)


BOX = """<table><tr><td><a href="/1">Markets</a> <a href="/2">Sport</a> <a href="/3">Weather</a></td></tr>
<tr><td>Get our briefing each morning, with all that matters for the coast.</td></tr></table>"""


@pytest.mark.parametrize("place", ["{box}{text}", "{text}{box}", "{box}{text}{box}"])
def test_scraps_apart_from_the_text_of_an_old_page_are_left_out(place: str) -> None:
    text = "<h1>The new harbour</h1><td>" + "<br><br>".join(PROSE) + "</td>"
    read = page(f"<body>{place.format(box=BOX, text=text)}</body>")
    selection = find_body(read, "The new harbour")
    assert [read.blocks[i].text for i in selection.kept] == PROSE


def test_an_unsure_block_behind_one_that_is_left_out_is_an_outlier() -> None:
    read = page(f"<div>{''.join(f'<p>{text}</p>' for text in PROSE)}</div><nav>a</nav><b>c</b>")
    reasons = ("probability",) * 4 + ("low-probability", "probability")
    selection = BodySelection(-1, (0, 1, 2, 3, 5), (0.95, 0.95, 0.95, 0.95, 0.1, 0.6), reasons)
    assert drop_outliers(read, selection).reasons[-2:] == ("low-probability", "outlier")
    assert drop_outliers(read, selection._replace(probabilities=(0.8,) * 6)).kept == selection.kept


PANELS = "".join(
    f'<button>{question}</button><div class="panel" style="height:0;overflow:hidden"><p>{answer}</p></div>'
    for question, answer in zip(("Who dredged?", "Who paid?", "Who counted?"), PROSE[1:], strict=True)
)


def test_folded_panels_are_kept_and_a_single_one_is_not() -> None:
    long = "".join(f"<p>{PROSE[0]} {n}</p>" for n in range(6))
    read = page(f"<article><h1>The new harbour</h1>{long}{PANELS}</article>")
    kept = {read.blocks[i].text for i in find_body(read, "The new harbour").kept}
    assert kept.issuperset(PROSE[1:])
    single = PANELS[: PANELS.index("</div>") + 6]
    read = page(f"<article><h1>The new harbour</h1>{long}{single}</article>")
    assert PROSE[1] not in {read.blocks[i].text for i in find_body(read, "The new harbour").kept}


RECIPE = json.dumps(
    {"@type": "Recipe", "recipeIngredient": ["2 plums of the garden", "1 cup rye flour, sifted"]}
)
BOX = "<ul class={}><li>2 plums of the garden<li>1 cup rye flour, sifted</ul>"


@pytest.mark.parametrize("probability", [0.1, 0.3])
def test_hidden_parts_that_a_page_declares_are_left_out_whatever_their_probability(
    probability: float,
) -> None:
    script = f"<script type=application/ld+json>{RECIPE}</script>"
    for name, count in (("list", 6), ("sr-only", 4)):
        prose = "".join(f"<p>{text}" for text in PROSE)
        read = page(f"{script}<article>{prose}{BOX.format(name)}</article>")
        scores = Scores(
            -1, [0] * 6, [], [], [float(kind == "article") for kind in KINDS], [0.9] * 4 + [probability] * 2
        )
        assert len(select_body(read, scores).kept) == count


def test_a_long_text_in_a_part_that_is_called_comments_is_kept_whole() -> None:
    count = 300
    texts = "".join(f"<p>{PROSE[i % 4]} It was the day {i}." for i in range(count))
    read = page(f'<article><div class="post comments">{texts}</div></article>')
    probabilities = [0.9] * 100 + [0.1] * (count - 100)
    kinds = [float(kind == "article") for kind in KINDS]
    scores = Scores(-1, [0] * count, list(range(count)), [], kinds, probabilities)
    assert len(select_body(read, scores).kept) == count
