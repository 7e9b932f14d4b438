"""Reads texts made from pages, each with its page and its gold answer.

A folder of texts has a folder each way of losing markup, and in each ``gold.jsonl`` and ``pages/ID.txt.gz``, where
``ID`` is ``CORPUS_ID`` of the page. Pages lie in a folder of corpora (`tearsheet.training.corpora`).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tearsheet.training.corpora import NO_SITE

FOLDS = 5
"""Parts that the sites are dealt into."""
MEASURING_ONLY = ("gn1", "utomo")
"""Corpora that nothing may be learned from."""
_SUFFIX = re.compile(r"\.(?:ac|co|com|edu|go|gov|ne|net|or|org)\.[a-z]{2}$")


class Text(NamedTuple):
    """One text with what it was made from."""

    id: str
    form: str
    text: str
    gold: dict[str, Any]
    """The gold answer as far as the text shows it."""
    page: Path
    url: str | None
    site: str
    fold: int


def site_of(url: str | None, fallback: str) -> str:
    """Return the registered name of the host of ``url``, or ``fallback`` if there is none.

    >>> site_of("https://www.news.example.co.uk/a", "x"), site_of(None, "x")
    ('example.co.uk', 'x')
    """
    host = (urlsplit(url).hostname or "") if url and "//" in url else ""
    if not host or host in NO_SITE or host.endswith(".invalid"):
        return fallback
    keep = 3 if _SUFFIX.search(host) else 2
    return ".".join(host.split(".")[-keep:])


def fold_of(site: str) -> int:
    """Return the part that a site belongs to, from 0 up to `FOLDS`."""
    return hashlib.sha256(site.encode()).digest()[0] % FOLDS


def read_texts(folders: list[Path], corpora: Path) -> Iterator[Text]:
    """Yield the texts in ``folders`` in a fixed order; texts whose page is not found are left out."""
    pages = dict(_pages(corpora))
    for folder in folders:
        for gold_file in sorted(folder.glob("*/gold.jsonl")):
            with gold_file.open(encoding="utf-8") as lines:
                for gold in map(json.loads, lines):
                    page = pages.get(gold["id"])
                    source = gold_file.parent / "pages" / f"{gold['id']}.txt.gz"
                    if page is None or not source.exists():
                        continue
                    text = gzip.decompress(source.read_bytes()).decode("utf-8")
                    site = site_of(gold.get("url"), page.name)
                    yield Text(
                        gold["id"],
                        gold_file.parent.name,
                        text,
                        gold,
                        page,
                        gold.get("url"),
                        site,
                        fold_of(site),
                    )


def _pages(corpora: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(corpora.glob("*/gold.jsonl")):
        corpus = file.parent.name
        if corpus in MEASURING_ONLY:
            continue
        with file.open(encoding="utf-8") as lines:
            for gold in map(json.loads, lines):
                name = re.sub(r"[^A-Za-z0-9._-]", "_", gold["id"])
                page = (
                    corpora / gold["page"]
                    if gold.get("page")
                    else file.parent / "pages" / f"{gold['id']}.html.gz"
                )
                if page.name.endswith(".html.gz") and page.exists():
                    yield f"{corpus}_{name}", page
