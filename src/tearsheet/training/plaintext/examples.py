"""From texts with known answers to rows: of blocks, of lines that may be titles or headings, and of stated values."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tearsheet.errors import ArticleError
from tearsheet.extract import extract
from tearsheet.page import Page
from tearsheet.page.read import read_tree
from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.dates import find_dates
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.forest import forest_of
from tearsheet.plaintext.header_footer import Frame, read_header
from tearsheet.plaintext.heading_lines import heading_lines, heading_rows
from tearsheet.plaintext.leftovers import without_leftovers
from tearsheet.plaintext.line_features import features
from tearsheet.plaintext.meta_line import Part
from tearsheet.plaintext.read import around_of, blocks_of
from tearsheet.plaintext.roles import ROLES, reading_of
from tearsheet.plaintext.shape import keys_of, meta_parts, shape_of
from tearsheet.plaintext.title_lines import Lines, title_lines, title_rows
from tearsheet.plaintext.value import Around, Value
from tearsheet.plaintext.value_rows import rows_of
from tearsheet.plaintext.values import find_values
from tearsheet.training.corpora import is_placeholder
from tearsheet.training.plaintext.labels import Marked, label_blocks, mark_made, mark_page
from tearsheet.training.plaintext.synthesis import make
from tearsheet.training.plaintext.texts import Text, read_texts

MADE_EVERY = 3
"""Of so many pages one also gives a text that is made from its article."""
ROUNDED = 0.06
"""Greatest share by which the compact form of a count may differ from it."""
SAME_TRAIL = 0.75
"""F1 of two trails from which on they count as the same."""
MADE_WEIGHT = 0.5
"""Weight of a value in a text that was made for training."""
UNSURE = 0.5
"""Weight of a title or heading that only the library itself has found on the page."""
UNKNOWN_WEIGHT = 0.3
"""Weight of a value of which nothing is known; it counts as wrong."""
JUDGED = ("category", "author", "view_count", "breadcrumbs", "site", "date")
"""The fields whose values are judged."""


class MarkedText(NamedTuple):
    """A text with its rows and roles."""

    text: Text
    marked: Marked
    rows: NDArray[np.float32]
    roles: NDArray[np.int8]
    weights: NDArray[np.float32]
    made: bool
    keys: Sequence[str]

    @property
    def half(self) -> int:
        """The half of the sites that it belongs to."""
        return int(self.text.fold > 2)


def marked_texts(folders: list[Path], corpora: Path) -> list[MarkedText]:
    """Return the texts in ``folders``, and for each page texts that are made from its article."""
    found = (with_rows(*source) for source in sources(folders, corpora))
    return [text for text in found if text is not None]


def sources(folders: list[Path], corpora: Path) -> Iterator[tuple[Text, Marked, bool]]:
    """Yield each text with its marked page, and whether it is made; the texts of a page come together."""
    read = (text._replace(text=without_leftovers(text.text)) for text in read_texts(folders, corpora))
    texts = sorted(read, key=lambda text: text.page)
    for _, group in groupby(texts, key=lambda text: text.page):
        same = list(group)
        text = same[0]
        try:
            page = Page.from_tree(read_tree(gzip.decompress(text.page.read_bytes())), url=text.url)
            article = extract(page).article
        except ArticleError:
            continue
        for text in same:
            yield text, mark_page(page, article, text.gold), False
        made = make(article, text.id) if zlib.crc32(text.id.encode()) % MADE_EVERY == 0 else None
        if made is not None:
            own = text._replace(form=made.shape, text=made.text, gold=made.gold)
            yield own, mark_made(made.blocks, made.gold), True


def with_rows(text: Text, marked: Marked, made: bool) -> MarkedText | None:  # noqa: FBT001  # as `sources` yields it
    """Return a text with its rows and roles; None if it has no blocks."""
    blocks = blocks_of(text.text)
    if not blocks:
        return None
    roles, weights = label_blocks(blocks, marked)
    keys = keys_of(blocks)
    rows = features(blocks, [shape_of(block, meta_parts(block)) for block in blocks], keys)
    return MarkedText(
        text,
        marked,
        np.array(rows, dtype=np.float32),
        np.array(roles, dtype=np.int8),
        np.array(weights, dtype=np.float32),
        made,
        keys,
    )


class Example(NamedTuple):
    """A value that a text states, with its row and whether it is right."""

    field: str
    row: list[float]
    right: bool
    weight: float
    text: MarkedText
    name: str
    """The folded value."""
    known: bool
    """The text has a gold answer for the field."""


class ReadText(NamedTuple):
    """A text as it is read by models that have not seen its site."""

    marked: MarkedText
    lines: Lines
    parts: Sequence[tuple[Part, ...]]


def read_again(texts: Sequence[MarkedText], halves: Sequence[dict[str, Any]]) -> Iterator[ReadText]:
    """Yield each text with its roles, read by the half's model that has not seen the site."""
    forests = [forest_of(model) for model in halves]
    for text in texts:
        blocks = blocks_of(text.text.text)
        reading = reading_of(text.rows.tolist(), forests[text.half], halves[text.half])
        parts = [meta_parts(block) for block in blocks]
        shapes = [shape_of(block, found) for block, found in zip(blocks, parts, strict=True)]
        url = text.text.url
        url = None if url is None or is_placeholder(url) else url
        yield ReadText(text, Lines(blocks, shapes, text.keys, reading, url), parts)


class LineExample(NamedTuple):
    """A line that may be a title or heading, with its row and whether it is one."""

    row: NDArray[np.float32]
    right: bool
    weight: float
    text: MarkedText


def title_examples(texts: Iterable[ReadText]) -> Iterator[LineExample]:
    """Yield the lines that may be the title of a text; a text with a URL gives them twice, with it and without."""
    for text, lines, _ in texts:
        answer = text.marked.values["title"]
        header, top = read_header(lines.blocks)
        if not answer or any(line.field == "title" for _, line in header):
            continue
        weight = (1.0 if text.text.gold.get("title") else UNSURE) * (MADE_WEIGHT if text.made else 1.0)
        for each in (lines, lines._replace(url=None)) if lines.url else (lines,):
            found = title_lines(each, top)
            for line, row in zip(found, title_rows(each, found), strict=True):
                yield LineExample(np.array(row, dtype=np.float32), line.key == fold(answer), weight, text)


def framed(
    texts: Iterable[ReadText], titles: Sequence[dict[str, Any]]
) -> Iterator[tuple[MarkedText, Around, Frame]]:
    """Yield each text with its title and body; ``titles`` are the halves' models of titles.

    Every other text is read without its URL.
    """
    forests = [forest_of(model) for model in titles]
    for k, (text, lines, parts) in enumerate(texts):
        known = lines if k % 2 else lines._replace(url=None)
        yield text, *around_of(text.text.text, parts, known, forests[text.half])


def heading_examples(texts: Iterable[tuple[MarkedText, Around, Frame]]) -> Iterator[LineExample]:
    """Yield the lines of bodies that may be headings."""
    for text, around, frame in texts:
        chosen = heading_lines(around, frame.reasons)
        known = text.text.gold.get("outline") is not None
        weight = (1.0 if known else UNSURE) * (MADE_WEIGHT if text.made else 1.0)
        for i, row in zip(chosen, heading_rows(around, frame.reasons, chosen), strict=True):
            right = int(text.roles[i]) == ROLES.index("heading")
            yield LineExample(
                np.array(row, dtype=np.float32),
                right,
                weight * float(text.weights[i]) * len(chosen) ** -0.5,
                text,
            )


def value_examples(texts: Iterable[tuple[MarkedText, Around, Frame]]) -> Iterator[Example]:
    """Yield the values that texts state."""
    for text, around, _ in texts:
        values = find_values(around)
        for value, row in zip(values, rows_of(around, values), strict=True):
            if value.field in JUDGED:
                right, weight, known = _judged(value, text)
                yield Example(value.field, row, right, weight, text, fold(value.value), known)


def _judged(value: Value, text: MarkedText) -> tuple[bool, float, bool]:
    """Return whether a value is right, how much that counts, and whether a gold answer says so."""
    answers = text.marked.values
    key = {"author": "authors"}.get(value.field, value.field)
    known = text.text.gold.get(key) is not None or (key == "view_count" and key in text.text.gold)
    weight = 1.0 if known else 0.6 if answers.get(key) else UNKNOWN_WEIGHT
    return _is_right(value, answers), weight * (MADE_WEIGHT if text.made else 1.0), known and not text.made


def _is_right(value: Value, answers: dict[str, Any]) -> bool:
    said = fold(value.value)
    if value.field in ("category", "author"):
        return said in {fold(name) for name in answers["authors" if value.field == "author" else "category"]}
    if value.field == "view_count":
        return _is_count(int(value.value), answers["view_count"])
    if value.field == "site":
        return bool(said) and said == fold(answers["site"] or "")
    if value.field == "date":
        dates = find_dates(value.value)
        return bool(dates) and dates[0].value.isoformat()[:10] == (answers["date"] or "")[:10]
    want = {fold(c) for c in answers["breadcrumbs"] if not is_home(c)}
    have = {fold(c) for c in value.crumbs if not is_home(c)}
    return bool(want) and 2 * len(want & have) >= SAME_TRAIL * (len(want) + len(have))


def _is_count(said: int, right: int | None) -> bool:
    """Whether a count is the right one, or what a compact form (``3.6K``) leaves of it."""
    if right is None:
        return False
    compact = said >= 1000 and said % 100 == 0
    return said == right or (compact and abs(said - right) <= ROUNDED * right)
