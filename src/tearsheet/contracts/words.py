"""The vocabulary of the rules: phrases, marks and scripts, read once from ``vocab/contracts.json``."""

from __future__ import annotations

import re
from typing import Any

from tearsheet.contracts.view import fold
from tearsheet.vocab import load

_DATA: dict[str, Any] = load("contracts")

GENERIC_TITLES: frozenset[str] = frozenset(fold(title) for title in _DATA["generic_titles"])
"""Titles that name no article, folded."""

BOILERPLATE: dict[str, tuple[str, ...]] = {
    group: tuple(phrase.casefold() for phrase in phrases) for group, phrases in _DATA["boilerplate"].items()
}
"""Phrases of templates by group (consent, subscription, sharing, teasers, labels), case folded."""

BOILERPLATE_PLACE: dict[str, str] = _DATA["boilerplate_place"]
"""For each group, where in a block its phrases indicate template text: ``anywhere``, at an ``edge``, or as the
``whole``."""

CUT_MARKS: tuple[str, ...] = tuple(mark.casefold() for mark in _DATA["cut_marks"])
"""Endings of a text that was cut off on purpose, case folded."""

TERMINALS: frozenset[str] = frozenset(_DATA["terminals"])
"""Characters that end a sentence, or may follow its end."""


def _patterns() -> dict[str, re.Pattern[str]]:
    found = {}
    for script in _DATA["scripts"].values():
        ranges = "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in script["blocks"])
        pattern = re.compile(f"[{ranges}]+")
        found.update(dict.fromkeys(script["languages"], pattern))
    return found


SCRIPTS: dict[str, re.Pattern[str]] = _patterns()
"""For each language (primary subtag) a pattern that matches runs of its script's characters."""


def script_share(text: str, pattern: re.Pattern[str]) -> float | None:
    """Return the share, 0 to 1, of the letters of ``text`` that ``pattern`` matches; None under 40 letters.

    Forty letters are a line or so: below that a name or a quotation decides.
    """
    letters = sum(map(str.isalpha, text))
    if letters < 40:
        return None
    return min(1.0, sum(map(len, pattern.findall(text))) / letters)
