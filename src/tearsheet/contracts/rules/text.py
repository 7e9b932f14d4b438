"""Rules for characters: damage that decoding, cleaning and joining leave in text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from tearsheet.contracts.rule import Problem, Settings, cut, rule
from tearsheet.contracts.view import View

SUSPECT = re.compile("[\u0080-\u00ffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]{2,}")
"""Runs of characters that windows-1252 has above ASCII: UTF-8 read as windows-1252 consists of them."""

TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|button|center|code|div|em|figure|font|form|h[1-6]|hr|i|iframe|img|input|li"
    r"|ol|p|pre|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td|th|tr|u|ul|video)"
    r"(?:\s[^<>]{0,200})?/?>|&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
"""A tag of an HTML element that text is set with, or a character reference; lengths are bounded, so matching is
linear. Other words between angle brackets may be text: some languages write titles so."""

GLUED = re.compile(r"[.!?](?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2})")
"""The end of a sentence joined to the next one without a space, after at least two lower-case letters."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u2060\ufeff\ufff9-\ufffc\ue000-\uf8ff]"
)
"""Control characters, soft hyphens, zero-width spaces and marks, private use. Joiners, which scripts need, are
not."""

QUOTE_MARKS = (("“”„‟", "“…”"), ("«»", "«…»"), ("「」", "「…」"))
"""Marks that come in pairs, whichever of them a language opens with: together their number is even."""


class GluedSettings(Settings):
    """How many glued sentences are too many."""

    max: int = Field(default=1, ge=0)
    """Maximum number of exceptions in one article: names such as 'Example.Com' look like one."""


def texts_of(view: View) -> Iterator[tuple[str, str]]:
    """Yield path and text of everything readers read: title, subtitle, summary, then the body without code."""
    for field in ("title", "subtitle", "summary"):
        if value := getattr(view.article, field):
            yield field, value
    for unit in view.units:
        if unit.type not in ("code", "math"):
            yield unit.path, unit.text


def mojibake_in(text: str) -> str | None:
    """Return the first run of characters that is UTF-8 decoded as windows-1252; None if there is none.

    A run counts if its windows-1252 bytes are UTF-8 for at least three characters, or for accented Latin letters
    and typographic marks, the most frequent cases. Two other such characters may occur in undamaged text.

    >>> mojibake_in("the cafÃ© at the corner")
    'Ã©'
    >>> mojibake_in("LE CAFÉ… “ÉTÉ”") is None
    True
    """
    if text.isascii():
        return None
    for match in SUSPECT.finditer(text):
        try:
            meant = bytes(_CP1252.get(char, ord(char)) for char in match[0]).decode("utf-8")
        except (UnicodeDecodeError, ValueError):
            continue
        if len(meant) >= 3 or all("\xa0" <= char <= "\xff" or "\u2010" <= char <= "\u20ac" for char in meant):
            return match[0]
    return None


_CP1252 = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


@rule("text.mojibake", Settings, severity="error")
def text_mojibake(view: View, _settings: Settings) -> Iterator[Problem]:
    """No text was decoded with the wrong encoding: no 'Ã©' for 'é', no replacement character.

    An article that contains one such error usually contains many, and text replaced by U+FFFD is lost.
    """
    for path, text in texts_of(view):
        if text.isascii():
            continue
        if "\ufffd" in text:
            yield Problem(
                path, "replacement characters in place of text", cut(text), "decode the bytes again"
            )
        elif damage := mojibake_in(text):
            yield Problem(
                path, f"UTF-8 was read as windows-1252: {damage!r}", cut(text), "decode the bytes again"
            )


@rule("text.no-markup", Settings)
def text_no_markup(view: View, _settings: Settings) -> Iterator[Problem]:
    """No text outside code contains tags or character references.

    ``&amp;amp;`` and ``<em>`` in text come from pages that escape twice, and from JSON-LD filled with HTML.
    """
    for path, text in texts_of(view):
        if ("<" in text or "&" in text) and (match := TAG.search(text)):
            yield Problem(path, f"markup in the text: {match[0]!r}", cut(text))


@rule("text.no-invisible", Settings, severity="note")
def text_no_invisible(view: View, _settings: Settings) -> Iterator[Problem]:
    """No text outside code contains control characters, soft hyphens, zero-width spaces or private-use characters.

    They break search, joins and tokenisation without being visible.
    """
    for path, text in texts_of(view):
        if not text.isprintable() and (match := INVISIBLE.search(text)):
            yield Problem(path, f"invisible character U+{ord(match[0]):04X}", cut(text))


@rule("text.quotes-balanced", Settings, severity="note")
def text_quotes_balanced(view: View, _settings: Settings) -> Iterator[Problem]:
    """In each paragraph, quotation marks come in pairs; a quotation that continues in the next paragraph passes.

    An unpaired mark means that text was lost within the paragraph, usually an inline element.
    """
    prose = view.prose
    for index, unit in enumerate(prose):
        if unit.type == "quote":
            continue
        text = unit.text
        follower = prose[index + 1].text if index + 1 < len(prose) else ""
        for marks, shown in QUOTE_MARKS:
            count = 0 if text.isascii() else sum(map(text.count, marks))
            arrow = count == 1 and text.endswith("»")  # as in 'Next page »'
            if count % 2 and not arrow and not follower.startswith(tuple(marks)):
                yield Problem(unit.path, f"odd number of quotation marks {shown}: {count}", cut(text))
        count = text.count('"')
        if count % 2 and not follower.startswith('"') and not _inches(text):
            yield Problem(unit.path, f'odd number of quotation marks "…": {count}', cut(text))


def _inches(text: str) -> bool:
    """Return whether a straight quotation mark follows a digit: it may mean inches or seconds."""
    return any(text[at - 1].isdigit() for at in range(1, len(text)) if text[at] == '"')


@rule("text.not-glued", GluedSettings)
def text_not_glued(view: View, settings: GluedSettings) -> Iterator[Problem]:
    """Sentences are separated by spaces ('end. Next', not 'end.Next'), with at most a few exceptions in an article.

    Elements joined without a space produce words that do not exist. Scripts that use no spaces pass.
    """
    found = [
        (unit.path, unit.text[match.start() - 2 : match.end() + 3])
        for unit in view.prose
        for match in GLUED.finditer(unit.text)
        if match.start() >= 2 and unit.text[match.start() - 2 : match.start()].islower()
    ]
    if len(found) > settings.max:
        yield Problem(found[0][0], f"sentences joined without a space: {len(found)}", found[0][1])
