"""From locators to blocks."""

from __future__ import annotations

import pytest

from tearsheet.article.model import Locator
from tearsheet.block_reports import BlockReport
from tearsheet.inspection.places import Places


def block(
    text: str, xpath: str | None = None, *, span: tuple[int, int] | None = None, kept: bool = True
) -> BlockReport:
    return BlockReport(
        text=text, locator=Locator(xpath=xpath, span=span), probability=0.5, kept=kept, reason="probability"
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
