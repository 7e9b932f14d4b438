from __future__ import annotations

import pytest

from tearsheet.plaintext.read import read_around
from tearsheet.plaintext.trail_lines import trails

TITLE = "Old mill turns again after forty years"
BODY = """3 May 2024

The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.
"""


def crumbs(above: str, between: str = "") -> set[tuple[str, ...]]:
    around = read_around(f"{above}\n{TITLE}\n{between}{BODY}")[0]
    assert around.title == TITLE
    return {value.crumbs for value in trails(around)}


@pytest.mark.parametrize(
    ("above", "between", "found"),
    [
        ("Weir Post\nHome\n»\nCrafts\n", "", ("Home", "Crafts")),
        ("Weir Post\nHome »\nCrafts »\n", "", ("Home", "Crafts")),
        ("Crafts\n>\nMills\n", "", ("Crafts", "Mills")),
        (f"Menu\n\n/Crafts\n/Mills\n/{TITLE}\n", "", ("Crafts", "Mills")),
        ("You are here:\nWeir Post »\nCrafts »\n", "", ("Weir Post", "Crafts")),
        (f"1. Home\n2. Crafts\n3. {TITLE}\n", "", ("Home", "Crafts")),
        (f"1. Weir Post\n2. Crafts\n3. {TITLE}\n", "", ("Weir Post", "Crafts")),
        (f"  * Weir Post\n  * Crafts\n  * {TITLE}\n", "", ("Weir Post", "Crafts")),
        ("", f"1. Home\n2. Crafts\n3. {TITLE}\n", ("Home", "Crafts")),
        (f"Weir Post\n/\nCrafts\n/\n{TITLE}\n", "", ("Weir Post", "Crafts")),
        ("Sie sind hier:\nStartseite\nHandwerk\n", "", ("Startseite", "Handwerk")),
        ("您当前的位置：首页>手艺>正文\n", "", ("首页", "手艺")),
    ],
)
def test_trails_of_a_crumb_a_line(above: str, between: str, found: tuple[str, ...]) -> None:
    assert found in crumbs(above, between)


@pytest.mark.parametrize(
    "above",
    [
        "1. Home\n2. Archive\n3. Search\n4. About\n5. Dark mode\n6. Help\n7. Contact\n",
        "News\nCrafts\nSport\n",
        "[logo] »\n[search] »\n",
        "> When do we meet?\n> At the mill.\n",
    ],
)
def test_menus_and_quotes_are_no_trails(above: str) -> None:
    assert crumbs(above) == set()
