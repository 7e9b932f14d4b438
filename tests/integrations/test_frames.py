"""Frames of pages become frames of articles, row for row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from optional import need

import tearsheet
from tearsheet.batch import Columns
from tearsheet.batch.arrow import OUTCOMES

NAMES = ("content-site-labelled-meta.html", "no-article-search-form.html", "german-aufrufe.html")


def pages(fixtures: Path) -> dict[str, list[Any]]:
    return {
        "key": list(NAMES),
        "body": [(fixtures / name).read_bytes() for name in NAMES],
        "other": [1.5, None, [1]],
    }


COLUMNS = Columns(html="body", id="key")


def check(rows: Sequence[Mapping[Any, Any]], fixtures: Path) -> None:
    assert [row["input"] for row in rows] == list(NAMES)
    assert rows[1]["reject"]["code"] == "not-article"
    assert rows[1]["title"] is None
    for row in (rows[0], rows[2]):
        article = tearsheet.parse(fixtures / row["input"])
        assert (row["title"], row["view_count"]) == (article.title, article.view_count)
        assert row["date"] == (article.date.isoformat() if article.date else None)
        assert [s["heading"] for s in row["sections"]] == [s.heading for s in article.sections]


def test_pandas(fixtures: Path) -> None:
    pd = need("pandas")
    from tearsheet.integrations.frames import convert_pandas

    frame = pd.DataFrame(pages(fixtures), index=["a", "b", "c"])
    found = convert_pandas(frame, columns=COLUMNS)
    assert list(found.columns) == [name for name in OUTCOMES.names if name != "evidence"]
    assert list(found.index) == ["a", "b", "c"]
    plain = found.astype(object).where(found.notna(), None)
    check(plain.to_dict("records"), fixtures)
    assert "evidence" in convert_pandas(frame, columns=COLUMNS, evidence=True).columns
    assert len(convert_pandas(frame.head(0), columns=COLUMNS)) == 0
    with pytest.raises(KeyError):
        convert_pandas(frame)


def test_polars(fixtures: Path) -> None:
    pl = need("polars")
    from tearsheet.integrations.frames import convert_polars

    frame = pl.DataFrame({name: values for name, values in pages(fixtures).items() if name != "other"})
    found = convert_polars(frame, columns=COLUMNS)
    assert found.columns == [name for name in OUTCOMES.names if name != "evidence"]
    check(found.to_dicts(), fixtures)
    assert "evidence" in convert_polars(frame, columns=COLUMNS, evidence=True).columns
    assert convert_polars(frame.head(0), columns=COLUMNS).height == 0
    with pytest.raises(KeyError):
        convert_polars(frame)
