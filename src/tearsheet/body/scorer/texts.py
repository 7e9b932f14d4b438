"""What stands in the leaves: their text, read once in one plain loop."""

from __future__ import annotations

from typing import NamedTuple

from tearsheet.page import Page

SHORT = 60
"""Characters up to which a leaf's digits are counted: datelines, counters and prices are shorter."""
WIDE = 1.5
"""UTF-8 bytes beyond one a character, on average, from which each character counts as two (a CJK sign is about
as much text as two letters)."""

TAG_CODES = {
    tag: code
    for code, tags in enumerate(
        (
            "p",
            "div",
            "li",
            "td",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5 h6",
            "section",
            "article",
            "main",
            "body",
            "span",
            "figcaption figure caption",
            "blockquote",
            "pre",
            "dd dt dl",
            "th",
            "tr tbody table thead",
            "ul ol menu",
            "header",
            "footer",
            "nav",
            "aside",
            "a",
            "button",
            "form fieldset label legend input",
            "address",
            "details summary",
            "center font",
        ),
        start=1,
    )
    for tag in tags.split()
}
"""Elements by a small number; 0 for all others."""

KIND_CODES = {"text": 0, "heading": 1, "item": 2, "cell": 3, "code": 4, "quote": 5, "caption": 6}

END_CODES = {
    **dict.fromkeys(".。।۔", 1),
    **dict.fromkeys("!！", 2),
    **dict.fromkeys("?？؟", 3),
    **dict.fromkeys(":：", 4),
    "…": 5,
    **dict.fromkeys("»›>→", 6),
    **dict.fromkeys("\"”'’」)）", 7),
    **dict.fromkeys(",;，、；", 8),
}
"""What a leaf's last character says; 0 for all others."""
START_CODES = {**dict.fromkeys("-–—―", 4), **dict.fromkeys("\"“„«‹'‘「『", 5), **dict.fromkeys("•·*▪●◦‣", 6)}
"""What a leaf's first character says when it is no letter or digit; 0 for all others."""
SHORTEST_INSIDE = 15
"""Letters and digits from which a title is looked for inside longer headings. Source: reasoning."""
OPENING = 40
"""Characters at its start that tell a text from another: the same text is often there twice, once cut off."""


def key_of(text: str) -> str:
    """Return the letters and digits of ``text``, folded: equal keys, equal text to a reader.

    >>> key_of("It’s a “Test”")
    'itsatest'
    """
    return "".join([c for c in text.casefold() if c.isalnum()])


def find_headline(page: Page, title: str | None) -> int:
    """Return the index of the leaf that shows ``title``; -1 if none does.

    Of several, an ``h1`` wins over other headings, a heading over other text, the first over the rest.
    """
    leaves, tags = page.leaves, page.nodes.tags
    wanted = key_of(title) if title else ""
    best, best_rank = -1, 9
    low, high = 0.5 * len(title or ""), 2 * len(title or "") + 8
    for i, leaf in enumerate(leaves):
        heading = leaf.kind == "heading"
        if not low <= len(leaf.text) <= high:
            continue
        rank = 0 if tags[leaf.node] == "h1" else 1 if heading else 2
        if rank < best_rank and wanted and key_of(leaf.text) == wanted:
            best, best_rank = i, rank
    if best < 0 and len(wanted) >= SHORTEST_INSIDE:  # a heading that shows a kicker before the title
        inside = (i for i, leaf in enumerate(leaves) if leaf.kind == "heading" and len(leaf.text) <= 2 * high)
        best = next((i for i in inside if wanted in key_of(leaves[i].text)), -1)
    if best < 0:
        ones = [i for i, leaf in enumerate(leaves) if leaf.kind == "heading" and _in_h1(page, leaf.node)]
        best = ones[0] if len(ones) == 1 else -1
    return best


def _in_h1(page: Page, node: int) -> bool:
    tags, parents = page.nodes.tags, page.nodes.parents
    for _ in range(3):
        if tags[node] == "h1":
            return True
        node = parents[node]
        if node < 0:
            break
    return False


class Texts(NamedTuple):
    """What stands in the leaves: one entry a leaf."""

    columns: list[list[float]]
    """The numbers that become features, see `COLUMNS`."""
    lengths: list[int]
    """Characters, a sign of a wide script counting as two."""
    links: list[float]
    """Share of the characters that stand inside links."""
    kinds: list[int]
    """`KIND_CODES`."""
    levels: list[int]
    """Rank of a heading by its tag, 1 to 6; 0 for other leaves."""


def read_texts(page: Page) -> Texts:
    """Read the text of each leaf once."""
    leaves = page.leaves
    repeats: dict[str, int] = {}
    openings: dict[str, int] = {}
    for leaf in leaves:
        text = leaf.text
        repeats[text] = repeats.get(text, 0) + 1
        opening = text[:OPENING]
        openings[opening] = openings.get(opening, 0) + 1
    met: dict[str, int] = {}
    read = Texts([], [], [], [], [])
    for leaf in leaves:
        text = leaf.text
        opening = text[:OPENING]
        nth = met.get(opening, 0)
        met[opening] = nth + 1
        row = _row(text, leaf.link_chars, leaf.bold_chars)
        level = rank_of(page, leaf.node) if leaf.kind == "heading" else 0
        kind = KIND_CODES[leaf.kind]
        row += [repeats[text], openings[opening], nth, kind, level, *_tags(page, leaf.node), leaf.cut]
        read.columns.append(row)
        read.lengths.append(int(row[0]))
        read.links.append(row[3])
        read.kinds.append(kind)
        read.levels.append(level)
    return read


STOPS_COLUMN = 5
"""Column of the count of stops."""
REPEATED_COLUMN = 16
"""Column of how often the text stands on the page."""
KIND_COLUMN = 19
"""Column of the leaf's kind."""


def _row(text: str, link_chars: int, bold_chars: int) -> list[float]:
    """Return the numbers of one leaf that its text alone gives."""
    chars = len(text)
    size = chars
    if not text.isascii() and len(text.encode("utf-8", "replace")) - chars > WIDE * chars:
        size = 2 * chars
    words = text.count(" ") + 1
    stops = text.count(".") + text.count("?") + text.count("!") + text.count("。")
    commas = text.count(",") + text.count("、") + text.count("،")
    digits = 0
    if chars <= SHORT:
        for c in text:
            if c.isdigit():
                digits += 1
    first = text[0]
    return [
        size,
        words,
        size / words,
        min(link_chars / chars, 1.0),
        min(bold_chars / chars, 1.0),
        stops,
        commas,
        100.0 * stops / size,
        END_CODES.get(text[-1], 0),
        1
        if first.isupper()
        else 2
        if first.islower()
        else 3
        if first.isdigit()
        else START_CODES.get(first, 0),
        digits / chars,
        text.isupper(),
        text.count("\n"),
        "|" in text or "•" in text or "·" in text,
        "©" in text,
        ":" in text,
    ]


def rank_of(page: Page, node: int) -> int:
    """Return the rank of the heading that ``node`` stands in, 1 to 6; 0 if it stands in none."""
    tags, parents = page.nodes.tags, page.nodes.parents
    while node >= 0:
        tag = tags[node]
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            return int(tag[1])
        node = parents[node]
    return 0


def _tags(page: Page, node: int) -> tuple[int, int]:
    tags, parents = page.nodes.tags, page.nodes.parents
    return TAG_CODES.get(tags[node], 0), TAG_CODES.get(tags[max(parents[node], 0)], 0)
