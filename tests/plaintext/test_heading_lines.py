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
