"""Rules about the fields of an article: authors, category, language, kind, views, tags, URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import Field

from tearsheet.contracts.rule import Check, Problem, Settings, cut, prepared_rule, rule
from tearsheet.contracts.rules.ranges import RangeSettings, SetSettings, in_set
from tearsheet.contracts.view import View
from tearsheet.contracts.words import SCRIPTS, script_share

NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|[|<>{}]|^(written |posted )?by\s", re.IGNORECASE)
"""What no name of a person or agency contains: URLs, handles, years, signs of markup, the word of the byline."""


SCRIPT_SAMPLE = 1000
"""Number of characters of the body whose script is checked: the beginning is as good as the whole."""


class AuthorNameSettings(Settings):
    """Shape of a name."""

    max_length: int = Field(default=80, ge=1)
    """Maximum number of characters of one name."""


class FallSettings(Settings):
    """How far a view count may fall."""

    tolerance: float = Field(default=0.01, ge=0, le=1)
    """Share by which the count may fall, 0 to 1: sites round their counts."""


class ScriptSettings(Settings):
    """How much text must be in the language's script."""

    min_share: float = Field(default=0.5, ge=0, le=1)
    """Minimum share of the body's letters, 0 to 1."""


@rule("authors.count", RangeSettings)
def authors_count(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of authors is in the range.

    No author on a site that signs its articles, or twenty (a list of the whole staff), means that the byline was
    not read.
    """
    if said := settings.says(len(view.article.authors), "authors"):
        yield Problem("authors", said, len(view.article.authors))


@rule("authors.name-shape", AuthorNameSettings)
def authors_name_shape(view: View, settings: AuthorNameSettings) -> Iterator[Problem]:
    """Each author's name looks like a name: it contains no URL, handle, year or 'By', and is not a sentence.

    Bylines contain roles, dates and links; if these remain in a name, articles cannot be grouped by author.
    """
    for index, author in enumerate(view.article.authors):
        if len(author.name) > settings.max_length:
            yield Problem(
                f"authors[{index}].name", f"name has {len(author.name)} characters", cut(author.name)
            )
        elif match := NO_NAME.search(author.name):
            yield Problem(f"authors[{index}].name", f"name contains {match[0].strip()!r}", cut(author.name))


@prepared_rule("category.in-set", SetSettings)
def category_in_set(settings: SetSettings) -> Check:
    """The category is one of the known ones; a missing one passes.

    A site has few categories, and they rarely change; an unknown value is either a new category or part of a menu.
    """
    return in_set("category", settings)


@prepared_rule("language.in-set", SetSettings)
def language_in_set(settings: SetSettings) -> Check:
    """The declared language is one of the known ones; a missing one passes. ``en`` does not cover ``en-GB``.

    A pipeline made for one language damages text in another.
    """
    return in_set("language", settings)


@prepared_rule("kind.in-set", SetSettings, severity="error")
def kind_in_set(settings: SetSettings) -> Check:
    """The page is of one of the named kinds, such as ``article`` or ``forum``.

    Listings, product pages and forums among articles spoil counts and training text.
    """
    return in_set("kind", settings)


@rule("language.matches-script", ScriptSettings, severity="error")
def language_matches_script(view: View, settings: ScriptSettings) -> Iterator[Problem]:
    """The body's letters are of a script in which the declared language is written; unknown languages pass.

    A page that declares Russian and contains Latin text was read with a wrong encoding, or its template declares
    the same language for all pages. (Languages that share a script are not distinguished.)
    """
    language = (view.article.language or "").partition("-")[0].lower()
    pattern = SCRIPTS.get(language)
    if pattern is None:
        return
    share = script_share("".join(unit.text for unit in view.prose[:SCRIPT_SAMPLE])[:SCRIPT_SAMPLE], pattern)
    if share is not None and share < settings.min_share:
        yield Problem(
            "language", f"only {share:.0%} of the letters are in the script of {language!r}", language
        )


@rule("views.range", RangeSettings)
def views_range(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The view count is in the range; a missing one passes.

    If every article has a count of 1, or of billions, another number on the page was read.
    """
    count = view.article.view_count
    if count is not None and (said := settings.says(count, "views")):
        yield Problem("view_count", said, count)


@rule("views.not-falling", FallSettings, needs="previous")
def views_not_falling(view: View, settings: FallSettings) -> Iterator[Problem]:
    """The view count is not below that of the previous run; a missing one passes. Needs the previous run.

    Views only grow. A count that falls is read from another place of the page, or lost its thousands
    (``1.2k`` read as 1).
    """
    count, before = view.article.view_count, view.previous_views
    if count is not None and before is not None and count < before * (1 - settings.tolerance):
        yield Problem("view_count", f"{count} views, down from {before} in the previous run", count)


@rule("tags.count", RangeSettings)
def tags_count(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of tags is in the range.

    Hundreds of tags are the site's tag cloud, not the tags of the article.
    """
    if said := settings.says(len(view.article.tags), "tags"):
        yield Problem("tags", said, len(view.article.tags))


@rule("breadcrumbs.length", RangeSettings)
def breadcrumbs_length(view: View, settings: RangeSettings) -> Iterator[Problem]:
    """The number of breadcrumbs is in the range.

    The articles of a site are at one or two depths; many breadcrumbs are a menu.
    """
    if said := settings.says(len(view.article.breadcrumbs), "steps"):
        yield Problem("breadcrumbs", f"breadcrumbs have {said}", len(view.article.breadcrumbs))


@rule("url.canonical-host", Settings)
def url_canonical_host(view: View, _settings: Settings) -> Iterator[Problem]:
    """The canonical URL has the same host as the page's own URL, except for ``www.`` and subdomains.

    A foreign canonical URL marks a syndicated copy, or a staging host left in the template.
    """
    url, canonical = view.article.url, view.article.canonical_url
    if url and canonical:
        own, declared = _host(url), _host(canonical)
        related = own == declared or own.endswith(f".{declared}") or declared.endswith(f".{own}")
        if own and declared and not related:
            yield Problem(
                "canonical_url", f"canonical URL is on {declared}, the page on {own}", cut(canonical)
            )


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # an unclosed bracket in the host
        return ""
