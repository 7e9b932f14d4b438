from __future__ import annotations

import pytest

from tearsheet import parse_text
from tearsheet.plaintext.title_lines import without_site

BODY = """The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.

How it was done

The club first pumped the pit dry and took the paddles off one by one; four of them could be kept, the rest were new.

The mill will grind twice a month from now on, and school classes may come on weekdays when the water is high enough.
"""

TITLES = [
    ("Wheel works · Millie Stone\n\nMillie Stone\n\nWheel works\n\n3 May 2024", "Wheel works", None),
    ("Weir Post\n\nOld mill turns again\n\nMay 3, 2024", "Old mill turns again", None),
    ("Weir Post\n\nOld mill turns again #\n\nMay 3, 2024", "Old mill turns again", None),
    ("/Crafts\n/Mills\n/Old mill turns again\n\nMay 3, 2024", "Old mill turns again", None),
    (
        "Weir Post\n\nHome\n\nCrafts\n\nMills\n\nOld mill turns again",
        "Old mill turns again",
        "https://example.org/old-mill-turns-again",
    ),
]


@pytest.mark.parametrize(("head", "title", "url"), TITLES)
def test_the_title_is_chosen_among_likely_lines(head: str, title: str, url: str | None) -> None:
    assert parse_text(f"{head}\n\n{BODY}", url=url).title == title


def test_the_name_of_the_site_is_cut_off_where_the_text_has_it() -> None:
    assert without_site("Old mill turns again - Weir Post", ["weirpost"]) == "Old mill turns again"
    assert (
        without_site("Old mill turns again - and again", ["weirpost"]) == "Old mill turns again - and again"
    )
