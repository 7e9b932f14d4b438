"""Texts that lost their markup in many ways, each with what a person reads in it.

``fixtures/texts/NAME.txt`` is beside ``NAME.reading.json``, which lists fields of `Article` and ``headings``,
``levels``, ``key_points`` (labels), ``has`` and ``lacks`` (what the text must and must not hold). A field that the
person did not find must not be given either. ``AMISS`` names what is still read wrongly; an entry that is read rightly
fails, so the table cannot go stale.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tearsheet import Article, parse_text

TEXTS = Path(__file__).parents[2] / "fixtures" / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt"))
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
FIELDS = ("title", "date", "authors", "category", "breadcrumbs", "view_count", "headings", "levels", "body")

AMISS: dict[tuple[str, str], str] = {
    ("code-inside", "headings"): "code right below it makes a heading look like a line of the code",
    ("copied-forum", "title"): "the label of the title belongs to it in other texts",
    ("forum-dump", "title"): "the first line of a dump without its page looks like the title",
    ("forum-dump", "category"): "the forum's name is one of several short lines above the title",
    ("menu-copy", "title"): "the site's name in the first line is as likely",
    (
        "menu-copy",
        "authors",
    ): "a name with a job and without a label is not likely enough below a wrong title",
    ("forum-de", "category"): "a trail of three items without a home page is not likely enough",
    ("wet-german", "headings"): "a heading with one paragraph before the footer is not likely enough",
    ("lynx-magazine", "body"): "a line of buttons after the last paragraph looks like text",
    ("pipe-line", "title"): "title, author and counts in a single line",
    ("pipe-line", "authors"): "title, author and counts in a single line",
    ("pipe-line", "category"): "title, author and counts in a single line",
    ("pdf-newsletter", "date"): "the number of an issue before its month looks like a day",
    ("author-below", "authors"): "a name below the body is not likely enough",
    ("author-below", "category"): "a name below the title may be that of the site",
    ("fr-lu", "authors"): "a name below the body is not likely enough",
    ("fr-lu", "category"): "a single line above the title is not likely enough",
    ("jp-blog", "authors"): "a labelled name is in the first line of the body",
    ("ar-lines", "category"): "a label without a colon is not likely enough",
    ("joined-authors", "category"): "a single line below the date is not likely enough",
    ("rss-item", "category"): "a single line below the date is not likely enough",
}


@cache
def article(name: str) -> Article:
    return parse_text((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), now=NOW)


@cache
def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((TEXTS / f"{name}.reading.json").read_text(encoding="utf-8"))
    return found


def is_right(name: str, field: str) -> bool:
    want, have = expected(name), article(name)
    given: dict[str, Any] = {
        "title": have.title,
        "date": have.date.isoformat()[:10] if have.date else None,
        "authors": [author.name for author in have.authors],
        "category": have.category,
        "breadcrumbs": list(have.breadcrumbs),
        "view_count": have.view_count,
        "headings": [section.heading for section in have.sections if section.heading],
        "levels": [section.level for section in have.sections if section.heading],
    }
    if field == "body":
        labels = [point.label for point in have.key_points] if "key_points" in want else None
        return (
            all(part in have.text for part in want.get("has", ()))
            and not any(part in have.text for part in want.get("lacks", ()))
            and labels == want.get("key_points")
        )
    empty: dict[str, Any] = {
        "date": None,
        "category": None,
        "view_count": None,
        "authors": [],
        "breadcrumbs": [],
    }
    return bool(given[field] == want.get(field, empty.get(field, given[field])))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", FIELDS)
def test_a_text_gives_what_a_person_reads_in_it(name: str, field: str) -> None:
    assert is_right(name, field) == ((name, field) not in AMISS)


def test_there_are_enough_texts_and_no_stale_names() -> None:
    assert len(NAMES) >= 40
    assert {name for name, _ in AMISS} <= set(NAMES)
