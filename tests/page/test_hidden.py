"""Text that a page holds and does not show."""

from __future__ import annotations

import pytest

from tearsheet.page import Page
from tearsheet.page.css import read_declarations, read_sheets, way_of_hiding
from tearsheet.page.read import read_tree


def concealed(html: str) -> Page:
    page = Page.from_tree(read_tree(html.encode()))
    page.conceal(range(len(page.blocks)))
    return page


STYLES = [
    ("display: none", "display"),
    ("DISPLAY:NONE !important; display:block", "display"),
    ("visibility:hidden", "visibility"),
    ("opacity:.01", "opacity"),
    ("opacity:0.9", None),
    ("font-size:0", "size"),
    ("font-size:12px", None),
    ("height:0;overflow:hidden", "size"),
    ("height:0", None),
    ("clip:rect(0,0,0,0)", "clip"),
    ("clip-path:inset(50%)", "clip"),
    ("clip-path:inset(5px)", None),
    ("position:absolute;left:-9999px", "position"),
    ("position:absolute;left:-9px", None),
    ("text-indent:-999em", "position"),
    ("color:#fff;background:white", "color"),
    ("color:#fff;background:black", None),
    ("color:rgba(1, 2, 3, 0)", "color"),
    ("color:hsl(0, 0%, 100%);background:#fff", "color"),
]


@pytest.mark.parametrize(("style", "expected"), STYLES)
def test_ways_of_hiding(style: str, expected: str | None) -> None:
    assert way_of_hiding(read_declarations(style)) == expected


THEME = ".menu{opacity:1}" * 300

PAGES = [
    ("<p>one <b hidden>two </b>three", "one three", ("attribute", False)),
    ("<p>one <b class=sr-only>two </b>three", "one three", ("class", False)),
    ("<p>one <b class=d-none>two </b>three", "one three", ("display", False)),
    (
        "<style>.x{left:-5000px;position:fixed}</style><p>one <b class=x>two </b>three",
        "one three",
        ("position", False),
    ),
    (
        f"<style>body .x{{opacity:0}}</style>{'<div>' * 30}<p>one <b class=x>two </b>three",
        "one three",
        ("opacity", False),
    ),
    (  # the longest sheets are those of themes
        f"{f'<style>{THEME}</style>' * 3}<style>.x{{opacity:0}}</style><p>one <b class=x>two </b>three",
        "one three",
        ("opacity", False),
    ),
    ("<style>.x b{opacity:0}</style><p class=x>one <b>two </b>three", "one three", ("opacity", False)),
    ("<style>[data-k]{opacity:0}</style><p>one <b data-k=''>two </b>three", "one three", ("opacity", False)),
    (
        "<style>b[data-k='a b'],i{display:none}</style><p>one <b data-k='a b'>two </b>three",
        "one three",
        ("display", False),
    ),
    (
        "<style>[x-q^=a] b{display:none}</style><svg x-q=b><g x-q=a></g></svg><p x-q=ab>one <b>two </b>three",
        "one three",
        ("display", False),
    ),
    (
        "<style>[data-k]{opacity:0}</style><p><script type=math/tex>x^2</script> one <b data-k=1>two </b>three",
        "x^2 one three",
        ("opacity", False),
    ),
    ("<p>one <font color=white>two</font> three", "one two three", ("pale", False)),
    (
        "<body style='background:url(a.png) top transparent'><p>one <font color=white>two</font> three",
        "one two three",
        ("pale", False),
    ),
    (
        "<div bgcolor=red><p style='background:none'>one <font color=red>two</font> three</div>",
        "one three",
        ("color", False),
    ),
    ("<div bgcolor=red><p>one <font color=red>two</font> three</div>", "one three", ("color", False)),
    ("<p style='display:none'>one", "one", ("display", True)),
    ("<p>one\U000e0041\U000e0042\U000e0043 two", "one two", ("characters", False)),
]


@pytest.mark.parametrize(("html", "text", "expected"), PAGES)
def test_hidden_text_is_named_and_taken_out_of_shown_blocks(
    html: str, text: str, expected: tuple[str, bool]
) -> None:
    page = concealed(html)
    assert [block.text for block in page.blocks] == [text]
    assert [(found.how, found.is_whole) for found in page.hidden] == [expected]


@pytest.mark.parametrize(
    "html",
    [
        "<p>one <b>two</b>",
        "<p>one <b class='d-none d-md-inline'>two</b>",
        "<p>one <b class='hidden md:inline'>two</b>",
        "<style>.x{margin-left:-50px}</style><p>one <b class=x>two</b>",
        "<style>.x{display:none} .x.open{display:block}</style><p class='x open'>one",
        "<style>@media print{p{display:none}}</style><p>one",
        "<style>[data-k='1']{display:none}</style><p data-k=2>one",
        "<style>[data-k]{display:none} [data-k].open{display:block}</style><p data-k class=open>one",
        "<p>\U0001f3f4\U000e0067\U000e0062\U000e007f one",
    ],
)
def test_what_is_shown_is_not_hidden(html: str) -> None:
    assert concealed(html).hidden == []


def test_each_block_is_checked_once_whenever_it_is_asked_for() -> None:
    page = Page.from_tree(read_tree(b"<p hidden>one<p>two <b hidden>three</b><p hidden>four"))
    page.conceal([2])
    page.conceal([0, 1, 2])
    assert [found.text for found in page.hidden] == ["one", "three", "four"]


def test_a_long_style_sheet_is_not_read() -> None:
    assert len(read_sheets(["b{display:none}"])) == 1
    assert read_sheets(["b{display:none}" * 1000]) == []
