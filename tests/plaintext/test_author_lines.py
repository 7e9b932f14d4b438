from __future__ import annotations

import pytest

from tearsheet.plaintext.author_lines import bylines, names_apart
from tearsheet.plaintext.read import read_around

BODY = """
The wheel of the old mill turned for the first time in forty years on Saturday, and half of the village had come.

Volunteers had worked on the axle since the autumn, with oak that the forest office gave them for nothing at all.
"""


def names(lines: str) -> set[str]:
    around = read_around(f"Old mill turns again after forty years\n{lines}\n{BODY}")[0]
    return {
        value.value
        for i in range(1, around.first)
        for value in (*bylines(around, i), *names_apart(around, i, "own-line"))
    }


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("By\nAda Lund\n,\nBo Ek\nand\nCy Orr\n3 May 2024", {"Ada Lund", "Bo Ek", "Cy Orr"}),
        ("Von\nAda Lund und\nBo Ek\n03.05.2024", {"Ada Lund", "Bo Ek"}),
        ("By\nADA LUND,\nBO EK\n3 May 2024", {"ADA LUND", "BO EK"}),
        ("By Ada Lund\n& Bo Ek\n3 May 2024", {"Ada Lund", "Bo Ek"}),
        ("Ada Lund Senior Reporter\n3 May 2024", {"Ada Lund"}),
        ("By\nAda LundTravel Reporter\n3 May 2024", {"Ada Lund"}),
        ("👤 Ada Lund\n3 May 2024", {"Ada Lund"}),
        ("• Ada Lund i Bo Ek • 3 min\n14 maja 2024", {"Ada Lund", "Bo Ek"}),
        ("김서연 기자\n2024.05.03", {"김서연"}),
    ],
)
def test_names_in_lines(lines: str, found: set[str]) -> None:
    assert found <= names(lines)


@pytest.mark.parametrize("line", ["Tue Nov 5", "조회수", "閲覧数", "Updated", "Read more"])
def test_words_of_templates_are_no_names(line: str) -> None:
    assert names(f"{line}\n3 May 2024") == set()


def test_names_that_follow_without_a_joint_are_not_of_the_byline() -> None:
    assert names("By\nAda Lund\nCrafts\n3 May 2024") == {"Ada Lund"}
