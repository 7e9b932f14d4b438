"""The parts of a run that no output shows."""

from __future__ import annotations

import functools
from pathlib import Path
from types import SimpleNamespace

import pytest

from tearsheet.batch import convert, run
from tearsheet.batch.run import Run


def test_freed_memory_is_returned_once_a_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    libc = SimpleNamespace(malloc_trim=calls.append)
    monkeypatch.setattr(run, "ctypes", SimpleNamespace(CDLL=lambda _name: libc))
    monkeypatch.setattr(run, "sys", SimpleNamespace(platform="linux"))
    monkeypatch.setattr("tearsheet.batch.door.Run", functools.partial(Run, segment=2))
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("a", "b", "c", "d", "e"):
        (pages / f"{name}.html").write_text("<p>Nothing to read.</p>")
    summary = convert(pages, tmp_path / "out.jsonl", workers=0, allow_empty=True)
    assert summary.inputs == 5
    assert calls == [0, 0]  # the last segment is not full


def test_without_glibc_nothing_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ctypes", SimpleNamespace(CDLL=lambda _name: SimpleNamespace()))
    run.return_freed_memory()
