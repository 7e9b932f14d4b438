from __future__ import annotations

from tearsheet import parse_text
from tearsheet.plaintext.lines import dialect_of, split_lines
from tearsheet.plaintext.read import read_around

PARAGRAPHS = (
    "The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.",
    "Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.",
    "The club first pumped the pit dry and took the paddles off one by one; four of them could be kept as they were.",
    "The mill will grind twice a month from now on, and school classes may come on weekdays when the water is high.",
    "Next year the club wants to repair the sluice as well, for which it has asked the district for some money.",
)
TITLE = "Old mill turns again after forty years"


def test_a_body_that_comes_twice_is_read_once() -> None:
    text = "\n\n".join((TITLE, "3 May 2024", *PARAGRAPHS, *PARAGRAPHS))
    read = parse_text(text).text
    assert [read.count(paragraph) for paragraph in PARAGRAPHS] == [1] * len(PARAGRAPHS)


def test_a_sentence_that_comes_twice_is_kept() -> None:
    text = "\n\n".join((TITLE, "3 May 2024", *PARAGRAPHS, PARAGRAPHS[2]))
    assert parse_text(text).text.count(PARAGRAPHS[2]) == 2


def test_a_name_between_date_and_text_is_not_of_the_text() -> None:
    around, frame = read_around("\n".join((TITLE, "3 May 2024", "Crafts", *PARAGRAPHS)))
    assert [b.text for b, r in zip(around.blocks, frame.reasons, strict=True) if r == "body"] == list(
        PARAGRAPHS
    )


def test_lines_are_wrapped_even_with_many_short_ones() -> None:
    menu = ["Home", "News", "Crafts", "Sport", "About us", "Contact"] * 8
    wrapped = [
        "The wheel of the old mill turned for the first time in forty years on",
        "Saturday, and half of the village had come, some of them with cakes and",
        "others with the tools that the club had asked for in the spring, since",
    ] * 5
    assert dialect_of(split_lines("\n".join(menu + wrapped))).wrap > 60
    assert (
        dialect_of(split_lines("\n".join([*menu, *wrapped, *(f"{line} {line}" for line in wrapped)]))).wrap
        == 0
    )
