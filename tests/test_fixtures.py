"""Every page in ``fixtures/`` gives what its ``.expected.json`` says: one test a page and key.

``fixtures/NAME.html`` (parsed as bytes) or ``NAME.txt`` (parsed as text) is beside ``NAME.expected.json``. Only
the keys that an expectation lists are compared:

- a field of `Article`: equal to the field as JSON. Object members that are null, false or an empty array may be
  left out (``"sections"`` stays readable that way);
- ``url``: also given to the parser;
- ``evidence``: for each field that is listed, the listed members only;
- ``outline``: a list of ``[level, heading]``;
- ``paragraphs``: for each section the number of its blocks of that type;
- ``text``, ``markdown``, ``html``: the article in that form, as one string or as a list of its lines;
- ``in_text``, ``not_in_text``: strings that must (must not) be in the article's text;
- ``error``: the code of the error that is raised; nothing else can be listed then.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tearsheet import Article, ArticleError, parse, parse_text

FIXTURES = Path(__file__).parent.parent / "fixtures"
NOW = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
EXPECTED = {
    path.name.removesuffix(".expected.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FIXTURES.glob("*.expected.json"))
}


def read(name: str, url: str | None) -> Article:
    page, text = FIXTURES / f"{name}.html", FIXTURES / f"{name}.txt"
    if text.exists():
        return parse_text(text.read_text(encoding="utf-8"), url=url, now=NOW)
    return parse(page.read_bytes(), url=url, now=NOW)


def pruned(value: Any) -> Any:
    """Drop empty members of objects, at all depths."""
    if isinstance(value, dict):
        return {
            k: pruned(v) for k, v in value.items() if v is not None and v is not False and v not in ([], {})
        }
    if isinstance(value, list):
        return [pruned(v) for v in value]
    return value


def lines_like(found: str, expected: Any) -> str | list[str]:
    """Give ``found`` the shape of ``expected``: one string, or a list of lines."""
    return found.splitlines() if isinstance(expected, list) else found


def listed_evidence(article: Article, expected: dict[str, dict[str, Any]]) -> Any:
    dumped = article.model_dump(mode="json")["evidence"]
    return {
        name: {member: dumped.get(name, {}).get(member) for member in members}
        for name, members in expected.items()
    }


VIEWS: dict[str, Callable[[Article, Any], Any]] = {
    "evidence": listed_evidence,
    "outline": lambda article, _: [[line.level, line.heading] for line in article.outline()],
    "paragraphs": lambda article, _: [sum(b.type == "paragraph" for b in s.blocks) for s in article.sections],
    "text": lambda article, expected: lines_like(article.text, expected),
    "markdown": lambda article, expected: lines_like(article.to_markdown(), expected),
    "html": lambda article, expected: lines_like(article.to_html(), expected),
    "in_text": lambda article, expected: [s for s in expected if s in article.text],
    "not_in_text": lambda article, expected: [s for s in expected if s not in article.text],
}


def test_every_page_has_an_expectation_and_every_expectation_a_page() -> None:
    pages = {p.stem for p in FIXTURES.iterdir() if p.suffix in {".html", ".txt"}}
    assert pages == set(EXPECTED)
    assert pages


@pytest.mark.parametrize(
    ("name", "key"),
    [(n, k) for n, keys in EXPECTED.items() for k in (("error",) if "error" in keys else keys)],
    ids=str,
)
def test_fixture(name: str, key: str) -> None:
    expected = EXPECTED[name]
    if key == "error":
        assert set(expected) <= {"error", "url"}
        with pytest.raises(ArticleError) as raised:
            read(name, expected.get("url"))
        assert raised.value.code == expected["error"]
        return
    article = read(name, expected.get("url"))
    if key in VIEWS:
        assert VIEWS[key](article, expected[key]) == expected[key]
    else:
        assert pruned(article.model_dump(mode="json")[key]) == pruned(expected[key])
