from __future__ import annotations

import pytest

from tearsheet.plaintext.heading_marks import Mark, read_mark
from tearsheet.plaintext.read import blocks_of


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("= The mill", Mark(1, 2, 10)),
        ("== 2 mills ==", Mark(2, 3, 10)),
        ("= 2(x + 1) + 1", None),
        ("= 12", None),
        ("= b + c", None),
    ],
)
def test_marks_of_headings(line: str, mark: Mark | None) -> None:
    assert read_mark(line) == mark


@pytest.mark.parametrize(("gap", "kind"), [("\n", "text"), ("\n\n", "heading")])
def test_one_sign_marks_a_heading_below_a_blank_line(gap: str, kind: str) -> None:
    found = [
        b.kind
        for b in blocks_of(f"The work of the wheel{gap}= force times way")
        if b.text.endswith("force times way")
    ]
    assert found == [kind]
