from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from articles import articles
from hypothesis import given
from pydantic import ValidationError

from tearsheet.article.model import Article, Evidence, Locator, Section, json_schema

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "article.schema.json"

FIELDS = (
    *("schema_version", "kind", "url", "canonical_url", "site", "language", "title", "subtitle", "summary"),
    *("authors", "date", "date_modified", "category", "breadcrumbs", "tags", "view_count", "image"),
    *("sections", "key_points", "notes", "access", "comments", "hidden", "evidence"),
)


def test_the_schema_on_file_is_the_models() -> None:
    """Renewed by ``tearsheet schema > docs/schema/article.schema.json``."""
    assert (
        SCHEMA.read_text(encoding="utf-8") == json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    )


def test_the_fields_have_the_names_that_readers_rely_on() -> None:
    assert tuple(Article.model_fields) == FIELDS


def described(schema: dict[str, Any]) -> list[str]:
    """The fields of all models that lack a description."""
    models = {"Article": schema, **schema["$defs"]}
    return [
        f"{name}.{field}"
        for name, model in models.items()
        for field, about in model.get("properties", {}).items()
        if not about.get("description")
    ]


def test_every_field_is_documented() -> None:
    assert described(json_schema()) == []


@given(articles())
def test_an_article_survives_json(made: Article) -> None:
    again = Article.model_validate_json(made.model_dump_json())
    assert again == made
    assert again.model_dump_json() == made.model_dump_json()


DATES = [
    ("2025-03-01", dt.date(2025, 3, 1)),
    ("2025-03-01T10:30:00", dt.datetime(2025, 3, 1, 10, 30)),  # noqa: DTZ001  # pages give times without a zone
    ("2025-03-01T10:30:00+02:00", dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))),
    ("2025-03-01T10:30:00Z", dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.UTC)),
]


@pytest.mark.parametrize(("written", "meant"), DATES)
def test_dates_keep_their_precision_and_zone(written: str, meant: dt.date) -> None:
    made = Article.model_validate_json(json.dumps({"date": written}))
    assert made.date == meant
    assert type(made.date) is type(meant)
    assert json.loads(made.model_dump_json())["date"] == written


def test_a_day_differs_from_a_midnight() -> None:
    moment = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    made = Article(date=dt.date(2025, 3, 1), date_modified=moment)
    again = Article.model_validate_json(made.model_dump_json())
    assert type(again.date) is dt.date
    assert again.date_modified == moment


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "x"},
        {"view_count": -1},
        {"kind": "blog"},
        {"date": "tomorrow"},
        {"sections": [{"level": 0}]},
    ],
)
def test_what_no_article_can_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Article.model_validate(wrong)


def test_articles_do_not_change() -> None:
    made = Article(title="one")
    with pytest.raises(ValidationError, match="frozen"):
        made.title = "two"  # type: ignore[misc]  # that is the point


def test_the_outline_leads_into_the_sections() -> None:
    made = Article(
        sections=(
            Section(heading=None, level=0),
            Section(heading="a", level=1),
            Section(heading="b", level=2, parent=1),
        )
    )
    assert [(h.level, h.heading, h.section) for h in made.outline()] == [(1, "a", 1), (2, "b", 2)]
    assert Article().outline() == ()


def test_evidence_is_written_by_field() -> None:
    found = Evidence(source="meta", locator=Locator(xpath="/html/head/meta"), raw="x", rule="title.og")
    made = Article(title="x", evidence={"title": found, "date": Evidence(reason="no-candidate")})
    dumped = json.loads(made.model_dump_json())["evidence"]
    assert dumped["title"]["locator"]["xpath"] == "/html/head/meta"
    assert dumped["date"]["reason"] == "no-candidate"


@pytest.mark.parametrize(
    ("written", "at", "on", "moment"),
    [
        ("2024-05-03", None, "2024-05-03", "2024-05-03T00:00:00+00:00"),
        ("2024-05-03T22:30:00-05:00", "2024-05-04T03:30:00+00:00", "2024-05-03", "2024-05-04T03:30:00+00:00"),
        ("2024-05-03T10:00:00", "2024-05-03T10:00:00+00:00", "2024-05-03", "2024-05-03T10:00:00+00:00"),
        (None, None, None, None),
    ],
)
def test_moments_that_compare(
    written: str | None, at: str | None, on: str | None, moment: str | None
) -> None:
    made = Article.model_validate_json(json.dumps({"date": written}))
    found = (made.published_at, made.published_on, made.moment)
    assert tuple(value and value.isoformat() for value in found) == (at, on, moment)


def test_equal_articles_have_one_hash_and_one_line_shows_them() -> None:
    one, same = (Article.model_validate_json('{"title": "A mill", "date": "2024-05-03"}') for _ in range(2))
    assert len({one, same}) == 1
    assert repr(one) == str(one) == "<Article 'A mill', 2024-05-03, 0 sections, 0 words>"
    assert [name for name, _ in one.__rich_repr__()] == ["kind", "title", "date"]
