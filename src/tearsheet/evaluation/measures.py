"""One measure per field: compares found with expected values, and counts hits, found and expected.

The measures are those of public benchmarks: bags of words for the text (WCXB), exact values after folding for
titles and names, exact days for dates, sets for headings and points. Precision is hits over found, recall hits over
expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

POINT_CHARACTERS: Final = 60
"""Letters and digits of a key point, label included, that must agree."""

_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"[\W_]+")


class Score(NamedTuple):
    """How much of a field was right, on one page or over many."""

    hits: float
    """What was found and expected."""
    found: float
    """What was found."""
    expected: float
    """What was expected."""

    @property
    def precision(self) -> float:
        """Share of the found values that were expected; 1.0 if nothing was found and nothing was expected."""
        return self.hits / self.found if self.found else float(not self.expected)

    @property
    def recall(self) -> float:
        """Share of the expected values that were found; 1.0 if nothing was expected."""
        return self.hits / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Score(1, 2, 1).f1
        0.6666666666666666
        >>> Score(0, 0, 0).f1
        1.0
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def fold(text: str) -> str:
    """Return the letters and digits of ``text`` without regard to case and form.

    >>> fold("“It’s”  ﬁne") == fold("it's fine")
    True
    """
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def of_counts(found: Counter[Any], expected: Counter[Any]) -> Score:
    """Compare two bags."""
    return Score((found & expected).total(), found.total(), expected.total())


def of_words(found: str, expected: str) -> Score:
    """Compare two texts as bags of words.

    >>> of_words("one two two", "two three")
    Score(hits=1, found=3, expected=2)
    """
    return of_counts(Counter(_WORD.findall(found.lower())), Counter(_WORD.findall(expected.lower())))


def of_value(found: object, expected: object) -> Score:
    """Compare two values; None means no value."""
    same = found is not None and _same(found, expected)
    return Score(float(same), float(found is not None), float(expected is not None))


def _same(found: object, expected: object) -> bool:
    if isinstance(found, str) and isinstance(expected, str):
        return fold(found) == fold(expected)
    return found == expected


def of_day(found: str | None, expected: str | None) -> Score:
    """Compare the days of two ISO 8601 dates."""
    return of_value(found and found[:10], expected and expected[:10])


def of_strings(found: Iterable[str], expected: Iterable[str]) -> Score:
    """Compare two lists of strings, order and form aside."""
    return of_counts(Counter(map(fold, found)), Counter(map(fold, expected)))


def _authors(article: Mapping[str, Any], expected: Sequence[Any]) -> Score:
    names = [a["name"] if isinstance(a, Mapping) else str(a) for a in expected]
    return of_strings([a["name"] for a in article["authors"]], names)


def _headings(article: Mapping[str, Any]) -> list[tuple[int, str]]:
    return [(s["level"], s["heading"]) for s in article["sections"] if s["heading"] is not None]


def _outline(article: Mapping[str, Any], expected: Sequence[Sequence[Any]]) -> Score:
    return of_strings([heading for _, heading in _headings(article)], [str(line[1]) for line in expected])


def _levels(article: Mapping[str, Any], expected: Sequence[Sequence[Any]]) -> Score:
    """Compare the levels of the headings that both have."""
    found = {fold(heading): level for level, heading in _headings(article)}
    both = [(found[fold(str(line[1]))], line[0]) for line in expected if fold(str(line[1])) in found]
    return Score(sum(a == b for a, b in both), len(both), len(both))


def _point(point: Mapping[str, Any]) -> str:
    return fold(f"{point.get('label') or ''} {point.get('text') or ''}")[:POINT_CHARACTERS]


def _points(article: Mapping[str, Any], expected: Sequence[Mapping[str, Any]]) -> Score:
    return of_counts(Counter(map(_point, article["key_points"])), Counter(map(_point, expected)))


def _snippets_in(article: Mapping[str, Any], expected: Sequence[str]) -> Score:
    found = sum(" ".join(s.split()) in " ".join(article["text"].split()) for s in expected)
    return Score(found, found, len(expected))


def _snippets_out(article: Mapping[str, Any], expected: Sequence[str]) -> Score:
    absent = sum(" ".join(s.split()) not in " ".join(article["text"].split()) for s in expected)
    return Score(absent, len(expected), len(expected))


def _blocks(article: Mapping[str, Any], expected: Sequence[Mapping[str, Any]]) -> Score:
    """Compare a person's verdicts on blocks with the blocks that were kept."""
    kept = article["kept_blocks"]
    right = sum((b["xpath"] in kept) == bool(b["keep"]) for b in expected)
    return Score(right, len(expected), len(expected))


def _plain(name: str) -> Callable[[Mapping[str, Any], Any], Score]:
    return lambda article, expected: of_value(article[name], expected)


MEASURES: Final[dict[str, Callable[[Mapping[str, Any], Any], Score]]] = {
    "text": lambda article, expected: of_words(article["text"], expected),
    "in_text": _snippets_in,
    "not_in_text": _snippets_out,
    "blocks": _blocks,
    "outline": _outline,
    "levels": _levels,
    "key_points": _points,
    "title": _plain("title"),
    "subtitle": _plain("subtitle"),
    "summary": _plain("summary"),
    "date": lambda article, expected: of_day(article["date"], expected),
    "date_modified": lambda article, expected: of_day(article["date_modified"], expected),
    "authors": _authors,
    "category": _plain("category"),
    "breadcrumbs": lambda article, expected: of_strings(article["breadcrumbs"], expected),
    "tags": lambda article, expected: of_strings(article["tags"], expected),
    "view_count": _plain("view_count"),
    "site": _plain("site"),
    "language": _plain("language"),
    "kind": _plain("kind"),
    "error": _plain("error"),
}
"""For each name that an expectation may list: the article as a dict (and ``text``) and the expectation to a score.

``error`` is the code that the page is refused with.
"""
