"""The model of a site rule: URL patterns, selectors for fields, elements that are or are not body, and tests."""

from __future__ import annotations

import datetime as dt
import re
from fnmatch import translate
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from tearsheet.article.model import Model
from tearsheet.errors import ArticleError
from tearsheet.sites.repeats import folded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from tearsheet.page.nodes import Nodes
    from tearsheet.sites.evaluate import SiteHits

SiteField = Literal[
    "title",
    "subtitle",
    "summary",
    "authors",
    "date",
    "date_modified",
    "category",
    "breadcrumbs",
    "tags",
    "view_count",
    "image",
    "site",
]
"""The fields that a rule may name."""


class SiteRuleError(ArticleError):
    """A site rule cannot be used."""

    code = "site-rule"

    def __init__(self, file: str, problem: str) -> None:
        self.file = file
        """The rule's file, or its name where it has none."""
        self.problem = problem
        """What is wrong, with the place in the file."""
        super().__init__(f"{file}: {problem}")


class Selector(Model):
    """Where a value is: exactly one of ``css`` and ``xpath``, and the attribute unless it is the text."""

    css: str | None = None
    """A CSS selector."""
    xpath: str | None = None
    """An XPath 1.0 expression that gives elements."""
    attribute: str | None = None
    """The attribute with the value; None for the element's text."""

    @model_validator(mode="after")
    def _check(self) -> Selector:
        if (self.css is None) == (self.xpath is None):
            raise ValueError("give exactly one of css and xpath")
        _ = self.compiled
        return self

    @cached_property
    def compiled(self) -> str:
        """The selector as XPath; raises ValueError if it is invalid."""
        from lxml import etree

        if self.css is not None:
            from cssselect import HTMLTranslator, SelectorError

            try:
                return HTMLTranslator().css_to_xpath(self.css)
            except SelectorError as error:
                raise ValueError(f"css {self.css!r}: {error}") from error
        assert self.xpath is not None
        try:
            etree.XPath(self.xpath)
        except etree.XPathError as error:
            raise ValueError(f"xpath {self.xpath!r}: {error}") from error
        return self.xpath


class Match(Model):
    """Which pages a rule is for, and when."""

    url: Annotated[tuple[str, ...], Field(min_length=1)]
    """Patterns, one of which must match the whole URL: ``*`` is any text, ``?`` any character."""
    valid_from: dt.date | None = None
    """First day on which the rule is valid; None for no limit."""
    valid_until: dt.date | None = None
    """Last day on which the rule is valid; None for no limit."""


class SiteTest(Model):
    """A page with its expected values."""

    page: str
    """The page's file, relative to the rule's."""
    expected: str
    """A JSON file with the fields that are compared, relative to the rule's."""
    url: str
    """The page's URL; it must match the rule."""


def _distinct(tests: tuple[SiteTest, ...]) -> tuple[SiteTest, ...]:
    if len({t.page for t in tests}) != len(tests):
        raise ValueError("two tests name the same page")
    return tests


class Learned(Model):
    """How a rule was learned; `tearsheet site check` compares later pages with it."""

    pages: int
    """How many pages it was learned from."""
    held: dict[SiteField, float] = Field(default_factory=dict)
    """For a field, the share of these pages on which its selectors found a value, from 0 to 1."""
    shape: dict[str, float] = Field(default_factory=dict)
    """For a part of the body (``headings``, ``lists`` …), the share of these pages that had it, from 0 to 1."""


class SiteRule(Model):
    """The rule for a site."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        **{**Model.model_config, "ignored_types": (cached_property,)}
    )

    name: str
    """A name for messages and evidence, such as ``example-news``."""
    match: Match
    """Which pages it applies to."""
    fields: dict[SiteField, tuple[Selector, ...]] = Field(default_factory=dict)
    """For each field, selectors in order; all matches of the first that finds anything are used."""
    body: tuple[Selector, ...] = ()
    """Elements whose text is the body; if empty, the general scorer finds the body."""
    drop: tuple[Selector, ...] = ()
    """Elements whose text is never part of the body."""
    defaults: dict[SiteField, str] = Field(default_factory=dict)
    """Values for pages on which nothing else is found, such as the only author of a personal site."""
    boilerplate: tuple[str, ...] = ()
    """Lines on several pages of the site; dropped from the body if the general scorer is unsure about them."""
    everywhere: tuple[str, ...] = ()
    """Lines on most pages of the site; never part of the body."""
    seen: tuple[str, ...] = ()
    """Fingerprints of the lines of the pages that the rule was learned from, if these were few
    (`repeats.fingerprint`)."""
    learned: Learned | None = None
    """How the rule was learned; None for a rule written by hand."""
    tests: Annotated[tuple[SiteTest, ...], AfterValidator(_distinct)] = ()
    """Pages with their expected values."""

    @cached_property
    def repeated_lines(self) -> frozenset[str]:
        """The boilerplate, folded for comparison."""
        return frozenset(folded(line) for line in (*self.boilerplate, *self.everywhere))

    @cached_property
    def lines_everywhere(self) -> frozenset[str]:
        """The lines of most pages, folded for comparison."""
        return frozenset(folded(line) for line in self.everywhere)

    @cached_property
    def repeated_fingerprints(self) -> frozenset[str]:
        """The fingerprints, for comparison."""
        return frozenset(self.seen)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(translate(p)) for p in self.match.url)

    def covers(self, url: str | None, now: dt.datetime | None) -> bool:
        """Return whether the rule applies to the page at ``url``; without ``now``, its period of validity is ignored."""
        if url is None or not any(p.match(url) for p in self._patterns):
            return False
        if now is None:
            return True
        first, last = self.match.valid_from, self.match.valid_until
        return (first is None or first <= now.date()) and (last is None or now.date() <= last)

    def found_on(self, root: Element, nodes: Nodes) -> SiteHits:
        """Return the values and elements that the rule finds under ``root``, which is not modified."""
        from tearsheet.sites.evaluate import evaluate

        return evaluate(self, root, nodes)


class SiteRules(tuple[SiteRule, ...]):
    """Site rules in order of precedence."""

    __slots__ = ()

    def rule_for(self, url: str | None, now: dt.datetime | None) -> SiteRule | None:
        """Return the first rule that covers the page; None if none does."""
        return next((rule for rule in self if rule.covers(url, now)), None)
