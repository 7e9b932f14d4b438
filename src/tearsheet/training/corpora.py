"""Reads the corpora: a folder each with ``gold.jsonl`` and ``pages/ID.html.gz``."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.score.summary import PageSummary
from tearsheet.errors import ArticleError
from tearsheet.fields.title import title_candidates
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.ranking.choose import choose

CORPORA = ("wcxb", "aeb", "traf", "fundus", "reader", "dragnet", "source", "zhnews")
"""The corpora that body labels can be made from."""
FOLDS = 5
"""Parts that the sites are dealt into."""
SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"))
"""Labels between a country's own and the registered one, as in ``co.uk``."""
NO_SITE = ("", "fakehost", "web.archive.org")
"""Hosts that name no site: the page's id does."""


@dataclass
class Record:
    """One page with its gold answer and what training makes of it."""

    corpus: str
    id: str
    gold: dict[str, Any]
    page: Page
    title: str | None
    fold: int
    site: str
    target: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """For each block 1 if the gold holds it, 0 if not."""
    weight: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """The weight of each block; 0 where the gold does not say."""
    features: PageSummary | None = None
    """The page as the scorer sees it, and room for the rows; None if it has no blocks."""
    rows: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    """The rows of the first pass; they share their memory with those of the second."""
    first: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    """The first probabilities, held out by site."""
    wide: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    """The rows of the second pass."""
    words: set[str] = field(default_factory=set)
    kind_row: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, dtype=np.float32))


def read_records(root: Path) -> Iterator[Record]:
    """Yield the records of the corpora under ``root`` in order; pages that cannot be read are left out."""
    for corpus in CORPORA:
        path = root / corpus / "gold.jsonl"
        if not path.exists():
            continue
        for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
            gold = json.loads(line)
            raw = gzip.decompress((root / corpus / "pages" / f"{gold['id']}.html.gz").read_bytes())
            try:
                page = Page.from_tree(read_tree(raw), url=known_url(gold))
            except ArticleError:
                continue
            title = choose(page, title_candidates(page))[0]
            site = site_of(corpus, gold)
            yield Record(corpus, gold["id"], gold, page, title, fold_of(site), site)


def known_url(gold: dict[str, Any]) -> str | None:
    """Return the URL of a gold record as a caller would give it; None if it is a placeholder."""
    url = gold.get("url")
    return str(url) if url and url.startswith("http") and not is_placeholder(url) else None


def is_placeholder(url: str) -> bool:
    """Return whether a URL was made up for a page whose own is not known.

    >>> is_placeholder("http://fakehost/test/page.html"), is_placeholder("https://example.org/invalid")
    (True, False)
    """
    return ".invalid" in url or "fakehost" in url


def site_of(corpus: str, gold: dict[str, Any]) -> str:
    """Return the registered domain of a record, or what its id begins with if the URL names no site."""
    host = (urlsplit(gold.get("url") or "").hostname or "").lower()
    if host in NO_SITE or host.endswith(".invalid"):
        name = str(gold["id"])
        return ".".join(name.split(".")[:2]) if corpus == "traf" else name.split("-", maxsplit=1)[0].lower()
    labels = [label for label in host.split(".") if label != "www"]
    deep = len(labels) > 2 and labels[-2] in SECOND_LEVEL and len(labels[-1]) == 2
    return ".".join(labels[-3 if deep else -2 :])


def fold_of(site: str) -> int:
    """Return the fold of a site: the same for all its pages in all corpora, and the same in every run."""
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % FOLDS


def has_only_paragraphs(gold: dict[str, Any]) -> bool:
    """Return whether a gold answer consists of headings and paragraphs and leaves out lists and tables."""
    return "sections" in gold and not gold.get("text")


def gold_text(record: Record) -> str:
    """Return the gold body as lines; '' if the record has none."""
    gold = record.gold
    if has_only_paragraphs(gold):
        return "\n".join(
            line for s in gold["sections"] for line in ([s["heading"] or ""] + s["paragraphs"]) if line
        )
    if "expected_html" in gold:
        page = Page.from_tree(read_tree(gold["expected_html"]))
        return "\n".join(block.text for block in page.blocks)
    return gold.get("text") or ""
