"""From the roles of blocks to an article: its title, where its body is, and why each other block is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tearsheet.parsing.titles import fold
from tearsheet.plaintext.block import Block
from tearsheet.plaintext.boilerplate import CLAIM, CONTROL, FOOTER, RELATED, RESPONSES
from tearsheet.plaintext.key_value_lines import FIRST_LINES, KeyLine, read_key_line
from tearsheet.plaintext.roles import BODY, Reading
from tearsheet.plaintext.shape import Shape, is_running

MIN_TITLE = 0.08
"""Least probability of a title. Reasoning: a text nearly always has one; below this nothing looks like it."""
SOLE = 0.5
"""What the only heading of the first level gains in probability. Reasoning: Markdown marks the title so."""
MAX_TITLE = 250
"""Longest title, in characters."""
TOP = 3
"""How many blocks at the top may be the title element of a page: title and name of the site in one line."""
LATE = 0.3
"""A title with more than this share of the running text above it is not above the body."""
MOST = 0.6
"""Share of the body that must be above a cue of comments or of other articles for the rest to be left out."""
MAX_DOUBTFUL = 12
"""Most blocks between body and the cue of a footer that are put back into the body."""
FURNITURE = frozenset({CONTROL, FOOTER, RELATED, RESPONSES, CLAIM})
"""Classes of lines of which every page has some; a text without any was copied without the page around it."""
MIN_SENTENCE = 6
"""Fewest words of a sentence with which a body begins."""
SENTENCE_ENDS = (1, 2, 3, 4)
"""`Shape.end` of what ends a sentence or introduces what follows."""
SURE_FOOTER = 0.75
"""Mean probability of the footer from which on they are left out."""
MAX_SIGNATURE = 8
"""Most blocks of a mail's signature, its dashes included."""
CENTRED = 12
"""Fewest columns before a number that was set in the middle or at the right."""
MAX_PAGE_DIGITS = 4
LIKE_TITLE = 0.5
"""Probability of a title or heading from which on the line below a short first line is the title."""
MAX_SITE_WORDS = 4
MIN_KEPT = 8
"""Fewest characters of a title whose end may be the site's name; of a shorter one, such as "About", it is a part."""
BELOW_TEXT = 0.7
"""Share of its probability that a title keeps with running text above it."""
NEAR = 8
"""How many lines before and behind a title are searched for a teaser of it."""
MIN_PART = 8
"""Fewest folded characters of a title that is searched for in another line."""
OTHER_COUNT = 2
"""`Shape.counted` of a line with a reading time or a count of comments."""
_SIGN = re.compile(r"[/>»›|→·:]\s*$")

_REASONS = {
    "before": "header",
    "title": "repeat",
    "meta": "meta-line",
    "teaser": "teaser",
    "after": "footer",
    "aside": "aside",
}
_AFFIX = re.compile(r"\s[|·•»«:–—/-]+\s|\s?[|｜_]\s?")


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


def find_frame(
    blocks: Sequence[Block], shapes: Sequence[Shape], keys: Sequence[str], reading: Reading
) -> Frame:
    """Return title and body of the text that ``blocks`` are of."""
    header, top = read_header(blocks)
    title, start, stop, block, probability = _stated_title(header) or _likely_title(
        blocks, shapes, keys, reading, top
    )
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
    end = min(_signature(blocks), _cue_behind(blocks, shapes, reasons, headline))
    reasons[end:] = ["footer" if reason == "body" else reason for reason in reasons[end:]]
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


def _likely_title(
    blocks: Sequence[Block], shapes: Sequence[Shape], keys: Sequence[str], reading: Reading, top: int
) -> tuple[str, int, int, int, float]:
    """Return the most likely title, its range, its block and its probability; an empty one if nothing is likely."""
    best, score = -1, MIN_TITLE
    running = next((i for i, role in enumerate(reading.roles) if role == "paragraph"), len(blocks))
    marked = [i for i in range(top, len(blocks)) if blocks[i].kind == "heading" and blocks[i].level == 1]
    for i in range(top, len(blocks)):
        probability = reading.of(i, "title")
        if i > running:
            probability *= BELOW_TEXT
        if marked == [i]:
            probability = max(probability, min(1.0, probability + SOLE))
        if (
            probability > score
            and len(blocks[i].text) <= MAX_TITLE
            and fold(blocks[i].text)
            and not _is_no_title(blocks[i], shapes[i])
        ):
            best, score = i, probability
    if best == top and _is_site_line(blocks, reading, best):
        best, score = best + 1, reading.of(best + 1, "title")
    if best < 0:
        return "", -1, -1, -1, 0.0
    best = _plain_line(blocks, keys, reading, best)
    block = blocks[best]
    if best < TOP:
        kept = _without_site(block.text, [fold(b.text) for b in blocks if len(b.text) <= MAX_TITLE])
        if kept != block.text:
            at = block.text.find(kept)
            return kept, block.start + at, block.start + at + len(kept), best, score
    return block.text, block.start, block.stop, best, score


def _plain_line(blocks: Sequence[Block], keys: Sequence[str], reading: Reading, best: int) -> int:
    """Return the line near the most likely title that holds nothing but the title; ``best`` if there is none.

    A teaser continues a title that occurs twice; breadcrumbs end in it after a separator.
    """
    near = range(max(0, best - NEAR), min(len(keys), best + NEAR))
    counts = Counter(keys[i] for i in near)
    whole, text = keys[best], blocks[best].text

    def is_part(i: int) -> bool:
        if not MIN_PART <= len(keys[i]) < len(whole):
            return False
        own = blocks[i].text
        ends = text.endswith(own) and _SIGN.search(text[: -len(own)]) is not None
        return ends or (counts[keys[i]] > 1 and whole.startswith(keys[i]))

    return max(filter(is_part, near), key=lambda i: (reading.of(i, "title"), i), default=best)


def _is_no_title(block: Block, its: Shape) -> bool:
    """Whether a line cannot be a title: a sentence that ends, a picture's or a button's place, a line about the article."""
    sentences = is_running(its) and its.sentences > 0 and its.end == 1
    return sentences or its.author or its.counted == OTHER_COUNT or block.text.startswith(("[", "(BUTTON)"))


def _is_site_line(blocks: Sequence[Block], reading: Reading, i: int) -> bool:
    """Whether a short first line is above a longer one that may be a title or heading: then it names the site."""
    if i + 1 >= len(blocks) or i < 0 or len(blocks[i].text.split()) > MAX_SITE_WORDS - 1:
        return False
    below = reading.of(i + 1, "title") + reading.of(i + 1, "heading")
    return below >= LIKE_TITLE and len(blocks[i + 1].text.split()) >= MAX_SITE_WORDS


def _without_site(text: str, keys: Sequence[str]) -> str:
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
    framed = any(its.vocabulary in FURNITURE for its in shapes)
    if not 0 < start < cue <= start + (MAX_DOUBTFUL if framed else len(reasons)):
        return
    doubt = sum(reading.of(i, "after") for i in range(start, cue)) / (cue - start)
    if doubt < SURE_FOOTER and all(reasons[i] == "footer" and not shapes[i].date for i in range(start, cue)):
        reasons[start:cue] = ["body"] * (cue - start)


def _begin_early(shapes: Sequence[Shape], reasons: list[str], headline: int) -> None:
    """Let the body of a text without any page around it begin with the first sentence below the title."""
    if any(its.vocabulary in FURNITURE for its in shapes):
        return
    begun = False
    for i in range(headline + 1, len(reasons)):
        begun = begun or (shapes[i].words >= MIN_SENTENCE and shapes[i].end in SENTENCE_ENDS)
        if reasons[i] == "body":
            return
        if begun and reasons[i] == "header" and not shapes[i].date:
            reasons[i] = "body"


def _is_page_number(block: Block) -> bool:
    """Whether a block is a number in the middle or at the right of its line."""
    return block.indent >= CENTRED and block.text.isdecimal() and len(block.text) <= MAX_PAGE_DIGITS


def _signature(blocks: Sequence[Block]) -> int:
    """Index of the two dashes that mail programs put before a signature; the number of blocks if there are none."""
    first = max(0, len(blocks) - MAX_SIGNATURE)
    return next((i for i in range(first, len(blocks)) if f"{blocks[i].text} ".startswith("-- ")), len(blocks))


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


def _all_running(shapes: Sequence[Shape], reasons: list[str], headline: int) -> list[str]:
    """Take all running text behind the title for the body: in a text without any body nothing else is known."""
    return [
        "body"
        if i > headline and is_running(its) and reason in ("header", "footer", "aside", "teaser")
        else reason
        for i, (its, reason) in enumerate(zip(shapes, reasons, strict=True))
    ]
