"""Cheap checks whether a line may contain a date, and its split into words and numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from tearsheet.parsing.words import primary
from tearsheet.vocab import load

_TOKEN: Final = re.compile(
    r"\d+"
    r"|[ก-ฮเ-ไ][\u0e00-\u0e4f]?\.\s?[ก-ฮ]\.?"  # Thai abbreviations with inner dots
    r"|(?:[^\W\d_]++|(?!\d)[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963"
    r"\u0970-\u0dff\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u109f\u1780-\u17d3])+"
)
_LETTERS: Final = re.compile(r"[a-z]+")
_GLUED: Final = re.compile(r"[a-z][A-Z]")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_THAI: Final = re.compile(r"[\u0e00-\u0e7f]")
_DIGIT: Final = re.compile(r"\d")
_ASCII_DIGIT: Final = re.compile(r"[0-9]")  # found several times as fast
_YEARISH: Final = re.compile(r"\d{4}|\d\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{2}|['’]\d\d")
"""Every date with a year matches this, unless it has the character for "year"."""


class Token:
    """One word or number of a line."""

    __slots__ = ("is_number", "month", "solar", "start", "stop", "text")

    def __init__(self, text: str, start: int, stop: int, month: int, *, solar: bool = False) -> None:
        self.text: str = text
        """The word (without a number joined to it), or the digits."""
        self.start: int = start
        self.stop: int = stop
        self.month: int = month
        """The month that it names, 1 to 12; 0 if it is not a month name."""
        self.solar: bool = solar
        """True if that is a month of the Solar Hijri calendar."""
        self.is_number: bool = text[0].isdecimal()


def may_name_year(text: str, stop: int) -> bool:
    """Return whether there can be a date with a year in the first ``stop`` characters, or "年" anywhere in ``text``.

    Otherwise the line has no date.

    >>> may_name_year("3 May 2024", 80), may_name_year("3.5.24", 80), may_name_year("Room 101", 80)
    (True, True, False)
    """
    digit = (_ASCII_DIGIT if text.isascii() else _DIGIT).search(text, 0, stop)
    if digit is not None and _YEARISH.search(text, max(digit.start() - 1, 0), stop) is not None:
        return True
    return "年" in text


def tokens_of(text: str, language: str | None) -> list[Token]:
    """Return the words and numbers in ``text``, in order; empty if none of them names a month.

    >>> [(t.text, t.month) for t in tokens_of("le 1er mai 2024", "fr")]
    [('le', 0), ('1', 0), ('er', 0), ('mai', 5), ('2024', 0)]
    >>> tokens_of("2024-05-01", "fr")
    []
    """
    if not _may_name_month(text):
        return []
    tokens = _tokens(text, language)
    return tokens if any(token.month for token in tokens) else []


def _may_name_month(text: str) -> bool:
    """Return whether a line may name a month. A cheap filter without false negatives."""
    if not text.isascii():
        if _CAMEL.search(text) is not None or _THAI.search(text) is not None:
            return True
        return not _naming().isdisjoint(_TOKEN.findall(text.casefold()))
    return not months().keys().isdisjoint(_LETTERS.findall(text.lower())) or _GLUED.search(text) is not None


def _tokens(text: str, language: str | None) -> list[Token]:
    month_of_word = months().get
    solar = solar_months()
    tokens: list[Token] = []
    joined, pairs = number_months(), pair_months()
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0].isdecimal():
            start, stop = match.span()
            if tokens and tokens[-1].text.casefold() in joined and 1 <= int(word[:3]) <= 12:
                before = tokens.pop()
                tokens.append(Token(before.text, before.start, stop, int(word[:3])))
            else:
                tokens.append(Token(word, start, stop, 0))
            continue
        for start, stop in _pieces(word, match):
            key = text[start:stop].casefold()
            if not key.isalpha():  # Thai abbreviations
                key = key.replace(".", "").replace(" ", "")
            month = month_of_word(key, 0)
            if isinstance(month, dict):
                month = month.get(primary(language)) or next(iter(month.values()))
            pair = tokens and pairs.get(tokens[-1].text.casefold(), {}).get(key)
            if pair and text[tokens[-1].stop : start].isspace():
                tokens.append(Token(text[start:stop], tokens.pop().start, stop, pair))
            elif not month and key in solar:
                tokens.append(Token(text[start:stop], start, stop, solar[key], solar=True))
            else:
                tokens.append(Token(text[start:stop], start, stop, month))
    return tokens


def _pieces(word: str, match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of a token's words: one, unless words were glued together (``ArtJanuary``)."""
    if len(word) <= 3 or word[1:].islower() or word.isupper():
        return (match.span(),)
    start, stop = match.span()
    pieces = []
    for cut in _CAMEL.finditer(word):
        pieces.append((start, match.start() + cut.start()))
        start = match.start() + cut.start()
    pieces.append((start, stop))
    return tuple(pieces)


@cache
def months() -> dict[str, int | dict[str, int]]:
    """Word → month, or language → month if languages differ. Static data, cached."""
    by_word: dict[str, dict[str, int]] = {}
    for source in (load("locales")["months"], load("dates")["months"]):
        for language, words in source.items():
            for word, month in words.items():
                by_word.setdefault(word.casefold(), {}).setdefault(language, month)
    return {w: next(iter(m.values())) if len(set(m.values())) == 1 else m for w, m in by_word.items()}


@cache
def _naming() -> frozenset[str]:
    """All words that name a month, alone or together with its number. Static data, cached."""
    return frozenset((*months(), *solar_months(), *number_months(), *pair_months()))


@cache
def solar_months() -> dict[str, int]:
    """Word → month of the Solar Hijri calendar. Static data, cached."""
    return dict(load("dates")["solar_months"])


@cache
def number_months() -> frozenset[str]:
    """Words that name a month together with a number after them. Static data, cached."""
    return frozenset(load("dates")["number_months"])


@cache
def pair_months() -> dict[str, dict[str, int]]:
    """First word → second word → month, for month names of two words. Static data, cached."""
    return dict(load("dates")["pair_months"])
