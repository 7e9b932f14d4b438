"""The scan of a line for words and numbers of dates."""

from __future__ import annotations

import pytest

from tearsheet.parsing.datescan import may_name_year, tokens_of


@pytest.mark.parametrize(
    ("line", "months"),
    [
        ("3 May 2024", {"May": 5}),
        ("ArtJanuary 10, 2025", {"January": 1}),
        ("10 tháng 1, 2025", {"tháng": 1}),
        ("the 5th 12 May", {"th": 12, "May": 5}),
        ("12 فروردین 1403", {"فروردین": 1}),
        ("10 ม.ค. 2568", {"ม.ค.": 1}),
        ("the 5th 12", {}),
        ("2024-05-03", {}),
        ("", {}),
    ],
)
def test_words_that_name_months(line: str, months: dict[str, int]) -> None:
    tokens = tokens_of(line, "en")
    assert {t.text: t.month for t in tokens if t.month} == months
    assert all(line[t.start : t.stop].startswith(t.text) for t in tokens)


@pytest.mark.parametrize(
    "line", ["2024", "’24", "3.5.24", "3 / 5 / 24", "٣-٣-٢٤", "令和6年", "in 12345 days"]
)
def test_lines_that_may_name_a_year(line: str) -> None:
    assert may_name_year(line, 80)
    assert not may_name_year("x" * 80 + line.replace("年", ""), 80)


@pytest.mark.parametrize("line", ["", "Room 101", "3.5", "3.555.24", "at 10:30", "1,234", "24'"])
def test_lines_that_name_none(line: str) -> None:
    assert not may_name_year(line, 80)
