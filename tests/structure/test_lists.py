"""Lists: items that count themselves, amounts under a step, amounts in a line."""

from __future__ import annotations

import pytest

from tearsheet import parse
from tearsheet.article.blocks import List

BEFORE = "<p>We measured the shed twice before the work began, and the two results did not agree at all.</p>"
AFTER = "<p>What is shown above is the whole of it, and it has served us well for three winters in a row.</p>"
SAW = "Saw the long boards to the length of the wall and leave the rest for later."
NAIL = "Nail the boards to the posts, from the lowest to the highest of them."
PAINT = "Paint both sides of the wall on a dry day without any wind at all."


def lists_of(fragment: str) -> list[List]:
    page = f"<title>The shed</title><article><h1>The shed</h1>{BEFORE * 2}{fragment}{AFTER * 2}</article>"
    article = parse(page.encode())
    return [block for section in article.sections for block in section.blocks if isinstance(block, List)]


COUNTED = {
    "a number and a stop": "<ul><li>1. {}</li><li>2. {}</li><li>3. {}</li></ul>",
    "a number in a block of its own": "<ul>" + "<li><div>{n}</div><div>{}</div></li>" * 3 + "</ul>",
    "a word and a number": "<ul>" + "<li><div>Schritt {n}</div><p>{}</p></li>" * 3 + "</ul>",
    "a word, a number and a colon": "<ol>" + "<li><b>Step {n}:</b> {}</li>" * 3 + "</ol>",
    "a bare number": "<ol>" + "<li><span>{n}</span> {}</li>" * 3 + "</ol>",
}


@pytest.mark.parametrize("shape", COUNTED)
def test_items_that_count_themselves_are_numbered(shape: str) -> None:
    html = COUNTED[shape]
    for n in (1, 2, 3):
        html = html.replace("{n}", str(n), 1)
    (found,) = lists_of(html.format(SAW, NAIL, PAINT))
    assert found.ordered
    assert [(item.number, item.text) for item in found.items] == [(1, SAW), (2, NAIL), (3, PAINT)]


def test_marks_of_items_that_count_themselves_keep_their_place() -> None:
    (found,) = lists_of(f"<ul><li>1. <b>Saw</b> the boards.</li><li>2. {NAIL}</li></ul>")
    (mark,) = found.items[0].marks
    assert found.items[0].text[mark.start : mark.end] == "Saw"


def test_a_last_item_need_not_count_itself() -> None:
    html = (
        f"<ul><li>1. {SAW}</li><li>2. {NAIL}</li><li>3. {PAINT}</li><li>Show it to your neighbours.</li></ul>"
    )
    (found,) = lists_of(html)
    assert [item.number for item in found.items] == [1, 2, 3, None]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>1 board</li><li>2 posts</li><li>3 nails</li></ul>",
        f"<ul><li>1. {SAW}</li><li>3. {NAIL}</li></ul>",
        f"<ul><li>1. {SAW}</li><li>{NAIL}</li><li>2. {PAINT}</li></ul>",
        f"<ul><li>Day 1: {SAW}</li><li>Day 2: {NAIL}</li></ul>",
        f"<ul><li>7. {SAW}</li><li>8. {NAIL}</li></ul>",
        f"<ul><li>Windows 10: {SAW}</li><li>Windows 11: {NAIL}</li></ul>",
        "<ul><li>1 - 2 cups of flour</li><li>2 - 3 eggs</li></ul>",
        "<ul><li>10 – 12 May: the fair</li><li>11 – 14 May: the market</li></ul>",
        f"<ul><li>18 years after the flood we came back. {SAW}</li><li>19 years after it we left. {NAIL}</li></ul>",
        f"<ul><li>2024\n{SAW}</li><li>2025\n{NAIL}</li></ul>",
    ],
)
def test_other_numbers_are_text(html: str) -> None:
    (found,) = lists_of(html)
    assert not found.ordered
    assert {item.number for item in found.items} == {None}


def test_amounts_under_a_step_are_items_of_it() -> None:
    html = f"<ol><li><div>{SAW}</div><div>3 boards, 1 saw</div></li><li><div>{NAIL}</div><div>In the rain.</div></li></ol>"
    (found,) = lists_of(html)
    assert [(item.text, [nested.text for nested in item.items]) for item in found.items] == [
        (SAW, ["3 boards, 1 saw"]),
        (f"{NAIL}\nIn the rain.", []),
    ]


@pytest.mark.parametrize(
    "line", ["12 May 2024", "3 min read", "5 hours ago", "5 people hurt in coastal towns"]
)
def test_lines_below_the_news_of_a_list_are_part_of_it(line: str) -> None:
    (found,) = lists_of(f"<ul><li><p>{SAW}</p><p>{line}</p></li><li><p>{NAIL}</p><p>{line}</p></li></ul>")
    assert [item.text for item in found.items] == [f"{SAW}\n{line}", f"{NAIL}\n{line}"]


def test_a_line_of_amounts_is_a_list() -> None:
    html = "<p>2 long boards, 400 g of nails, 1 hammer (or 2 stones, if need be), 3-4 posts, paint</p>"
    (found,) = lists_of(html)
    assert [item.text for item in found.items] == [
        *("2 long boards", "400 g of nails", "1 hammer (or 2 stones, if need be)", "3-4 posts", "paint"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>2 boards, 3 posts, 1 hammer</p>",
        "<p>12 people came, all of them late, none with a hammer, and most of them hungry.</p>",
        f"<p>3 posts, 2 boards, 1 saw, {SAW * 2}</p>",
        "<p>3 dead, 2 injured, 5 missing, 7 rescued.</p>",
        "<p>2 May, 3 June, 4 July, 5 August</p>",
    ],
)
def test_other_lines_with_commas_are_text(html: str) -> None:
    assert lists_of(html) == []
