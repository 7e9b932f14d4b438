from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.counts import find_view_counts, names_views, parse_count


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3,074", "en", 3074),
        ("3.409", "it", 3409),
        ("1 234", "fr", 1234),
        ("1'234", "de", 1234),
        ("1.234.567", "de", 1234567),
        ("1,23,456", "hi", 123456),
        ("1.2K", "en", 1200),
        ("38k", None, 38000),
        ("1,2 Mio.", "de", 1200000),
        ("1,5 тыс.", "ru", 1500),
        ("3 mil", "es", 3000),
        ("2.5 crore", "en", 25000000),
        ("3.2 lakh", "en", 320000),
        ("12万", "zh", 120000),
        ("1.2만", "ko", 12000),
        ("3億", "ja", 300000000),
        ("۱۲۳۴", "fa", 1234),
        ("1,234+", "en", 1234),
        ("425.00", "en", None),
        ("12 apples", "en", None),
        ("1.2.3", "en", None),
        ("2025 652", "en", None),
        ("2025,652", "en", None),
        ("1 2345 6789", "ja", 123456789),
        ("1234 5678", "ja", 12345678),
        ("", "en", None),
    ],
)
def test_counts(text: str, language: str | None, expected: int | None) -> None:
    assert parse_count(text, language) == expected


@pytest.mark.parametrize(
    ("line", "language", "expected"),
    [
        ("3 May 2024 | 3,074 views | 12 comments", "en", [3074]),
        ("3 May 2025 652 views", "en", [652]),
        ("12.05.2025 1.652 Aufrufe", "de", [1652]),
        ("Views: 2025 652 comments", "en", [2025]),
        ("2025.652 views", "en", []),
        ("Post Views: 1.432", "de", [1432]),
        ("Aufrufe: 492", "de", [492]),
        ("5343 mal gelesen | 32 Kommentare", "de", [5343]),
        ("3.409 letture", "it", [3409]),
        ("(Visited 1,902 times, 364 visits today)", "en", [1902]),
        ("Viewed 38k times", "en", [38000]),
        ("2.514 vues", "fr", [2514]),
        ("Visualizações: 1.234", "pt", [1234]),
        ("4 821 просмотров", "ru", [4821]),
        ("1 234 перегляди", "uk", [1234]),
        ("1234 wyświetleń", "pl", [1234]),
        ("12 Aralık 2024 1.234 kez okundu", "tr", [1234]),
        ("Zobrazení: 512", "cs", [512]),
        ("Megtekintések: 77", "hu", [77]),
        ("Προβολές: 99", "el", [99]),
        ("1.234 lượt xem", "vi", [1234]),
        ("ยอดวิว 1,234", "th", [1234]),
        ("阅读(1234)", "zh", [1234]),
        ("阅读 12万+", "zh", [120000]),
        ("閲覧数：1.2万", "ja", [12000]),
        ("조회수 1,234", "ko", [1234]),
        ("123 مشاهدة", "ar", [123]),
        ("بازدید: 321", "fa", [321]),
        ("123 צפיות", "he", [123]),
        ("1234 बार देखा गया", "hi", [1234]),
        ("Dilihat: 88 kali", "id", [88]),
        ("June 9, 2021 4821 views", "en", [4821]),
        ("9 June 4821 views", "en", [4821]),
        ("Answers 7 Views 4,821", "en", [4821]),
        ("7 answers 4,821 views 3 votes", "en", [4821]),
        ("留言數 7 瀏覽數 4821", "zh", [4821]),
        ("댓글 7 조회 4,821", "ko", [4821]),
        ("Ответов 7 Просмотров 4821", "ru", [4821]),
        ("Yorum 7 Okunma 4821", "tr", [4821]),
        ("9 juin 2021 Vu 4 821 fois", "fr", [4821]),
        ("9 giugno 2021 Letto 4.821 volte", "it", [4821]),
        ("9 มิ.ย. 2564 ผู้เข้าชม 4,821 คน", "th", [4821]),
        ("This page has been accessed 4,821 times.", "en", [4821]),
        ("Diese Seite wurde bisher 4.821-mal abgerufen.", "de", [4821]),
        ("Visited in 2019", "en", []),
        ("👁 4,821 💬 7", "en", [4821]),
        ("💬 7 👁 4,821", "en", [4821]),
        ("7 💬 4,821 👁", "en", [4821]),
        ("5 views on the new law", "en", []),
        ("20 views today", "en", []),
        ("5 min read", "en", []),
        ("View 3 replies", "en", []),
        ("$ 425.00View product", "en", []),
        ("12 comments", "en", []),
        ("Interviews: 12 Reviews: 30", "en", []),
    ],
)
def test_view_counts_in_lines(line: str, language: str, expected: list[int]) -> None:
    assert [c.value for c in find_view_counts(line, language)] == expected


@given(st.text(max_size=160))
def test_spans_slice_back_to_raw(line: str) -> None:
    for count in find_view_counts(line):
        assert line[slice(*count.span)] == count.raw
        assert names_views(line.lower())


@given(st.integers(0, 10**10))
def test_grouped_numbers_are_read_back(number: int) -> None:
    assert parse_count(f"{number:,}") == number
    assert parse_count(f"{number:,}".replace(",", "."), "de") == number
