"""Rules over a whole run: they keep what they have seen, from one article to the next."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from tearsheet.contracts.rule import Check, Problem, cut, prepared_rule
from tearsheet.contracts.rules.fields import FieldsSettings
from tearsheet.contracts.view import View


class UniqueSettings(FieldsSettings):
    """Which fields no two articles share."""

    fields: tuple[str, ...] = ("title", "canonical_url")
    """Names of fields of Article; by default title and canonical URL."""


@prepared_rule("run.unique", UniqueSettings, over_run=True)
def run_unique(settings: UniqueSettings) -> Check:
    """No two articles of a run have the same value in one of the named fields; one article alone passes.

    The same title on every page is the site's name or a banner; the same canonical URL is a template that
    declares its front page.
    """
    # Sixteen bytes a value and its row: a million articles take about 100 MB a field, their text apart.
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
