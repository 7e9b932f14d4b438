"""From locators and sections back to blocks."""

from __future__ import annotations

import pytest

from tearsheet.article.model import KeyPoint, Locator, Section
from tearsheet.block_reports import LeafReport
from tearsheet.inspection.places import Places, point_blocks, section_blocks


def block(
    text: str, xpath: str | None = None, *, span: tuple[int, int] | None = None, kept: bool = True
) -> LeafReport:
    return LeafReport(
        text=text, locator=Locator(xpath=xpath, span=span), chance=0.5, kept=kept, reason="chance"
    )


BLOCKS = (
    block("Home", "/html/body/nav/a"),
    block("By Ada", "/html/body/p"),
    block("5 May 2025", "/html/body/p"),
    block("A", "/html/body/ul/li[1]"),
    block("B", "/html/body/ul/li[2]"),
    block("C", "/html/body/ul[2]/li"),
)


@pytest.mark.parametrize(
    ("locator", "raw", "expected"),
    [
        (None, "Ada", ()),
        (Locator(xpath="/html/body/nav/a"), "Home", (0,)),
        (Locator(xpath="/html/body/p"), "5 May 2025", (2,)),  # of several at one place the one with the text
        (Locator(xpath="/html/body/p"), "nothing of it", (1, 2)),
        (
            Locator(xpath="/html/body/p/time", attribute="datetime"),
            "2025-05-05",
            (1, 2),
        ),  # the element around
        (Locator(xpath="/html/body/ul"), None, (3, 4)),  # the blocks inside, and not those of ul[2]
        (Locator(xpath="/html", attribute="lang"), "en", ()),
        (Locator(xpath="/html/head/script", pointer="/headline"), "Home", ()),
    ],
)
def test_blocks_of_a_locator(locator: Locator | None, raw: str | None, expected: tuple[int, ...]) -> None:
    assert Places(BLOCKS).of(locator, raw) == expected


def test_spans_meet_the_blocks_that_they_overlap() -> None:
    blocks = (block("one", span=(0, 3)), block("two", span=(5, 8)), block("three", span=(8, 13)))
    assert Places(blocks).of(Locator(span=(4, 8)), "two") == (1,)
    assert Places(blocks).of(Locator(span=(3, 5)), None) == ()


def test_sections_take_the_kept_blocks_from_their_heading_on() -> None:
    blocks = (
        block("Lead", "/a"),
        block("advert", "/b", kept=False),
        block("First", "/c"),
        block("text: salt", "/d"),
        block("Second", "/e"),
        block("First", "/f"),
    )
    sections = [
        Section(heading=None, level=0),
        Section(heading="First", level=1),
        Section(heading="not on the page", level=1),
        Section(heading="Second", level=1),
    ]
    own = section_blocks(sections, blocks)
    assert own == [(0,), (2, 3), (), (4, 5)]
    points = [KeyPoint(group=None, label=None, text=text, section=1) for text in ("Salt", "Pepper")]
    assert point_blocks(points, own, blocks) == [(3,), ()]
