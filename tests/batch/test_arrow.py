"""The Arrow schema is that of the models, and articles survive the way there and back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tearsheet import Article
from tearsheet.article.model import (
    Code,
    Evidence,
    Figure,
    List,
    ListItem,
    Locator,
    Mark,
    Paragraph,
    Section,
    Table,
)
from tearsheet.batch import Columns, Limits
from tearsheet.batch.arrow import ARTICLES, OUTCOMES, batch_of, convert_batch, read_articles
from tearsheet.batch.records import RawPage
from tearsheet.batch.work import Outcome
from tearsheet.errors import EmptyInput

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "article.arrow.txt"

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8)
maybe = st.none() | texts
marks = st.lists(
    st.builds(Mark, type=st.just("link"), start=st.just(0), end=st.just(1), href=maybe), max_size=2
).map(tuple)
items = st.recursive(
    st.builds(ListItem, text=texts, marks=marks, label=maybe, number=st.none() | st.integers(0, 9)),
    lambda inner: st.builds(ListItem, text=texts, items=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=6,
)
blocks = st.one_of(
    st.builds(Paragraph, text=texts, marks=marks),
    st.builds(Code, text=texts, language=maybe),
    st.builds(List, ordered=st.booleans(), items=st.lists(items, min_size=1, max_size=3).map(tuple)),
    st.builds(
        Table,
        header=st.lists(texts, max_size=2).map(tuple),
        rows=st.lists(st.lists(texts, max_size=2).map(tuple), max_size=2).map(tuple),
        caption=maybe,
    ),
    st.builds(Figure, src=maybe, alt=maybe, caption=maybe),
)
sections = st.builds(
    Section,
    heading=maybe,
    level=st.integers(0, 3),
    parent=st.none() | st.integers(0, 3),
    blocks=st.lists(blocks, max_size=3).map(tuple),
)
dates = st.none() | st.dates() | st.datetimes(timezones=st.none() | st.just(dt.UTC))
evidence = st.builds(Evidence, reason=maybe, locator=st.none() | st.builds(Locator, span=st.just((1, 2))))
articles = st.builds(
    Article,
    title=maybe,
    date=dates,
    view_count=st.none() | st.integers(0, 10**12),
    tags=st.lists(texts, max_size=2).map(tuple),
    sections=st.lists(sections, max_size=3).map(tuple),
    evidence=st.dictionaries(texts, evidence, max_size=2),
)


@settings(deadline=None)
@given(st.lists(articles, max_size=4))
def test_articles_survive_the_way_there_and_back(made: list[Article]) -> None:
    outcomes = [Outcome(RawPage(f"page {i}"), 0.0, article=article) for i, article in enumerate(made)]
    batch = batch_of(outcomes, ARTICLES)
    batch.validate(full=True)
    assert batch.schema.equals(ARTICLES)
    assert list(read_articles(batch)) == [(f"page {i}", article) for i, article in enumerate(made)]


def test_every_member_of_the_model_is_a_column() -> None:
    assert ARTICLES.names == ["input", *Article.model_fields, "published_at", "published_on", "words", "text"]
    assert OUTCOMES.names == [*ARTICLES.names, "reject"]


def test_the_published_schema_is_the_schema() -> None:
    assert SCHEMA.read_text("utf-8") == ARTICLES.to_string(truncate_metadata=False) + "\n"


def test_outcomes_hold_articles_and_rejects_in_order() -> None:
    outcomes = [
        Outcome(RawPage("good"), 0.0, article=Article(title="t")),
        Outcome(RawPage("bad", url="https://x.example/"), 0.0, error=EmptyInput(0)),
    ]
    good, bad = batch_of(outcomes).to_pylist()
    assert (good["input"], good["title"], good["reject"]) == ("good", "t", None)
    assert (bad["input"], bad["url"], bad["title"]) == ("bad", "https://x.example/", None)
    assert bad["reject"] == {"code": "empty", "message": "the input contains no text (size 0)"}
    assert batch_of(outcomes, ARTICLES).num_rows == 1


PAGE = """<!doctype html><html><head><title>Why the bell rings twice</title></head><body>
<article><h1>Why the bell rings twice</h1>
<p>The first stroke is for the village and the second is for the lake, where the fishermen count the strokes.</p>
<p>In fog it rings until the last boat is tied up, and the sexton is paid by the hour for it, in smoked trout.</p>
<p>Once, in the winter of the great ice, it rang for two days and a night, and nobody has complained of it since.</p>
<p>The rope was replaced in spring by a motor, and the motor was replaced in autumn by the rope, by common consent.</p>
</article></body></html>"""


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.string_view()])
def test_a_batch_of_pages_in_any_type_of_text(kind: pa.DataType) -> None:
    batch = pa.record_batch(
        {
            "html": pa.array([PAGE, None, ""], pa.string()).cast(kind),
            "url": ["https://a.example/", None, None],
        }
    )
    done = convert_batch(batch).to_pylist()
    assert [row["title"] for row in done] == ["Why the bell rings twice", None, None]
    assert [row["reject"] and row["reject"]["code"] for row in done] == [None, "no-page", "empty"]
    assert [row["input"] for row in done] == ["https://a.example/", "", ""]


def test_a_batch_has_its_columns_and_limits() -> None:
    batch = pa.record_batch({"page": [PAGE], "key": [7]})
    done = convert_batch(batch, columns=Columns(html="page", id="key"), limits=Limits(size=10)).to_pylist()
    assert (done[0]["input"], done[0]["reject"]["code"]) == ("7", "too-large")
    with pytest.raises(KeyError):
        convert_batch(batch)


def test_lists_with_depths_from_elsewhere_are_read() -> None:
    article = Article(
        title="t",
        sections=(
            Section(
                heading=None,
                level=0,
                blocks=(List(ordered=False, items=(ListItem(text="a"), ListItem(text="b"))),),
            ),
        ),
    )
    batch = batch_of([Outcome(RawPage("a"), 0.0, article=article)], ARTICLES)
    rows = batch.to_pylist()
    for depth, item in zip((0, -7), rows[0]["sections"][0]["blocks"][0]["items"], strict=True):
        item["depth"] = depth
    changed = pa.RecordBatch.from_pylist(rows, schema=ARTICLES)
    assert [found for _, found in read_articles(changed)] == [article]


def test_a_block_of_an_unknown_type_is_no_article() -> None:
    article = Article(title="t", sections=(Section(heading=None, level=0, blocks=(Paragraph(text="a"),)),))
    rows = batch_of([Outcome(RawPage("a"), 0.0, article=article)], ARTICLES).to_pylist()
    rows[0]["sections"][0]["blocks"][0]["type"] = "poem"
    with pytest.raises(ValidationError, match="poem"):
        list(read_articles(pa.RecordBatch.from_pylist(rows, schema=ARTICLES)))


def test_text_that_is_not_utf8_is_no_article() -> None:
    batch = batch_of([Outcome(RawPage("a"), 0.0, article=Article(title="t"))], ARTICLES)
    at = batch.schema.get_field_index("title")
    broken = pa.array([b"\xff"], pa.binary()).view(pa.string()).cast(batch.schema.field(at).type)
    with pytest.raises(pa.ArrowInvalid, match="UTF8"):
        list(read_articles(batch.set_column(at, batch.schema.field(at), broken)))
