from __future__ import annotations

import pytest

from tearsheet import parse_text

BODY = """The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.
"""


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("May 3, 2024Crafts3", 3),
        ("May 3, 2024Crafts45", 45),
        ("May 3, 2024 | Crafts | 12,074", 12_074),
        ("3 May 2024 · Crafts · 1.203.074", 1_203_074),
    ],
)
def test_a_bare_number_beside_the_category_of_the_trail_counts_views(line: str, views: int) -> None:
    text = f"Weir Post\n\nLocation: Home > Crafts > content\n\nOld mill turns again\n\n{line}\n\n{BODY}"
    article = parse_text(text)
    assert (article.category, article.view_count) == ("Crafts", views)


def test_a_low_bare_number_beside_a_name_that_the_trail_does_not_hold_counts_nothing() -> None:
    text = f"Weir Post\n\nOld mill turns again\n\nMatt_Brooks May 4, 2022, 3:47pm 1\n\n{BODY}"
    assert parse_text(text).view_count is None
