from __future__ import annotations

from collections.abc import Sequence

import pytest

from tearsheet.plaintext import heading_lines
from tearsheet.plaintext.read import read_around
from tearsheet.plaintext.value import Around

LINES = [
    "Old mill turns again",
    "What it cost",
    "Part | Price",
    "Wheel | 120",
    "Wheel | Axle | Stone",
    "All in all",
]


def test_rows_of_a_table_are_no_headings_however_probable(monkeypatch: pytest.MonkeyPatch) -> None:
    def certain(around: Around, _reasons: Sequence[str]) -> dict[int, float]:
        return dict.fromkeys(range(len(around.blocks)), 1.0)

    monkeypatch.setattr(heading_lines, "read_headings", certain)
    around = read_around("\n\n".join(LINES))[0]
    chosen = heading_lines.chosen_headings(around, ["body"] * len(around.blocks))
    assert [around.blocks[i].text for i in sorted(chosen)] == [LINES[i] for i in (0, 1, 4, 5)]


def test_short_lines_with_a_colon_are_headings_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "The mill was built by the village when the river was moved, and it has been in use ever since that year."
    lines = [
        "Old mill turns again",
        text,
        "The wheel:",
        text,
        "The stones:",
        text,
        "The people:",
        text,
        "Why now:",
    ]

    def unlikely(around: Around, _reasons: Sequence[str]) -> dict[int, float]:
        return {i: 0.2 for i, its in enumerate(around.shapes) if its.words < 5}

    monkeypatch.setattr(heading_lines, "read_headings", unlikely)
    around = read_around("\n\n".join([*lines, text]))[0]
    found = heading_lines.chosen_headings(around, ["body"] * len(around.blocks))
    assert {"The wheel:", "The stones:", "The people:", "Why now:"} <= {around.blocks[i].text for i in found}
    few = read_around("\n\n".join([*lines[:6], text]))[0]
    found = heading_lines.chosen_headings(few, ["body"] * len(few.blocks))
    assert not {"The wheel:", "The stones:"} & {few.blocks[i].text for i in found}
