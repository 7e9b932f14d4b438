"""Rules for the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic import Field

from tearsheet.contracts.rule import Check, Problem, Settings, cut, prepared_rule, rule
from tearsheet.contracts.rules.ranges import RangeSettings
from tearsheet.contracts.view import View, fold
from tearsheet.contracts.words import GENERIC_TITLES

SEPARATOR = re.compile(r" [|–—\-·•:»«/~] |[|»]")
"""What parts a headline from a site's name in a page's title: a mark between spaces, or one that needs none."""


class TitleLengthSettings(RangeSettings):
    """Length of the title in characters."""

    min: int | None = Field(default=8, ge=0)
    """Minimum number of characters; None for no lower limit."""
    max: int | None = Field(default=180, ge=0)
    """Maximum number of characters; None for no upper limit."""


class SiteNameSettings(Settings):
    """Names of the site in addition to those in the article."""

    names: tuple[str, ...] = ()
    """Additional names; ``Article.site`` and the host of its URLs are always checked."""


class CapitalsSettings(Settings):
    """When a title counts as all capitals."""

    min_letters: int = Field(default=12, ge=1)
    """Titles with fewer letters may be all capitals, as acronyms are."""


class GenericSettings(Settings):
    """Titles that are not the title of any article."""

    titles: tuple[str, ...] = ()
    """Additional titles to reject, compared without regard to case, spaces and punctuation."""


def is_site_name(text: str, view: View) -> bool:
    """Return whether ``text`` is a name of the article's site: all of it, its host, or its first words.

    First words count if they are six letters or more, or an acronym: 'MDN' of 'MDN Web Docs'.
    """
    name = fold(text)
    if name in view.site_names:
        return True
    first_words = (view.article.site or "").casefold().startswith(f"{text.strip().casefold()} ")
    return first_words and (len(name) >= 6 or (len(name) >= 2 and text.isupper()))


def ending_of(title: str) -> str | None:
    """Return the text after a title's last separator if it has one to five words, as a site's name would.

    >>> ending_of("The mill reopens | Valley Post")
    'Valley Post'
    """
    marks = list(SEPARATOR.finditer(title))
    ending = title[marks[-1].end() :].strip() if marks else ""
    return ending if marks[:1] and marks[0].start() and 0 < len(ending.split()) <= 5 else None


@rule("title.length", TitleLengthSettings)
def title_length(view: View, settings: TitleLengthSettings) -> Iterator[Problem]:
    """The title's length in characters is in the range; a missing one passes.

    A title of a few characters is the text of a logo or a button; a very long one is a paragraph, or several
    elements that were run together.
    """
    title = view.article.title
    if title is not None and (said := settings.says(len(title), "characters")):
        yield Problem("title", f"title has {said}", cut(title))


@prepared_rule("title.no-site-name", SiteNameSettings, severity="error")
def title_no_site_name(settings: SiteNameSettings) -> Check:
    """The title neither begins nor ends with the site's name, separated by a mark such as ``|`` or ``–``.

    ``Headline | Daily Post`` is the content of the page's ``title`` element. If it becomes the article's title, the
    headline was not found, and the title cannot be compared with other copies of the same text.
    """
    site_names = frozenset(fold(name) for name in settings.names)

    def check(view: View) -> Iterable[Problem]:
        title = view.article.title or ""
        for mark in SEPARATOR.finditer(title):
            for where, part in (("ends", title[mark.end() :]), ("begins", title[: mark.start()])):
                if fold(part) in site_names or is_site_name(part, view):
                    yield Problem("title", f"title {where} with the site's name {part.strip()!r}", cut(title))
                    return

    return check


@rule("title.not-all-caps", CapitalsSettings)
def title_not_all_caps(view: View, settings: CapitalsSettings) -> Iterator[Problem]:
    """The title is not entirely in capitals; scripts without case pass.

    Capitals in the markup (rather than by style sheet) come from a teaser or a banner, and make names
    indistinguishable from other words.
    """
    title = view.article.title
    if title is not None and title.isupper() and sum(map(str.isalpha, title)) >= settings.min_letters:
        yield Problem("title", "title is all capitals", cut(title))


@prepared_rule("title.not-generic", GenericSettings, severity="error")
def title_not_generic(settings: GenericSettings) -> Check:
    """The title is not a generic phrase such as 'Home', 'Untitled' or 'Page not found'.

    Error pages, consent walls and empty templates are often served with status 200 and look like articles to a
    crawler.
    """
    refused = GENERIC_TITLES | {fold(title) for title in settings.titles}

    def check(view: View) -> Iterable[Problem]:
        title = view.article.title
        if title is not None and fold(title) in refused:
            yield Problem(
                "title", "title is a generic phrase", title, "is this an error page or a consent wall?"
            )

    return check


@rule("title.not-in-body", Settings, severity="note")
def title_not_in_body(view: View, _settings: Settings) -> Iterator[Problem]:
    """The title is not repeated in the body, as a heading or as its first paragraph.

    A headline repeated in the body counts twice in search and in training text.
    """
    title = view.article.title
    if title is None:
        return
    folded = fold(title)
    for unit in (*view.units[:2], *(unit for unit in view.units[2:] if unit.type == "heading")):
        if len(unit.text) < 2 * len(title) + 20 and fold(unit.text) == folded:
            yield Problem(unit.path, "the title is repeated in the body", cut(unit.text))


@rule("summary.not-title", Settings, severity="note")
def summary_not_title(view: View, _settings: Settings) -> Iterator[Problem]:
    """The summary says more than the title.

    A description that repeats the headline is a default of the template and contains no information.
    """
    article = view.article
    if article.summary and article.title and fold(article.summary) == fold(article.title):
        yield Problem("summary", "summary is a copy of the title", cut(article.summary))
