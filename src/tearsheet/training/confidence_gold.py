"""The gold values of each field whose confidence is fitted."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tearsheet.article.model import Article
from tearsheet.body.confidence import LOW

_QUOTES = {
    0x2018: "'",
    0x2019: "'",
    0x201C: '"',
    0x201D: '"',
    0x2013: "-",
    0x2014: "-",
    0x2026: "...",
    0xAD: "",
}
_NO_WORD = re.compile(r"[\W_]+")

Gold = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """Where the gold of a field is and how it is compared."""

    corpora: tuple[str, ...]
    """The corpora whose gold has it; never one that is for measuring only."""
    knows: Callable[[Gold], bool]
    """Whether a gold record has it."""
    is_right: Callable[[Article, Gold], bool]
    """Whether the article's value is the gold's."""


def key(text: str | None) -> str:
    """Return the letters and digits of ``text`` in one case: texts that share them say the same."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().translate(_QUOTES)
    return _NO_WORD.sub("", folded)


def words_of(text: str) -> frozenset[str]:
    """Return the words of ``text`` in one case."""
    return frozenset(_NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


def _title(article: Article, gold: Gold) -> bool:
    return key(article.title) in {key(x) for x in (gold["title"], *(gold.get("title_accept") or ()))}


def gold_authors(gold: Gold) -> list[str]:
    """Return the authors of a gold record, as it writes them; empty if it has none."""
    if gold.get("authors") is not None:
        return list(gold["authors"])
    return [gold["author"]] if gold.get("author") else []


def _authors(article: Article, gold: Gold) -> bool:
    have = {key(a.name) for a in article.authors}
    want = {key(name) for name in gold_authors(gold)}
    joined = len(want) == 1 and "authors" not in gold  # one string may list several names
    return have == want or (joined and all(k and k in next(iter(want)) for k in have))


def _language(article: Article, gold: Gold) -> bool:
    return bool((article.language or "")[:2].lower() == gold["language"][:2].lower())


def _date(article: Article, gold: Gold) -> bool:
    value = article.date
    days = {str(value)[:10]}
    if isinstance(value, dt.datetime) and value.tzinfo:
        days.add(value.astimezone(dt.UTC).date().isoformat())
    return bool(days & {gold["date"][:10], *(day[:10] for day in gold.get("date_accept") or ())})


def _category(article: Article, gold: Gold) -> bool:
    wanted = gold["category"] if isinstance(gold["category"], list) else [gold["category"]]
    return key(article.category) in {key(name) for name in wanted}


def _breadcrumbs(article: Article, gold: Gold) -> bool:
    have, want = ([key(c) for c in crumbs] for crumbs in (article.breadcrumbs, gold["breadcrumbs"]))
    return bool(have in (want, want[1:]) or have[1:] == want)


def _gold_tags(gold: Gold) -> list[str]:
    return list(gold.get("tags") or gold.get("topics") or ())


def _tags(article: Article, gold: Gold) -> bool:
    """Whether most of the tags are the gold's and most of the gold's are there."""
    have, want = {key(tag) for tag in article.tags}, {key(tag) for tag in _gold_tags(gold)}
    return 2 * len(have & want) >= max(len(have), len(want))


def _views(article: Article, gold: Gold) -> bool:
    return article.view_count in {gold["view_count"], *(gold.get("accept") or ())} - {None}


def _site(article: Article, gold: Gold) -> bool:
    return key(article.site) == key(gold["site"])


def _summary(article: Article, gold: Gold) -> bool:
    """Whether the summary is the gold's, which is one text or the paragraphs of one."""
    wanted: str | list[str] = gold.get("dek") or gold["summary"]
    texts = [wanted] if isinstance(wanted, str) else [*wanted, " ".join(wanted)]
    return key(article.summary) in {key(text) for text in texts}


def _subtitle(article: Article, gold: Gold) -> bool:
    return key(article.subtitle) == key(gold["dek"])


def _file_of(url: str | None) -> str:
    return (url or "").split("?")[0].rstrip("/").rpartition("/")[2].casefold()


def _image(article: Article, gold: Gold) -> bool:
    return _file_of(article.image) == _file_of(gold["image"])


_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def _body(article: Article, gold: Gold) -> bool:
    """Whether the F1 over the body's words, as a bag, is at least `LOW`; a title that the gold begins with counts."""
    have = Counter(_TOKEN.findall(article.text.lower()))
    want = Counter(_TOKEN.findall(gold["text"].lower()))
    if gold.get("title_in_body"):
        have |= Counter(_TOKEN.findall((article.title or "").lower())) & want
    return 2 * (have & want).total() >= LOW * (have.total() + want.total())


def _of(name: str) -> Callable[[Gold], bool]:
    return lambda gold: bool(gold.get(name))


FIELDS: dict[str, Field] = {
    "title": Field(("aeb", "fundus", "reader", "recipes", "source", "traf", "wcxb"), _of("title"), _title),
    "authors": Field(
        ("fundus", "reader", "source", "traf", "wcxb"), lambda gold: bool(gold_authors(gold)), _authors
    ),
    "date": Field(("dates", "fundus", "mercury", "reader", "source", "traf", "wcxb"), _of("date"), _date),
    "category": Field(("anatomy", "source"), _of("category"), _category),
    "breadcrumbs": Field(("anatomy",), _of("breadcrumbs"), _breadcrumbs),
    "tags": Field(("fundus", "source"), lambda gold: bool(_gold_tags(gold)), _tags),
    "view_count": Field(("views",), lambda gold: "view_count" in gold, _views),
    "site": Field(("metascraper", "reader", "recipes"), _of("site"), _site),
    "summary": Field(
        ("fundus", "mercury", "metascraper"),
        lambda gold: bool(gold.get("dek") or gold.get("summary")),
        _summary,
    ),
    "subtitle": Field(("mercury", "metascraper"), _of("dek"), _subtitle),
    "image": Field(("mercury", "metascraper", "recipes"), _of("image"), _image),
    "sections": Field(("aeb", "defuddle", "dragnet", "source", "wcxb", "zhnews"), _of("text"), _body),
    "language": Field(("metascraper", "recipes"), _of("language"), _language),
}
"""The fields by name."""
