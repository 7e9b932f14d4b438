"""Pages that were put into one line with spaces alone: where title, lines about the article and text begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.counts import find_view_counts
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.names import begins_with_by
from tearsheet.parsing.titles import fold
from tearsheet.vocab import load

MIN_CHARS = 400
"""Shortest line, in characters, that may be a whole page."""
HEAD_WORDS = 160
"""How many words at the beginning are searched for the title and the lines about the article."""
TITLE_WORDS = range(24, 3, -1)
"""Lengths, in words, of a title that comes twice, the longest first."""
META_WORDS = 14
"""Most words between the title and what is said about the article, and between its parts."""
MAX_TITLE_WORDS = 24
"""Most words of a title that comes once."""
TRAIL_SIGNS = frozenset(load("breadcrumbs")["separators"]["strong"]) | {"/"}
_PAGE = frozenset(map(fold, load("breadcrumbs")["page"]))
_WORD = re.compile(r"\S+")
_GLUED = re.compile(r"[^\W\d_]\S{0,30}?(?: [^\W\d_]\S{0,30}?){0,3}\d[\d.,]{0,12}[kKmM]?(?=\s)")
"""A category and a number without a space between them."""
_TAIL = re.compile(r"\s(?=(?:©|\(c\)\s\d{4}|Copyright\s(?:©|\d{4})))", re.IGNORECASE)
_PLAIN = load("plaintext")
_MENU = frozenset(
    fold(word)
    for words in (
        *(_PLAIN[name] for name in ("controls", "footer", "no_subject", "related", "responses")),
        load("category")["sections"],
        load("category")["generic"],
    )
    for word in words
)

Range = tuple[int, int]
"""Two offsets, or the indices of two words: the first of a part and the one behind it."""


def cut_line(text: str) -> list[int]:
    """Return the offsets at which ``text`` is to be cut into lines, in order; empty if it is no page in one line.

    >>> page = "Home News The mill turns again By Ada Lund May 3, 2024 " + "The wheel turned, and all were glad. " * 12
    >>> starts = cut_line(page)
    >>> [page[a:b].strip() for a, b in zip(starts, starts[1:])]
    ['Home News', 'The mill turns again', 'By Ada Lund', 'May 3, 2024']
    """
    if len(text) < MIN_CHARS:
        return []
    words = [(m.start(), m.end()) for _, m in zip(range(HEAD_WORDS), _WORD.finditer(text), strict=False)]
    parts = _meta_parts(text, words, 0, reach=len(words))
    keys = [fold(text[a:b]) for a, b in words]
    title = (
        _repeated(text, words, parts)
        or _said_again(text, words, keys, parts)
        or _before_meta(text, words, parts)
    )
    if title is None:
        return []
    first, last = title
    cuts = {words[0][0], words[first][0], words[last][0]}
    cuts.update(edge for part in _meta_parts(text, words, last) for edge in part)
    for k in _again(keys, first, last):
        cuts.update((words[k][0], words[k + last - first - 1][1]))
    for k in range(first - 1):
        if _opens_trail(text, words, k):
            cuts.update((words[k][0], _trail_end(text, words, k, first)))
    tail = _TAIL.search(text, len(text) // 2)
    if tail:
        cuts.add(tail.end())
    return sorted({_WORD.search(text, cut).start() for cut in cuts})  # type: ignore[union-attr]  # text follows


def _opens_trail(text: str, words: list[Range], k: int) -> bool:
    """Whether word ``k`` is the site's start, behind a label or not, with a sign behind it, as trails begin."""
    sign = text[slice(*words[k + 1])]
    return sign in TRAIL_SIGNS and is_home(text[slice(*words[k])].rpartition(":")[2])


def _trail_end(text: str, words: list[Range], k: int, last: int) -> int:
    """Offset behind the trail that begins with word ``k`` if a word for the page itself ends it; else of its beginning."""
    for i in range(k + 2, last):
        if text[slice(*words[i - 1])] in TRAIL_SIGNS and fold(text[slice(*words[i])]) in _PAGE:
            return words[i + 1][0] if i + 1 < len(words) else words[i][1]
    return words[k][0]


def _repeated(text: str, words: list[Range], parts: list[Range]) -> Range | None:
    """Return where the longest run of words that comes twice is the last time: its first word and the word behind.

    Where the text says something about the article, the run is before that.
    """
    last = next((k for k, (start, _) in enumerate(words) if parts and start >= parts[0][0]), len(words) - 1)
    keys = [fold(text[a:b]) for a, b in words[:last]]
    ended = [0, *accumulate(text[b - 1] in ".。!?" for _, b in words[:last])]
    for size in TITLE_WORDS:
        seen: set[tuple[str, ...]] = set()
        found = None
        for k in range(last - size + 1):
            run = tuple(keys[k : k + size])
            sentences = ended[k + size - 1] - ended[k]
            if run in seen and run[0] and run[-1] and not sentences:
                found = k
            seen.add(run)
        if found is not None:
            return found, found + size
    return None


def _said_again(text: str, words: list[Range], keys: list[str], parts: list[Range]) -> Range | None:
    """Return the longest run of words right before what is said about the article that comes again behind it.

    It begins as a title does, and so does what follows it behind the article's data: in a sentence, words go on.
    """
    last = next((k for k, (start, _) in enumerate(words) if parts and start >= parts[0][0]), 0)
    for size in TITLE_WORDS:
        first = last - size
        if first >= 0 and not text[words[first][0]].islower():
            ends = [k + size for k in _again(keys, first, last)]
            if any(not text[words[k][0]].islower() for k in ends):
                return first, last
    return None


def _again(keys: list[str], first: int, last: int) -> Iterator[int]:
    """Yield where the words from ``first`` up to ``last`` begin again behind it."""
    run, size = keys[first:last], last - first
    k = last
    while k + size < len(keys):
        if keys[k] == run[0] and keys[k : k + size] == run:
            yield k
            k += size
        else:
            k += 1


def _before_meta(text: str, words: list[Range], parts: list[Range]) -> Range | None:
    """Return the words between the menu and the first thing that is said about the article."""
    if not parts:
        return None
    last = next(k for k, (start, _) in enumerate(words) if start >= parts[0][0])
    first = 0
    while first < last:
        two = fold(" ".join(text[a:b] for a, b in words[first : first + 2]))
        one = fold(text[slice(*words[first])])
        step = 2 if two in _MENU and first + 2 <= last else 1 if one in _MENU or is_home(one) else 0
        if not step:
            break
        first += step
    return (first, last) if 2 < last - first <= MAX_TITLE_WORDS else None


def _meta_parts(text: str, words: list[Range], last: int, reach: int = META_WORDS) -> list[Range]:
    """Return the ranges behind word ``last`` that give date, author or views, none far behind the one before."""
    if last >= len(words):
        return []
    found: list[Range] = []
    index = last
    for start, stop in sorted(_stated(text, words, last)):
        here = next((k for k, (a, _) in enumerate(words) if a >= start), len(words))
        if here - index > reach:
            break
        if not found or start >= found[-1][1]:
            found.append((start, stop))
            index = next((k for k, (a, _) in enumerate(words) if a >= stop), len(words))
            reach = META_WORDS
    return found


def _stated(text: str, words: list[Range], last: int) -> Iterator[Range]:
    start, stop = words[last][0], words[-1][1]
    head = text[start:stop]
    dates = [
        (start + d.span[0], start + _with_glued(head, len(head[: d.span[1]].rstrip(" ,|·-"))))
        for d in find_dates(head)
    ]
    yield from dates
    for k, (a, _) in enumerate(words[last:], last):
        if text[a].isdigit():
            yield from _views(text, words, k, max(last, k - 2))
    for k, (a, b) in enumerate(words[last:], last):
        if text[a].isupper() and begins_with_by(text[a : b + 20]):
            name = _name_end(text, words, k + 1, dates)
            if name > b:
                yield a, name
                return


def _with_glued(text: str, end: int) -> int:
    """Return where a date ends that ends at ``end``, with a category and a number of views that touch it."""
    glued = _GLUED.match(text, end)
    return glued.end() if glued else end


def _views(text: str, words: list[Range], k: int, first: int) -> Iterator[Range]:
    """Yield the range of the count of views that word ``k`` is in, its label before or behind it."""
    for low, high in ((k, k + 1), (first, k)):
        start, stop = words[low][0], words[min(high, len(words) - 1)][1]
        for count in find_view_counts(text[start:stop]):
            yield start + count.span[0], start + count.span[1]
            return


def _name_end(text: str, words: list[Range], k: int, dates: list[Range]) -> int:
    """Offset behind the capitalised words, three at most, that follow a by-word."""
    end = -1
    for a, b in words[k : k + 3]:
        if not text[a].isupper() or any(x <= a < y for x, y in dates):
            break
        end = b
        if text[b - 1] in ",;|":
            break
    return end
