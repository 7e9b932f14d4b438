"""The order of results, and what happens when the pool itself fails."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from pebble import ProcessPool

from tearsheet.batch import pool
from tearsheet.batch.pool import Workers
from tearsheet.batch.records import Limits, RawPage
from tearsheet.batch.run import chunked
from tearsheet.batch.work import Job, article_lines

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The library opens at nine, and by half past nine every chair by the stove has been taken by a pensioner.</p>
<p>They read the papers of three towns aloud to each other, and dispute the weather of each until the noon bell.</p>
<p>At noon the reading room empties into the bakery, and the librarian opens all the windows, whatever the season.</p>
</article></body></html>"""


def pages(count: int) -> list[RawPage]:
    return [RawPage(f"page {i}", body=PAGE.format(f"Chairs by the stove {i}").encode()) for i in range(count)]


def results(crew: Workers, count: int) -> list[str]:
    names: list[str] = []
    articles = 0
    try:
        for chunk, result in crew.map(chunked(pages(count), 40)):
            names.extend(page.name for page in chunk)
            assert result.stats.inputs == len(chunk)
            articles += result.stats.articles
    finally:
        crew.close()
    assert articles == count
    return names


def test_results_come_in_order() -> None:
    crew = Workers(Job(article_lines), 2)
    assert results(crew, 200) == [f"page {i}" for i in range(200)]


def test_chunks_that_the_pool_loses_are_read_page_by_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pool, "GRACE", 0.2)
    monkeypatch.setattr(pool, "LOOK", 0.05)
    schedule = ProcessPool.schedule
    calls = iter(range(1000))

    def forget(self: ProcessPool, *words: Any, **options: Any) -> Any:
        return Future() if next(calls) == 1 else schedule(self, *words, **options)

    monkeypatch.setattr(ProcessPool, "schedule", forget)
    crew = Workers(Job(article_lines, Limits(seconds=2)), 1)
    assert results(crew, 70) == [f"page {i}" for i in range(70)]
    assert ("tearsheet.batch.pool", 30, "a chunk of 16 pages failed: reading its pages one by one") in (
        caplog.record_tuples
    )


def test_a_pool_that_gives_up_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "LOOK", 0.05)
    schedule = ProcessPool.schedule
    calls = iter(range(1000))

    def stop(self: ProcessPool, *words: Any, **options: Any) -> Any:
        future = schedule(self, *words, **options)
        if next(calls) == 2:
            self.stop()  # type: ignore[no-untyped-call]  # pebble annotates most of itself
        return future

    monkeypatch.setattr(ProcessPool, "schedule", stop)
    crew = Workers(Job(article_lines), 1)
    assert results(crew, 120) == [f"page {i}" for i in range(120)]


def test_chunks_do_not_cross_segments() -> None:
    sizes = [len(chunk) for chunk in chunked(pages(100), 40)]
    assert sizes == [16, 16, 8, 16, 16, 8, 16, 4]


def test_heavy_pages_travel_alone() -> None:
    heavy = [RawPage(f"page {i}", body=bytes(3 << 20)) for i in range(3)]
    assert [len(chunk) for chunk in chunked(heavy, 40)] == [1, 1, 1]


def test_no_more_workers_than_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(*, max_workers: int, **options: Any) -> ProcessPool:
        asked.append(max_workers)
        return ProcessPool(max_workers=max_workers, **options)

    monkeypatch.setattr(pool, "ProcessPool", counted)
    assert results(Workers(Job(article_lines), 8), 20) == [f"page {i}" for i in range(20)]
    assert asked == [2]


def test_a_script_without_its_guard_fails_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format("Chairs"))
    script = tmp_path / "script.py"
    script.write_text("import tearsheet\ntearsheet.convert('a.html', 'out.jsonl', workers=2)\n")
    ended = subprocess.run(
        [sys.executable, script], cwd=tmp_path, env=os.environ, capture_output=True, check=False, text=True
    )
    assert ended.returncode == 1
    assert "WorkersNotStarted" in ended.stderr.splitlines()[-1]
    assert '__name__ == "__main__"' in ended.stderr.splitlines()[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "script.py"]
