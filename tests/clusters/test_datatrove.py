"""The datatrove step gives the articles that a local run gives, and hands the rest to the exclusion writer."""

from __future__ import annotations

import gzip
import importlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from optional import need

from tearsheet.batch.arrow import read_articles

pytestmark = pytest.mark.filterwarnings("ignore")  # datatrove's own


def test_same_articles_as_a_local_run(
    pages: Path, local: tuple[pa.Table, list[dict[str, Any]]], tmp_path: Path
) -> None:
    document = need("datatrove.data").Document
    writer = need("datatrove.pipeline.writers").JsonlWriter(str(tmp_path / "rejects"))
    step = importlib.import_module("tearsheet.integrations.datatrove").ArticleExtractor(
        exclusion_writer=writer
    )
    rows = pq.read_table(pages).to_pylist()
    documents = [document(text=row["html"], id=row["key"], metadata={"url": row["url"]}) for row in rows]
    done = list(step.run(iter(documents)))

    articles, rejects = local
    expected = list(read_articles(articles))
    assert [each.id for each in done] == [name for name, _ in expected]
    assert [each.text for each in done] == [article.text for _, article in expected]
    assert [each.metadata["article"] for each in done] == [
        article.model_dump(mode="json", exclude={"evidence"}) for _, article in expected
    ]
    (file,) = (tmp_path / "rejects").iterdir()
    excluded = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert [(row["id"], row["metadata"]["reject"]["code"]) for row in excluded] == [
        (each["input"], each["code"]) for each in rejects
    ]
    assert step.stats["dropped_empty"].total == len(rejects) == 20
