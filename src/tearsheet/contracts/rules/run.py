"""Rules over a whole run: they keep what they have seen, from one article to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from pydantic import Field

from tearsheet.contracts.rule import Check, Problem, Settings, cut, prepared_rule
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
    """Fewest titles of the run with that ending."""
    min_share: float = Field(default=0.2, ge=0, le=1)
    """Least share of the run's titles so far with that ending, 0 to 1."""


ENDINGS_KEPT = 10_000
"""How many different endings are counted in a run: one that many titles share is among the first."""


@prepared_rule("run.unique", UniqueSettings, over_run=True)
def run_unique(settings: UniqueSettings) -> Check:
    """No two articles of a run have the same value in one of the named fields; one article alone passes.

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
    """No ending that is set off by a mark (``| Valley Post``) is shared by many titles of a run.

    This finds the site's name in titles where the page does not tell it, and any other text that a new template
    puts behind every headline. The first few such titles of a run pass, for nothing is shared yet.
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
                "title", f"title ends with {ending!r}, as {counts[ending]} titles of this run do", cut(title)
            )

    return check
