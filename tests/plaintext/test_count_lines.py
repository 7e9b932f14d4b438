from __future__ import annotations

import pytest

from tearsheet.plaintext.count_lines import counts
from tearsheet.plaintext.read import read_around

BODY = """
The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.
"""


def found(lines: str) -> set[tuple[str, str]]:
    around = read_around(f"Old mill turns again after forty years\n3 May 2024\n{lines}\n{BODY}")[0]
    return {(value.value, value.rule) for value in counts(around, range(len(around.blocks)))}


@pytest.mark.parametrize(
    ("lines", "count", "rule"),
    [
        ("Post Views:\n22", "22", "beside-label"),
        ("2.289\nletture", "2289", "beside-label"),
        ("👁\n1.82W", "18200", "beside-label"),
        ("👁 1.82W", "18200", "labelled"),
        ("1,2 mil\nvisitas", "1200", "beside-label"),
        ("阅读\n12万", "120000", "beside-label"),
        ("__27302", "27302", "bare"),
        ("(Visited 215 times, 4 visits today)", "215", "labelled"),
        ("Lu 98 fois", "98", "labelled"),
        ("Replies 12 Views 1,234", "1234", "labelled"),
    ],
)
def test_counts_of_views(lines: str, count: str, rule: str) -> None:
    assert (count, rule) in found(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "Greatest hits 2024",
        "Hits 2024",
        "Countries visited: 63",
        "Replies: 12",
        "Downloads\n12,074 kB",
    ],
)
def test_numbers_that_count_no_views(lines: str) -> None:
    assert found(lines) == set()


@pytest.mark.parametrize("lines", ["560\nView", "Countries visited\n\n560"])
def test_buttons_and_labels_of_other_things_are_no_labels(lines: str) -> None:
    assert ("560", "beside-label") not in found(lines)
