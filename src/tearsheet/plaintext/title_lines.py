"""The title among the lines of a text: the likely ones are compared with each other, and the best one is taken.

The order of the columns is part of the model; a change here needs new training.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from tearsheet.fields.title_hints import slug_of
from tearsheet.native.forest import ForestEvaluator
from tearsheet.parsing.names import is_full_name
from tearsheet.parsing.titles import fold, segments
from tearsheet.parsing.urls import host_of
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.roles import ROLES, Reading
from tearsheet.plaintext.shape import Shape, is_running

FILE: Final = "line_titles"
"""Name of the data file."""
MAX_TITLE = 250
"""Longest title, in characters."""
MOST = 12
"""Most lines that are compared with each other."""
TOP = 3
"""How many blocks at the top may be the title element of a page: title and name of the site in one line."""
MAX_SITE_WORDS = 4
MIN_KEPT = 8
"""Fewest characters of a title whose end may be the site's name; of a shorter one, such as "About", it is a part."""
FAR = 40
"""Greatest distance, in blocks, that is kept apart from greater ones."""
ROLE_NEAR = ("title", "before", "meta", "teaser", "paragraph", "heading")
"""Roles whose probabilities for the lines beside a candidate are compared."""
MOST_BODY_WORDS = 400
"""How many words of the running text are compared with a title."""
MIN_WORD = 4
"""Shortest word that is compared, in letters."""
OTHER_COUNT = 2
"""`Shape.counted` of a line with a reading time or a count of comments."""
_AFFIX = re.compile(r"\s[|·•»«:–—/-]+\s|\s?[|｜_]\s?")
_WORD = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line that may be the title."""

    block: int
    text: str
    """The title that it holds: its text, without the name of the site."""
    key: str
    """The folded title."""


class Lines(NamedTuple):
    """A text's blocks with all that was read of them."""

    blocks: Sequence[Block]
    shapes: Sequence[Shape]
    keys: Sequence[str]
    reading: Reading
    url: str | None


def title_lines(lines: Lines, top: int) -> list[Line]:
    """Return the likeliest title lines from block ``top`` on, each title once, in the order of the text."""
    blocks, reading = lines.blocks, lines.reading
    known = [fold(b.text) for b in blocks if len(b.text) <= MAX_TITLE]
    order = sorted(range(top, len(blocks)), key=lambda i: -reading.of(i, "title"))
    found: dict[str, Line] = {}
    for i in order:
        text = blocks[i].text
        if len(text) > MAX_TITLE or _is_no_title(blocks[i], lines.shapes[i]):
            continue
        kept = _trimmed(without_site(text, known) if i < TOP else text)
        key = fold(kept)
        if key and key not in found:
            found[key] = Line(i, kept, key)
            if len(found) == MOST:
                break
    return sorted(found.values())


def _trimmed(text: str) -> str:
    """Return a title without the separators of a trail that ends in it, and without the mark of a link to itself."""
    return text.lstrip("/»›→> ").removesuffix(" #").rstrip("»›/ ") or text


def _is_no_title(block: Block, its: Shape) -> bool:
    """Whether a line cannot be a title: a sentence that ends, a picture's or a button's place, a line about the article."""
    sentences = is_running(its) and its.sentences > 0 and its.end == 1
    return sentences or its.author or its.counted == OTHER_COUNT or block.text.startswith(("[", "(BUTTON)"))


def without_site(text: str, keys: Sequence[str]) -> str:
    """Cut the name of the site off a title: what follows the last separator, if a line of the text says the same."""
    cuts = list(_AFFIX.finditer(text))
    if not cuts:
        return text
    kept, dropped = text[: cuts[-1].start()], text[cuts[-1].end() :]
    known = fold(dropped)
    sure = "|" in cuts[-1][0] and len(dropped.split()) <= MAX_SITE_WORDS
    if (
        len(kept) >= MIN_KEPT
        and known
        and (sure or known in keys or any(known in key for key in keys[-TOP:]))
    ):
        return kept
    return text


def judged(lines: Lines, candidates: Sequence[Line], forest: ForestEvaluator) -> list[tuple[Line, float]]:
    """Return the candidates with their probabilities, best first."""
    scores = forest.sums(title_rows(lines, candidates)) if candidates else []
    pairs = [(c, 1.0 / (1.0 + math.exp(-s[0]))) for c, s in zip(candidates, scores, strict=True)]
    return sorted(pairs, key=lambda pair: -pair[1])


def title_rows(lines: Lines, candidates: Sequence[Line]) -> list[list[float]]:
    """Return for each candidate the row that its probability is read from."""
    if not candidates:
        return []
    keys, reading = lines.keys, lines.reading
    own = [reading.of(c.block, "title") for c in candidates]
    times = Counter(keys)
    summed: defaultdict[str, float] = defaultdict(float)
    for i, key in enumerate(keys):
        if times[key] > 1 and key:
            summed[key] += reading.of(i, "title")
    first = next((i for i, role in enumerate(reading.roles) if role == "paragraph"), len(keys))
    last = max((i for i, role in enumerate(reading.roles) if role == "paragraph"), default=-1)
    best = max(range(len(own)), key=own.__getitem__)
    ranks = sorted(range(len(own)), key=lambda k: -own[k])
    parts = _Parts(lines)
    address = _Address(lines.url)
    body = _body_words(lines)
    said = [_share_in(c.text, body) for c in candidates]
    addressed = [address.row(c) for c in candidates]
    slugs = [shared for shared, *_ in addressed]
    rows = []
    for k, (c, p) in enumerate(zip(candidates, own, strict=True)):
        others = [q for j, q in enumerate(own) if j != k]
        rows.append(
            [
                *reading.rows[c.block],
                *reading.probabilities[c.block],
                *(_near(lines, c.block + step, role) for step in (-1, 1, 2) for role in ROLE_NEAR),
                p - max(others, default=0.0),
                summed[c.key] or p,
                ranks.index(k),
                k,
                len(candidates),
                max(-FAR, min(FAR, c.block - candidates[best].block)),
                max(-FAR, min(FAR, c.block - first)),
                max(-FAR, min(FAR, c.block - last)),
                sum(q > p for q in own[:k]),
                sum(q > p for q in own[k + 1 :]),
                _kin(candidates, k),
                len(c.key),
                len(c.text.split()),
                float(len(c.key) < len(keys[c.block])),
                float(ROLES.index(reading.roles[c.block])),
                lines.blocks[c.block].level if lines.blocks[c.block].kind == "heading" else -1,
                float(is_full_name(c.text)) if len(c.text) < FAR else 0.0,
                *parts.row(c),
                *addressed[k],
                said[k],
                _lead(said, k),
                _lead(slugs, k),
            ]
        )
    return rows


def _near(lines: Lines, i: int, role: str) -> float:
    return lines.reading.of(i, role) if 0 <= i < len(lines.keys) else -1.0


def _kin(candidates: Sequence[Line], k: int) -> float:
    """How a candidate overlaps with others: 1 if it is a part of another, 2 if another is a part of it, 3 if both."""
    key = candidates[k].key
    longer = any(key in c.key for j, c in enumerate(candidates) if j != k)
    shorter = any(c.key in key for j, c in enumerate(candidates) if j != k)
    return longer + 2.0 * shorter


class _Parts:
    """The first lines, which may be the title element of a page, in their parts."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.parts = [
            list(map(fold, segments(b.text))) for b in lines.blocks[:TOP] if len(b.text) <= MAX_TITLE
        ]
        self.known = set(lines.keys)

    def row(self, line: Line) -> tuple[float, ...]:
        """Return which part of one of the first lines a candidate is, of how many, and whether the rest is a line."""
        for place, parts in enumerate(self.parts):
            if len(parts) > 1 and line.key in parts:
                at = parts.index(line.key)
                rest = [part for part in parts if part != line.key]
                return (
                    float(at),
                    float(len(parts) - 1 - at),
                    float(sum(part in self.known for part in rest)),
                    float(place),
                    float(max(map(len, rest), default=0)),
                )
        return _NO_PART


def _body_words(lines: Lines) -> frozenset[str]:
    """Return the words that the running text begins with."""
    found: list[str] = []
    for block, its in zip(lines.blocks, lines.shapes, strict=True):
        if is_running(its):
            found += _WORD.findall(block.text.casefold())
            if len(found) > MOST_BODY_WORDS:
                break
    return frozenset(found)


def _share_in(text: str, words: frozenset[str]) -> float:
    """Return the share of a line's longer words that are in the running text; -1 if it has none."""
    own = [word for word in _WORD.findall(text.casefold()) if len(word) >= MIN_WORD]
    return sum(word in words for word in own) / len(own) if own else -1.0


def _lead(values: Sequence[float], k: int) -> float:
    """Return how much greater a value is than all others."""
    return values[k] - max((value for j, value in enumerate(values) if j != k), default=0.0)


_NO_PART = (-1.0, -1.0, -1.0, -1.0, -1.0)


class _Address:
    """What the URL says about the title and about the name of the site."""

    def __init__(self, url: str | None) -> None:
        self.slug = slug_of(url)
        self.host = fold(host_of(url) or "").removeprefix("www") if url else ""

    def row(self, line: Line) -> tuple[float, ...]:
        """Return the shares of the address's and the line's words that are in both, and whether the host has the line."""
        shared: tuple[float, ...] = (-1.0, -1.0)
        if self.slug:
            plain = unicodedata.normalize("NFKD", line.text.casefold().replace("'", "").replace("’", ""))
            words = set(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))
            both = len(words & self.slug)
            shared = both / len(self.slug), both / (len(words) or 1)
        return *shared, float(len(line.key) > 2 and line.key in self.host) if self.host else -1.0
