"""Models that are made of fitting parts are the models that pydantic makes of them; what does not fit pydantic judges."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from typing import Any

import forms
import pytest
from articles import articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tearsheet import making
from tearsheet.article.model import Article, Evidence, Section
from tearsheet.told import Told


class Line(str):  # a str, but not by its very type
    __slots__ = ()


ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 1.5, "", "html", Line("html"), b"raw", (), [], {}, (1, 2), (1, -2), [[1]]]
)


def parts(
    required: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Parts of a model: nearly always fitting, at times with an odd value or an unknown field."""
    fitting = st.fixed_dictionaries(required, optional=optional)
    names = [*required, *optional, "unknown"]
    spoilt = st.tuples(fitting, st.sampled_from(names), ODD).map(
        lambda drawn: {**drawn[0], drawn[1]: drawn[2]}
    )
    return st.one_of(fitting, fitting, fitting, spoilt)


def several(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(of, max_size=3) | st.lists(of, max_size=3).map(tuple)


TEXT = st.text(max_size=5)
MAYBE_TEXT = st.none() | TEXT
COUNT = st.integers(0, 1 << 70)
SOURCE = st.sampled_from(["json-ld", "html", "site-rule"])
SCORE = st.none() | st.floats(allow_nan=False)
LOCATOR = parts(
    {}, xpath=MAYBE_TEXT, attribute=MAYBE_TEXT, pointer=MAYBE_TEXT, span=st.none() | st.tuples(COUNT, COUNT)
)
LOSER = parts(
    {"value": TEXT, "raw": TEXT, "source": SOURCE, "locator": LOCATOR, "rule": TEXT, "reason": TEXT},
    score=SCORE,
)
EVIDENCE = parts(
    {},
    source=st.none() | SOURCE,
    locator=st.none() | LOCATOR,
    raw=MAYBE_TEXT,
    rule=MAYBE_TEXT,
    score=SCORE,
    reason=MAYBE_TEXT,
    rejected=several(LOSER),
)
KIND_OF_MARK = st.sampled_from(["link", "strong", "emphasis", "code"])
MARKS = several(parts({"type": KIND_OF_MARK, "start": COUNT, "end": COUNT}, href=MAYBE_TEXT))
ITEM_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "marks": MARKS,
    "label": MAYBE_TEXT,
    "number": st.none() | st.integers(),
}
ITEM = st.recursive(
    parts({"text": TEXT}, **ITEM_FIELDS),
    lambda nested: parts({"text": TEXT}, items=several(nested), **ITEM_FIELDS),
    max_leaves=4,
)
ROW = st.lists(TEXT, max_size=2).map(tuple)
BLOCK = st.one_of(
    parts({"type": st.just("paragraph"), "text": TEXT}, marks=MARKS),
    parts({"type": st.just("quote"), "text": TEXT}, marks=MARKS, cite=MAYBE_TEXT),
    parts({"type": st.just("code"), "text": TEXT}, language=MAYBE_TEXT),
    parts({"type": st.just("list"), "items": several(ITEM)}, ordered=st.booleans()),
    parts(
        {"type": st.just("table")},
        header=ROW,
        rows=several(ROW),
        caption=MAYBE_TEXT,
        repeated=several(st.tuples(COUNT, COUNT)),
    ),
    parts({"type": st.just("figure")}, src=MAYBE_TEXT, alt=MAYBE_TEXT, caption=MAYBE_TEXT),
)
SECTION = parts({"heading": MAYBE_TEXT, "level": COUNT}, parent=st.none() | COUNT, blocks=several(BLOCK))
KEY_POINT = parts({"group": MAYBE_TEXT, "label": MAYBE_TEXT, "text": TEXT, "section": COUNT})


def outcome(make: Callable[[Any], Any], given_parts: Any) -> Any:
    try:
        return make(given_parts)
    except ValidationError as error:
        return [(e["loc"], e["type"], e["msg"]) for e in error.errors()]


def all_of(value: object) -> list[Any]:
    """Every model, with the types of all that it holds and the fields that it was told, outermost first."""
    if isinstance(value, BaseModel):
        held = [(name, type(inner)) for name, inner in value.__dict__.items()]
        rest = [line for inner in value.__dict__.values() for line in all_of(inner)]
        return [(type(value), held, value.model_fields_set, value.model_extra), *rest]
    if isinstance(value, dict):
        return all_of(list(value.values()))
    return [line for inner in value for line in all_of(inner)] if isinstance(value, tuple | list) else []


def assert_same(made: Any, validated: Any) -> None:
    assert made == validated
    assert all_of(made) == all_of(validated)
    assert repr(made) == repr(validated)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(EVIDENCE)
def test_evidence(told: Any) -> None:
    forms.compiled("_making")
    assert_same(outcome(making.evidence_of, told), outcome(making.evidence_of_any, told))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(several(SECTION))
def test_sections(told: Any) -> None:
    forms.compiled("_making")
    assert_same(outcome(making.sections_of, told), outcome(making.sections_of_any, told))


@given(several(KEY_POINT))
def test_key_points(told: Any) -> None:
    forms.compiled("_making")
    assert_same(outcome(making.key_points_of, told), outcome(making.key_points_of_any, told))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    articles(), st.sampled_from([*Article.model_fields, "unknown"]), st.none() | ODD.map(lambda odd: (odd,))
)
def test_articles(article: Article, name: str, odd: tuple[Any] | None) -> None:
    """Of models that are made already; at times one field is odd or not told."""
    forms.compiled("_making")
    told = {field: getattr(article, field) for field in Article.model_fields}
    if odd is None:
        told.pop(name, None)
    else:
        told[name] = odd[0]
    assert_same(outcome(making.article_of, told), outcome(making.article_of_any, told))


MOMENTS = [
    dt.date(2025, 3, 1),
    dt.datetime(2025, 3, 1, 10, 30),  # noqa: DTZ001  # pages give times without a zone
    dt.datetime(2025, 3, 1, 10, 30, tzinfo=dt.timezone(dt.timedelta(hours=2))),
    "2025-03-01",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_moments_keep_their_type_and_zone(moment: dt.date) -> None:
    told: making.Parts = {"date": moment, "evidence": {}}
    made, validated = making.article_of(told), making.article_of_any(told)
    assert (type(made.date), made.date) == (type(validated.date), validated.date)
    assert made.model_dump_json() == validated.model_dump_json()


def test_articles_of_fitting_values_are_made_without_pydantic() -> None:
    maker = forms.compiled("_making")
    evidence = making.evidence_of_any({"source": "html", "rule": "sections.body"})
    told = {
        "title": "One",
        "date": MOMENTS[1],
        "tags": ("a",),
        "view_count": 3,
        "evidence": {"sections": evidence},
    }
    told["sections"] = making.sections_of_any([TOLD])
    made = maker.model_of(maker.shape_of(Article), told)
    assert_same(made, making.article_of_any(told))
    assert made.evidence["sections"] is evidence
    assert made.evidence is not told["evidence"]


TOLD: making.Parts = {
    "heading": "Results",
    "level": 1,
    "blocks": [
        {"type": "paragraph", "text": "See it.", "marks": [{"type": "strong", "start": 0, "end": 3}]},
        {"type": "list", "items": [{"text": "One", "items": [{"text": "Within"}]}]},
        {"type": "table", "rows": [["a", "b"]]},
    ],
}


def both() -> list[Section]:
    return [*making.sections_of([TOLD]), *making.sections_of_any([TOLD])]


def test_what_fits_is_made_without_pydantic() -> None:
    maker = forms.compiled("_making")
    assert type(maker.model_of(maker.shape_of(Section), TOLD).model_fields_set) is Told
    assert maker.models_of(maker.shape_of(Section), [TOLD]) == making.sections_of_any([TOLD])
    with pytest.raises(maker.Unfit):
        maker.model_of(maker.shape_of(Evidence), {"raw": Line("x")})


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model))])  # noqa: S301  # our own
def test_models_survive_copies(again: Callable[[Section], Section]) -> None:
    made, validated = both()
    assert_same(again(made), validated)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_copies_may_be_told_more(again: Callable[[Section], Section]) -> None:
    made, _ = both()
    assert type(again(made).model_fields_set) is set


def test_models_are_dumped_alike() -> None:
    made, validated = both()
    assert made.model_dump() == validated.model_dump()
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_dump_json(exclude_unset=True) == validated.model_dump_json(exclude_unset=True)
    assert made.model_dump_json(exclude_defaults=True) == validated.model_dump_json(exclude_defaults=True)


def test_models_are_frozen_and_hash_alike() -> None:
    made, validated = both()
    assert hash(made.blocks[0]) == hash(validated.blocks[0])
    with pytest.raises(ValidationError, match="frozen"):
        made.level = 2  # type: ignore[misc]
    assert made.model_copy(update={"level": 2, "parent": 0}).model_fields_set == {
        "heading",
        "level",
        "blocks",
        "parent",
    }
    assert Section.model_validate(made) is made


@pytest.mark.parametrize("change", ["add", "discard", "remove", "update", "__ior__"])
def test_the_fields_told_are_shared_and_so_stay(change: str) -> None:
    forms.compiled("_making")
    made, validated = both()
    for model in (made, pickle.loads(pickle.dumps(made))):  # noqa: S301  # our own
        with pytest.raises(TypeError, match="frozen"):
            getattr(model.model_fields_set, change)({"parent"})
        assert model.model_fields_set == validated.model_fields_set
        assert type(model.model_fields_set | {"parent"}) is set
