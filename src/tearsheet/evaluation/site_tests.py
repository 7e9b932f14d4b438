"""Runs the tests that a site rule carries."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

from tearsheet.api import parse
from tearsheet.errors import ArticleError
from tearsheet.sites.loading import load_rule
from tearsheet.sites.rule import SiteRuleError, SiteRules, SiteTest


class Difference(NamedTuple):
    """A field of a page that differs from what the rule's test expects."""

    page: str
    """The page's file, as the rule names it."""
    field: str
    """The field; ``match`` if the rule does not cover the page, ``error`` if the page is refused."""
    expected: str
    """What was expected, as JSON."""
    found: str
    """What came out, as JSON."""


def run_tests(path: Path, *, now: dt.datetime | None = None) -> tuple[int, tuple[Difference, ...]]:
    """Return how many pages the rule at ``path`` tests, and what differs, in order; nothing if all is well.

    Raises:
        SiteRuleError: The rule, or the expectation of a test, cannot be used.
        OSError: A file cannot be read.
    """
    rules = SiteRules([load_rule(path)])
    differences: list[Difference] = []
    for test in rules[0].tests:
        differences.extend(_differences(rules, test, path.parent, now))
    return len(rules[0].tests), tuple(differences)


def _differences(rules: SiteRules, test: SiteTest, folder: Path, now: dt.datetime | None) -> list[Difference]:
    if rules.rule_for(test.url, now) is None:
        return [Difference(test.page, "match", json.dumps(test.url), json.dumps(list(rules[0].match.url)))]
    try:
        expected = json.loads((folder / test.expected).read_text(encoding="utf-8"))
    except ValueError as error:
        raise SiteRuleError(test.expected, str(error)) from error
    if not isinstance(expected, dict):
        raise SiteRuleError(test.expected, "not an object of fields")
    try:
        article = parse(folder / test.page, url=test.url, now=now, sites=rules)
    except ArticleError as error:
        return [Difference(test.page, "error", "null", json.dumps(error.code))]
    found = article.model_dump(mode="json")
    return [
        Difference(test.page, field, _shown(value), _shown(found.get(field)))
        for field, value in expected.items()
        if found.get(field) != value
    ]


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
