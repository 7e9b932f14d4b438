from __future__ import annotations

import pytest

from tearsheet.plaintext.read import read_around
from tearsheet.plaintext.values import find_values

BODY = """The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.

How it was done

The club first pumped the pit dry and took the paddles off one by one; four of them could be kept, the rest were new.
"""

ABOVE = [
    ("Post by Mina", "author", {"Mina"}),
    ("Von DPA", "author", {"DPA"}),
    ("Julia Vern | Clare Rott", "author", {"Julia Vern", "Clare Rott"}),
    ("Authors: Bill Marten, Marisa Golden", "author", {"Bill Marten", "Marisa Golden"}),
    ("A column by Carla Sieber -", "author", {"Carla Sieber"}),
    ("By Andrea Gudin under", "author", {"Andrea Gudin"}),
    ("Dylan Jorn 5 hours ago", "author", {"Dylan Jorn"}),
    ("6 min · Joy Dover | Translations:", "author", {"Joy Dover"}),
    ("in Festivals & Events", "category", {"Festivals & Events"}),
    ("Posted on 2016-02-19 In Default Notes", "category", {"Default Notes"}),
    ("Category: Crafts", "category", {"Crafts"}),
    ("Weir Post | Crafts | Old mill turns again after forty years", "breadcrumbs", {"Weir Post > Crafts"}),
    ("Read 5 times", "view_count", {"5"}),
    ("Visto 23 veces", "view_count", {"23"}),
    ("Replies 12 Views 1,234", "view_count", {"1234"}),
    ("May 3, 2024 1234 views", "view_count", {"1234"}),
    ("阅读 1.82W", "view_count", {"18200"}),
]


def stated(line: str, field: str) -> set[str]:
    above, below = (f"{line}\n\n", "") if field == "breadcrumbs" else ("", f"{line}\n\n")
    if field == "category":
        below = f"By Ada Lund\n\n{below}3 May 2024\n\n"
    text = f"{above}Old mill turns again after forty years\n\n{below}{BODY}"
    around = read_around(text)[0]
    return {value.value for value in find_values(around) if value.field == field}


@pytest.mark.parametrize(("line", "field", "values"), ABOVE)
def test_lines_by_the_title_state_values(line: str, field: str, values: set[str]) -> None:
    assert values <= stated(line, field)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Dienstag", "category"),
        ("Leave a comment", "category"),
        ("Source: Weir Post 12", "category"),
        ("2024", "view_count"),
        ("17 May", "view_count"),
        ("1.2.3.4", "view_count"),
        ("Read more", "author"),
    ],
)
def test_lines_that_state_no_value(line: str, field: str) -> None:
    assert stated(line, field) == set()


@pytest.mark.parametrize(
    ("line", "below", "rule"),
    [
        ("in Crafts", "", "key-line"),
        ("In Crafts", "3 May 2024\n\n", "key-line"),
        ("In Crafts", "By Ada Lund\n\n", "key-line"),
        *((line, "", "own-line") for line in ("In Brief", "Op Ed", "In Memoriam", "En Vivo", "Under Review")),
    ],
)
def test_a_capital_may_begin_a_name_rather_than_say_in(line: str, below: str, rule: str) -> None:
    text = f"Weir Post\n\nOld mill turns again after forty years\n\n{line}\n\n{below}{BODY}"
    found = find_values(read_around(text)[0])
    name = line if rule == "own-line" else "Crafts"
    assert {(v.value, v.rule) for v in found if v.field == "category" and v.value in line} == {(name, rule)}


def test_spans_lead_back_to_the_text() -> None:
    text = f"Old mill turns again after forty years\n\nBy  Ada\nLund | 3 May 2024 | 1,234 views\n\n{BODY}"
    around = read_around(text)[0]
    for value in find_values(around):
        assert "".join(value.value.split())[:3].casefold() in "".join(
            text[value.start : value.stop].split()
        ).casefold().replace(",", "")
