"""Compare with other libraries on a folder of your own pages: compare.py FOLDER [--peers trafilatura,readability].

The folder is what ``tearsheet eval`` reads: NAME.html with NAME.expected.json beside it. Each library that is installed
gets the bytes of each page with its default settings. Prints a Markdown table: F1 by field, and milliseconds a page.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tearsheet
from tearsheet.evaluation.folder import expected_of, pages_in
from tearsheet.evaluation.measures import MEASURES, Score

Reader = Callable[[bytes], dict[str, Any]]

FIELDS = ("text", "title", "date", "authors")


def read_tearsheet(raw: bytes) -> dict[str, Any]:
    """Read a page with tearsheet."""
    article = tearsheet.parse(raw)
    return {**article.model_dump(mode="json"), "text": article.text}


def read_trafilatura(raw: bytes) -> dict[str, Any]:
    """Read a page with trafilatura."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(raw, with_metadata=True, include_comments=False)
    if found is None:
        return {}
    authors = [{"name": name.strip()} for name in (found.author or "").split(";") if name.strip()]
    return {"text": found.text or "", "title": found.title, "date": found.date, "authors": authors}


def read_readability(raw: bytes) -> dict[str, Any]:
    """Read a page with readability-lxml."""
    from lxml import etree
    from readability import Document

    document = Document(raw.decode("utf-8", "replace"))
    root = etree.HTML(document.summary())
    return {"text": " ".join(root.itertext()), "title": document.short_title()}


READERS: dict[str, Reader] = {
    "tearsheet": read_tearsheet,
    "trafilatura": read_trafilatura,
    "readability": read_readability,
}
EMPTY: dict[str, Any] = {"text": "", "title": None, "date": None, "authors": []}


def compare(folder: Path, reader: Reader) -> tuple[dict[str, list[Score]], float]:
    """Return the scores by field, and the mean seconds a page."""
    scores: dict[str, list[Score]] = {name: [] for name in FIELDS}
    seconds = []
    for page in pages_in(folder):
        expected = expected_of(page)
        if page.suffix not in (".html", ".htm") or not expected:
            continue
        raw = page.read_bytes()
        start = time.perf_counter()
        try:
            found = EMPTY | reader(raw)
        except tearsheet.ArticleError:
            found = EMPTY
        seconds.append(time.perf_counter() - start)
        for name in FIELDS:
            if name in expected:
                scores[name].append(MEASURES[name](found, expected[name]))
    return scores, sum(seconds) / max(len(seconds), 1)


def f1_of(scores: list[Score]) -> str:
    """Return the F1 over all pages; a dash if no page expects the field."""
    if not scores:
        return "–"
    total = Score(sum(s.hits for s in scores), sum(s.found for s in scores), sum(s.expected for s in scores))
    return f"{total.f1:.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", default="trafilatura,readability")
    options = parser.parse_args()
    print("| library | " + " | ".join(FIELDS) + " | ms |\n|---|" + "---|" * (len(FIELDS) + 1))
    for name in ["tearsheet", *options.peers.split(",")]:
        try:
            scores, seconds = compare(options.folder, READERS[name])
        except ImportError:
            print(f"| {name} | not installed |" + " |" * len(FIELDS))
            continue
        print(f"| {name} | " + " | ".join(f1_of(scores[f]) for f in FIELDS) + f" | {seconds * 1000:.1f} |")


if __name__ == "__main__":
    main()
