"""A page that hangs, eats memory, crashes or lies costs itself alone."""

from __future__ import annotations

import gzip
import importlib
import json
import os
from pathlib import Path

import pytest

from tearsheet.batch.records import MIB, Limits
from tearsheet.batch.run import Run
from tearsheet.batch.writers import FORMATS

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>Lamplighters walked this street until the year of the flood, and the last of them kept his ladder to the end.</p>
<p>The lamps were sold for scrap, all but one, which stands in the yard of the brewery and is lit on feast days.</p>
</article></body></html>"""

TRAPS = {
    "hang": "timeout",
    "native-hang": "timeout",
    "memory": "memory",
    "abort": "crash",
    "exit": "crash",
    "killed": "crash",
    "defect": "internal",
}
"""Traps of `trap_reader`, each with the code that its page is rejected under."""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers, which get this process's path, import the reader by its name."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


def trapped(tmp_path: Path, output: str, workers: int) -> Run:
    reader = importlib.import_module("trap_reader").read
    return Run(
        sources=[tmp_path / "pages"],
        output=tmp_path / output,
        format=FORMATS["jsonl"],
        workers=workers,
        limits=Limits(seconds=2, memory=512 * MIB),
        reader=reader,
    )


def test_every_trap_is_rejected_under_its_code_and_all_others_come_out(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for i in range(60):
        (pages / f"page-{i:02}.html").write_text(PAGE.format(f"The last lamp of street {i}"))
    expected = {}
    for i, (trap, code) in enumerate(TRAPS.items()):
        name = f"page-{i * 7:02}-{trap}.html"
        (pages / name).write_text(f"<!-- trap: {trap} -->" + PAGE.format("A trap"))
        expected[name] = code
    (pages / "empty.html").touch()
    (pages / "zeros.html").write_bytes(bytes(100_000))
    (pages / "bomb.html.gz").write_bytes(gzip.compress(bytes(32 * MIB)))
    expected |= {"empty.html": "empty", "zeros.html": "empty", "bomb.html.gz": "bomb"}
    if os.geteuid() != 0:
        (pages / "unreadable.html").touch(mode=0)
        expected["unreadable.html"] = "unreadable"
    (pages / "gone.html").symlink_to("nowhere.html")
    expected["gone.html"] = "unreadable"

    summary = trapped(tmp_path, "out.jsonl", 2).start()
    rejects = [json.loads(line) for line in (tmp_path / "out.jsonl.rejects.jsonl").read_text().splitlines()]
    assert {Path(reject["input"]).name: reject["code"] for reject in rejects} == expected
    assert len(rejects) == len(expected)
    titles = [json.loads(line)["title"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert titles == [f"The last lamp of street {i}" for i in range(60)]
    assert summary.inputs == 60 + len(expected)


def test_what_becomes_of_a_page_does_not_depend_on_the_workers(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for i in range(40):
        trap = "<!-- trap: abort -->" if i % 9 == 4 else ""
        (pages / f"page-{i:02}.html").write_text(trap + PAGE.format(f"The last lamp of street {i}"))
    outputs = set()
    for workers in (1, 3):
        trapped(tmp_path, f"{workers}.jsonl", workers).start()
        outputs.add(
            (tmp_path / f"{workers}.jsonl").read_bytes()
            + (tmp_path / f"{workers}.jsonl.rejects.jsonl").read_bytes()
        )
    assert len(outputs) == 1
