"""Constants of the scorer's features: codes of elements and characters, flags of page parts, limits, column counts."""

from __future__ import annotations

TAG_FLAGS = {
    "article": 1 << 0,
    "main": 1 << 1,
    "nav": 1 << 2,
    "aside": 1 << 3,
    "header": 1 << 4,
    "footer": 1 << 5,
    "form": 1 << 6,
    "table": 1 << 7,
    "ul": 1 << 8,
    "ol": 1 << 9,
    "figure": 1 << 10,
    "blockquote": 1 << 11,
    "button": 1 << 12,
    "dialog": 1 << 13,
    "section": 1 << 14,
    "details": 1 << 15,
    "p": 1 << 16,
    "dl": 1 << 17,
}
"""Flags of elements: each is a feature of all blocks inside such an element (HTML sectioning and grouping content)."""
ROLE_FLAGS = {
    "main": 1 << 1,
    "article": 1 << 0,
    "navigation": 1 << 2,
    "complementary": 1 << 3,
    "banner": 1 << 4,
    "contentinfo": 1 << 5,
    "form": 1 << 6,
    "search": 1 << 6,
    "dialog": 1 << 13,
    "alertdialog": 1 << 13,
    "menu": 1 << 2,
    "menubar": 1 << 2,
}
"""ARIA landmark roles, with the flag of the equivalent element."""
HIDDEN = 1 << 18
ARTICLE_BODY = 1 << 19
OTHER_SCOPE = 1 << 20
COMMENTS = 1 << 21
TOKEN_FLAGS = {
    **dict.fromkeys(
        ("comment", "comments", "commentlist", "disqus", "respond", "reply", "replies"), COMMENTS
    ),
    **dict.fromkeys(
        ("related", "recommended", "recommendations", "more", "promo", "teaser", "card"), 1 << 22
    ),
    **dict.fromkeys(("byline", "author", "authors", "bio", "meta", "date", "time", "timestamp"), 1 << 23),
    **dict.fromkeys(("share", "social", "sharing", "follow", "newsletter", "subscribe", "signup"), 1 << 24),
    **dict.fromkeys(("caption", "credit", "figcaption", "copyright"), 1 << 25),
    **dict.fromkeys(("sidebar", "widget", "rail", "footer", "menu", "nav", "navbar", "breadcrumb"), 1 << 26),
    **dict.fromkeys(("cookie", "consent", "gdpr", "modal", "popup", "overlay", "banner"), 1 << 27),
    **dict.fromkeys(("toc", "contents", "tags", "tag", "topics", "category", "categories"), 1 << 28),
}
"""Flags of words in class and id that name a part of a page, by the conventions of common page builders."""
FLAGS = 29

SHORT = 60
"""Longest block in characters whose digits are counted: datelines, counters and prices are shorter."""
WIDE = 1.5
"""Mean number of UTF-8 bytes per character, beyond the first, above which each character counts as two (a CJK
character is about as much text as two letters)."""

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
"""Codes of elements; 0 for all others."""

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
"""Code of a block's last character; 0 for all others."""
START_CODES = {**dict.fromkeys("-–—―", 4), **dict.fromkeys("\"“„«‹'‘「『", 5), **dict.fromkeys("•·*▪●◦‣", 6)}
"""Code of a block's first character when it is neither letter nor digit; 0 for all others."""
SHORTEST_INSIDE = 15
"""Fewest letters and digits of a title that is searched for inside longer headings. Source: reasoning."""
OPENING = 40
"""Characters at the start of a text that identify it: pages often contain the same text twice, once cut off."""
LONG = 80
"""Fewest characters of running text (a teaser's headline is rarely longer)."""
LEVELS = 5
"""Number of ancestors whose totals are features of a block, innermost first."""
PRICE = 24
"""A block with a price has fewer characters than this."""

LARGEST = 1500
"""Characters up to which longer blocks weigh more."""
SMALLEST = 10
"""Characters added to the weight of every block, so that short ones count too."""
SURE = 0.5
"""First-pass probability above which a block counts as kept."""
ANCHOR = 70
"""Weight above which a kept block is an anchor, to which distances are measured."""
UNLIKELY = 0.01
"""First-pass probability up to which it is final: the second pass is skipped for the block."""

TEXT_WIDTH = 24
"""Columns for the text of a block."""
BOX = 7
"""Columns for an ancestor."""
PAGE_WIDTH = 12
"""Columns for the page, at the end of a first-pass row."""
ROW = TEXT_WIDTH + 15 + FLAGS + LEVELS * BOX + 4 + 2 * 5 + 4 * 4 + 4 * 4 + 10 + 13 + 8 + PAGE_WIDTH
"""Columns of the first pass."""
KIND_WIDTH = 7
"""Columns after those: the probabilities of the kinds of page."""
CONTEXT = 1 + 5 + 4 + 6 + 2 * LEVELS + 2 + 5 + 8 + 4
"""Columns that only the second pass uses; they come last."""
STRIDE = ROW + KIND_WIDTH + CONTEXT
"""Distance from the start of one row to the start of the next."""
