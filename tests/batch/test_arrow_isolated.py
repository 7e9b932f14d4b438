"""Batches read in worker processes: every row gives a row, whatever its page does."""

from __future__ import annotations

import importlib
from pathlib import Path

import pyarrow as pa
import pytest

from tearsheet.batch import Columns, Limits
from tearsheet.batch.arrow import OUTCOMES, convert_batch
from tearsheet.batch.arrow_isolated import convert_batches
from tearsheet.batch.records import MIB

PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The weir below the tannery was built of oak, and the oak has turned to something harder than the stones around it.</p>
<p>Eels pass it in the autumn, at night, and the miller who counts them has never come to the same number twice.</p>
</article></body></html>"""
TRAPS = {3: ("hang", "timeout"), 11: ("abort", "crash"), 12: ("killed", "crash"), 30: ("defect", "internal")}


def batch(trapped: bool) -> pa.RecordBatch:  # noqa: FBT001  # one word says it
    pages = [PAGE.format(f"Eels at the weir {number}") for number in range(40)]
    pages[20] = ""
    for number, (trap, _) in TRAPS.items() if trapped else ():
        pages[number] = f"<!-- trap: {trap} -->{pages[number]}"
    return pa.RecordBatch.from_pydict({"html": pages, "id": [f"row {n}" for n in range(40)]})


def test_the_same_rows_as_without_processes() -> None:
    given = batch(trapped=False)
    found = pa.Table.from_batches(convert_batches([given, given], columns=Columns(id="id")), OUTCOMES)
    once = convert_batch(given, columns=Columns(id="id"))
    assert found.equals(pa.Table.from_batches([once, once], OUTCOMES))


def test_what_a_page_does_costs_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    reader = importlib.import_module("trap_reader").read
    rows = pa.Table.from_batches(
        convert_batches(
            [batch(trapped=True)],
            columns=Columns(id="id"),
            limits=Limits(seconds=8, memory=512 * MIB),
            reader=reader,
        ),
        OUTCOMES,
    ).to_pylist()
    assert [row["input"] for row in rows] == [f"row {number}" for number in range(40)]
    codes = {number: row["reject"]["code"] for number, row in enumerate(rows) if row["reject"] is not None}
    assert codes == {20: "empty"} | {number: code for number, (_, code) in TRAPS.items()}
