"""From the roles of blocks to an article: its title, where its body is, and why each other block is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.native.forest import ForestEvaluator
from tearsheet.parsing.breadcrumbs import is_home
from tearsheet.parsing.cues import cue_of
from tearsheet.parsing.titles import fold
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.boilerplate import (
    CLAIM,
    CONTROL,
    FOOTER,
    RELATED,
    RESPONSES,
    names_neighbour,
)
from tearsheet.plaintext.forest import load_forest
from tearsheet.plaintext.key_value_lines import FIRST_LINES, KeyLine, read_key_line
from tearsheet.plaintext.lines import ends_sentence
from tearsheet.plaintext.roles import BODY, Reading
from tearsheet.plaintext.shape import Shape, is_running
from tearsheet.plaintext.title_lines import FILE as TITLES_FILE
from tearsheet.plaintext.title_lines import TOP, Line, Lines, judged, title_lines

MIN_TITLE = 0.08
"""Least probability of a title. Reasoning: a text nearly always has one; below this nothing looks like it."""
LIKELY_TITLE = 0.2
"""Probability from which on a title is taken rather than a line that ends in a count."""
LIKE_TITLE = 0.05
"""Probability of a title from which on the line below a short first line is the title."""
LIKE_BEST = 0.3
"""Share of the first line's probability that it has at least, unless the first line is a menu."""
NEAR = 8
"""How many lines before and behind a teaser are searched for the title."""
MIN_PART = 8
"""Fewest folded characters of such a title."""
MAX_SITE_WORDS = 3
LATE = 0.3
"""A title with more than this share of the running text above it is not above the body."""
MOST = 0.6
"""Share of the body that must be above a cue of comments or of other articles for the rest to be left out."""
MAX_DOUBTFUL = 12
"""Most blocks between body and the cue of a footer that are put back into the body."""
BOILERPLATE = frozenset({CONTROL, FOOTER, RELATED, RESPONSES, CLAIM})
"""Classes of lines of which every page has some; a text without any was copied without the page around it."""
MIN_SENTENCE = 6
"""Fewest words of a sentence with which a body begins."""
SENTENCE_ENDS = (1, 2, 3, 4)
"""`Shape.end` of what ends a sentence or introduces what follows."""
SURE_FOOTER = 0.75
"""Mean probability of the footer from which on they are left out."""
MAX_SIGNATURE = 8
"""Most blocks of a mail's signature, its dashes included."""
MAX_NEIGHBOURS = 12
"""How many lines at the end may name the articles before and after."""
CENTRED = 12
"""Fewest columns before a number that was set in the middle or at the right."""
MAX_PAGE_DIGITS = 4

MAX_LABEL, MAX_LABEL_WORDS = 20, 2
"""Longest name, in characters and in words, that labels an article below the line with its date."""
MAX_HEADING = 0.3
"""Probability of a heading from which on such a name may be one."""
MAX_CUE = 60
"""Longest line, in characters, that says that key points follow."""
MIN_POINTS, MAX_POINTS = 2, 20
"""Fewest and most key points below such a line."""
MIN_COPIED = 4
"""Fewest blocks of running text that come again in a copy of a body."""
COPIED_SHARE = 0.25
"""Least share of a body's running text that they are."""
COPY_LEAD = 3
"""How many blocks before the first of them may belong to the copy, such as its heading."""

_COUNTED = re.compile(r"[:：] ?\d+$")
_REASONS = {
    "before": "header",
    "title": "repeat",
    "meta": "meta-line",
    "teaser": "teaser",
    "after": "footer",
    "aside": "aside",
}


class Frame(NamedTuple):
    """Which blocks are the body, and what the text's title is."""

    title: str
    """The title; '' if there is none."""
    start: int
    """Offset in the source of the title's first character; -1 if there is none."""
    stop: int
    headline: int
    """Index of the block that is the title above the body; -1 if there is none."""
    reasons: tuple[str, ...]
    """For each block ``body``, or why it was left out."""
    key_lines: tuple[tuple[int, KeyLine], ...]
    """Lines of a header at the very top, such as that of a mail, with the index of their block."""
    probability: float
    """Probability of the title; 1 if a header states it."""

    @property
    def first(self) -> int:
        """Index of the first block of the body; the number of blocks if there is none."""
        return self.reasons.index("body") if "body" in self.reasons else len(self.reasons)

    @property
    def last(self) -> int:
        """Index of the last block of the body; -1 if there is none."""
        return max((i for i, r in enumerate(self.reasons) if r == "body"), default=-1)


def find_frame(lines: Lines, titles: ForestEvaluator | None = None) -> Frame:
    """Return title and body of the text that ``lines`` are of.

    Training gives its own model of ``titles``, whose likeliest line is taken as it is.
    """
    blocks, shapes, keys, reading, _ = lines
    header, top = read_header(blocks)
    title, start, stop, block, probability = _stated_title(header) or _likely_title(lines, top, titles)
    key = fold(title)
    reasons = [_reason(role) for role in reading.roles]
    _extend_to_cue(shapes, reading, reasons)
    headline = _above_body(shapes, keys, key, block, reasons)
    for i in range(len(blocks)):
        if i < top:
            reasons[i] = "key-line"
        elif i <= headline:
            reasons[i] = "header" if keys[i] != key else "repeat"
        elif key and keys[i] == key and reasons[i] == "body" and i <= headline + TOP:
            reasons[i] = "repeat"
        elif reasons[i] == "repeat" and keys[i] != key and is_running(shapes[i]):
            reasons[i] = "body"
        elif reasons[i] == "body" and shapes[i].vocabulary == CLAIM:
            reasons[i] = "footer"
        elif reasons[i] == "body" and _is_page_number(blocks[i]):
            reasons[i] = "aside"
    if headline >= 0:
        reasons[headline] = "title"
        _begin_early(shapes, reasons, headline)
        _take_in_points(blocks, reasons, headline)
        _leave_out_label(blocks, shapes, reading, reasons)
    end = min(_signature(blocks), _neighbours(blocks, shapes), _cue_behind(blocks, shapes, reasons, headline))
    reasons[end:] = ["footer" if reason == "body" else reason for reason in reasons[end:]]
    _drop_copies(blocks, shapes, reasons)
    if "body" not in reasons:
        reasons = _all_running(shapes, reasons, headline)
    return Frame(title, start, stop, headline, tuple(reasons), tuple(header), probability)


def read_header(blocks: Sequence[Block]) -> tuple[list[tuple[int, KeyLine]], int]:
    """Read ``Key: value`` lines at the very top; return them and the index behind them (0 if they are no header)."""
    found: list[tuple[int, KeyLine]] = []
    last = -1
    for i, block in enumerate(blocks[:FIRST_LINES]):
        line = read_key_line(block.text) if block.kind in ("text", "heading") else None
        if line is not None:
            found.append((i, line))
        elif not (found and block.kind == "item"):  # lists of tags in front matter
            break
        last = i
    named = [line for _, line in found if line.field != "other"]
    if len(named) < 2 and not (named and named[0].field == "title"):
        return [], 0
    return found, last + 1


def _stated_title(header: Sequence[tuple[int, KeyLine]]) -> tuple[str, int, int, int, float] | None:
    return next(
        ((line.value, -1, -1, i, 1.0) for i, line in header if line.field == "title" and line.value), None
    )


def _likely_title(lines: Lines, top: int, titles: ForestEvaluator | None) -> tuple[str, int, int, int, float]:
    """Return the most likely title, its range, its block and its probability; an empty one if nothing is likely."""
    found = judged(lines, title_lines(lines, top), titles or load_forest(TITLES_FILE))
    if not found or found[0][1] < MIN_TITLE:
        return "", -1, -1, -1, 0.0
    line, probability = found[0] if titles else _reconsidered(lines, top, found)
    block = lines.blocks[line.block]
    if line.text == block.text:
        return line.text, block.start, block.stop, line.block, probability
    start = block.start + block.text.find(line.text)
    return line.text, start, start + len(line.text), line.block, probability


def _reconsidered(lines: Lines, top: int, found: Sequence[tuple[Line, float]]) -> tuple[Line, float]:
    """Return the likeliest title, or another one in place of a count, of the site's name in the first line, or of a teaser.

    A teaser continues a title that occurs twice.
    """
    best = next(
        (pair for pair in found if pair[1] >= LIKELY_TITLE and not _COUNTED.search(pair[0].text)), found[0]
    )
    below = next((pair for pair in found if pair[0].block == top + 1), best)
    if best[0].block == top and _is_site_line(lines, top):
        menu = is_home(best[0].text.split()[0])
        if menu or below[1] >= LIKE_BEST * best[1]:
            return below
    near = Counter(lines.keys[max(0, best[0].block - NEAR) : best[0].block + NEAR])
    repeated = (
        pair
        for pair in found
        if len(pair[0].key) >= MIN_PART
        and near[pair[0].key] > 1
        and best[0].key != pair[0].key
        and best[0].key.startswith(pair[0].key)
    )
    return max(repeated, key=lambda pair: len(pair[0].key), default=best)


def _is_site_line(lines: Lines, i: int) -> bool:
    """Whether a short first line is above a longer one that may be the title: then it names the site."""
    blocks, shapes, _, reading, _ = lines
    if i + 2 >= len(blocks) or shapes[i].words > MAX_SITE_WORDS or shapes[i].end:
        return False
    below = shapes[i + 1]
    titled = reading.of(i + 1, "title") >= LIKE_TITLE
    return titled and below.words > MAX_SITE_WORDS and not below.date and not is_running(below)


def _reason(role: str) -> str:
    return "body" if role in BODY else _REASONS[role]


def _above_body(
    shapes: Sequence[Shape], keys: Sequence[str], key: str, block: int, reasons: Sequence[str]
) -> int:
    """Index of the last block with the title that has little of the body above it; -1 if there is none."""
    if not key:
        return -1
    mass = [
        2.0**s.size if r == "body" and is_running(s) else 0.0 for s, r in zip(shapes, reasons, strict=True)
    ]
    total, seen, headline = sum(mass), 0.0, -1
    for i, its in enumerate(keys):
        if seen > LATE * total:
            break
        if its == key or (i == block and shapes[i].kind != 7 and reasons[i] == "repeat"):
            headline = i
        seen += mass[i]
    return headline


def _extend_to_cue(shapes: Sequence[Shape], reading: Reading, reasons: list[str]) -> None:
    """Put the last blocks before a cue of the footer back into the body where the footer was not certain of them."""
    start = max((i for i, reason in enumerate(reasons) if reason == "body"), default=-1) + 1
    cue = next((i for i in range(start, len(reasons)) if shapes[i].vocabulary), len(reasons))
    framed = any(its.vocabulary in BOILERPLATE for its in shapes)
    if not 0 < start < cue <= start + (MAX_DOUBTFUL if framed else len(reasons)):
        return
    doubt = sum(reading.of(i, "after") for i in range(start, cue)) / (cue - start)
    if doubt < SURE_FOOTER and all(reasons[i] == "footer" and not shapes[i].date for i in range(start, cue)):
        reasons[start:cue] = ["body"] * (cue - start)


def _begin_early(shapes: Sequence[Shape], reasons: list[str], headline: int) -> None:
    """Let the body of a text without any page around it begin with the first sentence below the title."""
    if any(its.vocabulary in BOILERPLATE for its in shapes):
        return
    begun = False
    for i in range(headline + 1, len(reasons)):
        begun = begun or (shapes[i].words >= MIN_SENTENCE and shapes[i].end in SENTENCE_ENDS)
        if reasons[i] == "body":
            return
        if begun and reasons[i] == "header" and not shapes[i].date:
            reasons[i] = "body"


def _take_in_points(blocks: Sequence[Block], reasons: list[str], headline: int) -> None:
    """Put a list of key points below the title, with the line that says that it is one, into the body."""
    last = max((i for i, reason in enumerate(reasons) if reason == "body"), default=-1)
    i = headline + 1
    while i < last:
        stop = i + 1
        if (
            reasons[i] in ("header", "aside", "teaser")
            and len(blocks[i].text) <= MAX_CUE
            and cue_of(blocks[i].text) in ("strong", "weak")
        ):
            while stop < last and blocks[stop].kind == "item" and stop <= i + MAX_POINTS:
                stop += 1
            if stop > i + MIN_POINTS:
                reasons[i:stop] = ["body"] * (stop - i)
        i = stop


def _leave_out_label(
    blocks: Sequence[Block], shapes: Sequence[Shape], reading: Reading, reasons: list[str]
) -> None:
    """Leave out a name between a line with the date and the first paragraph: it labels the article."""
    first = reasons.index("body") if "body" in reasons else len(reasons)
    if not 0 < first < len(reasons) - 1 or reasons[first - 1] != "meta-line" or not shapes[first - 1].date:
        return
    its = shapes[first]
    label = (
        blocks[first].kind == "text"
        and len(blocks[first].text) <= MAX_LABEL
        and its.words <= MAX_LABEL_WORDS
        and its.end == 0
        and its.number < 0
        and reading.of(first, "heading") < MAX_HEADING
    )
    if label and is_running(shapes[first + 1]):
        reasons[first] = "meta-line"


def _is_page_number(block: Block) -> bool:
    """Whether a block is a number in the middle or at the right of its line."""
    return block.indent >= CENTRED and block.text.isdecimal() and len(block.text) <= MAX_PAGE_DIGITS


def _signature(blocks: Sequence[Block]) -> int:
    """Index of the two dashes that mail programs put before a signature; the number of blocks if there are none."""
    first = max(0, len(blocks) - MAX_SIGNATURE)
    return next((i for i in range(first, len(blocks)) if f"{blocks[i].text} ".startswith("-- ")), len(blocks))


def _neighbours(blocks: Sequence[Block], shapes: Sequence[Shape]) -> int:
    """Index of the first line that names the article before or after this one, below all running text; else of none."""
    count = len(blocks)
    last = range(max(0, count - MAX_NEIGHBOURS), count)
    first = max((i + 1 for i in last if is_running(shapes[i])), default=last.start)
    named = (i for i in range(first, count) if names_neighbour(blocks[i].text))
    return next((i for i in named if not ends_sentence(blocks[i].text)), count)


def _cue_behind(
    blocks: Sequence[Block], shapes: Sequence[Shape], reasons: Sequence[str], headline: int
) -> int:
    """Index of a line that opens comments or other articles and has most of the body above it; else the last."""
    total = sum(len(b.text) for b, r in zip(blocks, reasons, strict=True) if r == "body")
    seen = 0
    for i, (block, reason) in enumerate(zip(blocks, reasons, strict=True)):
        cue = (
            shapes[i].vocabulary in (RELATED, RESPONSES)
            and block.kind in ("text", "heading")
            and i > headline
        )
        if cue and seen >= MOST * total:
            return i
        seen += len(block.text) if reason == "body" else 0
    return len(blocks)


def _drop_copies(blocks: Sequence[Block], shapes: Sequence[Shape], reasons: list[str]) -> None:
    """Leave out the further copies of a body that the page has more than once, such as one for each width of screen.

    Only blocks whose text came before are dropped, and only in a stretch with many such blocks of running text.
    """
    seen: set[str] = set()
    again: list[int] = []
    running: list[int] = []
    for i, reason in enumerate(reasons):
        if reason != "body":
            continue
        if blocks[i].text in seen:
            again.append(i)
            if is_running(shapes[i]):
                running.append(i)
        seen.add(blocks[i].text)
    total = sum(reason == "body" and is_running(its) for reason, its in zip(reasons, shapes, strict=True))
    if len(running) < max(MIN_COPIED, COPIED_SHARE * total):
        return
    for i in again:
        if running[0] - COPY_LEAD <= i <= running[-1]:
            reasons[i] = "repeat"


def _all_running(shapes: Sequence[Shape], reasons: list[str], headline: int) -> list[str]:
    """Take all running text behind the title for the body: in a text without any body nothing else is known."""
    return [
        "body"
        if i > headline and is_running(its) and reason in ("header", "footer", "aside", "teaser")
        else reason
        for i, (its, reason) in enumerate(zip(shapes, reasons, strict=True))
    ]
