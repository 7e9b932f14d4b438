"""The report shows the run's numbers, loads nothing, and takes no markup from pages."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tearsheet import Article
from tearsheet.batch import RunSummary, convert
from tearsheet.batch.report import render
from tearsheet.batch.report.charts import ticks_to
from tearsheet.batch.report.series import over_time, views
from tearsheet.batch.run_stats import RunStats
from tearsheet.errors import EmptyInput

FIXTURES = Path(__file__).parents[2] / "fixtures"
HOSTILE = "<script>alert('x')</script>\"><img src=http://evil.example/>"


def summary(stats: RunStats) -> RunSummary:
    return RunSummary(
        output=Path(f"{HOSTILE}.jsonl".replace("/", "_")),
        rejects=Path("out.jsonl.rejects.jsonl"),
        seen=stats.inputs + 3,
        inputs=stats.inputs,
        articles=stats.articles,
        rejected=stats.rejected,
        quarantined=0,
        codes=dict(stats.rejects),
        skipped={HOSTILE: 3},
        resumed=0,
        seconds=1.5,
        workers=2,
    )


class Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "rect", "line"}:
            self.open.append(tag)
        for name, value in attrs:
            assert name != "src"
            assert name != "href" or re.match(r"\./[^:]*$", value or "")  # a path, not an address
            assert not name.startswith("on")
            assert "url(" not in (value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"rect", "line"}:
            assert self.open.pop() == tag


def test_page_is_well_formed_and_takes_no_markup_from_outside() -> None:
    stats = RunStats()
    stats.add_article(Article(title="t", category=HOSTILE, view_count=12, date=dt.date(2026, 1, 2)), 0)
    stats.add_reject(HOSTILE, EmptyInput(0))
    stats.add_seconds(HOSTILE, 0.5)
    page = render(summary(stats), stats, Path())
    checker = Checker()
    checker.feed(page)
    assert not checker.open
    assert "script" not in checker.tags
    assert "img" not in checker.tags
    assert page.count("&lt;script&gt;") >= 4
    assert "http://" not in page.replace("http://evil.example", "")


def test_a_run_without_articles_has_a_report() -> None:
    page = render(summary(RunStats()), RunStats())
    assert "<h2>Over time" not in page  # no empty parts
    assert "None." in page


def test_the_numbers_of_the_run_stand_in_it(tmp_path: Path) -> None:
    (tmp_path / "empty.html").touch()
    done = convert(
        [FIXTURES, tmp_path / "empty.html"],
        tmp_path / "out.jsonl",
        workers=0,
        report=tmp_path / "report.html",
    )
    page = (tmp_path / "report.html").read_text()
    assert f"<b>{done.articles:,}</b><span>articles</span>" in page
    assert f"<b>{done.rejected:,}</b><span>rejected</span>" in page
    for code in done.codes:
        assert f"<th scope=row>{code}</th>" in page
    assert re.search(r"<details><summary>empty: examples</summary>.*?empty\.html", page)
    links = re.findall(r'href="([^"]*)"', page)
    assert "./empty.html" in links
    assert "./out.jsonl.rejects.jsonl" in links
    assert all((tmp_path / unquote(link)).is_file() for link in links)


def test_months_become_years_when_there_are_many() -> None:
    stats = RunStats()
    stats.months.update({"2026-01": 2, "2026-03": 1})
    assert [(row.label, row.value) for row in over_time(stats)[0]] == [
        ("2026-01", 2),
        ("2026-02", 0),
        ("2026-03", 1),
    ]
    stats.months.update({"1850-05": 1, "2020-07": 4})
    rows, unit = over_time(stats)
    assert unit == "year"
    assert (rows[0].label, rows[0].value) == ("<1987", 1)
    assert sum(row.value for row in rows) == 8


def test_view_counts_by_powers_of_ten() -> None:
    stats = RunStats()
    for count in (0, 7, 10, 99, 100, 12345):
        stats.add_article(Article(view_count=count), 0)
    assert [(row.label, row.value) for row in views(stats)] == [
        ("0", 1),
        ("1–9", 1),
        ("10–99", 2),
        ("100–999", 1),
        ("1–10k", 0),
        ("10–100k", 1),
    ]


@pytest.mark.parametrize("top", [1, 2, 3, 5, 6, 9, 10, 11, 49, 51, 99, 101, 999, 1001, 123456])
def test_ticks_reach_the_top_and_are_few(top: int) -> None:
    ticks = ticks_to(top)
    assert ticks[-1] >= top > ticks[-2]
    assert 2 <= len(ticks) <= 6
