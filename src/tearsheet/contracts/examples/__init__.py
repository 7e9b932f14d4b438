"""For each rule an article that passes and one that fails: shown by the reference, run by the tests."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib.resources import files
from typing import Any

from pydantic import Field, NonNegativeInt

from tearsheet.article.model import Article, Model
from tearsheet.contracts.checker import Checker
from tearsheet.contracts.contract import Contract
from tearsheet.contracts.findings import Finding


class Example(Model):
    """One rule with its settings, and articles, given by the fields that matter."""

    rule: str
    """Id of the rule."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Its settings; empty for its defaults."""
    now: dt.datetime | None = None
    """The present moment, for rules that need it."""
    previous_views: NonNegativeInt | None = None
    """View count of the last run, for rules that need it."""
    before: tuple[dict[str, Any], ...] = ()
    """Articles that the run saw before, for rules over a run."""
    passes: dict[str, Any]
    """An article without findings; for rules about a run, its counts: ``articles`` and ``rejects`` by code."""
    fails: dict[str, Any]
    """One with findings."""
    finds: tuple[str, ...]
    """Paths of the findings in it, in order."""

    def findings(self, article: dict[str, Any]) -> tuple[Finding, ...]:
        """Return what the rule finds in an article given by its fields."""
        contract = Contract(name="example", rules={self.rule: self.settings})
        if next(contract.uses()).rule.at_end is not None:
            return _of_run(contract, **article)
        checker = Checker(contract, now=self.now, has_previous=self.previous_views is not None)
        for earlier in self.before:
            checker.check(article_of(earlier))
        return checker.check(article_of(article), previous_views=self.previous_views)


def _of_run(
    contract: Contract, *, articles: int, rejects: dict[str, int] | None = None
) -> tuple[Finding, ...]:
    checker = Checker(contract)
    for _ in range(articles):
        checker.check(Article())
    for code, count in (rejects or {}).items():
        for number in range(count):
            checker.unread(f"page {number}", code, code)
    return checker.report().findings


def article_of(fields: dict[str, Any]) -> Article:
    """Return the article with the given fields. An empty heading, group or label means None, which TOML cannot express."""
    data = dict(fields)
    for part, name in (("sections", "heading"), ("key_points", "group"), ("key_points", "label")):
        if part in data:
            data[part] = [{**one, name: one[name] or None} for one in data[part]]
    return Article.model_validate(data)


def examples() -> tuple[Example, ...]:
    """Return all examples, in order of file names, then of the file."""
    found: list[Example] = []
    for entry in sorted(files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            table = tomllib.loads(entry.read_text(encoding="utf-8"))
            found.extend(Example.model_validate(row) for row in table["example"])
    return tuple(found)
