"""Validation of converted articles: validation.py [--articles N] [--contract C].

Writes N made-up articles of about 7 KB of JSON to a temporary file, validates the file as ``tearsheet validate`` does,
and prints articles a second (reading, checking, and both) and the peak of resident memory.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tearsheet.article.model import Article
from tearsheet.contracts import Checker, load
from tearsheet.contracts.reading import read_articles

sys.path.insert(0, str(Path(__file__).parents[1] / "contracts"))
from sample_articles import good, site_article

NOW = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
KINDS = 500
"""Different articles; the others repeat their bodies under other titles and URLs."""


def articles(count: int) -> Iterator[Article]:
    """Yield ``count`` articles with sections, key points, breadcrumbs, tags and evidence."""
    extras = {name: getattr(good(), name) for name in ("key_points", "breadcrumbs", "tags")}
    kinds = [site_article(number).model_copy(update=extras) for number in range(KINDS)]
    for number in range(count):
        kind = kinds[number % KINDS]
        url = f"https://valley.example/a/{number}"
        yield kind.model_copy(update={"title": f"{kind.title} {number}", "url": url})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--contract", default="tearsheet:article")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for article in articles(options.articles):
                file.write(article.model_dump_json() + "\n")
        start = time.perf_counter()
        for _ in read_articles([path]):
            pass
        reading = time.perf_counter() - start
        checker = Checker(load(options.contract), now=NOW)
        start = time.perf_counter()
        for read in read_articles([path]):
            if read.article is not None:
                checker.check(read.article, origin=read.origin)
        both = time.perf_counter() - start
    assert checker.report().articles == options.articles
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("| articles | read/s | checked/s | both/s | peak MB |\n|---|---|---|---|---|")
    rates = (options.articles / seconds for seconds in (reading, both - reading, both))
    print(f"| {options.articles:,} | {' | '.join(f'{rate:,.0f}' for rate in rates)} | {peak:.0f} |")


if __name__ == "__main__":
    main()
