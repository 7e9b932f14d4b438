from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.calendars import from_solar
from tearsheet.parsing.dates import _ISO, _from_iso, find_dates, is_day_first, parse_date

FIRST = dt.datetime(1700, 1, 1)  # noqa: DTZ001  hypothesis adds the zone
LAST = dt.datetime(2199, 1, 1)  # noqa: DTZ001  as above

# text, language, expected ISO dates in order
LINES = [
    ("2024-05-03", None, ["2024-05-03"]),
    ("2024-05-03T10:00:00Z", None, ["2024-05-03T10:00:00+00:00"]),
    ("2024-05-03 10:00:00 +0200", None, ["2024-05-03T10:00:00+02:00"]),
    ("Fri, 03 May 2024 10:00:00 GMT", None, ["2024-05-03T10:00:00+00:00"]),
    ("Fri May 03 2024 10:00:00 GMT+0100 (CET)", None, ["2024-05-03T10:00:00+01:00"]),
    ("May 3, 2024 at 10:30 am EDT", "en", ["2024-05-03T10:30:00-04:00"]),
    ("12/31/2024 11:59 PM", "en-US", ["2024-12-31T23:59:00"]),
    ("3rd of May, 2024", "en", ["2024-05-03"]),
    ("Mon 3 May '24", "en", ["2024-05-03"]),
    ("5/3/2024", "en-US", ["2024-05-03"]),
    ("5/3/2024", "en-GB", ["2024-03-05"]),
    ("5/3/2024", "fr", ["2024-03-05"]),
    ("25/3/2024", "en-US", ["2024-03-25"]),
    ("05.03.24", "de", ["2024-03-05"]),
    ("8. März 2024, 18.30 Uhr", "de", ["2024-03-08T18:30:00"]),
    ("Publié le 1er février 2024 à 10h30", "fr", ["2024-02-01T10:30:00"]),
    ("5 de enero de 2024", "es", ["2024-01-05"]),
    ("5 d’abril de 2024", "ca", ["2024-04-05"]),
    ("3. toukokuuta 2024 klo 10.30", "fi", ["2024-05-03T10:30:00"]),
    ("25 марта 2021 г. в 18:30", "ru", ["2021-03-25T18:30:00"]),
    ("3 травня 2024", "uk", ["2024-05-03"]),
    ("2024 m. sausio 5 d.", "lt", ["2024-01-05"]),
    ("2024. gada 5. janvāris", "lv", ["2024-01-05"]),
    ("2024. január 5. 10:30", "hu", ["2024-01-05T10:30:00"]),
    ("2024ko urtarrilaren 5a", "eu", ["2024-01-05"]),
    ("5 listopada 2024", "pl", ["2024-11-05"]),
    ("5. listopada 2024.", "hr", ["2024-10-05"]),
    ("5 Μαΐου 2024", "el", ["2024-05-05"]),
    ("12 Aralık 2024", "tr", ["2024-12-12"]),
    ("5 tháng 1, 2024", "vi", ["2024-01-05"]),
    ("2025年1月10日", "ja", ["2025-01-10"]),
    ("令和6年1月5日", "ja", ["2024-01-05"]),
    ("民國113年5月3日", "zh-TW", ["2024-05-03"]),
    ("2024년 1월 5일 오후 3:30", "ko", ["2024-01-05T15:30:00"]),
    ("2024. 1. 5.", "ko", ["2024-01-05"]),
    ("10 มกราคม 2568", "th", ["2025-01-10"]),
    ("5 ม.ค. 2567", "th", ["2024-01-05"]),
    ("۱۴۰۳/۰۲/۱۵", "fa", ["2024-05-04"]),
    ("15 اردیبهشت 1403", "fa", ["2024-05-04"]),
    ("15 يناير 2024", "ar", ["2024-01-15"]),
    ("15 كانون الثاني 2024", "ar", ["2024-01-15"]),
    ("١٥/٠٣/٢٠٢٤", "ar", ["2024-03-15"]),
    ("5 जनवरी 2024", "hi", ["2024-01-05"]),
    ("January 10, 2025Art3074", None, ["2025-01-10"]),
    ("ArtJanuary 10, 2025", None, ["2025-01-10"]),
    ("Issue 3 · October 2020", "en", ["2020-10-01"]),
    ("Posted 3 May 2024, updated 5 May 2024", "en", ["2024-05-03", "2024-05-05"]),
    ("21.06.09", "ko", ["2021-06-09"]),
    ("작성일 21-06-30 07:30", "ko", ["2021-06-30T07:30:00"]),
    ("21.06.09.", "hu", ["2021-06-09"]),
    ("'21.6.9", "ja", ["2021-06-09"]),
    ("21.06.09", "de", ["2009-06-21"]),
    ("9 มิถุนายน พ.ศ. 2564", "th", ["2021-06-09"]),
    ("9 มิ.ย. 64", "th", ["2021-06-09"]),
    ("9 มิ.ย. 15 คน", "th", []),
    ("9 حزيران/يونيو 2021", "ar", ["2021-06-09"]),
    ("9 يونيو (حزيران) 2021", "ar", ["2021-06-09"]),
    ("1442/10/28 هـ - 2021/06/09 م", "ar", ["2021-06-09"]),
    ("28/10/1442", "ar", []),
    ("1400/03/19", "ar", []),
    ("1400/03/19", "fa", ["2021-06-09"]),
    ("00/03/19", "fa", ["2021-06-09"]),
    ("Wed 09/06/2021", "en-US", ["2021-06-09"]),
    ("Tuesday, 09/07/2021", "en-GB", ["2021-09-07"]),
    ("mercoledì 06/09/2021", "it", ["2021-06-09"]),
    ("9/6/2021 a les 7:30h", "ca", ["2021-06-09T07:30:00"]),
    ("9 Jun 2021 7:30 pmShare", "en", ["2021-06-09T19:30:00"]),
    ("192.168.10.24", None, []),
    ("2022 - 2024", None, []),
    ("2024-13-45", None, []),
    ("30 February 2024", None, []),
    ("no date at all", None, []),
]


@pytest.mark.parametrize(("text", "language", "expected"), LINES)
def test_dates_in_lines(text: str, language: str | None, expected: list[str]) -> None:
    assert [d.value.isoformat() for d in find_dates(text, language=language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20240503", "2024-05-03"),
        ("20240503T101500Z", "2024-05-03T10:15:00+00:00"),
        ("1714723200", "2024-05-03T08:00:00+00:00"),
        ("1714723200000", "2024-05-03T08:00:00+00:00"),
        ("2024-05-03T10:00:00.250+02:00", "2024-05-03T10:00:00.250000+02:00"),
        ("2024-05-03T10:00", "2024-05-03T10:00:00"),
    ],
)
def test_values(text: str, expected: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.value.isoformat() == expected


@pytest.mark.parametrize("text", ["", "soon", "0000-00-00", "12", "Article 5"])
def test_no_value(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ada Lund2 hours ago", "en", "2025-03-31T10:00:00"),
        ("3 hours ago", "en", "2025-03-31T09:00:00"),
        ("vor 2 Tagen", "de", "2025-03-29"),
        ("il y a 3 heures", "fr", "2025-03-31T09:00:00"),
        ("2 ngày trước", "vi", "2025-03-29"),
        ("3시간 전", "ko", "2025-03-31T09:00:00"),
        ("2 घंटे पहले", "hi", "2025-03-31T10:00:00"),
        ("вчера в 18:30", "ru", "2025-03-30T18:30:00"),
        ("a month: vor 1 Monat", "de", "2025-02-28"),
    ],
)
def test_relative_dates_count_from_now(text: str, language: str, expected: str) -> None:
    now = dt.datetime(2025, 3, 31, 12, 0)  # noqa: DTZ001  the zone of now is the caller's affair
    assert [d.value.isoformat() for d in find_dates(text, language=language, now=now)] == [expected]
    assert find_dates(text, language=language) == ()


def test_month_without_day_says_so() -> None:
    (found,) = find_dates("January 2025")
    assert (found.value, found.precision) == (dt.date(2025, 1, 1), "month")


def test_ambiguous_dates_can_be_swapped() -> None:
    (found,) = find_dates("03/04/2024", language="en-US")
    assert found.ambiguous
    assert found.swapped().day == dt.date(2024, 4, 3)


def test_english_alone_does_not_settle_the_order() -> None:
    assert is_day_first("en") is None


@given(st.text(max_size=120))
def test_spans_slice_back_to_raw_without_overlaps(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert text[slice(*found.span)] == found.raw
        assert found.span[0] >= end
        end = found.span[1]


@given(
    st.dates(dt.date(1700, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"]),
)
def test_written_days_are_read_back(day: dt.date, form: str) -> None:
    found = parse_date(day.strftime(form).replace(f"{day.year}", f"{day.year:04d}"))
    assert found is not None
    assert found.day == day


@given(st.datetimes(FIRST, LAST, timezones=st.just(dt.UTC)))
def test_iso_moments_are_read_back(moment: dt.datetime) -> None:
    found = parse_date(moment.isoformat())
    assert found is not None
    assert found.value == moment


def test_solar_years_follow_each_other_without_gaps() -> None:
    for year in range(1300, 1420):
        last = from_solar(year, 12, 30) or from_solar(year, 12, 29)
        assert last is not None
        assert from_solar(year + 1, 1, 1) == last + dt.timedelta(days=1)


ISO_MOMENTS = st.builds(
    "{}-{:02}-{:02}T{:02}:{:02}:{:02}{}{}".format,
    st.integers(1880, 2120),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 25),
    st.integers(0, 61),
    st.integers(0, 61),
    st.sampled_from(["", ".5", ".123", ".123456", ".1234567", ",5"]),
    st.sampled_from(
        ["", "Z", "+00:00", "-00:00", "+02:00", "-0730", "+05:75", "+23:59", "+24:00", "+02:00:30"]
    ),
)


@given(ISO_MOMENTS)
def test_the_short_way_for_full_moments_is_the_long_way(text: str) -> None:
    match = _ISO.match(text)
    assert parse_date(text) == (_from_iso(match) if match else None)
