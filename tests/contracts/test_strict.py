import datetime as dt
from typing import get_args

import pytest
from pydantic import ValidationError
from sample_articles import good

from tearsheet.article.model import Article
from tearsheet.contracts import Contract

CONTRACT = Contract(
    name="house",
    rules={
        "field.required": [
            {"fields": ["title", "date", "view_count"]},
            {"fields": ["image"], "severity": "note"},
        ],
        "title.not-all-caps": "error",
        "title.length": {"max": 10, "severity": "warning"},
        "date.not-future": True,
    },
)


def test_good_article_is_one() -> None:
    strict = CONTRACT.model()
    article = strict.model_validate(good().model_dump())
    assert isinstance(article, Article)
    assert article.title == good().title
    assert strict.model_validate_json(article.model_dump_json()) == article


def test_required_fields_are_not_optional() -> None:
    strict = CONTRACT.model()
    assert strict.model_fields["title"].annotation is str
    assert strict.model_fields["title"].is_required()
    assert type(None) in get_args(strict.model_fields["image"].annotation)
    schema = strict.model_json_schema()
    assert set(schema["required"]) == {"title", "date", "view_count"}
    with pytest.raises(ValidationError, match="view_count"):
        strict.model_validate(good(view_count=None).model_dump())
    with pytest.raises(ValidationError, match="view_count"):
        strict.model_validate({**good().model_dump(), "view_count": -1})
    assert strict.model_validate(good(date="2024-05-01").model_dump(mode="json")).date == dt.date(2024, 5, 1)


def test_errors_are_raised_and_milder_findings_are_not() -> None:
    with pytest.raises(ValidationError) as caught:
        CONTRACT.model().model_validate(good(title="THE MILL REOPENS").model_dump())
    (error,) = caught.value.errors()
    assert error["type"] == "contract"
    assert error["msg"] == "breaks contract house: title: title is all capitals [title.not-all-caps]"


def test_now_is_context() -> None:
    data = good(date="2030-01-01").model_dump()
    assert CONTRACT.model().model_validate(data).date == dt.date(2030, 1, 1)
    with pytest.raises(ValidationError, match="in the future"):
        CONTRACT.model().model_validate(data, context={"now": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)})
    with pytest.raises(ValidationError, match="not a datetime"):
        CONTRACT.model().model_validate(data, context={"now": "today"})
