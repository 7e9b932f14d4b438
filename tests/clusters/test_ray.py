"""Ray gives the articles that a local run gives."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from optional import need

from tearsheet.batch import Columns
from tearsheet.batch.arrow import ARTICLES

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    ray = need("ray")
    need("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=200_000_000, log_to_driver=False)
    yield ray
    ray.shutdown()


def test_same_articles_as_a_local_run(
    ray: Any, pages: Path, local: tuple[pa.Table, list[dict[str, Any]]]
) -> None:
    convert = importlib.import_module("tearsheet.integrations.ray").convert
    outcomes = convert(ray.data.read_parquet(str(pages)).repartition(4), columns=Columns(id="key"))
    tables = [ray.get(reference) for reference in outcomes.to_arrow_refs()]
    table = pa.concat_tables(tables).sort_by("input")
    articles, rejects = local
    is_article = pa.compute.is_null(table["reject"])
    found = table.filter(is_article).drop_columns("reject")
    assert found.cast(ARTICLES).equals(articles.sort_by("input"))
    rows = table.filter(pa.compute.invert(is_article)).to_pylist()
    assert [(row["input"], row["url"], row["reject"]["code"], row["reject"]["message"]) for row in rows] == [
        (each["input"], each["url"], each["code"], each["message"]) for each in rejects
    ]
    assert len(rows) == 20
