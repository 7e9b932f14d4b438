"""The scan for dates, in its plain and in its compiled form."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing import datescan as plain

WORDS = st.sampled_from(
    [
        "Tea",
        "März",
        "mai",
        "MAI",
        "Mai",
        "листопада",
        "tháng",
        "th",
        "Thg",
        "ArtJanuary",
        "éMay",
        "ÉMAI",
        "İyul",
        "มกราคม",
        "ม.ค.",
        "maİ",
        "ΜΑΪ́ΟΣ",
        "May_",
        "aMay",
        "de",
        "日本",
        "5月",
        "فروردین",
        "मार्च",
        "x\u0301",
    ]
)
NUMBERS = st.sampled_from(
    ["3", "05", "12", "13", "2024", "24", "’24", "'24", "12345", "٣", "२०२४", "Ⅷ", "²", "年"]
)
SIGNS = st.sampled_from([" ", "", ". ", "/", "-", ".", " . ", "\n", ", ", ":", "(", "\u2009", "–"])
LINES = st.lists(WORDS | NUMBERS | SIGNS, max_size=14).map("".join) | st.text()
LANGUAGES = st.sampled_from([None, "de", "en-US", "vi", "sr", "hr"])


@pytest.fixture(params=["plain", "compiled"])
def form(request: pytest.FixtureRequest) -> ModuleType:
    """The module in each of its forms; where nothing was compiled one is skipped, but not in CI."""
    return plain if request.param == "plain" else forms.compiled("parsing._datescan")


def facts(module: ModuleType, line: str, language: str | None = None) -> list[Any]:
    """All that the tokens of ``line`` tell."""
    tokens = module.tokens_of(line, language)
    return [(t.text, t.start, t.stop, t.month, t.solar, t.is_number) for t in tokens]


@given(LINES, LANGUAGES)
def test_both_forms_find_the_same_tokens(line: str, language: str | None) -> None:
    assert facts(forms.compiled("parsing._datescan"), line, language) == facts(plain, line, language)


@given(LINES, st.integers(0, 30))
def test_both_forms_tell_the_same_of_years(line: str, stop: int) -> None:
    assert forms.compiled("parsing._datescan").may_name_year(line, stop) == plain.may_name_year(line, stop)


def test_both_forms_class_every_character_alike() -> None:
    fast = forms.compiled("parsing._datescan")
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        line = f"May{chr(code)}May 5{chr(code)}5.24"
        assert facts(fast, line) == facts(plain, line), hex(code)
        assert fast.may_name_year(line, 80) == plain.may_name_year(line, 80), hex(code)


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
def test_words_that_name_months(form: ModuleType, line: str, months: dict[str, int]) -> None:
    tokens = form.tokens_of(line, "en")
    assert {t.text: t.month for t in tokens if t.month} == months
    assert all(line[t.start : t.stop].startswith(t.text) for t in tokens)


@pytest.mark.parametrize(
    "line", ["2024", "’24", "3.5.24", "3 / 5 / 24", "٣-٣-٢٤", "令和6年", "in 12345 days"]
)
def test_lines_that_may_name_a_year(form: ModuleType, line: str) -> None:
    assert form.may_name_year(line, 80)
    assert not form.may_name_year("x" * 80 + line.replace("年", ""), 80)


@pytest.mark.parametrize("line", ["", "Room 101", "3.5", "3.555.24", "at 10:30", "1,234", "24'"])
def test_lines_that_name_none(form: ModuleType, line: str) -> None:
    assert not form.may_name_year(line, 80)
