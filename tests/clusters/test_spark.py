"""Spark gives the articles that a local run gives."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from optional import need

from tearsheet.batch import Columns
from tearsheet.batch.arrow import ARTICLES

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore"),  # Spark's own
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    sql = need("pyspark.sql")
    folder = tmp_path_factory.mktemp("spark")
    builder = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.local.dir", str(folder))
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = builder.getOrCreate()
        yield session
        session.stop()


def test_same_articles_as_a_local_run(
    session: Any, pages: Path, local: tuple[pa.Table, list[dict[str, Any]]], tmp_path: Path
) -> None:
    spark = importlib.import_module("tearsheet.integrations.spark")
    frame = session.read.parquet(str(pages)).repartition(4)
    outcomes = spark.convert(frame, columns=Columns(id="key"))
    assert outcomes.rdd.getNumPartitions() == 4
    outcomes.write.parquet(str(tmp_path / "outcomes"))
    written = session.read.parquet(str(tmp_path / "outcomes"))

    spark.articles(written).write.parquet(str(tmp_path / "articles"))
    found = pq.read_table(tmp_path / "articles").sort_by("input")
    articles, rejects = local
    assert found.schema.names == ARTICLES.names
    assert found.cast(ARTICLES).equals(articles.sort_by("input"))

    rows = sorted(tuple(row) for row in spark.rejects(written).collect())
    assert rows == sorted((each["input"], each["url"], each["code"], each["message"]) for each in rejects)
    assert len(rows) == 20
