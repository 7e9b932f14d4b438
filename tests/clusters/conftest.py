"""What the tests of the cluster adapters share: 2,000 pages, and what a local run makes of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tearsheet.batch import Columns, convert

PAGES = 2000
COLUMNS = Columns(id="key")
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>The orchard on the north slope was planted by the monks, and three of their trees still bear in a good year.</p>
<h2>What is grown</h2><ul><li>Early: picked in July</li><li>Late: kept until March{nested}</li></ul>
<p>Cider is pressed in the barn on the first cold Saturday, and whoever turns the screw drinks of the first jug.</p>
</article></body></html>"""


def page(number: int) -> str:
    if number % 100 == 17:
        return ""
    nested = "<ul><li>in straw</li><li>in sand</li></ul>" if number % 3 else ""
    return PAGE.format(title=f"Orchard number {number} on the slope", nested=nested)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "pages.parquet"
    rows = [
        {"key": f"page-{i:04}", "url": f"https://orchard.example/{i}", "html": page(i)} for i in range(PAGES)
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


@pytest.fixture(scope="session")
def local(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[pa.Table, list[dict[str, Any]]]:
    """Return the articles and the rejects of a local run."""
    output = tmp_path_factory.mktemp("local") / "out.parquet"
    summary = convert(pages, output, columns=COLUMNS, workers=1)
    assert summary.inputs == PAGES
    rejects = output.with_name("out.parquet.rejects.jsonl").read_text()
    return pq.read_table(output), [json.loads(line) for line in rejects.splitlines()]
