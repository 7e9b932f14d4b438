from __future__ import annotations

import pytest

from tearsheet.plaintext.lines import split_lines
from tearsheet.plaintext.one_line import MIN_CHARS, cut_line

BODY = "The wheel turned for the first time in forty years, and half of the village had come to see it. " * 5

HEADS = [
    (
        (
            "Old mill turns again | Weir Post Weir Post News Crafts Old mill turns again By Ada Lund May 3, 2024 "
            "1,234 views "
        ),
        ["Old mill turns again", "By Ada Lund", "May 3, 2024", "1,234 views"],
    ),
    (
        "Startseite Kultur Kontakt Neue Glocke für die Kapelle Von Paul Reis 12.05.2022 ",
        ["Neue Glocke für die Kapelle", "Von Paul Reis", "12.05.2022"],
    ),
    (
        "Home News Sport Geese on a small plot 14 September 2021 ",
        ["Geese on a small plot", "14 September 2021"],
    ),
    (  # the title comes again behind the date, and category and views touch the date
        (
            "Weir Post Location:Home > Crafts > content Crafts Old mill turns again May 3, 2024Crafts3074 "
            "Old mill turns again The Old mill turns again "
        ),
        [
            "Location:Home > Crafts > content",
            "Crafts",
            "Old mill turns again",
            "May 3, 2024Crafts3074",
            "Old mill turns again",
            "The",
            "Old mill turns again",
        ],
    ),
]


@pytest.mark.parametrize(("head", "pieces"), HEADS)
def test_title_and_lines_about_the_article_come_apart(head: str, pieces: list[str]) -> None:
    lines = [line.text for line in split_lines(head + BODY)]
    assert lines[1:-1] == pieces
    assert lines[-1] == BODY.strip()


def test_the_claim_at_the_end_is_a_line_of_its_own() -> None:
    text = f"{HEADS[0][0]}{BODY}© 2024 Weir Post. All rights reserved."
    assert split_lines(text)[-1].text == "© 2024 Weir Post. All rights reserved."


@pytest.mark.parametrize("text", ["", "Short.", "x" * MIN_CHARS, BODY, " ".join(["word"] * 500)])
def test_a_line_without_title_and_facts_stays_whole_or_loses_nothing(text: str) -> None:
    starts = cut_line(text)
    assert starts == sorted(set(starts))
    assert "".join(line.text for line in split_lines(text)).replace(" ", "") == text.replace(" ", "")


def test_offsets_lead_back_to_the_text() -> None:
    text = HEADS[0][0] + BODY
    assert all(text[line.start : line.stop] == line.text for line in split_lines(text))
