"""The body of a text, in the form in which the body of a page comes."""

from __future__ import annotations

from tearsheet.body.selection import BodySelection
from tearsheet.page import Page

MIN_LETTERS = 60
"""Fewest letters of running text that make an article."""


def find_text_body(page: Page) -> BodySelection:
    """Return which blocks of a page made from text belong to its body.

    Probabilities are 1 for what is kept and 0 for the rest; reasons are those of `StatedValues`. Nothing is kept if the
    rest is not running text.
    """
    facts = page.text_facts
    if facts is None:
        return BodySelection(-1, (), (), ())
    kept = tuple(i for i, reason in enumerate(facts.reasons) if reason == "body")
    letters = sum(sum(map(str.isalpha, page.blocks[i].text)) for i in kept[:20])
    if letters < MIN_LETTERS:
        kept = ()
    probabilities = tuple(1.0 if reason == "body" and kept else 0.0 for reason in facts.reasons)
    return BodySelection(facts.headline, kept, probabilities, facts.reasons)
