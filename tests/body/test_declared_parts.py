"""Ingredients and steps that the page declares as data are kept where it shows them."""

from __future__ import annotations

import json

import pytest

from tearsheet.body.declared_parts import MOST_CHARACTERS, keep_declared_parts
from tearsheet.body.selection import BodySelection
from tearsheet.page import Page
from tearsheet.page.read import read_tree

RECIPE = {
    "@type": "Recipe",
    "recipeIngredient": ["2 plums", "1 cup rye flour (sifted)", "salt"],
    "recipeInstructions": [
        {
            "@type": "HowToSection",
            "itemListElement": [{"@type": "HowToStep", "text": "Halve the plums and stone them."}],
        }
    ],
}
SHOWN = (
    "<p>Plum tart</p><ul><li>Salt<li>2 plums!<li>1 cup rye flour<li><a href=/salt>salt</a><li>Nutmeg</ul>"
    "<h2>2 plums</h2><p>Halve the plums and stone them.<p>Halve the plums and stone them."
)


def _found(data: object, kind: str = "article") -> list[str]:
    script = f"<script type=application/ld+json>{json.dumps(data)}</script>"
    page = Page.from_tree(read_tree(f"{script}{SHOWN}"))
    count = len(page.blocks)
    reasons = ("probability", *["low-probability"] * (count - 1))
    selection = BodySelection(-1, (0,), (0.9, *[0.05] * (count - 1)), reasons, kind)  # type: ignore[arg-type]  # a word of the test
    found = keep_declared_parts(page, selection)
    assert all((found.reasons[i] == "declared") == (i in found.kept) for i in range(1, count))
    return [page.blocks[i].text for i in found.kept[1:]]


def test_each_part_is_kept_once() -> None:
    assert _found(RECIPE) == ["Salt", "2 plums!", "1 cup rye flour", "Halve the plums and stone them."]


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "Recipe", "name": "Plum tart"},
        {"@type": "Recipe", "recipeIngredient": ["salt"]},  # a single one may be a coincidence
        {
            "@type": "Recipe",
            "recipeIngredient": ["2 plums or 3, cut", "salt and pepper"],
        },  # parts, and short ones
    ],
)
def test_nothing_is_kept_without_enough_evidence(data: object) -> None:
    assert _found(data) == []


def test_a_listing_of_recipes_is_left_alone() -> None:
    assert _found(RECIPE, "listing") == []


def test_a_flood_of_declared_text_is_not_read_to_its_end() -> None:
    flood = {"@type": "Recipe", "recipeIngredient": ["salt", "2 plums", "x" * MOST_CHARACTERS]}
    assert _found(flood) == []  # the last is read first
