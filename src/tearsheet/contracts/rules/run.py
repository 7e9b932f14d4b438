"""Rules about a whole run: they keep state from one article to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from pydantic import Field, NonNegativeInt

from tearsheet.contracts.rule import Check, Problem, RunCounts, Settings, cut, prepared_rule, run_rule
from tearsheet.contracts.rules.fields import FieldsSettings
from tearsheet.contracts.rules.title import ending_of
from tearsheet.contracts.view import View


class UniqueSettings(FieldsSettings):
    """Which fields no two articles share."""

    fields: tuple[str, ...] = ("title", "canonical_url")
    """Names of fields of Article; by default title and canonical URL."""


class EndingSettings(Settings):
    """When an ending is one that many titles share."""

    min_articles: int = Field(default=5, ge=2)
    """Minimum number of titles in the run with that ending."""
    min_share: float = Field(default=0.2, ge=0, le=1)
    """Minimum share of the run's titles so far with that ending, 0 to 1."""


class CountSettings(Settings):
    """How many articles a run must have."""

    min: NonNegativeInt = 1
    """Minimum number of articles."""
    max: NonNegativeInt | None = None
    """Maximum number of articles; any number if not set."""


class RejectSettings(Settings):
    """How many inputs of a run may give no article."""

    share: float = Field(default=0.5, ge=0, le=1)
    """Largest share of the run's inputs that may give none, 0 to 1."""


class RejectCodeSettings(RejectSettings):
    """How many inputs of a run may be rejected under some codes."""

    codes: tuple[str, ...] = ("internal", "crash", "memory", "timeout")
    """The codes, counted together; by default those that mean that something went wrong."""
    share: float = Field(default=0.0, ge=0, le=1)
    """Largest share of the run's inputs that may be rejected under them, 0 to 1."""


ENDINGS_KEPT = 10_000
"""How many different endings are counted in a run: one that many titles share is among the first."""


@prepared_rule("run.unique", UniqueSettings, over_run=True)
def run_unique(settings: UniqueSettings) -> Check:
    """No two articles of a run have the same value in one of the named fields.

    The same title on every page is the site's name or a banner; the same canonical URL is a template that
    declares its front page.
    """
    # Twelve bytes a value, and its row: a million articles take about 120 MB a field.
    seen: dict[str, dict[bytes, int]] = {field: {} for field in settings.fields}

    def check(view: View) -> Iterable[Problem]:
        for field, rows in seen.items():
            value = getattr(view.article, field)
            if value is None or value == ():
                continue
            key = blake2b(str(value).encode("utf-8", "surrogatepass"), digest_size=12).digest()
            first = rows.setdefault(key, view.row)
            if first != view.row:
                yield Problem(field, f"same {field} as article {first + 1} of this run", cut(str(value)))

    return check


@prepared_rule("run.title-ending", EndingSettings, over_run=True)
def run_title_ending(settings: EndingSettings) -> Check:
    """No ending after a separator (``| Valley Post``) is shared by many titles of a run.

    This finds the site's name in titles if the page does not declare it, and any other text that a new template
    appends to every headline. The first few such titles of a run pass, because the ending is not yet known to be
    shared.
    """
    counts: Counter[str] = Counter()
    titles = 0

    def check(view: View) -> Iterable[Problem]:
        nonlocal titles
        title = view.article.title
        if title is None:
            return
        titles += 1
        ending = ending_of(title)
        if ending is None or (ending not in counts and len(counts) >= ENDINGS_KEPT):
            return
        counts[ending] += 1
        if counts[ending] >= max(settings.min_articles, settings.min_share * titles):
            yield Problem(
                "title", f"title ends with {ending!r}, like {counts[ending]} titles in this run", cut(title)
            )

    return check


@run_rule("run.count", CountSettings)
def run_count(run: RunCounts, settings: CountSettings) -> Iterable[Problem]:
    """The number of articles in a run is in the range.

    A crawl that found nothing, or a tenth of its usual number, breaks no rule about single articles.
    """
    if run.articles < settings.min:
        yield Problem("", f"number of articles {run.articles}, under {settings.min}", run.articles)
    if settings.max is not None and run.articles > settings.max:
        yield Problem("", f"number of articles {run.articles}, over {settings.max}", run.articles)


@run_rule("run.rejects", RejectSettings)
def run_rejects(run: RunCounts, settings: RejectSettings) -> Iterable[Problem]:
    """At most a given share of a run's inputs give no article.

    When a site changes its template, or answers every request with a consent page, its pages are refused one by one;
    only their share shows it.
    """
    return _rejected(run, sum(run.rejects.values()), settings.share, "")


@run_rule("run.reject-codes", RejectCodeSettings)
def run_reject_codes(run: RunCounts, settings: RejectCodeSettings) -> Iterable[Problem]:
    """At most a given share of a run's inputs are rejected with the named codes.

    Most codes describe the page. But some mean that something went wrong: on the machine (`memory`), while
    fetching (`empty`, `corrupt`) or in tearsheet (`internal`), and need a limit of their own.
    """
    count = sum(run.rejects.get(code, 0) for code in settings.codes)
    return _rejected(run, count, settings.share, f" as {', '.join(settings.codes)}")


def _rejected(run: RunCounts, count: int, share: float, how: str) -> Iterable[Problem]:
    inputs = run.articles + sum(run.rejects.values())
    if inputs and count / inputs > share:
        yield Problem(
            "",
            f"{count} of {inputs} inputs rejected{how}, more than {share:.1%}",
            round(count / inputs, 4),
        )
